import { db } from '~/db/client.server'
import { saveTokens } from '~/domain/auth/tokens.server'
import { freePort } from '../../../tools/melt-process.js'
import { programAt } from '../../chzzk/sandbox/program'
import { type Client, signedIn } from '../../support/melt'
import { someChzzkId } from '../../support/people'
import { launch, type MeltProcess, ownVariables } from '../process'

export type Mode = 'off' | 'assist' | 'auto'
type Socket = { sessionKey: string; owner: { channelId?: string }; events: object[] }
export type Sessions = { sockets: Socket[]; delivered: Record<string, number> }
export type Sandbox = Awaited<ReturnType<typeof openSandbox>>

const JSON_HEADERS = { 'Content-Type': 'application/json', Accept: 'application/json' }

/** A process that plays CHZZK and nothing else: under NODE_ENV=test no process listens to CHZZK. */
export async function openSandbox() {
  const port = String(await freePort())
  const PUBLIC_URL = `http://127.0.0.1:${port}`
  const melt = await launch(ownVariables({ NODE_ENV: 'test', LOG_LEVEL: 'warn', PORT: port, PUBLIC_URL }))
  await melt.opened()
  const base = `${melt.url}/sandbox/chzzk`
  const post = async (path: string, body: object) => {
    const init = { method: 'POST', headers: JSON_HEADERS, body: JSON.stringify(body) }
    const response = await fetch(base + path, { ...init, redirect: 'manual' })
    if (response.status >= 400) throw new Error(`the sandbox answered ${path} with ${response.status}`)
  }
  return {
    melt,
    base,
    post,
    play: (switches: object) => post('/switches', switches),
    sessions: async () => (await (await fetch(`${base}/sessions`)).json()) as Sessions,
    /** The tokens of a login, by which the sandbox knows this person from then on. */
    logIn: async (channelId: string) => {
      const { accessToken, refreshToken, expiresIn } = await programAt(melt.url).logIn(channelId)
      return { accessToken, refreshToken, scope: null, expiresAt: new Date(Date.now() + expiresIn * 1000) }
    },
  }
}

/** A process of Melt's that listens to this sandbox. */
export async function openInstance(
  { base }: Sandbox,
  more: Record<string, string> = {},
): Promise<MeltProcess> {
  const { PORT: _, PUBLIC_URL: __, ...variables } = ownVariables({ LOG_LEVEL: 'warn' })
  const melt = await launch({ ...variables, CHZZK_API_URL: base, CHZZK_WEB_URL: base, ...more })
  await melt.opened()
  return melt
}

/** Creators whose grants the sandbox gave, with their channels open and their sessions in this mode. */
export async function creatorsAt(sandbox: Sandbox, many: number, mode: Mode): Promise<Client[]> {
  return Promise.all(Array.from({ length: many }, (_, n) => creatorAt(sandbox, `스트리머 ${n}`, mode)))
}

async function creatorAt(sandbox: Sandbox, name: string, sessionMode: Mode) {
  const channelId = someChzzkId()
  const creator = await signedIn({ channelId, name, opened: true })
  const tokens = await sandbox.logIn(channelId)
  const { id } = await db.channel.findUniqueOrThrow({ where: { chzzkChannelId: channelId } })
  await db.$transaction(async (tx) => {
    await saveTokens(tx, creator.id, tokens)
    await tx.channelSettings.create({ data: { channelId: id, sessionMode } })
    await tx.autoConfirmModeChange.create({ data: { channelId: id, mode: sessionMode, reason: 'chosen' } })
  })
  return creator
}

/** One request of somebody to one instance: its status, or null where the instance did not answer. */
export async function send(
  { url }: MeltProcess,
  { cookie }: Client,
  [method, path, body]: [string, string, object],
) {
  const headers = { ...JSON_HEADERS, Cookie: cookie }
  const response = await fetch(url + path, {
    method,
    headers,
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  }).catch(() => null)
  await response?.text().catch(() => '')
  return response?.status ?? null
}

/** The channels that are subscribed to right now, as the database and the sandbox both say. */
export async function heardChannels(sandbox: Sandbox) {
  const [open, { sockets }] = await Promise.all([
    db.chzzkConnection.findMany({
      where: { subscribedAt: { not: null }, endedAt: null },
      include: { channel: { select: { chzzkChannelId: true } } },
    }),
    sandbox.sessions(),
  ])
  const listening = new Set(
    sockets.filter(({ events }) => events.length > 0).map(({ owner }) => owner.channelId),
  )
  return open.map(({ channel }) => channel.chzzkChannelId).filter((id) => listening.has(id))
}
