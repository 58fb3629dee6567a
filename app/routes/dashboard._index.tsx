import { redirect } from '@remix-run/node'
import { paths } from '~/http/paths'

export { refuseAct as action } from '~/http/responses/problem.server'

export function loader() {
  return redirect(paths.inbox)
}
