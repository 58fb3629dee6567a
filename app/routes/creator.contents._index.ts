import { listOwnContents } from '~/domain/contents/own.server'
import { writeContent } from '~/domain/contents/write.server'
import { answer } from '~/http/answer.server'
import { endpoint } from '~/http/endpoint.server'
import { paths } from '~/http/paths'

const route = endpoint({
  'GET /creator/contents': async ({ viewer, input }) => answer(await listOwnContents(viewer, input)),
  'POST /creator/contents': async ({ viewer, input, files }) => {
    const { content, again } = await writeContent(viewer, input, files)
    const next = { to: paths.ownContent(content.id), notice: '콘텐츠를 올렸어요' }
    return answer({ content }, { status: again ? 200 : 201, ...next })
  },
})

export const loader = route.loader
export const action = route.action
