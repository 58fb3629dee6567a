import { requireOwnChannel } from '~/domain/auth/viewer'
import { saveSettings } from '~/domain/channels/own.server'
import { getSettings } from '~/domain/channels/settings.server'
import { channelOperations } from '~/http/contract/channels'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(channelOperations, {
  'GET /creator/settings': async ({ viewer }) => answer(await getSettings(requireOwnChannel(viewer).id)),
  'PUT /creator/settings': async ({ viewer, input }) =>
    answer(await saveSettings(viewer, input), { to: paths.settings, notice: '설정을 저장했어요' }),
})

export const loader = route.loader
export const action = route.action
