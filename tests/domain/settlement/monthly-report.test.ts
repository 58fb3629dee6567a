import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { reportColumns, reportLines } from '~/copy/ko/report-lines'
import { POSTURE } from '~/copy/ko/settlement'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { kstDayOf } from '~/domain/core/kst'
import { confirmDonation, reverseDonation } from '~/domain/donations/decide.server'
import { mergeDonation } from '~/domain/donations/merge.server'
import type { MonthlyRow } from '~/domain/settlement/monthly-report'
import { exportMonthlyReport, fittingRows, getMonthlyReport } from '~/domain/settlement/monthly-report.server'
import { listMonthlyRows, streamMonthlyRows } from '~/domain/settlement/monthly-rows.server'
import { applyStatement, undoStatement } from '~/domain/statements/apply.server'
import { chooseLine } from '~/domain/statements/list-lines.server'
import { planStatement } from '~/domain/statements/make-plan.server'
import { mapStatement } from '~/domain/statements/mapping.server'
import { createStatement } from '~/domain/statements/upload.server'
import { csvOf } from '~/http/csv.server'
import { readCsv } from '../../support/csv'
import { useDatabase } from '../../support/database'
import { makeCreator, makeViewer } from '../../support/people'
import { bring, type FileRow, give, lineOf, planned } from '../../support/statements'

const RUNS = Number(process.env.MELT_FIGURE_HISTORIES ?? 5)
const NOVEMBER = '2026-11'
const NOW = new Date('2026-11-30T03:00:00Z')

useDatabase()

let creator: Viewer
let fan: Viewer
beforeEach(async () => {
  creator = await makeCreator('밤비노래방')
  fan = await makeViewer('새벽세시라면')
})

const reportOf = (month = NOVEMBER, by = creator) => getMonthlyReport(by, month, NOW)
const at = (day: string, clock = '20:00:00') => `${day}T${clock}+09:00`
const row = (day: string, amount: number, also: Partial<FileRow> = {}): FileRow => ({
  at: `${day} 20:00:00`,
  amount,
  ...also,
})
const ofFan = (day: string, amount: number) =>
  row(day, amount, { donorId: fan.chzzkUserId, name: fan.displayName })

async function applied(rows: FileRow[], by = creator) {
  const { id, plan } = await planned(by, rows)
  await applyStatement(by, id, plan.planHash)
  return id
}

async function totals(of: object, by = creator) {
  const { id } = await createStatement(by, { from: '2026-11-01', to: '2026-11-30', ...of }, undefined)
  const { planHash } = await planStatement(by, id, undefined)
  await applyStatement(by, id, planHash)
  return id
}

async function allRows(pages: AsyncIterable<MonthlyRow[]>) {
  const rows: MonthlyRow[] = []
  for await (const page of pages) rows.push(...page)
  return rows
}

async function linesOfFile(month = NOVEMBER) {
  const { report, rows } = await exportMonthlyReport(creator, month, NOW)
  let text = ''
  for await (const piece of csvOf(reportColumns, reportLines(report, rows))) text += piece
  return readCsv(text)
}

