import { openapi } from '~/http/contract/openapi.server'

export { refuseAct as action } from '~/http/responses/problem.server'

export function loader() {
  return Response.json(openapi(), { headers: { 'Cache-Control': 'public, max-age=300' } })
}
