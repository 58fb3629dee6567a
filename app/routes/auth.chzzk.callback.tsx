import type { LoaderFunctionArgs } from '@remix-run/node'
import { completeLogin } from '~/http/login/sign-in.server'
import { page } from '~/http/pages/page.server'

export function loader(args: LoaderFunctionArgs) {
  return page(args, () => completeLogin(args))
}

/** A page only for its errors: whoever comes here is sent on. */
export default function Callback() {
  return null
}
