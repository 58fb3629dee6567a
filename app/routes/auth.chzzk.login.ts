import type { LoaderFunctionArgs } from '@remix-run/node'
import { page } from '~/http/page.server'
import { startLogin } from '~/http/start-login.server'

export { refuseAct as action } from '~/http/refuse-act.server'

export function loader(args: LoaderFunctionArgs) {
  return page(args, () => startLogin(args.request))
}
