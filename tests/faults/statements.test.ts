import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Client, signedIn } from '../support/melt'
import { someChzzkId } from '../support/people'
import { COLUMNS, type FileRow, fileOf, uploadStatement } from '../support/statements'
import { beforeMelt, openMelt, verifyLedger } from './process'

const LINES = 1_200
const FEW = 150
const BASE = '/creator/statements'

type Statement = { state: string; job: { done: number } | null }

let creator: Client
beforeAll(() =>
  beforeMelt(async () => {
    creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  }),
)

const rowsOf = (count: number, day: number): FileRow[] =>
  Array.from({ length: count }, (_, n) => ({
    at: `2026-11-${String(day + (n % 7)).padStart(2, '0')} 20:00:00`,
    amount: 1_000 + n,
    name: `팬 ${n}`,
  }))
const sumOf = (rows: readonly FileRow[]) => rows.reduce((sum, { amount }) => sum + amount, 0)

async function plannedStatement(rows: readonly FileRow[]) {
  const { id } = await uploadStatement(creator, fileOf(rows))
  const at = `${BASE}/${id}`
  await creator.ask('PUT', `${at}/mapping`, { columns: COLUMNS })
  const { planHash, ticked } = await creator.ask<{ planHash: string; ticked: number }>(
    'POST',
    `${at}/plan`,
    {},
  )
  expect(ticked).toBe(rows.length)
  return { at, planHash }
}

const statementAt = async (at: string) => (await creator.ask<{ statement: Statement }>('GET', at)).statement
const total = async () =>
  (await creator.ask<{ total: number }>('GET', '/creator/stats/summary?range=all')).total

/** Until some of its lines are done, and more are left. */
async function untilUnderWay(at: string) {
  for (;;) {
    const { job } = await statementAt(at)
    if (!job) throw new Error('its job was done before anybody could kill it')
    if (job.done > 0) return
    await wait(5)
  }
}

/** Never called applied or undone while a job goes on. */
async function untilDone(at: string, before: string, after: string) {
  for (;;) {
    const { state, job } = await statementAt(at)
    expect(state).toBe(job ? before : after)
    if (!job) return
    await wait(50)
  }
}

/** On the embedded database nobody is answered while a job is under way. */
describe.runIf(process.env.TEST_POSTGRES_URL)('Melt killed while it applies a statement', () => {
  test('of many lines goes on where it was, and likewise when it takes them back', {
    timeout: 180_000,
  }, async () => {
    const rows = rowsOf(LINES, 1)
    let melt = await openMelt()
    const { at, planHash } = await plannedStatement(rows)
    expect((await creator.post(`${at}/apply`, { planHash })).status).toBe(202)
    await untilUnderWay(at)
    await melt.end('SIGKILL')

    melt = await openMelt()
    await untilDone(at, 'ready', 'applied')
    expect(await total()).toBe(sumOf(rows))
    expect((await creator.post(`${at}/undo`)).status).toBe(202)
    await untilUnderWay(at)
    await melt.end('SIGKILL')

    melt = await openMelt()
    await untilDone(at, 'applied', 'undone')
    expect(await total()).toBe(0)
    expect(await melt.end('SIGTERM')).toEqual({ code: 0, signal: null })
    expect(verifyLedger()).toMatchObject({ status: 0, said: expect.stringContaining('The ledger is whole') })
  })

  test('of few lines has applied all of them or none', { timeout: 180_000 }, async () => {
    let melt = await openMelt()
    let sum = 0
    for (const [n, delayMs] of [5, 40, 120].entries()) {
      const rows = rowsOf(FEW, 8 + 7 * n)
      const { at, planHash } = await plannedStatement(rows)
      const applying = creator.post(`${at}/apply`, { planHash }).catch(() => null)
      await wait(delayMs)
      await melt.end('SIGKILL')
      await applying
      melt = await openMelt()
      const { state } = await statementAt(at)
      expect(await total()).toBe(sum + (state === 'applied' ? sumOf(rows) : 0))
      expect((await creator.post(`${at}/apply`, { planHash })).status).toBe(200)
      sum += sumOf(rows)
      expect([await total(), (await statementAt(at)).state]).toEqual([sum, 'applied'])
    }
    expect(await melt.end('SIGTERM')).toEqual({ code: 0, signal: null })
    expect(verifyLedger()).toMatchObject({ status: 0 })
  })
})
