import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { verifyLedger } from '~/domain/donations/verify.server'
import type { Alike } from '~/domain/statements/alike'
import { applyStatement, undoStatement } from '~/domain/statements/apply.server'
import { chooseAlike, findDecision, goOnDeciding } from '~/domain/statements/decide.server'
import { getOwnStatement, getStatementPage } from '~/domain/statements/find.server'
import { choiceInput } from '~/domain/statements/input'
import { chooseLine } from '~/domain/statements/list-lines.server'
import { planStatement } from '~/domain/statements/make-plan.server'
import { mapStatement } from '~/domain/statements/mapping.server'
import { listOnlyMelt } from '~/domain/statements/only-melt.server'
import { createStatement } from '~/domain/statements/upload.server'
import { useDatabase } from '../../support/database'
import { everythingOf } from '../../support/everything'
import { makeCreator } from '../../support/people'
import { COLUMNS, type FileRow, give, lineOf, planned } from '../../support/statements'
import { buildZip, sheetXml, xlsxParts } from './build-xlsx'

useDatabase()

const AT = '2026-11-03T20:00:00+09:00'
const ROW = { at: '2026-11-03 20:00:00', amount: 12_000 }

let creator: Viewer
let channelId: string
beforeEach(async () => {
  creator = await makeCreator('밤비노래방')
  channelId = creator.channel?.id ?? ''
})

const waits = (name: string, amount: number) => give(creator, null, { amount, at: AT, name })
const confirmed = (name: string, amount: number) =>
  give(creator, null, { amount, at: AT, name, status: 'CONFIRMED' })
const row = (name: string, amount: number): FileRow => ({ ...ROW, amount, name })
const statusOf = async (id: string) => (await db.donation.findUniqueOrThrow({ where: { id } })).status
const asked = async (id: string) => (await getOwnStatement(creator, id)).asked

/** Three lines that ask, in this order: another amount, one of two, and another amount again. */
async function threeAsked() {
  const donations = [await waits('가람', 700), await waits('봄', 1_000), await waits('봄', 1_000)]
  const other = await waits('나래', 50)
  const { id, plan } = await planned(creator, [
    row('가람', 900),
    row('처음온사람', 5),
    row('봄', 1_000),
    row('나래', 60),
  ])
  return { id, plan, donations, other }
}

async function decided(id: string, at: number, choice: Parameters<typeof choiceInput.parse>[0]) {
  const input = choiceInput.parse(choice)
  await chooseLine(creator, { id, row: at }, input)
  return goOnDeciding(creator, { id, row: at }, input)
}

