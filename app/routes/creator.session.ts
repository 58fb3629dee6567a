import { chooseAutoConfirmMode } from '~/domain/channels/auto-confirm.server'
import { getConnectionState } from '~/domain/chzzk-events/state.server'
import { chzzkEventOperations } from '~/http/contract/chzzk-events'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const NOTICES = {
  off: '치지직 후원 신호를 껐어요',
  assist: '후원 신호를 참고로만 볼게요. 확인은 직접 해 주세요',
  auto: '후원 신호가 오면 바로 확인할게요',
}

const route = endpoint(chzzkEventOperations, {
  'GET /creator/session': async ({ viewer }) => answer(await getConnectionState(viewer)),
  'PUT /creator/session': async ({ viewer, input: { mode } }) =>
    answer(await chooseAutoConfirmMode(viewer, mode), { to: paths.signals, notice: NOTICES[mode] }),
})

export const loader = route.loader
export const action = route.action
