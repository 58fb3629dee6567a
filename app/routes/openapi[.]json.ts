import { openapi } from '~/http/openapi.server'

export function loader() {
  return Response.json(openapi(), { headers: { 'Cache-Control': 'public, max-age=300' } })
}