describe('Deciding line by line', () => {
  test('leads from one open line to the next, and back, and counts how many have an answer', async () => {
    const { id, plan, donations } = await threeAsked()
    expect(plan).toMatchObject({ ticked: 1, deeds: { added: 1 }, lines: { differs: 2, onHold: 1 } })
    expect(await asked(id)).toEqual({ count: 3, open: 3 })
    const first = await findDecision(creator, id, undefined)
    expect(first).toMatchObject({
      asked: { count: 3, open: 3 },
      decision: { line: { row: 2 }, alike: 'differs', alikeCount: 2, previous: null, next: 4, canAdd: true },
    })
    expect(first.decision?.candidates.map(({ id }) => id)).toEqual([donations[0]])
    expect(await decided(id, 2, { outcome: 'onHold' })).toBe(4)
    expect(await asked(id)).toEqual({ count: 3, open: 2 })
    expect(await decided(id, 2, { outcome: 'ignored' })).toBe(4)
    expect(await asked(id)).toEqual({ count: 3, open: 2 })
    expect((await findDecision(creator, id, 4)).decision).toMatchObject({
      alike: 'several',
      previous: 2,
      next: 5,
    })
    expect(await decided(id, 5, { outcome: 'onHold' })).toBe(4)
  })

  test('makes the plan anew after the last of them, and not before', async () => {
    const { id, donations } = await threeAsked()
    await decided(id, 2, { outcome: 'matched', donationId: donations[0], counts: 'statement' })
    await decided(id, 4, { outcome: 'matched', donationId: donations[1] })
    expect((await getOwnStatement(creator, id)).plan).toBeNull()
    expect(await decided(id, 5, { outcome: 'nextPeriod' })).toBeNull()
    const { plan, asked } = await getOwnStatement(creator, id)
    expect(asked).toEqual({ count: 3, open: 0 })
    expect(plan).toMatchObject({
      ticked: 3,
      deeds: { confirmed: 2, added: 1, corrected: 0, explained: 0 },
      lines: { differs: 1, matched: 1, nextPeriod: 1 },
    })
  })

  test('asks again about a line whose answer was taken back', async () => {
    const { id } = await threeAsked()
    await decided(id, 2, { outcome: 'ignored' })
    expect(await decided(id, 2, { outcome: 'undecided' })).toBe(2)
    expect(await asked(id)).toEqual({ count: 3, open: 3 })
    expect((await findDecision(creator, id, 2)).decision).toMatchObject({
      line: { choice: null, outcome: 'differs' },
    })
  })

  test('offers no donation that another line was given since', async () => {
    const donations = [await waits('봄', 1_000), await waits('봄', 1_000), await waits('봄', 1_000)]
    const { id } = await planned(creator, [row('봄', 1_000), row('봄', 1_000)])
    const offered = async (at: number) =>
      (await findDecision(creator, id, at)).decision?.candidates.map(({ id }) => id).sort()
    expect(await offered(3)).toEqual(donations.toSorted())
    await decided(id, 2, { outcome: 'matched', donationId: donations[1] })
    expect(await offered(3)).toEqual([donations[0], donations[2]].sort())
  })

  test('takes the amount that counts from the file or from Melt, as the creator says', async () => {
    const donation = await confirmed('가람', 700)
    const { id } = await planned(creator, [row('가람', 900)])
    await decided(id, 2, { outcome: 'matched', donationId: donation, counts: 'melt' })
    expect(await lineOf(id, 2)).toMatchObject({ choice: 'differs', choiceAmount: 700 })
    expect((await getOwnStatement(creator, id)).plan).toMatchObject({ deeds: { explained: 1, corrected: 0 } })
    await decided(id, 2, { outcome: 'differs', donationId: donation, counts: 'statement' })
    expect((await getOwnStatement(creator, id)).plan).toMatchObject({ deeds: { explained: 0, corrected: 1 } })
  })

  test('is not offered for a line that is applied, or that an earlier one explained', async () => {
    const { id, plan } = await planned(creator, [ROW])
    expect((await findDecision(creator, id, 2)).decision).toMatchObject({ line: { sure: true } })
    expect((await findDecision(creator, id, 99)).decision).toBeNull()
    await applyStatement(creator, id, plan.planHash)
    expect((await findDecision(creator, id, 2)).decision).toBeNull()
    const again = await planned(creator, [ROW, row('가람', 5)])
    expect((await findDecision(creator, again.id, 2)).decision).toBeNull()
  })
})

