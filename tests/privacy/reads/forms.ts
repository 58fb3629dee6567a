import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Client } from '../../support/melt'
import { mayHide } from '../acts/moderation'
import type { History } from '../history'
import type { Person } from '../model'
import { bytesOfAnswer } from '../scan'

type Form = { path: string; fields: Record<string, string> }

const WRITTEN = '⟦k0-0⟧'

/** Forms that change nothing anybody reads: for whom the message exists they file it away and put it back. */
const FORMS = (id: string): Form[] => [
  { path: `/messages/${id}/read`, fields: {} },
  { path: `/messages/${id}/archive`, fields: {} },
  { path: `/messages/${id}/archive`, fields: { _method: 'DELETE' } },
]
/** Forms of creators and admins, sent by whoever may not know the message. */
const FOREIGN_FORMS = (id: string): Form[] => [
  { path: `/messages/${id}/reply`, fields: { content: WRITTEN, visibility: 'public' } },
  { path: `/messages/${id}/retweet`, fields: {} },
  { path: `/messages/${id}/retweet`, fields: { _method: 'DELETE' } },
  { path: `/messages/${id}/release`, fields: {} },
  { path: `/content/${id}`, fields: { _method: 'DELETE', reason: WRITTEN } },
  { path: `/content/${id}/pin`, fields: {} },
]

/** Acts as a browser sends them: neither the page they lead to nor its notice says more than one may know. */
export async function sendForms(history: History, person: Person, client: Client, turn: number) {
  const message = history.some({ who: turn, on: turn * 3, how: turn }, 'letter', 'donation')
  if (!message?.id) return
  const { id } = message
  // What was public once, an admin may still act on.
  const known = history.knownTo(person).has(id) || mayHide(history, person, message)
  for (const { path, fields } of [...FORMS(id), ...(known ? [] : FOREIGN_FORMS(id))]) {
    const answered = await send(client, path, fields)
    history.atMost(person, `the form ${path}`, answered.bytes, [id, WRITTEN])
    if (known) continue
    const nothing = await send(client, path.replace(id, randomUUID()), fields)
    expect(answered.status, `${person} learns by ${path} that it exists`).toBe(nothing.status)
  }
}

/** The answer, and where it leads with the notice it was given. */
async function send(client: Client, path: string, fields: Record<string, string>) {
  const response = await client.form(path, fields)
  const bytes = await bytesOfAnswer(response)
  const next = response.headers.get('Location')
  if (!next) return { status: response.status, bytes }
  const given = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
  const Cookie = [client.cookie, ...given].filter(Boolean).join('; ')
  const page = await client.request('GET', next, { headers: { Accept: 'text/html', Cookie } })
  return { status: response.status, bytes: `${bytes}\n${await bytesOfAnswer(page)}` }
}
