import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { collectDonations } from '~/domain/account/collect-activity.server'
import type { Viewer } from '~/domain/auth/viewer'
import { getDonation } from '~/domain/donations/find.server'
import { applyStatement } from '~/domain/statements/apply.server'
import { getOwnStatement } from '~/domain/statements/find.server'
import { findLedgerRows } from '~/domain/statements/ledger-rows.server'
import { chooseLine } from '~/domain/statements/list-lines.server'
import { planStatement } from '~/domain/statements/make-plan.server'
import { mapStatement } from '~/domain/statements/mapping.server'
import { createStatement } from '~/domain/statements/upload.server'
import { useDatabase } from '../../support/database'
import { makeCreator, makeViewer } from '../../support/people'
import { bring, give, lineOf, planned } from '../../support/statements'
import { buildZip, sheetXml, xlsxParts } from './build-xlsx'

useDatabase()

const AT = '2026-11-03T20:00:00+09:00'
const ROW = { at: '2026-11-03 20:00:00', amount: 12_000 }

let creator: Viewer
let channelId: string
let fan: Viewer
beforeEach(async () => {
  creator = await makeCreator('밤비노래방')
  channelId = creator.channel?.id ?? ''
  fan = await makeViewer('새벽세시라면')
})

describe('A line is not added, also where its creator asks for it,', () => {
  test.each([
    ['of a day to come', { ...ROW, at: '2199-01-01 10:00:00' }],
    ['from before CHZZK opened', { ...ROW, at: '2023-12-18 23:59:59' }],
    ['of more than anybody gives at once', { ...ROW, amount: 100_000_001 }],
  ])('%s', async (_name, row) => {
    const { id, plan } = await planned(creator, [row])
    expect(plan).toMatchObject({ lines: { onlyStatement: 1 }, ticked: 0 })
    await chooseLine(creator, { id, row: 2 }, { outcome: 'onlyStatement' })
    const chosen = await planStatement(creator, id, undefined)
    expect(chosen).toMatchObject({ ticked: 0, sums: { missing: row.amount } })
    await applyStatement(creator, id, chosen.planHash)
    expect(await db.donation.count({ where: { channelId } })).toBe(0)
  })

  test('but for the first cheese there was, and the last that anybody may give', async () => {
    const rows = [
      { ...ROW, at: '2023-12-19 00:00:01' },
      { ...ROW, amount: 100_000_000 },
    ]
    expect((await planned(creator, rows)).plan.ticked).toBe(2)
  })
})

describe('A plan', () => {
  test('of more donations than memory should hold is refused', async () => {
    for (const day of [1, 2, 3])
      await give(creator, fan, { amount: 1_000, at: `2026-11-0${day}T12:00:00+09:00` })
    const wanted = { channelId, from: '2026-11-01', to: '2026-11-03', ids: [] }
    expect(await db.$transaction((tx) => findLedgerRows(tx, wanted, 3))).toHaveLength(3)
    await expect(db.$transaction((tx) => findLedgerRows(tx, wanted, 2))).rejects.toMatchObject({
      because: 'statement_period_too_long',
    })
  })

  test('of sums counts what lines would, however long its period is', async () => {
    await give(creator, fan, { amount: 12_000, at: AT, status: 'CONFIRMED' })
    await give(creator, fan, { amount: 700, at: '2026-11-04T00:30:00+09:00', status: 'CONFIRMED' })
    await give(creator, null, { amount: 5_000, at: AT, name: '가람' })
    const { id: linesId, plan } = await planned(creator, [
      { ...ROW, donorId: fan.chzzkUserId, name: fan.displayName },
    ])
    await applyStatement(creator, linesId, plan.planHash)
    const of = async (from: string, to: string) => {
      const { id } = await createStatement(creator, { from, to, gross: 12_700 }, undefined)
      return planStatement(creator, id, undefined)
    }
    expect(await of('2000-01-01', '2199-12-31')).toMatchObject({
      donations: { explained: 1, onlyMeltConfirmed: 1, onlyMeltWaiting: 1 },
      sums: { statement: 12_700, melt: 12_700, meltAfter: 12_700, residual: 0, within: true },
    })
    expect(await of('2026-11-03', '2026-11-03')).toMatchObject({
      donations: { explained: 1, onlyMeltConfirmed: 0, onlyMeltWaiting: 1 },
      sums: { melt: 12_000, missing: 700, residual: 700, within: false },
    })
  })
})