describe('What is said of all lines alike', () => {
  const countOf = async (id: string, of: Alike, outcome: 'onHold' | 'ignored' | 'onlyStatement') =>
    (await chooseAlike(creator, id, { of, outcome })).count

  test('holds for those whose amount differs, by the amount of either side', async () => {
    for (const [name, amount] of [
      ['가람', 700],
      ['나래', 50],
      ['다솜', 30],
    ] as const)
      await confirmed(name, amount)
    const { id } = await planned(creator, [row('가람', 900), row('나래', 60), row('다솜', 40), ROW])
    const first = await chooseAlike(creator, id, { of: 'differs', outcome: 'differs', counts: 'statement' })
    expect(first).toMatchObject({ count: 3, plan: { ticked: 4, deeds: { corrected: 3, added: 1 } } })
    await chooseAlike(creator, id, { of: 'chosen', outcome: 'undecided' })
    expect(await asked(id)).toEqual({ count: 3, open: 3 })
    const second = await chooseAlike(creator, id, { of: 'differs', outcome: 'differs', counts: 'melt' })
    expect(second.plan).toMatchObject({ deeds: { corrected: 0, explained: 3, added: 1 } })
  })

  test('holds for those that would be added, those with several candidates and those of another name, each for itself', async () => {
    await waits('봄', 1_000)
    await waits('봄', 1_000)
    await confirmed('가람', 500)
    const rows = [row('처음온사람', 5), row('또온사람', 6), row('봄', 1_000), row('나래', 500)]
    const { id } = await planned(creator, rows)
    expect(await countOf(id, 'added', 'onHold')).toBe(2)
    expect(await countOf(id, 'several', 'onHold')).toBe(1)
    expect(await countOf(id, 'renamed', 'onlyStatement')).toBe(1)
    expect((await getOwnStatement(creator, id)).plan).toMatchObject({
      lines: { onHold: 3, onlyStatement: 1 },
      ticked: 1,
    })
  })

  test('holds for rows that a statement in other columns had before', async () => {
    const week = await planned(creator, [row('봄', 1_000), row('가람', 2_000)])
    await applyStatement(creator, week.id, week.plan.planHash)
    const month = [
      { ...row('봄', 1_000), message: '이 파일에만' },
      { ...row('가람', 2_000), message: '이 파일에만' },
    ]
    const { id, plan } = await planned(creator, [...month, row('다솜', 3)])
    expect(plan).toMatchObject({ ticked: 1, lines: { onlyStatement: 3 } })
    expect(await countOf(id, 'twins', 'ignored')).toBe(2)
    expect((await getOwnStatement(creator, id)).plan).toMatchObject({ ticked: 1, lines: { ignored: 2 } })
  })

  test('holds for lines that name a period and no day', async () => {
    const file = Buffer.from('기간,금액\n2026.11.01 ~ 2026.11.07,5000\n2026.11.08 ~ 2026.11.14,7000')
    const { id } = await createStatement(creator, {}, file)
    await mapStatement(creator, id, { period: 0, amount: 1 })
    expect(await planStatement(creator, id)).toMatchObject({ ticked: 0, lines: { onHold: 2 } })
    expect(await countOf(id, 'alone', 'onlyStatement')).toBe(2)
    const { planHash } = (await getOwnStatement(creator, id)).plan ?? { planHash: '' }
    await applyStatement(creator, id, planHash)
    expect(await db.donation.count({ where: { channelId, status: 'CONFIRMED' } })).toBe(2)
  })
})

describe('A statement is applied in parts', () => {
  test('what was left open is decided and applied later, and all of it is undone at once', async () => {
    const { id, plan, donations } = await threeAsked()
    const before = await everythingOf(channelId)
    await applyStatement(creator, id, plan.planHash)
    expect(await getOwnStatement(creator, id)).toMatchObject({
      state: 'applied',
      asked: { count: 3, open: 3 },
      deeds: { confirmed: 0, added: 1, corrected: 0, explained: 0 },
    })
    await decided(id, 2, { outcome: 'matched', donationId: donations[0], counts: 'statement' })
    await decided(id, 4, { outcome: 'matched', donationId: donations[2] })
    await decided(id, 5, { outcome: 'onHold' })
    const page = await getStatementPage(creator, id)
    expect(page).toMatchObject({
      hasLinesToApply: true,
      isStale: false,
      statement: { state: 'applied', plan: { ticked: 2, lines: { explained: 1, differs: 1, matched: 1 } } },
    })
    await applyStatement(creator, id, page.statement.plan?.planHash ?? '')
    expect(await getStatementPage(creator, id)).toMatchObject({
      hasLinesToApply: false,
      statement: { deeds: { confirmed: 2, added: 1, corrected: 0, explained: 0 } },
    })
    expect([await statusOf(donations[0] ?? ''), await statusOf(donations[1] ?? '')]).toEqual([
      'CONFIRMED',
      'OCCURRED',
    ])
    await undoStatement(creator, id)
    expect(await everythingOf(channelId)).toMatchObject({
      days: before?.days,
      badges: before?.badges,
      feed: before?.feed,
    })
    expect(await getOwnStatement(creator, id)).toMatchObject({ state: 'undone', deeds: null })
    expect((await verifyLedger()).disagreements).toEqual([])
  })

  test('an applied line can be neither chosen nor mapped anew', async () => {
    const { id, plan } = await planned(creator, [ROW, row('가람', 5)])
    await applyStatement(creator, id, plan.planHash)
    await expect(decided(id, 2, { outcome: 'ignored' })).rejects.toMatchObject({
      because: 'statement_applied',
    })
    await expect(mapStatement(creator, id, COLUMNS)).rejects.toMatchObject({ because: 'statement_applied' })
    await expect(applyStatement(creator, id, 'f'.repeat(64))).rejects.toMatchObject({
      because: 'statement_applied',
    })
  })

  test('and the database calls none applied again while a ticked line is not', async () => {
    const { id, plan } = await planned(creator, [ROW])
    await applyStatement(creator, id, plan.planHash)
    await db.$executeRaw`UPDATE statement_lines SET applied_at = NULL WHERE statement_id = ${id}::uuid`
    const again = db.statement.update({ where: { id }, data: { appliedAt: new Date() } })
    await expect(again).rejects.toThrow()
  })
})

