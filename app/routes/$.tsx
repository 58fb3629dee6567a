import type { LoaderFunctionArgs } from '@remix-run/node'
import { refuse } from '~/domain/core/refusal'
import { page } from '~/http/pages/page.server'

/** Every address that is nobody's, by whatever method it is asked. */
function nowhere(args: LoaderFunctionArgs) {
  return page(args, async () => refuse('not_found', { because: 'no_such_address' }))
}

export function loader(args: LoaderFunctionArgs) {
  return nowhere(args)
}

export function action(args: LoaderFunctionArgs) {
  return nowhere(args)
}

/** A page only for its error. */
export default function Nowhere() {
  return null
}
