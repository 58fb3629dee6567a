import { channelQuery, channelsQuery } from '~/domain/channels/input'
import { feedQuery } from '~/domain/feed/input'
import { rewardsQuery } from '~/domain/rewards/input'

/** The topics of prisma/functions/outbox.sql by which a page learns that it is out of date, without their first word. */
export type PublicAddress = { url: string; topics: readonly string[]; showsLive: boolean }

type Kind = {
  path: RegExp
  query?: readonly string[]
  topics?: readonly string[]
  showsLive?: true
}

const MAX_URL = 700
const ID = '([0-9a-f]{32})'
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const channelNames = Object.keys(channelQuery.shape)
const searchNames = Object.keys(channelsQuery.shape)
const feedNames = Object.keys(feedQuery.shape)
const pageNames = feedNames.filter((name) => !channelNames.includes(name))
const rewardNames = Object.keys(rewardsQuery.shape)

/** Whatever is the same for everybody who is not signed in (docs/decisions/0034-exact-pages-from-memory.md). */
const KINDS: Kind[] = [
  { path: /^\/(?:terms|privacy|policy|ledger|verify|offline|openapi\.json)$/ },
  { path: /^\/ledger\/(?:key|tile\/\d{1,2}\/(?:x\d{3}\/){0,3}\d{3}(?:\.p\/\d{1,3})?)$/ },
  { path: /^\/$|^\/donate$/, query: searchNames, topics: ['channels'] },
  { path: /^\/channels$/, query: searchNames, topics: ['channels', 'live'], showsLive: true },
  { path: new RegExp(`^/badges/icons/${UUID}$`), topics: ['icons'] },
  { path: /^\/feed$/, query: feedNames },
  { path: /^\/contents$/, query: rewardNames },
  { path: /^\/badges$/, query: channelNames },
  { path: new RegExp(`^/channels/${ID}$`), topics: ['live'], showsLive: true },
  { path: new RegExp(`^/${ID}$`), query: pageNames, topics: ['live'], showsLive: true },
  { path: new RegExp(`^/${ID}/contents$`), query: rewardNames.filter((name) => pageNames.includes(name)) },
  { path: new RegExp(`^/${ID}/contents/${UUID}$`) },
  { path: new RegExp(`^/${ID}/(?:share|qr\\.svg)$`) },
]

const IS_ID = new RegExp(`^${ID}$`)
const NAMES_CHANNEL = new Set(['/feed', '/contents', '/badges'])

/** Refused for everybody (app/http/server/csrf.server.ts). */
const OF_REMIX_CLIENT = ['_data', '_routes']

const MAX_REMEMBERED = 2_000

const remembered = new Map<string, PublicAddress | null>()

/** Parsed once: what is read a thousand times a second has one of a few addresses. */
export function findPublicAddress(url: string): PublicAddress | null {
  const known = remembered.get(url)
  if (known !== undefined) return known
  if (remembered.size >= MAX_REMEMBERED) remembered.clear()
  const address = toPublicAddress(url)
  remembered.set(url, address)
  return address
}

/** Names in the order of the contract, each once, those that mean nothing left out: one page has one address. */
export function toPublicAddress(url: string): PublicAddress | null {
  if (url.length > MAX_URL || url.includes('#')) return null
  const mark = url.indexOf('?')
  const [path, search] = mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)]
  const kind = KINDS.find((kind) => kind.path.test(path))
  if (!kind) return null
  const asked = new Map(new URLSearchParams(search))
  if (OF_REMIX_CLIENT.some((name) => asked.has(name))) return null
  const channel = NAMES_CHANNEL.has(path) ? asked.get('chzzkChannelId') : kind.path.exec(path)?.[1]
  if (NAMES_CHANNEL.has(path) && !IS_ID.test(channel ?? '')) return null
  const known = new URLSearchParams()
  for (const name of kind.query ?? []) {
    const value = asked.get(name)
    if (value !== undefined) known.set(name, value)
  }
  const query = known.toString()
  return {
    url: query ? `${path}?${query}` : path,
    topics: [...(channel ? [channel] : []), ...(kind.topics ?? [])],
    showsLive: kind.showsLive ?? false,
  }
}
