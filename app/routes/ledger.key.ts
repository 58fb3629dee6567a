import type { LoaderFunctionArgs } from '@remix-run/node'
import { getVkeys } from '~/domain/proofs/published.server'
import { publishedFile } from '~/http/pipeline/published-file.server'

export { refuseAct as action } from '~/http/responses/problem.server'

export function loader(asked: LoaderFunctionArgs) {
  return publishedFile(asked, 'for an hour', getVkeys)
}
