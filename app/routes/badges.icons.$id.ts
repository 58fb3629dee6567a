import { getIconFile } from '~/domain/badges/icons.server'
import { badgeOperations } from '~/http/contract/badges'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { fileAnswer } from '~/http/responses/file-answer.server'

const route = endpoint(badgeOperations, {
  'GET /badges/icons/:id': async ({ params, request }) =>
    fileAnswer(request, await getIconFile(params.id), 'for everybody'),
})

export const loader = route.loader
export const action = route.action
