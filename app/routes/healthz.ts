export { refuseAct as action } from '~/http/refuse-act.server'

export function loader() {
  return new Response('ok', { headers: { 'Cache-Control': 'no-store' } })
}
