import type { LoaderFunctionArgs } from '@remix-run/node'
import { metrics } from '~/http/metrics.server'

export function loader({ request }: LoaderFunctionArgs) {
  return metrics(request)
}