describe('A workbook', () => {
  const sheets = (...names: string[]) =>
    buildZip(
      xlsxParts(
        names.map((name, n) => ({
          name,
          xml: sheetXml([
            ['일시', '닉네임', '금액'],
            [`2026-11-0${n + 1}`, '감자', 1_000 + n],
          ]),
        })),
      ),
    )

  test('of several sheets is a statement for each of them, and the same for the same', async () => {
    const bytes = sheets('11월', '12월')
    await expect(createStatement(creator, {}, bytes)).rejects.toMatchObject({ reason: 'invalid' })
    const first = await createStatement(creator, { sheet: '11월' }, bytes)
    const second = await createStatement(creator, { sheet: '12월' }, bytes)
    expect([first.replayed, second.replayed, first.id === second.id]).toEqual([false, false, false])
    for (const [one, sheet] of [
      [first, '11월'],
      [second, '12월'],
    ] as const) {
      expect(await createStatement(creator, { sheet }, bytes)).toEqual({ id: one.id, replayed: true })
      await mapStatement(creator, one.id, { date: 0, nickname: 1, amount: 2 })
      expect(await getOwnStatement(creator, one.id)).toMatchObject({ sheet, rows: 1 })
    }
    expect((await lineOf(second.id, 2)).amount).toBe(1_001)
  })

  test('whose sheet has a name that no database takes is read all the same', async () => {
    const parts = xlsxParts([
      {
        name: '내역',
        xml: sheetXml([
          ['일시', '금액'],
          ['2026-11-01', 5],
        ]),
      },
    ])
    for (const name of ['&#0;', '&#xD800;', `${'가'.repeat(5_000)}`]) {
      const named = parts.map((part) => ({ ...part, data: String(part.data).replace('내역', name) }))
      const { id } = await createStatement(creator, {}, buildZip(named))
      expect((await getOwnStatement(creator, id)).state).toBe('mapping')
    }
  })
})

test('What is shown of a file’s first rows and columns is short, however long its cells are', async () => {
  const long = '가'.repeat(2_000)
  const file = Buffer.from(`일시,금액,${long}\n2026-11-01,5,${long}😀`)
  const { id } = await createStatement(creator, {}, file)
  const { header, firstRows } = await getOwnStatement(creator, id)
  const shown = [...(header?.names ?? []), ...(firstRows?.flatMap(({ cells }) => cells) ?? [])]
  expect(Math.max(...shown.map((text) => text.length))).toBe(200)
})

test('A fan reads that a statement confirmed their donation, and not which or in which row', async () => {
  const waiting = await give(creator, fan, { amount: 12_000, at: AT })
  const { id, plan } = await planned(creator, [{ ...ROW, donorId: fan.chzzkUserId, name: fan.displayName }])
  await applyStatement(creator, id, plan.planHash)
  const entries = async (reader: Viewer) => (await getDonation(reader, waiting)).entries
  expect((await entries(creator)).at(-1)?.reason).toBe(`statement ${id} row 2`)
  expect((await entries(fan)).at(-1)?.reason).toBe('statement')
  const all: object[] = []
  for await (const donation of collectDonations(fan)) all.push(donation)
  const exported = JSON.stringify(all)
  expect(exported).toContain('"reason":"statement"')
  expect(exported).not.toContain(id)
})

test('A name that fits no donation is searched for as it is shown', async () => {
  const id = await bring(creator, [{ ...ROW, name: `${'가'.repeat(60)}나` }])
  const { planHash } = await planStatement(creator, id, undefined)
  await applyStatement(creator, id, planHash)
  const { donationId } = await lineOf(id, 2)
  const donation = await db.donation.findUnique({
    where: { id: donationId ?? '' },
    include: { message: true },
  })
  expect(donation?.donorName).toBe('가'.repeat(50))
  expect(donation?.message?.searchKeys).toHaveLength(2)
})

test('A channel’s files are not more than half a gigabyte', async () => {
  const { id } = await createStatement(creator, {}, Buffer.from('일시,금액\n2026-11-01,5'))
  const {
    header,
    firstRows,
    mapping,
    id: _,
    ...one
  } = await db.statement.findUniqueOrThrow({ where: { id } })
  const data = Array.from({ length: 101 }, (_, n) => ({
    ...one,
    sha256: String(n),
    key: `key ${n}`,
    sizeBytes: 5 * 1024 * 1024,
    totals: undefined,
    plan: undefined,
    tolerance: undefined,
    deeds: undefined,
    lineSums: undefined,
  }))
  await db.statement.createMany({ data })
  await expect(createStatement(creator, {}, Buffer.from('일시,금액\n2026-11-02,5'))).rejects.toMatchObject({
    because: 'statements_too_large',
  })
})