describe('A statement keeps', () => {
  test('its tolerance until another is given', async () => {
    await confirmed('가람', 11_900)
    const { id } = await planned(creator, [row('가람', 12_000)])
    expect(await planStatement(creator, id, { absolute: 12_000 })).toMatchObject({ sums: { within: true } })
    await decided(id, 2, { outcome: 'onHold' })
    expect(await getOwnStatement(creator, id)).toMatchObject({
      tolerance: { absolute: 12_000 },
      plan: { sums: { within: false } },
    })
    expect(await planStatement(creator, id, {})).toMatchObject({ sums: { within: false } })
    expect((await getOwnStatement(creator, id)).tolerance).toEqual({})
  })

  test('one sheet of a workbook, whose other sheet is another statement', async () => {
    const xml = (amount: number) =>
      sheetXml([
        ['후원일시', '금액'],
        ['2026-11-03', amount],
      ])
    const sheets = [
      { name: '11월', xml: xml(1_000) },
      { name: '12월', xml: xml(2_000) },
      { name: '메모', xml: xml(3), state: 'hidden' },
    ]
    const file = buildZip(xlsxParts(sheets))
    await expect(createStatement(creator, {}, file)).rejects.toMatchObject({
      errors: [
        { path: 'file', message: 'statement_choose_sheet:11월, 12월, 메모' },
        { path: 'sheets.visible', message: 'sheet_name:11월' },
        { path: 'sheets.visible', message: 'sheet_name:12월' },
        { path: 'sheets.hidden', message: 'sheet_name:메모' },
      ],
    })
    const first = await createStatement(creator, { sheet: '11월' }, file)
    const second = await createStatement(creator, { sheet: '12월' }, file)
    expect([first.replayed, second.replayed, second.id === first.id]).toEqual([false, false, false])
    expect(await createStatement(creator, { sheet: '12월' }, file)).toEqual({ id: second.id, replayed: true })
    await expect(createStatement(creator, {}, file)).rejects.toMatchObject({ reason: 'invalid' })
  })

  test('the only sheet of a workbook, which is the same statement whether it is named or not', async () => {
    const xml = sheetXml([
      ['후원일시', '금액'],
      ['2026-11-03', 1_000],
    ])
    const file = buildZip(xlsxParts([{ name: '11월', xml }]))
    const { id } = await createStatement(creator, {}, file)
    for (const named of [{}, { sheet: '11월' }])
      expect(await createStatement(creator, named, file)).toEqual({ id, replayed: true })
  })
})

