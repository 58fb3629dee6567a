import { isReady } from '~/domain/core/ready.server'
import { isClosing } from '~/http/server/closing.server'

export { refuseAct as action } from '~/http/responses/problem.server'

export async function loader() {
  const ready = !isClosing() && (await isReady())
  return new Response(ready ? 'ready' : 'not ready', {
    status: ready ? 200 : 503,
    headers: { 'Cache-Control': 'no-store' },
  })
}
