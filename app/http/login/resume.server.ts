import { randomUUID } from 'node:crypto'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { decrypt, encrypt } from '~/domain/auth/encrypt.server'
import { NEWCOMER_LIFE_SECONDS } from '~/domain/auth/session.server'
import type { Reason, Refusal } from '~/domain/core/refusal'
import { localPath, paths } from '../paths'
import { parseSessionToken } from '../pipeline/identify.server'
import { type Body, formField } from '../pipeline/parse-body.server'
import { afterLoginCookie, expire, resumeCookie } from './cookies.server'
import { isElsewhere, loginFor } from './start-login.server'

const MAX_COOKIE_LENGTH = 4_000

const refusalShape = z.object({
  code: z.custom<Reason>((code) => typeof code === 'string'),
  title: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
})
const savedFormShape = z.object({
  action: z.string(),
  formPage: z.string(),
  values: z.record(z.string(), z.string()),
  until: z.number(),
  asksFirst: z.boolean().default(false),
  refused: refusalShape.optional(),
})

/** In its sender's own browser only, encrypted, for half an hour. */
type SavedForm = z.infer<typeof savedFormShape>
type Asked = Pick<LoaderFunctionArgs, 'request' | 'context'>

/** Null where a form is too long for a cookie or names no page. A script cannot follow to CHZZK: it gets our own page. */
export async function saveFormForLogin(
  request: Request,
  { reason }: Refusal,
  body: Body,
): Promise<Response | null> {
  const url = new URL(request.url)
  const formPage = localPath(formField(body, 'formPage'))
  if (!formPage || isElsewhere(url) || (reason !== 'signed_out' && reason !== 'agreement_needed')) return null
  const { leave: _, ...written } = body.texts ?? {}
  // However often it is sent after the login, it is one request.
  const values = { requestId: randomUUID(), ...written }
  const until = Date.now() + NEWCOMER_LIFE_SECONDS * 1000
  // Whose session died is not known any more: somebody else may come back from the login.
  const asksFirst = (await parseSessionToken(request)) !== null
  const cookie = await write({ action: url.pathname, formPage, values, until, asksFirst })
  if (cookie.length > MAX_COOKIE_LENGTH) return null
  const headers = new Headers({ 'Cache-Control': 'no-store', 'Set-Cookie': cookie })
  if (reason === 'agreement_needed') {
    headers.append('Set-Cookie', await afterLoginCookie.serialize(formPage))
    return goTo(paths.welcome, headers)
  }
  if (request.headers.get('Sec-Fetch-Dest') !== 'document') return goTo(paths.loginPage(formPage), headers)
  const login = await loginFor(request, formPage)
  for (const line of login.headers.getSetCookie()) headers.append('Set-Cookie', line)
  return goTo(login.headers.get('Location') ?? paths.login, headers)
}

/** Sends the form that was kept for this page, as its sender would; null when none was, or when its page is to ask first. */
export async function resume({ request, context }: Asked, session: Headers, to: string) {
  const form = await read(request)
  if (form?.formPage !== to || form.asksFirst) return null
  const [cookie = ''] = session.getSetCookie()
  const answer = await context.drawPage(
    new Request(new URL(form.action, request.url), {
      method: 'POST',
      headers: { Cookie: cookie.split(';')[0] ?? '', Accept: 'application/problem+json' },
      body: new URLSearchParams(form.values),
    }),
  )
  if (answer.status === 303) {
    const cookies = [...answer.headers.getSetCookie(), await expire(resumeCookie)]
    return { to: localPath(answer.headers.get('Location')) ?? to, cookies }
  }
  const refused = refusalShape.safeParse(await answer.json().catch(() => null)).data
  return { to, cookies: [await write({ ...form, refused })] }
}

const asked = new WeakMap<object, Promise<string | null>>()

export function restoreForm({ request, context }: Asked): Promise<string | null> {
  const known = asked.get(context) ?? restore({ request, context })
  asked.set(context, known)
  return known
}

async function restore({ request, context }: Asked) {
  if (context.form) return null
  const form = await read(request)
  const { pathname, search } = new URL(request.url)
  if (form?.formPage !== pathname + search) return null
  const { action, values, refused } = form
  context.form = { action, values, ...toReturned(refused) }
  return expire(resumeCookie)
}

const toReturned = (refused: SavedForm['refused']) =>
  refused ? { ...refused, reason: refused.code } : { reason: null, title: '', detail: '', errors: [] }

export async function findSavedFormPage(request: Request) {
  return (await read(request))?.formPage ?? null
}

/** Where another site led here, a saved form is sent only after a tap on a page of ours. */
export async function findSavedFormPageFromElsewhere(request: Request) {
  const site = request.headers.get('Sec-Fetch-Site') ?? 'none'
  return site === 'same-origin' || site === 'none' ? null : findSavedFormPage(request)
}

function write(form: SavedForm) {
  return resumeCookie.serialize(encrypt(JSON.stringify(form), 'resume'))
}

async function read(request: Request): Promise<SavedForm | null> {
  const encrypted: unknown = await resumeCookie.parse(request.headers.get('Cookie'))
  const text = typeof encrypted === 'string' && encrypted ? decrypt(encrypted, 'resume') : null
  const form = text ? savedFormShape.safeParse(JSON.parse(text)).data : null
  return form && form.until > Date.now() ? form : null
}

const goTo = (to: string, headers: Headers) => {
  headers.set('Location', to)
  return new Response(null, { status: 303, headers })
}
