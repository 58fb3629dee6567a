import { beforeAll } from 'vitest'
import { db } from '~/db/client.server'
import { startSession } from '~/domain/auth/session.server'
import { sessionCookie } from '~/http/login/cookies.server'
import { useDatabase } from './database'
import { requireDeclared } from './operations'

type Fields = Record<string, unknown>
type Person = { channelId: string; name: string; opened?: boolean; role?: 'viewer' | 'creator' | 'admin' }

let running: Promise<unknown> | undefined

/** The built application on this process's port, over its database with nothing in it. */
export function useMelt() {
  useDatabase()
  beforeAll(async () => {
    running ??= openMelt()
    await running
  })
}

async function openMelt() {
  const { serve } = await import('../../server.js')
  return serve({ port: Number(process.env.PORT) })
}

const url = (path: string) => `${process.env.PUBLIC_URL}${path}`

/** Requests of somebody: `cookie` empty for a stranger. */
export class Client {
  constructor(
    readonly cookie: string,
    readonly id = '',
    readonly chzzkUserId = '',
  ) {}

  async request(method: string, path: string, init: RequestInit = {}) {
    const headers = new Headers(init.headers)
    if (this.cookie) headers.set('Cookie', this.cookie)
    const response = await fetch(url(path), { ...init, method, headers, redirect: 'manual' })
    await requireDeclared(response, method, path)
    return response
  }

  get(path: string, accept = 'application/json') {
    return this.request('GET', path, { headers: { Accept: accept } })
  }

  post(path: string, body: unknown = {}, method = 'POST') {
    return this.request(method, path, {
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
  }

  form(path: string, fields: Record<string, string>) {
    return this.request('POST', path, { headers: { Accept: 'text/html' }, body: new URLSearchParams(fields) })
  }

  /** The JSON of a request that must succeed. */
  async ask<T = Fields>(method: string, path: string, body?: unknown): Promise<T> {
    const response = method === 'GET' ? await this.get(path) : await this.post(path, body, method)
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
    return text ? JSON.parse(text) : ({} as T)
  }
}

export const stranger = new Client('')

/** Somebody signed in, as the application itself would sign them in; `opened` with their channel open. */
export async function signedIn({ channelId, name, opened = false, role }: Person): Promise<Client> {
  const person = {
    displayName: name,
    agreedAt: new Date(),
    role: role ?? (opened ? 'creator' : 'viewer'),
  } as const
  const user = await db.user.upsert({
    where: { chzzkUserId: channelId },
    create: { chzzkUserId: channelId, ...person },
    update: person,
  })
  if (opened) {
    const channel = { name, ownerId: user.id, openedAt: new Date() }
    await db.channel.upsert({
      where: { chzzkChannelId: channelId },
      create: { chzzkChannelId: channelId, ...channel },
      update: channel,
    })
  }
  const cookie = await sessionCookie.serialize(await startSession(user.id))
  return new Client(cookie.split(';')[0] ?? '', user.id, channelId)
}
