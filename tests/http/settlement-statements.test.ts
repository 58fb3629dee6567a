import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { store } from '~/files/store.server'
import { donate } from '../support/fixtures'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { expectRefused } from '../support/operations'
import { someChzzkId } from '../support/people'
import { COLUMNS, type FileRow, fileOf, sendStatement } from '../support/statements'

useMelt()

type Statement = {
  id: string
  state: string
  rows: number
  period: object | null
  mapping: object
  firstRows: { cells: string[] }[]
  refused: object[]
  refusedCount: number
  job: object | null
}
type Read = { statement: Statement }
type Plan = { planHash: string; ticked: number; lines: object; sums: object }

const BASE = '/creator/statements'
const totals = { from: '2026-11-01', to: '2026-11-07', gross: 12_000 }
const row: FileRow = {
  at: '2026-11-03 20:00:00',
  amount: 12_000,
  name: '손님이름',
  message: '파일에만 있는 말',
}

let creator: Client
let other: Client
let fan: Client
beforeEach(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  other = await signedIn({ channelId: someChzzkId(), name: '고구마탐험대', opened: true })
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
})

const read = async (response: Response) => ((await response.json()) as Read).statement
const code = async (response: Response) => (await expectRefused(response, 'a statement')).code

async function mapped(by: Client, rows: FileRow[]) {
  const { id } = await read(await sendStatement(by, fileOf(rows)))
  await by.ask('PUT', `${BASE}/${id}/mapping`, { columns: COLUMNS })
  return `${BASE}/${id}`
}

describe('A settlement file', () => {
  test('is uploaded, mapped, planned, applied and undone', async () => {
    const response = await sendStatement(creator, fileOf([row, { ...row, at: '어제', amount: 1 }]))
    expect(response.status).toBe(201)
    const uploaded = await read(response)
    expect(uploaded).toMatchObject({
      state: 'mapping',
      mapping: COLUMNS,
      firstRows: [{ cells: expect.arrayContaining([row.at, '12000']) }, {}],
    })
    const at = `${BASE}/${uploaded.id}`
    const { statement } = await creator.ask<Read>('PUT', `${at}/mapping`, { columns: COLUMNS })
    const refused = [{ row: 3, column: 0, reason: 'date_unreadable' }]
    expect(statement).toMatchObject({ state: 'ready', rows: 1, refused, refusedCount: 1 })
    const plan = await creator.ask<Plan>('POST', `${at}/plan`, {})
    expect(plan).toMatchObject({
      ticked: 1,
      lines: { onlyStatement: 1 },
      sums: { statement: 12_000, melt: 0, meltAfter: 12_000, residual: 0 },
    })
    const applied = await creator.post(`${at}/apply`, { planHash: plan.planHash })
    expect([applied.status, (await read(applied)).state]).toEqual([200, 'applied'])
    const lines = await creator.ask<{ items: object[] }>('GET', `${at}/lines?outcome=onlyStatement`)
    expect(lines.items).toMatchObject([
      { row: 2, applied: true, donation: { status: 'CONFIRMED', amount: 12_000 } },
    ])
    const summary = await creator.ask<{ total: number }>('GET', '/creator/stats/summary?range=all')
    expect(summary.total).toBe(12_000)
    const undone = await creator.ask<Read>('POST', `${at}/undo`)
    expect(undone.statement.state).toBe('undone')
    expect(await creator.ask('GET', '/creator/stats/summary?range=all')).toMatchObject({ total: 0 })
  })

  test('answers 200 with the same statement when the same bytes come again', async () => {
    const first = await read(await sendStatement(creator, fileOf([row])))
    const again = await sendStatement(creator, fileOf([row]))
    expect([again.status, (await read(again)).id]).toEqual([200, first.id])
    expect(await creator.ask<{ items: object[] }>('GET', BASE)).toMatchObject({ items: [{ id: first.id }] })
  })

  test.each([
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 1]), '그림은 읽지 못해요'],
    ['a page', Buffer.from('<html><table><tr><td>1</td></tr></table>'), '웹 페이지예요'],
    ['five megabytes and more', Buffer.alloc(5 * 1024 * 1024 + 1, '1,2\n'), '5MB까지'],
  ])('that is %s is refused in words that help', async (_, bytes, sentence) => {
    const response = await sendStatement(creator, bytes)
    const body = await response.clone().text()
    expect([await code(response), body.includes(sentence)]).toEqual(['invalid', true])
  })

  test('of more than two hundred lines is applied by a job', async () => {
    const rows = Array.from({ length: 230 }, (_, n) => ({ ...row, amount: 100 + n }))
    const at = await mapped(creator, rows)
    const { planHash } = await creator.ask<Plan>('POST', `${at}/plan`, {})
    const answer = await creator.post(`${at}/apply`, { planHash })
    expect(answer.status).toBe(202)
    await expect
      .poll(async () => (await creator.ask<Read>('GET', at)).statement, { timeout: 20_000 })
      .toMatchObject({ state: 'applied', job: null })
  })
})

