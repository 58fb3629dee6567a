import type { LoaderFunctionArgs } from '@remix-run/node'
import { metrics } from '~/http/metrics.server'

export { refuseAct as action } from '~/http/refuse-act.server'

export function loader({ request }: LoaderFunctionArgs) {
  return metrics(request)
}
