import { sendLetter } from '~/domain/letters/send.server'
import { messageOperations } from '~/http/contract/messages'
import { saveFormForLogin } from '~/http/login/resume.server'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(
  messageOperations,
  {
    'POST /messages/dm': async ({ viewer, input }) => {
      const { messageId, replayed } = await sendLetter(viewer, input)
      return answer(
        { messageId },
        {
          status: replayed ? 200 : 201,
          to: paths.letters,
          notice: '편지를 보냈어요. 스트리머만 볼 수 있어요',
        },
      )
    },
  },
  saveFormForLogin,
)

export const loader = route.loader
export const action = route.action
