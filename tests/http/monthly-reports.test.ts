import { beforeEach, describe, expect, test } from 'vitest'
import { POSTURE } from '~/copy/ko/settlement'
import { kstDayOf } from '~/domain/core/kst'
import { readCsv } from '../support/csv'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { expectRefused } from '../support/operations'
import { someChzzkId } from '../support/people'
import { OPT_IN, pageOf, SETTLEMENT, SETTLEMENT_PAGE, useSettlement } from '../support/settlement'
import { forbiddenIn } from '../support/settlement-words'
import { COLUMNS, fileOf, uploadStatement } from '../support/statements'

useMelt()

const { cast, agree, settlement, donated } = useSettlement()
const TODAY = kstDayOf(new Date())
const MONTH = TODAY.slice(0, 7)
const REPORT = `${SETTLEMENT}/reports/${MONTH}`
const PAGE = `${SETTLEMENT_PAGE}/reports/${MONTH}`
const FEE_RATE = `${SETTLEMENT}/fee-rate`

type Report = {
  confirmed: { sum: number; count: number }
  share: number | null
  rows: { items: { reason: string | null; cheese: number | null }[]; nextCursor: string | null }
}

let rival: Client
beforeEach(async () => {
  rival = await signedIn({ channelId: someChzzkId(), name: '고구마탐험대', opened: true })
})

async function applied(rows: { amount: number; name: string }[]) {
  const file = rows.map(({ amount, name }) => ({ at: `${TODAY} 00:00:01`, amount, name }))
  const { id } = await uploadStatement(cast.creator, fileOf(file))
  const at = `/creator/statements/${id}`
  await cast.creator.ask('PUT', `${at}/mapping`, { columns: COLUMNS })
  const { planHash } = await cast.creator.ask<{ planHash: string }>('POST', `${at}/plan`, {})
  await cast.creator.ask('POST', `${at}/apply`, { planHash })
}

describe('A monthly report', () => {
  test('is its creator’s alone, whoever asks and however', async () => {
    await donated(0, 777_000)
    const addresses = [
      [REPORT, 'GET /creator/settlement/reports/:month'],
      [`${REPORT}.csv`, 'GET /creator/settlement/reports/:month.csv'],
      [`${SETTLEMENT}/explain.csv?figure=d30`, 'GET /creator/settlement/explain.csv'],
    ] as const
    const code = async (by: Client, address: string) =>
      (await expectRefused(await by.get(address), `GET ${address}`)).code
    for (const [address] of addresses) {
      expect([await code(stranger, address), await code(cast.fan, address)]).toEqual([
        'signed_out',
        'forbidden',
      ])
      const asked = `${address}${address.includes('?') ? '&' : '?'}chzzkChannelId=${cast.creator.chzzkUserId}`
      expect(await (await rival.get(asked)).text()).not.toContain('777')
    }
    expect((await cast.fan.get(PAGE, 'text/html')).status).toBe(403)
    expect((await stranger.get(PAGE, 'text/html')).headers.get('Location')).toContain('/login')
    expect(await pageOf(rival, PAGE)).not.toContain('777,000')
    expect((await cast.creator.get(REPORT)).headers.get('Cache-Control')).toBe('no-store')
  })

  test.each([
    ['2026-13', 404],
    ['2026-1', 404],
    ['1999-12', 404],
    ['x', 404],
    ['2099-01', 404],
    ['2020-02', 200],
    [MONTH, 200],
  ])('of %s is answered %i, as data, as a file and as a page', async (month, status) => {
    for (const address of [`${SETTLEMENT}/reports/${month}`, `${SETTLEMENT}/reports/${month}.csv`])
      expect((await cast.creator.get(address)).status, address).toBe(status)
    expect((await cast.creator.get(`${SETTLEMENT_PAGE}/reports/${month}`, 'text/html')).status).toBe(status)
  })

  test('needs no opt-in, and has no figure of one', async () => {
    await donated(0, 10_000)
    expect((await settlement()).figures).toBeNull()
    expect(await pageOf(cast.creator)).toContain(`href="${PAGE}"`)
    expect(await cast.creator.ask<Report>('GET', REPORT)).toMatchObject({
      confirmed: { sum: 10_000, count: 1 },
      share: 0,
      notice: POSTURE,
    })
    await agree()
    expect(await pageOf(cast.creator, PAGE)).not.toContain('참고 금액')
  })

  test('shows its share, ten rows before the whole, and its differences page by page', async () => {
    for (let n = 0; n < 25; n++) await donated(0, 1_000 + n)
    await applied([{ amount: 5_000, name: '모르는 분' }])
    const html = await pageOf(cast.creator, PAGE)
    expect(html).toMatch(/이 달의 [\d.]+%가 정산 내역과 맞춰졌어요/)
    for (const shown of [POSTURE, `${REPORT}.csv`, '총액에서 지급액까지', '정산 내역에 적혀 있지 않아요'])
      expect(html).toContain(shown)
    const [, sample = ''] = /파일 미리 보기<[\s\S]*?<tbody>([\s\S]*?)<\/tbody>/.exec(html) ?? []
    expect(sample.match(/<tr>/g)).toHaveLength(10)
    expect(html).not.toMatch(/ style=|<style/)
    expect(forbiddenIn(html.replace(/<script[\s\S]*?<\/script>/g, ''))).toEqual([])
    expect(html).toMatch(/<form[^>]*action="\/creator\/settlement\/bundle"[\s\S]*name="names"/)
    expect(html).not.toMatch(/name="names"[^>]*checked/)
    const seen = []
    for (let next: string | null = ''; next !== null; ) {
      const query: string = `?rows=differences&limit=7${next && `&cursor=${next}`}`
      const { rows }: Report = await cast.creator.ask('GET', REPORT + query)
      seen.push(...rows.items)
      next = rows.nextCursor
    }
    expect(seen).toHaveLength(25)
    const csv = readCsv(await (await cast.creator.get(`${REPORT}.csv`)).text())
    expect(csv.filter(({ 구분 }) => 구분 === '후원')).toHaveLength(26)
  })
})

