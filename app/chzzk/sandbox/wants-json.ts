/** Whether it is a program that asks, which gets JSON where a person gets a page. */
export function wantsJson(request: Request): boolean {
  const sent = request.headers.get('content-type') ?? ''
  const accepted = request.headers.get('accept') ?? ''
  return sent.includes('application/json') || accepted.includes('application/json')
}
