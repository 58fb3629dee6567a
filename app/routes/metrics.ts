import type { LoaderFunctionArgs } from '@remix-run/node'
import { metrics } from '~/http/server/metrics.server'

export { refuseAct as action } from '~/http/responses/problem.server'

export function loader({ request }: LoaderFunctionArgs) {
  return metrics(request)
}
