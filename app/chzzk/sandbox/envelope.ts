/** A success as CHZZK wraps it (chzzk.md §3 [DOC]). */
export function granted(content: unknown): Response {
  return Response.json({ code: 200, message: null, content }, { headers: { 'Cache-Control': 'no-store' } })
}

const refusals = {
  badValue: [400, '잘못된 값을 입력했습니다.'],
  unauthorized: [401, 'UNAUTHORIZED'],
  invalidClient: [401, 'INVALID_CLIENT'],
  invalidToken: [401, 'INVALID_TOKEN'],
  forbidden: [403, 'FORBIDDEN'],
  notFound: [404, 'NOT_FOUND'],
  methodNotAllowed: [405, 'METHOD_NOT_ALLOWED'],
  tooManyRequests: [429, 'TOO_MANY_REQUESTS'],
  failed: [500, 'INTERNAL_SERVER_ERROR'],
  down: [503, 'INTERNAL_SERVER_ERROR'],
} as const

/** A failure as CHZZK wraps it: no `content` at all (chzzk.md §5 [DOC, PKC]). */
export function refused(why: keyof typeof refusals, headers?: HeadersInit): Response {
  const [code, message] = refusals[why]
  return Response.json({ code, message }, { status: code, headers })
}
