import { encodeCursor } from '~/domain/core/keyset'
import { kstDayOf } from '~/domain/core/kst'
import { schemaOf } from '../support/json-schema'
import { fill, type Line, pages, reads } from '../support/operations'
import { rightValue } from '../support/wrong-values'
import type { Place } from './world'

export type Address = {
  /** As the table names it: the same for every database. */
  name: string
  of: (place: Place) => string
  accept: 'application/json' | 'text/html'
  /** Asked only of whom the plain address answered. */
  plain: string
}

type Fields = Record<string, string>

const DAY_MS = 24 * 60 * 60 * 1000
const now = Date.now()
const yesterday = kstDayOf(new Date(now - DAY_MS))
const WEEKDAY = String(new Date(`${yesterday}T12:00:00Z`).getUTCDay() || 7)

/** In the middle of every list: by time, by amount and by sum. */
const DEEP = encodeCursor({
  amount: 51_200,
  at: new Date(now - 20 * DAY_MS),
  id: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
})

/** A word of every message and one of every other channel; words of neither. */
const SOUGHT = ['응원', '이웃', '어디에도 없는 말']

/** What else a figure is asked with. */
const FIGURES: Record<string, Fields> = {
  source: { source: 'manual' },
  broadcast: { broadcast: 'unknown' },
  day: { date: yesterday },
  hour: { weekday: WEEKDAY, hour: '12' },
  supporter: { chzzkUserId: 'FAN' },
}

/** What pages are asked for besides their bare address; a cursor each of them is. */
const OF_PAGES: Record<string, Fields[]> = {
  '/:chzzkChannelId': [
    { sort: 'amount' },
    { sort: 'amount', cursor: DEEP },
    { sort: 'amount', period: 'month' },
    { period: 'today' },
  ],
  '/:chzzkChannelId/donate': [{ anew: '1' }],
  '/admin': [{ period: 'month' }, { period: 'all' }],
  '/dashboard/donations': ['CONFIRMED', 'REJECTED', 'REVERSED', 'PENDING'].flatMap((status): Fields[] => [
    { status },
    { status, cursor: DEEP },
  ]),
  '/dashboard/donations/day': [{ date: yesterday }],
  '/dashboard/inbox': ['unread', 'donations', 'filtered', 'archived'].flatMap((folder): Fields[] => [
    { folder },
    { folder, cursor: DEEP },
  ]),
  '/dashboard/settlement/explain': ['month', 'reference', 'top1'].map((figure) => ({ figure })),
  '/dashboard/stats': ['7d', '90d', 'all'].map((range) => ({ range })),
  '/dashboard/stats/explain': ['total', 'supporters', 'unconfirmed', 'repeatRate'].map((figure) => ({
    figure,
    range: 'all',
  })),
  '/dashboard/supporters': ['7d', '90d', 'all'].map((range) => ({ range })),
  '/dashboard/supporters/:chzzkUserId': [{ lettersCursor: DEEP }, { range: 'all' }],
  '/me/record/:chzzkChannelId': [{ list: 'counted' }, { list: 'counted', cursor: DEEP }, { list: 'left' }],
}

/** Files that are the rows of some days, whichever figure they are of, or something else. */
const FILES: Record<string, Fields[]> = {
  '/creator/settlement/explain.csv': [{ figure: 'd90' }, { figure: 'pending' }],
}

/** What an address's id is of. */
const KINDS: [RegExp, string][] = [
  [/icons/, 'icon'],
  [/notices/, 'notice'],
  [/contents/, 'content'],
  [/hidden/, 'hidden'],
  [/objections/, 'objection'],
  [/reports/, 'report'],
  [/inbox/, 'letter'],
  [/report/, 'message'],
  [/donations/, 'donation'],
  [/statements/, 'statement'],
]

/** Every page and every GET of the contract, with what each may be asked for. */
export const addresses: Address[] = [
  ...pages.flatMap((page) => variantsOf(page, 'text/html', [{ cursor: DEEP }, ...(OF_PAGES[page] ?? [])])),
  ...reads.flatMap((line) => variantsOf(line.path, 'application/json', fieldsOf(line), requiredBy(line))),
]

function variantsOf(
  path: string,
  accept: Address['accept'],
  variants: Fields[],
  required: Fields = {},
): Address[] {
  const kind = accept === 'text/html' ? 'page' : 'GET'
  return [{}, ...variants].map((fields) => ({
    name: `${kind} ${path}${named(fields)}`,
    plain: `${kind} ${path}`,
    accept,
    of: (place) => addressOf(place, path, { ...required, ...fields }),
  }))
}

function named(fields: Fields) {
  const said = Object.entries(fields).map(([name, value]) => `${name}=${value === DEEP ? 'deep' : value}`)
  return said.length > 0 ? `?${said.join('&')}` : ''
}

function addressOf(place: Place, path: string, fields: Fields) {
  const kind = KINDS.find(([pattern]) => pattern.test(path))?.[1]
  if (path.includes(':id') && !kind) throw new Error(`What is the id of ${path}? KINDS must say it`)
  const id = place.ids[kind ?? '']
  if (path.includes(':id') && !id) throw new Error(`There is no ${kind} for ${path}`)
  const people = { chzzkChannelId: place.chzzkChannelId, chzzkUserId: place.fan.chzzkUserId }
  const query = Object.entries(fields).map(([name, value]) => [
    name,
    name === 'chzzkChannelId' ? place.chzzkChannelId : value === 'FAN' ? place.fan.chzzkUserId : value,
  ])
  const search = query.length > 0 ? `?${new URLSearchParams(query)}` : ''
  return fill(path, { id: id ?? '', ...people }) + search
}

function requiredBy({ operation: { input } }: Line): Fields {
  if (!input) return {}
  const right = Object.entries(rightValue(schemaOf(input)) as Record<string, unknown>)
  return Object.fromEntries(right.map(([name, value]) => [name, name === 'date' ? yesterday : String(value)]))
}

/** Each of its choices alone and each deep in the list. */
function fieldsOf({ path, operation: { input } }: Line): Fields[] {
  if (path in FILES) return FILES[path] ?? []
  const properties = input ? Object.entries(schemaOf(input).properties ?? {}) : []
  const choices = properties.flatMap(([name, { enum: values = [] }]) =>
    name === 'source' && properties.some(([other]) => other === 'figure')
      ? []
      : values.map((value) => ({ [name]: value, ...(name === 'figure' ? FIGURES[value] : {}) })),
  )
  const words = properties.some(([name]) => name === 'query') ? SOUGHT.map((query) => ({ query })) : []
  const cursors = properties.filter(([name]) => /cursor$/i.test(name)).map(([name]) => ({ [name]: DEEP }))
  const lists = choices.filter((choice) => !('figure' in choice) && !('range' in choice))
  const deep = cursors.length > 0 ? lists.map((choice) => ({ ...choice, cursor: DEEP })) : []
  return [...choices, ...words, ...cursors, ...deep]
}
