import type { LoaderFunctionArgs } from '@remix-run/node'
import { page } from '~/http/page.server'
import { completeLogin } from '~/http/sign-in.server'

export function loader(args: LoaderFunctionArgs) {
  return page(args, () => completeLogin(args))
}

/** A page only for its errors: whoever comes here is sent on. */
export default function Callback() {
  return null
}
