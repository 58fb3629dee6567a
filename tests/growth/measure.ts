import { setTimeout as wait } from 'node:timers/promises'
import { type Address, addresses } from './addresses'
import type { Cost } from './count'
import { READERS, type Reader, type World } from './world'

export type Row = {
  name: string
  status: number
  small: Cost
  large: Cost
  /** Where a table is empty and never was analyzed. */
  fresh?: Cost
  dearest: string[]
}

/** Answers with everything there is, and a page of a hundred that is not full beside few, cost their length: of those, what a kilobyte costs is compared. */
const WHOLE = [
  '/me/export',
  '/creator/export/donations.csv',
  '/creator/export/supporters.csv',
  '/creator/export/ledger.ndjson',
  '/creator/stats/explain.csv',
  '/creator/settlement/explain.csv',
  '/creator/settlement/reports/:month.csv',
  '/creator/settlement/bundle',
]

export const MAX_RATIO = 1.5
/** A listed row has to leave the list only when it is clearly under the limit. */
const CLEARLY_UNDER = 1.35
const CLEARLY_OVER = 3
/** Indexes of a thousand rows are a page or two high: what costs less than this looks the same where one of them grew a level. */
const FEW_BUFFERS = 50
const FEW_BYTES = 500
const TRIES = 4
const A_MOMENT_MS = 1_500
/** Of the third world: what asks it for nothing costs there what it costs in the large one. */
export const EMPTIED = 'donation_intents'

export const ratioOf = ({ small, large, fresh }: Row) =>
  Math.max(large.buffers, fresh?.buffers ?? 0) / Math.max(small.buffers, FEW_BUFFERS)

export function grows(row: Row, most = MAX_RATIO) {
  const more = Math.max(row.large.statements, row.fresh?.statements ?? 0) / Math.max(row.small.statements, 1)
  const written = row.large.wal / Math.max(row.small.wal, FEW_BYTES)
  return ratioOf(row) > most || written > most || (more > most && !isWhole(row.name))
}

export const isStillGrowing = (row: Row) => grows(row, CLEARLY_UNDER)

const NOT_FULL = 'creator page /dashboard/donations?cursor=deep'
const isWhole = (name: string) =>
  name === NOT_FULL || WHOLE.some((path) => name.endsWith(` GET ${path}`) || name.includes(` GET ${path}?`))

type Worlds = { small: World; large: World; fresh: World }

/** Every reader at every address; an address asked with more is asked by those alone to whom it answers as it is. */
export async function measureReads(worlds: Worlds, only = process.env.MELT_GROWTH): Promise<Row[]> {
  const rows: Row[] = []
  for (const reader of READERS) {
    const answered = new Set<string>()
    const wanted = new Set(
      addresses
        .filter(({ name }) => `${reader} ${name}`.includes(only ?? ''))
        .map(({ plain }) => `${reader} ${plain}`),
    )
    for (const address of addresses) {
      const isPlain = address.name === address.plain
      if (!isPlain && !answered.has(address.plain)) continue
      if (only && !`${reader} ${address.name}`.includes(only) && !isPlain) continue
      if (!wanted.has(`${reader} ${address.plain}`)) continue
      const row = await measure(worlds, reader, address)
      if (row.status === 200) answered.add(address.plain)
      rows.push(row)
    }
  }
  return only ? rows.filter(({ name }) => name.includes(only)) : rows
}

async function measure(worlds: Worlds, reader: Reader, address: Address): Promise<Row> {
  const name = `${reader} ${address.name}`
  const row = { name, status: 0, dearest: [] as string[] } as unknown as Row
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const small = await costOf(worlds.small, reader, address)
    const large = await costOf(worlds.large, reader, address)
    const asksEmptied = reader !== 'anonymous' && !isWhole(name) && (await worlds.large.counter.asks(EMPTIED))
    const fresh = asksEmptied ? await costOf(worlds.fresh, reader, address) : undefined
    if (small.status !== large.status) {
      const dearest = [
        `It answered ${small.status} in the small channel and ${large.status} in the large one`,
      ]
      const cost = { ...large.cost, buffers: Number.POSITIVE_INFINITY }
      return { ...row, status: large.status, small: small.cost, large: cost, dearest }
    }
    row.status = small.status
    row.small = least(row.small, small.cost)
    row.large = least(row.large, large.cost)
    if (fresh) row.fresh = least(row.fresh, fresh.cost)
    if (!grows(row)) return row
    // What Melt does by itself every five minutes may have been counted, and is done a moment later.
    if (ratioOf(row) > CLEARLY_OVER) await wait(A_MOMENT_MS)
  }
  row.dearest = await worlds.large.counter.dearest(3)
  return row
}

const least = (known: Cost | undefined, cost: Cost) => (known && known.buffers < cost.buffers ? known : cost)

/** Asked once before, so that its connections know their statements; of whole answers, what a kilobyte costs, beside which that is little. */
async function costOf(world: World, reader: Reader, { name, of, accept }: Address) {
  const path = of(world)
  const ask = () => world.ask(reader, 'GET', path, { headers: { Accept: accept } })
  const whole = isWhole(`${reader} ${name}`)
  if (!whole) await ask()
  let answer = { status: 0, body: '' }
  const cost = await world.counter.cost(async () => {
    answer = await ask()
  })
  // Given up by the server: nobody counted what it had cost until then.
  if (answer.status >= 500) return { status: 200, cost: { ...cost, buffers: Number.POSITIVE_INFINITY } }
  const parts = whole ? Math.max(1, answer.body.length / 1024) : 1
  return { status: answer.status, cost: { ...cost, buffers: cost.buffers / parts } }
}
