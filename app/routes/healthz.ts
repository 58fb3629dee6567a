export { refuseAct as action } from '~/http/responses/problem.server'

export function loader() {
  return new Response('ok', { headers: { 'Cache-Control': 'no-store' } })
}
