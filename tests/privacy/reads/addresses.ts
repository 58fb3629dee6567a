import { schemaOf } from '../../support/json-schema'
import { fill, pages, reads } from '../../support/operations'
import { rightValue } from '../../support/wrong-values'
import type { History, Pick } from '../history'
import { CREATORS } from '../people'

export type Address = { path: string; accept: 'application/json' | 'text/html'; id: string | null }

const MAX_IDS = 3
const json = 'application/json'
const html = 'text/html'
const WORDS_OF_MESSAGES = ['letter', 'reply', 'donation'] as const

/** Every page and every documented GET, with known ids and words where an address has room for them. */
export function addressesFor(history: History, pick: Pick): Address[] {
  const query = new URLSearchParams({ limit: '50', query: soughtWords(history, pick) })
  const ofPages = pages.flatMap((page) =>
    filled(history, pick, page).map(
      ({ path, id }) => ({ path: `${path}?${query}`, accept: html, id }) as const,
    ),
  )
  const ofContract = reads.flatMap(({ path, operation: { input } }) =>
    filled(history, pick, path).flatMap((place) =>
      (input ? queriesOf(history, pick, schemaOf(input)) : ['']).map(
        (asked) => ({ path: `${place.path}${asked}`, accept: json, id: place.id }) as const,
      ),
    ),
  )
  return [...ofPages, ...ofContract]
}

/** A path with some of the known ids in place of its parameter. */
function filled(history: History, { on, how }: Pick, path: string): { path: string; id: string | null }[] {
  const chzzkId = history.channelOf(CREATORS[on % CREATORS.length] ?? 'creator0')
  const place = fill(path.replace(':id', '{id}'), { chzzkChannelId: chzzkId, chzzkUserId: chzzkId })
  if (!path.includes(':id')) return [{ path: place, id: null }]
  const ids = history.things.flatMap(({ id }) => (id ? [id] : []))
  const chosen = Array.from({ length: MAX_IDS }, (_, n) => ids[(how + n * 7) % Math.max(1, ids.length)])
  return [...new Set(chosen)].flatMap((id) => (id ? [{ path: place.replace('{id}', id), id }] : []))
}

/** What an endpoint may be asked for: what it requires, a channel, words, and one of its choices each. */
function queriesOf(
  history: History,
  pick: Pick,
  { properties = {}, ...schema }: ReturnType<typeof schemaOf>,
) {
  const right = rightValue({ ...schema, properties, type: 'object' }) as Record<string, unknown>
  const base = new URLSearchParams(Object.entries(right).map(([name, value]) => [name, String(value)]))
  if (properties.limit) base.set('limit', '50')
  if (properties.chzzkChannelId)
    base.set('chzzkChannelId', history.channelOf(CREATORS[pick.on % CREATORS.length] ?? 'creator0'))
  const choices = Object.entries(properties).flatMap(([name, { enum: values = [] }]) =>
    values.length > 0 ? [[name, values[pick.how % values.length]]] : [],
  )
  const words = properties.query ? [['query', soughtWords(history, pick)]] : []
  return [[], ...choices, ...words].map(([name, value]) => {
    const query = new URLSearchParams(base)
    if (name && value) query.set(name, value)
    return `?${query}`
  })
}

const soughtWords = (history: History, pick: Pick) => history.some(pick, ...WORDS_OF_MESSAGES)?.words ?? ''
