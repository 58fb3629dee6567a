import { listTiers } from '~/domain/badges/tiers.server'
import { badgeOperations } from '~/http/contract/badges'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(badgeOperations, {
  'GET /badges': async ({ input }) => answer(await listTiers(input.chzzkChannelId)),
})

export const loader = route.loader
export const action = route.action
