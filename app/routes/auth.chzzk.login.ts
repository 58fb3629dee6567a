import type { LoaderFunctionArgs } from '@remix-run/node'
import { startLogin } from '~/http/sign-in.server'

export function loader({ request }: LoaderFunctionArgs) {
  return startLogin(request)
}