describe('A monthly report', () => {
  const days = fc.constantFrom('2026-10-31', '2026-11-01', '2026-11-15', '2026-11-30', '2026-12-01')
  const clocks = fc.constantFrom('00:00:00', '08:59:59', '20:00:00', '23:59:59')
  const amounts = fc.constantFrom(1, 1_000, 9_500, 1_000_000)
  const donations = fc.array(
    fc.record({
      day: days,
      clock: clocks,
      amount: amounts,
      named: fc.boolean(),
      becomes: fc.constantFrom('waiting', 'confirmed', 'confirmed', 'reversed', 'reversed later'),
    }),
    { maxLength: 10 },
  )
  const lines = fc.array(fc.record({ day: days, amount: amounts, named: fc.boolean() }), { maxLength: 8 })

  test('adds up to the confirmed cheese of its days, and its share to what applied lines explain', async () => {
    await fc.assert(
      fc.asyncProperty(donations, lines, async (given, file) => {
        const by = await makeCreator('고구마탐험대')
        const later: string[] = []
        for (const { day, clock, amount, named, becomes } of given) {
          const status = becomes === 'waiting' ? 'OCCURRED' : 'CONFIRMED'
          const id = await give(by, named ? fan : null, { amount, at: at(day, clock), status })
          if (becomes === 'reversed') await reverseDonation(by, id, '실수')
          if (becomes === 'reversed later') later.push(id)
        }
        if (file.length > 0)
          await applied(
            file.map(({ day, amount, named }) => (named ? ofFan(day, amount) : row(day, amount))),
            by,
          )
        for (const id of later) await reverseDonation(by, id, '실수')
        for (const month of ['2026-10', NOVEMBER]) await compare(by, month)
      }),
      { numRuns: RUNS },
    )
  })

  /** What the report says beside what the donations and lines themselves add up to. */
  async function compare(by: Viewer, month: string) {
    const { report, of } = await reportOf(month, by)
    const rows = await allRows(streamMonthlyRows(of))
    const found = await db.donation.findMany({
      where: { channelId: by.channel?.id ?? '', status: 'CONFIRMED' },
      include: { lines: { where: { appliedAt: { not: null } } } },
    })
    const confirmed = found.filter(({ occurredAt }) => kstDayOf(occurredAt).startsWith(month))
    const sum = confirmed.reduce((all, { amountCheese }) => all + (amountCheese ?? 0), 0)
    const explained = confirmed.reduce(
      (all, { amountCheese, lines: [line] }) => all + (line ? Math.min(line.amount, amountCheese ?? 0) : 0),
      0,
    )
    expect(report.confirmed).toEqual({ sum, count: confirmed.length })
    expect(report.reconciled.sum).toBe(explained)
    expect(report.share).toBe(sum === 0 ? null : Math.floor((explained * 1_000) / sum) / 1_000)
    const ofKind = (kind: MonthlyRow['kind']) => rows.filter((one) => one.kind === kind)
    expect(ofKind('donation').reduce((all, { cheese }) => all + (cheese ?? 0), 0)).toBe(sum)
    expect(ofKind('donation')).toHaveLength(confirmed.length)
    expect(ofKind('line').reduce((all, { difference }) => all + (difference ?? 0), 0)).toBe(
      report.onlyStatement.sum,
    )
    for (const which of ['nowDiffering', 'untilDiffering'] as const)
      expect((await listMonthlyRows(of, which, { limit: 50 })).items).toEqual(
        rows.filter(({ reason }) => reason !== null),
      )
    const paged: MonthlyRow[] = []
    for (let next: string | null = ''; next !== null; ) {
      const [, place = '', id = ''] = Buffer.from(next, 'base64url').toString('latin1').split('.')
      const amount = Number(Buffer.from(next, 'base64url').toString('latin1').split('.')[0])
      const cursor = next === '' ? undefined : { amount, at: new Date(Number(place)), id }
      const page = await listMonthlyRows(of, 'now', { cursor, limit: 3 })
      paged.push(...page.items)
      next = page.nextCursor
    }
    expect(paged).toEqual(rows)
  }

  test('of a month without donations, or before the channel, is empty, and of one to come not found', async () => {
    for (const month of [NOVEMBER, '2026-09', '2019-01']) {
      const { report, of } = await reportOf(month)
      expect(report).toMatchObject({
        month,
        complete: month !== NOVEMBER,
        confirmed: { sum: 0, count: 0 },
        share: null,
        waterfalls: [],
        ledger: { seq: 0, hash: '0'.repeat(64) },
        checkpoint: null,
      })
      expect(await allRows(streamMonthlyRows(of))).toEqual([])
    }
    await expect(reportOf('2026-12')).rejects.toMatchObject({ reason: 'not_found' })
    await expect(getMonthlyReport(fan, NOVEMBER, NOW)).rejects.toMatchObject({ reason: 'forbidden' })
  })

  test('counts a million cheese whole, and not what was reversed or waits', async () => {
    await give(creator, fan, { amount: 1_000_000, at: at('2026-11-03'), status: 'CONFIRMED' })
    await give(creator, fan, { amount: 5_000, at: at('2026-11-04') })
    const reversed = await give(creator, fan, { amount: 700, at: at('2026-11-05'), status: 'CONFIRMED' })
    await reverseDonation(creator, reversed, '실수')
    expect((await reportOf()).report).toMatchObject({
      confirmed: { sum: 1_000_000, count: 1 },
      onlyMelt: { sum: 1_000_000, count: 1 },
      waiting: 1,
      share: 0,
    })
  })

  test('names every difference with its row and its reason', async () => {
    const differing = await give(creator, fan, { amount: 10_000, at: at('2026-11-03'), status: 'CONFIRMED' })
    await give(creator, fan, { amount: 500, at: at('2026-11-05'), status: 'CONFIRMED' })
    await give(creator, fan, { amount: 90, at: at('2026-11-20'), status: 'CONFIRMED' })
    const id = await bring(creator, [
      ofFan('2026-11-03', 9_000),
      row('2026-11-06', 300, { kind: '미션' }),
      row('2026-11-07', 40, { name: '모르는 분' }),
    ])
    await chooseLine(creator, { id, row: 2 }, { outcome: 'differs', donationId: differing, amount: 10_000 })
    await chooseLine(creator, { id, row: 4 }, { outcome: 'onHold' })
    const { planHash } = await planStatement(creator, id, undefined)
    await applyStatement(creator, id, planHash)
    const { report, of } = await reportOf()
    expect(report).toMatchObject({
      confirmed: { sum: 10_590, count: 3 },
      reconciled: { sum: 9_000, count: 1 },
      share: 0.849,
      differing: { count: 1, difference: -1_000 },
      onlyStatement: { sum: 340, count: 2 },
    })
    const rows = await allRows(streamMonthlyRows(of))
    expect(rows.map(({ kind, difference, reason, line }) => [kind, difference, reason, line?.row])).toEqual([
      ['donation', -1_000, 'amount_differs', 2],
      ['donation', -500, 'not_in_statement', undefined],
      ['donation', null, 'no_statement', undefined],
      ['line', 300, 'not_counted', 3],
      ['line', 40, 'on_hold', 4],
    ])
    await undoStatement(creator, id)
    expect((await reportOf()).report).toMatchObject({ share: 0, waterfalls: [], onlyStatement: { count: 0 } })
  })

  test('explains of a donation no more than it is, and lists a line of two files once', async () => {
    const donation = await give(creator, fan, { amount: 700, at: at('2026-11-10'), status: 'CONFIRMED' })
    const unclear = row('2026-11-12', 40, { name: '모르는 분' })
    for (const [n, also] of [ofFan('2026-11-10', 900), ofFan('2026-11-11', 60)].entries()) {
      const id = await bring(creator, [also, unclear])
      const outcome = { outcome: 'differs', donationId: donation, amount: 700 } as const
      if (n === 0) await chooseLine(creator, { id, row: 2 }, outcome)
      await chooseLine(creator, { id, row: 3 }, { outcome: 'onHold' })
      const { planHash } = await planStatement(creator, id, undefined)
      await applyStatement(creator, id, planHash)
    }
    const { report, of } = await reportOf()
    expect(report).toMatchObject({
      confirmed: { sum: 760, count: 2 },
      reconciled: { sum: 760, count: 2 },
      share: 1,
      differing: { count: 1, difference: 200 },
      onlyStatement: { sum: 40, count: 1 },
    })
    expect((await allRows(streamMonthlyRows(of))).filter(({ kind }) => kind === 'line')).toHaveLength(1)
  })

  test.each([
    ['reversed', async (id: string) => void (await reverseDonation(creator, id, '실수'))],
    [
      'merged into another',
      async (id: string) => {
        const other = { amount: 700, at: at('2026-11-03', '20:00:30'), status: 'CONFIRMED' } as const
        const into = await give(creator, null, other)
        await mergeDonation(creator, id, into)
      },
    ],
  ])('lists a line whose donation was %s after it was applied', async (_, takeBack) => {
    await give(creator, null, { amount: 700, at: at('2026-11-03'), status: 'CONFIRMED', name: '가람' })
    const id = await applied([
      row('2026-11-03', 700, { name: '가람' }),
      row('2026-11-04', 30, { name: '나래' }),
    ])
    const line = await lineOf(id, 2)
    const before = await reportOf()
    await takeBack(line.donationId ?? '')
    const { report, of } = await reportOf()
    expect(report).toMatchObject({ reconciled: { sum: 30, count: 1 }, onlyStatement: { sum: 700, count: 1 } })
    const taken = (await allRows(streamMonthlyRows(of))).filter(({ kind }) => kind === 'line')
    expect(taken).toMatchObject([
      { reason: 'taken_back', day: '2026-11-03', difference: 700, donationId: null, line: { row: line.row } },
    ])
    expect((await reportOf('2026-10')).report.onlyStatement).toEqual({ sum: 0, count: 0 })
    expect((await linesOfFile()).find(({ 구분 }) => 구분 === '정산 내역의 줄')).toMatchObject({ 차이: '700' })
    const asBefore = await allRows(fittingRows(before.report, before.of))
    expect(asBefore.filter(({ kind }) => kind === 'line')).toEqual([])
    await undoStatement(creator, id)
    expect((await reportOf()).report.onlyStatement).toEqual({ sum: 0, count: 0 })
  })

  test('takes the fee of a refund off the fee of what was refunded', async () => {
    const file =
      '일시,금액,수수료,종류\n2026-11-03,10000,1000,채팅\n2026-11-04,-10000,-1000,환불\n2026-11-05,500,50,채팅'
    const feesOf = async (text: string) => {
      const { id } = await createStatement(creator, {}, Buffer.from(text))
      await mapStatement(creator, id, { date: 0, amount: 1, fee: 2, kind: 3 })
      const { planHash } = await planStatement(creator, id, undefined)
      await applyStatement(creator, id, planHash)
      const { waterfalls } = (await reportOf()).report
      const { gross, fee } = waterfalls.find(({ statementId }) => statementId === id) ?? {}
      return { gross, fee }
    }
    expect(await feesOf(file)).toEqual({ gross: 500, fee: 50 })
    expect(await feesOf('일시,금액,수수료,종류\n2026-11-06,10,-1,채팅')).toEqual({ gross: 10, fee: 1 })
  })

  test('says of gross and net what a statement says, and computes nothing that it does not', async () => {
    const bare = await totals({ gross: 1_000_000 })
    const whole = await totals({
      ...{ gross: 1_000_000, fee: 300_000, vat: 30_000, withholding: 22_000, net: 647_000 },
      paidOn: '2026-12-15',
    })
    const long = await totals({ from: '2026-10-20', to: '2026-11-10', gross: 70 })
    const { waterfalls } = (await reportOf()).report
    const of = (id: string) => waterfalls.find(({ statementId }) => statementId === id)
    expect(of(bare)).toMatchObject({ gross: 1_000_000, fee: null, vat: null, net: null, residual: null })
    expect(of(whole)).toMatchObject({ residual: 1_000, paidOn: '2026-12-15', within: true })
    expect(of(long)).toMatchObject({ within: false, gross: 70 })
    expect((await reportOf('2026-09')).report.waterfalls).toEqual([])
  })

  test('is of the entry at which it was begun, whatever is decided while it is taken', async () => {
    const first = await give(creator, fan, { amount: 10_000, at: at('2026-11-03'), status: 'CONFIRMED' })
    const waiting = await give(creator, fan, { amount: 2_000, at: at('2026-11-04') })
    const { report, of } = await reportOf()
    await reverseDonation(creator, first, '실수')
    await confirmDonation(creator, waiting, 2_000)
    const rows = await allRows(streamMonthlyRows(of))
    expect(rows.map(({ donationId, cheese }) => [donationId, cheese])).toEqual([[first, 10_000]])
    expect(report.confirmed).toEqual({ sum: 10_000, count: 1 })
    expect((await reportOf()).report.confirmed).toEqual({ sum: 2_000, count: 1 })
  })
})