describe('Sums read off a screen', () => {
  test('are compared with what is confirmed', async () => {
    const donation = await donate(fan, creator, { amount: 11_900 })
    await creator.ask('POST', `/donations/${donation}/confirm`)
    const today = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10)
    const { statement } = await creator.ask<Read>('POST', BASE, { ...totals, from: today, to: today })
    const tolerance = { absolute: 100 }
    expect(await creator.ask('POST', `${BASE}/${statement.id}/plan`, { tolerance })).toMatchObject({
      sums: { statement: 12_000, melt: 11_900, residual: 100, within: true },
      ticked: 0,
    })
    const again = await creator.post(BASE, { ...totals, from: today, to: today })
    expect([again.status, (await read(again)).id]).toEqual([200, statement.id])
  })

  test.each([
    [{}, ['file']],
    [{ from: '2026-11-01' }, ['to']],
    [{ ...totals, gross: undefined }, ['gross']],
    [{ ...totals, to: '2026-10-01' }, ['to']],
    [{ ...totals, gross: -1 }, ['gross']],
  ])('need a period and a gross: %j', async (body, paths) => {
    expect((await expectRefused(await creator.post(BASE, body), 'POST /creator/statements')).errors).toEqual(
      paths,
    )
  })
})

describe('A statement', () => {
  test('is refused by code where an act does not fit', async () => {
    const { id } = await read(await sendStatement(creator, fileOf([row])))
    const at = `${BASE}/${id}`
    const hash = { planHash: 'f'.repeat(64) }
    expect(await code(await creator.post(`${at}/plan`))).toBe('illegal_transition')
    expect(await code(await creator.post(`${at}/undo`))).toBe('illegal_transition')
    const columns = { amount: 0, date: 0 }
    expect(await code(await creator.post(`${at}/mapping`, { columns }, 'PUT'))).toBe('invalid')
    await creator.ask('PUT', `${at}/mapping`, { columns: COLUMNS })
    expect(await code(await creator.post(`${at}/apply`, hash))).toBe('plan_stale')
    const { planHash } = await creator.ask<Plan>('POST', `${at}/plan`, {})
    const donation = await donate(fan, creator)
    expect(await code(await creator.post(`${at}/apply`, { planHash }))).toBe('plan_stale')
    const choose = (body: object) => creator.post(`${at}/lines/2`, body, 'PUT')
    expect(await code(await choose({ outcome: 'matched' }))).toBe('invalid')
    expect(await code(await choose({ outcome: 'matched', donationId: randomUUID() }))).toBe('invalid')
    expect((await choose({ outcome: 'differs', donationId: donation, amount: 12_000 })).status).toBe(200)
    expect(await creator.ask('POST', `${at}/plan`, {})).toMatchObject({ ticked: 1, lines: { differs: 1 } })
  })

  test('is nobody’s but its creator’s, on no page and in no answer', async () => {
    const at = await mapped(creator, [row])
    const { planHash } = await creator.ask<Plan>('POST', `${at}/plan`, {})
    await creator.ask('POST', `${at}/apply`, { planHash })
    const acts = [
      ['GET', at],
      ['GET', `${at}/lines`],
      ['POST', `${at}/plan`],
      ['POST', `${at}/undo`],
      ['POST', `${at}/apply`, { planHash }],
      ['PUT', `${at}/mapping`, { columns: COLUMNS }],
      ['PUT', `${at}/lines/2`, { outcome: 'ignored' }],
    ] as const
    for (const [method, path, body] of acts) {
      const ask = (by: Client) => (method === 'GET' ? by.get(path) : by.post(path, body, method))
      expect([await code(await ask(other)), await code(await ask(stranger))], path).toEqual([
        'not_found',
        'signed_out',
      ])
      expect(await code(await ask(fan)), path).toBe('forbidden')
    }
    expect(await other.ask('GET', BASE)).toMatchObject({ items: [] })
    const pages = [`/feed?chzzkChannelId=${creator.chzzkUserId}`, `/${creator.chzzkUserId}`]
    for (const page of pages) {
      const text = await (
        await stranger.get(page, page.startsWith('/feed') ? 'application/json' : 'text/html')
      ).text()
      expect(text).toContain('12')
      expect(text).not.toMatch(/손님이름|파일에만/)
    }
    expect(JSON.stringify(await creator.ask('GET', '/me/export'))).toContain('파일에만 있는 말')
  })

  test('goes with its lines and its file when its creator leaves', async () => {
    const at = await mapped(creator, [row])
    const { planHash } = await creator.ask<Plan>('POST', `${at}/plan`, {})
    await creator.ask('POST', `${at}/apply`, { planHash })
    const { id, key, channelId } = await db.statement.findUniqueOrThrow({
      where: { id: at.slice(BASE.length + 1) },
    })
    await creator.ask('POST', '/me/leave', { confirm: true })
    const left = async () => [
      await db.statement.count({ where: { id } }),
      await db.statementLine.count({ where: { channelId } }),
      await db.statementMapping.count({ where: { channelId } }),
    ]
    await expect.poll(left, { timeout: 10_000 }).toEqual([0, 0, 0])
    expect(
      (await db.fileRemoval.count({ where: { key: key ?? '' } })) === 1 ||
        (await store.get(key ?? '')) === null,
    ).toBe(true)
    expect(await db.donation.count({ where: { channelId, status: 'CONFIRMED', donorName: null } })).toBe(1)
  })
})
