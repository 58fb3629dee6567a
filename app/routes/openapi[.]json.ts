import { openapi } from '~/http/openapi.server'

export { refuseAct as action } from '~/http/refuse-act.server'

export function loader() {
  return Response.json(openapi(), { headers: { 'Cache-Control': 'public, max-age=300' } })
}
