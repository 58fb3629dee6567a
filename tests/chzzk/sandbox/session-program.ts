import { programAt } from './program'

export interface Heard {
  name: string
  payload: unknown
}

/** The session part of a program without any library: REST with a user's token, answers as `{status, body}`. */
export function sessionProgramAt(origin: string) {
  const base = `${origin}/sandbox/chzzk`
  const program = programAt(origin)
  const bearer = (accessToken: string) => ({ Authorization: `Bearer ${accessToken}` })

  const post = async (path: string, headers: Record<string, string>) => {
    const reply = await fetch(base + path, { method: 'POST', headers })
    return { status: reply.status, body: await reply.json() }
  }
  const change = (verb: string) => (accessToken: string, sessionKey: string, event: string) =>
    post(`/open/v1/sessions/events/${verb}/${event}?sessionKey=${sessionKey}`, bearer(accessToken))
  const logIn = async (channelId: string): Promise<string> => (await program.logIn(channelId)).accessToken
  const issue = (accessToken: string) => program.get('/open/v1/sessions/auth', bearer(accessToken))
  const urlFor = async (accessToken: string): Promise<string> => (await issue(accessToken)).body.content.url
  const list = (accessToken: string, query = '') =>
    program.get(`/open/v1/sessions${query}`, bearer(accessToken))
  const state = async () => (await program.get('/sessions', { Accept: 'application/json' })).body
  const act = async (path: string, body: Record<string, string>) => (await program.post(path, body)).body
  const donate = (channelId: string, fields: Record<string, string>) =>
    fetch(`${base}/live/${channelId}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    })

  return {
    ...program,
    logIn,
    issue,
    urlFor,
    list,
    state,
    act,
    donate,
    subscribe: change('subscribe'),
    unsubscribe: change('unsubscribe'),
  }
}

/** Waits until `look` finds something; what it found. */
export async function until<Found>(
  look: () => Found | undefined | null | false | Promise<Found | undefined | null | false>,
  withinMs = 15_000,
): Promise<Found> {
  const deadline = Date.now() + withinMs
  for (;;) {
    const found = await look()
    if (found) return found
    if (Date.now() > deadline) throw new Error('It did not come to pass')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
