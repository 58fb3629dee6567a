import { changeContent, deleteContent } from '~/domain/contents/change.server'
import { readOwnContent } from '~/domain/contents/own.server'
import { answer, done } from '~/http/answer.server'
import { endpoint } from '~/http/endpoint.server'
import { paths } from '~/http/paths'

const route = endpoint({
  'GET /creator/contents/:id': async ({ viewer, params }) =>
    answer({ content: await readOwnContent(viewer, params.id) }),
  'PUT /creator/contents/:id': async ({ viewer, params: { id }, input, files }) => {
    const content = await changeContent(viewer, id, input, files)
    return answer({ content }, { to: paths.ownContent(id), notice: '콘텐츠를 고쳤어요' })
  },
  'DELETE /creator/contents/:id': async ({ viewer, params }) => {
    await deleteContent(viewer, params.id)
    return done({ to: paths.ownContents, notice: '콘텐츠를 지웠어요' })
  },
})

export const loader = route.loader
export const action = route.action
