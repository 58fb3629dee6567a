import type { LoaderFunctionArgs } from '@remix-run/node'
import { startLogin } from '~/http/sign-in.server'

export { refuseAct as action } from '~/http/refuse-act.server'

export function loader({ request }: LoaderFunctionArgs) {
  return startLogin(request)
}