test('Donations that no line stands for are listed, those that a line may be are not, and all stay as they are', async () => {
  const alone = await waits('가람', 777)
  const sure = await confirmed('나래', 888)
  await waits('봄', 1_000)
  await waits('봄', 1_000)
  await give(creator, null, { amount: 5, at: '2026-11-20T20:00:00+09:00', name: '다른날' })
  const { id, plan } = await planned(creator, [row('봄', 1_000), row('처음온사람', 5)])
  const idsOf = async (outcome: 'onlyMeltWaiting' | 'onlyMeltConfirmed') =>
    (await listOnlyMelt(creator, id, { outcome, limit: 20 })).items.map(({ id }) => id)
  expect([await idsOf('onlyMeltWaiting'), await idsOf('onlyMeltConfirmed')]).toEqual([[alone], [sure]])
  expect(plan.donations).toMatchObject({ onlyMeltWaiting: 1, onlyMeltConfirmed: 1 })
  await applyStatement(creator, id, plan.planHash)
  expect([await statusOf(alone), await statusOf(sure)]).toEqual(['OCCURRED', 'CONFIRMED'])
})

describe('What is only in Melt', () => {
  const listed = async (id: string, outcome: 'onlyMeltWaiting' | 'onlyMeltConfirmed') => {
    const ids = []
    let cursor: { amount: number; at: Date; id: string } | undefined
    for (let more = true; more; ) {
      const { items, nextCursor } = await listOnlyMelt(creator, id, { outcome, cursor, limit: 5 })
      ids.push(...items.map((one) => one.id))
      const last = items.at(-1)
      more = nextCursor !== null && last !== undefined
      if (last) cursor = { amount: 0, at: new Date(last.occurredAt), id: last.id }
    }
    return ids
  }

  async function expectSameAsPlan(id: string, { donations }: Awaited<ReturnType<typeof planStatement>>) {
    for (const outcome of ['onlyMeltWaiting', 'onlyMeltConfirmed'] as const)
      expect(await listed(id, outcome), outcome).toHaveLength(donations[outcome])
  }

  test('is none of fifteen that twelve lines may be, though a line keeps ten candidates', async () => {
    const give15 = () => give(creator, null, { amount: 1_000, at: AT })
    for (let n = 0; n < 15; n++) await give15()
    const other = await waits('가람', 333)
    const { id, plan } = await planned(
      creator,
      Array.from({ length: 12 }, () => ({ ...ROW, amount: 1_000 })),
    )
    expect(plan).toMatchObject({ lines: { onHold: 12 }, donations: { onHold: 15, onlyMeltWaiting: 1 } })
    expect(await listed(id, 'onlyMeltWaiting')).toEqual([other])
    const { plan: after } = await chooseAlike(creator, id, { of: 'several', outcome: 'ignored' })
    expect(after.donations.onlyMeltWaiting).toBe(16)
    await expectSameAsPlan(id, after)
  })

  test('is none that a line may be of a fan who gave other amounts, or has another name by now', async () => {
    await waits('봄', 700)
    await waits('봄', 800)
    await confirmed('옛이름', 50)
    const far = await give(creator, null, {
      amount: 50,
      at: '2026-11-05T20:00:00+09:00',
      status: 'CONFIRMED',
    })
    const alone = await waits('나래', 60)
    const { id, plan } = await planned(creator, [
      row('봄', 900),
      row('봄', 1_100),
      row('새이름', 50),
      { at: '2026-11-06 20:00:00', amount: 7, name: '처음' },
    ])
    expect([await listed(id, 'onlyMeltWaiting'), await listed(id, 'onlyMeltConfirmed')]).toEqual([
      [alone],
      [far],
    ])
    await expectSameAsPlan(id, plan)
  })

  test('is none that its creator gave to a line since', async () => {
    const one = await waits('가람', 700)
    const { id, plan } = await planned(creator, [row('처음온사람', 900), row('또온사람', 5)])
    expect(await listed(id, 'onlyMeltWaiting')).toEqual([one])
    await expectSameAsPlan(id, plan)
    await chooseLine(
      creator,
      { id, row: 2 },
      choiceInput.parse({ outcome: 'matched', donationId: one, counts: 'melt' }),
    )
    expect(await listed(id, 'onlyMeltWaiting')).toEqual([])
  })
})
