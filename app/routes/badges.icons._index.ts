import { createIcon } from '~/domain/badges/icons.server'
import { badgeOperations } from '~/http/contract/badges'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const NOTICE = '그림을 올렸어요. 쓸 단계에서 고르고 저장해 주세요'

const route = endpoint(badgeOperations, {
  'POST /badges/icons': async ({ viewer, files }) =>
    answer(await createIcon(viewer, files.image), { status: 201, to: paths.badges, notice: NOTICE }),
})

export const loader = route.loader
export const action = route.action