describe('The file of a report', () => {
  test('has its nine columns, numbers that spreadsheets add up, and says what it is not', async () => {
    await give(creator, fan, { amount: 10_000, at: at('2026-11-03'), status: 'CONFIRMED' })
    await applied([ofFan('2026-11-03', 10_000), row('2026-11-09', -300)])
    const lines = await linesOfFile()
    expect(Object.keys(lines[0] ?? {}).join()).toBe('기간,구분,건수,치즈,확정일시,출처,정산내역 행,차이,사유')
    expect(lines[0]).toMatchObject({ 기간: NOVEMBER, 구분: '확인된 치즈', 건수: '1', 치즈: '10000' })
    expect(lines[1]).toMatchObject({ 사유: '이 달의 100%가 정산 내역과 맞춰졌어요' })
    expect(lines.find(({ 구분 }) => 구분 === '후원')).toMatchObject({
      기간: '2026-11-03',
      치즈: '10000',
      차이: '0',
      '정산내역 행': expect.stringMatching(/^2행 \([0-9a-f]{8}\)$/),
      출처: '직접 확인',
    })
    expect(lines.find(({ 구분 }) => 구분 === '정산 내역의 줄')).toMatchObject({ 치즈: '', 차이: '-300' })
    expect(lines.at(-1)).toMatchObject({ 구분: '안내', 사유: POSTURE })
  })

  test('holds nobody’s name, id or words', async () => {
    await applied([
      row('2026-11-03', 700, { name: '=손님이름', message: '파일에만 있는 말' }),
      ofFan('2026-11-04', 80),
    ])
    const text = JSON.stringify(await linesOfFile())
    expect(text).toContain('700')
    for (const secret of ['손님이름', '파일에만', fan.displayName, fan.chzzkUserId, fan.id])
      expect(text).not.toContain(secret)
  })
})
