import { blockPerson, listBlocks, unblockPerson } from '~/domain/channels/own.server'
import { channelOperations } from '~/http/contract/channels'
import { toForm } from '~/http/contract/form'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer, done } from '~/http/responses/answer.server'

const route = endpoint(channelOperations, {
  'GET /block': async ({ viewer, input }) => answer(await listBlocks(viewer, input)),
  'POST /block': async ({ viewer, input }) => {
    const { chzzkUserId } = input
    await blockPerson(viewer, chzzkUserId)
    const undo = toForm('DELETE /block', { fields: { chzzkUserId } })
    return done({ to: paths.inbox, notice: { text: '이제 이 분의 메시지를 받지 않아요', undo } })
  },
  'DELETE /block': async ({ viewer, input }) => {
    await unblockPerson(viewer, input.chzzkUserId)
    return done({ to: paths.settings, notice: '차단을 풀었어요' })
  },
})

export const loader = route.loader
export const action = route.action