describe('A fee rate', () => {
  test.each(['', '100', '-1', '1.234', '12,5', 'x', '١٢'])('of “%s” is refused', async (percent) => {
    await agree()
    const { code, errors } = await expectRefused(
      await cast.creator.post(FEE_RATE, { percent }, 'PUT'),
      `PUT ${FEE_RATE}`,
    )
    expect([code, errors]).toEqual(['invalid', ['percent']])
  })

  test('is typed into the page, whose net figures name it as the creator’s own', async () => {
    await agree()
    await donated(1, 1_000)
    const form = { formPage: SETTLEMENT_PAGE, redirectTo: SETTLEMENT_PAGE, _method: 'PUT', percent: '12.5' }
    expect((await cast.creator.form(FEE_RATE, form)).status).toBe(303)
    const html = await pageOf(cast.creator)
    expect(html).toMatch(
      /수수료를 뺀 최근 30일 치즈<[\s\S]*875치즈[\s\S]*직접 적은 수수료율 12\.5%를 뺀 값이에요/,
    )
    expect(html).not.toContain('정산 예정 수익<')
    expect(await settlement()).toMatchObject({ figures: { feeRatePercent: 12.5, net: 875, pending: null } })
    expect(await pageOf(cast.creator, `${SETTLEMENT_PAGE}/explain?figure=net`)).toMatch(
      /875치즈[\s\S]*12\.5%/,
    )
    const file = await (await cast.creator.get(`${SETTLEMENT}/explain.csv?figure=net`)).text()
    expect(readCsv(file).map(({ 들어갔나요 }) => 들어갔나요)).toEqual(['들어감', POSTURE])
    expect((await cast.creator.post(FEE_RATE, {}, 'DELETE')).status).toBe(204)
    expect((await settlement()).figures?.net).toBeNull()
  })

  test('is nobody’s who did not opt in', async () => {
    for (const by of [cast.creator, cast.fan])
      expect(
        (await expectRefused(await by.post(FEE_RATE, { percent: '3' }, 'PUT'), `PUT ${FEE_RATE}`)).code,
      ).toBe('forbidden')
    expect((await cast.creator.get(`${SETTLEMENT}/explain.csv?figure=pending`)).status).toBe(404)
    expect((await cast.creator.post(OPT_IN, { agree: true }, 'PUT')).status).toBe(200)
  })
})

test('What is still to be paid out stands on the page where a statement says so', async () => {
  await agree()
  await applied([{ amount: 5_000, name: '모르는 분' }])
  expect(await pageOf(cast.creator)).toMatch(/정산 예정 수익<[\s\S]*5,000치즈/)
  const why = await pageOf(cast.creator, `${SETTLEMENT_PAGE}/explain?figure=pending`)
  expect(why).toMatch(/5,000치즈[\s\S]*정산 내역/)
  expect(why).toContain(POSTURE)
})
