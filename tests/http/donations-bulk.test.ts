import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { withLedger } from '~/domain/donations/ledger.server'
import { verifyLedger } from '~/domain/donations/verify.server'
import { drawnBy, noticeOf } from '../support/drawn'
import { donate } from '../support/fixtures'
import { Client, signedIn, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'

useMelt()

type Many = { failed: object[]; sum: number; entries: string | null }
type Confirmed = Many & { confirmed: { id: string; amount: number }[] }
type Reversed = Many & { reversed: { id: string; status: string }[] }

let creator: Client
let fan: Client
beforeEach(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
})

const waiting = async (...amounts: number[]) => {
  const ids: string[] = []
  for (const amount of amounts) ids.push(await donate(fan, creator, { amount, message: `${amount}의 응원` }))
  return ids
}
const confirm = (body: object) => creator.ask<Confirmed>('POST', '/donations/confirm', body)
const reverse = (body: object, by = creator) => by.ask<Reversed>('POST', '/donations/reverse', body)
const total = async () => (await creator.ask<{ confirmed: object }>('GET', '/donations/summary')).confirmed
const page = async (path: string, by = creator) => drawnBy(await by.get(path, 'text/html'))
const SLIP = '잘못 눌렀어요'

describe('Many confirmed at once', () => {
  test('are all taken back by what the act wrote, and confirmed again with the amounts they had', async () => {
    const [one = '', two = '', three = ''] = await waiting(1000, 2000, 3000)
    const { entries, sum } = await confirm({ items: [{ id: one, amount: 1500 }, { id: two }, { id: three }] })
    expect(sum).toBe(6500)
    for (let time = 0; time < 2; time++) {
      const back = await reverse({ entries, reason: SLIP })
      expect([back.sum, back.failed, back.reversed.map(({ status }) => status)]).toEqual([
        6500,
        [],
        ['REVERSED', 'REVERSED', 'REVERSED'],
      ])
      expect(await total()).toEqual({ count: 0, sum: 0 })
    }
    const { entries: undone } = await reverse({ entries, reason: SLIP })
    const again = await confirm({ entries: undone })
    expect(again.confirmed.map(({ amount }) => amount).sort()).toEqual([1500, 2000, 3000])
    expect(await total()).toEqual({ count: 3, sum: 6500 })
    expect((await verifyLedger()).disagreement).toBeNull()
  })

  test('keep what was done to one of them since', async () => {
    const [one = '', two = '', three = ''] = await waiting(1000, 2000, 3000)
    const { entries } = await confirm({ items: [{ id: one }, { id: two }, { id: three }] })
    await creator.ask('POST', `/donations/${one}/reverse`, { reason: '환불됐어요' })
    await creator.ask('POST', `/donations/${two}/reverse`, { reason: '금액이 달라요' })
    await creator.ask('POST', `/donations/${two}/confirm`, { amount: 20 })
    const { reversed, failed } = await reverse({ entries, reason: SLIP })
    expect(reversed.map(({ id }) => id)).toEqual([three])
    expect(failed).toEqual([
      { id: one, code: 'conflict' },
      { id: two, code: 'conflict' },
    ])
    expect(await total()).toEqual({ count: 1, sum: 20 })
  })

  test('are their creator’s alone to take back, by their ids or by the numbers of the ledger', async () => {
    const ids = await waiting(1000, 2000)
    const { entries } = await confirm({ items: ids.map((id) => ({ id })) })
    const other = await signedIn({ channelId: someChzzkId(), name: '고구마탐험대', opened: true })
    expect((await other.post('/donations/reverse', { entries, reason: SLIP })).status).toBe(404)
    expect(await reverse({ ids, reason: SLIP }, other)).toMatchObject({
      reversed: [],
      failed: ids.map((id) => ({ id, code: 'not_found' })),
    })
    expect((await fan.post('/donations/reverse', { entries, reason: SLIP })).status).toBe(403)
    expect(await total()).toEqual({ count: 2, sum: 3000 })
    expect(await reverse({ ids, reason: SLIP })).toMatchObject({ failed: [], sum: 3000 })
    for (const wrong of [
      {},
      { ids: [] },
      { entries: '1-101' },
      { entries: '2-1' },
      { entries: '어제' },
      { entries, ids: 'x' },
    ])
      expect((await creator.post('/donations/reverse', { reason: SLIP, ...wrong })).status).toBe(422)
  })

  test('by a form offer their undo on the next page, which sends the numbers and no list of ids', async () => {
    const ids = await waiting(1000, 2000)
    const fields = Object.fromEntries(ids.map((id, n) => [`items.${n}.id`, id]))
    const answer = await creator.form('/donations/confirm', { ...fields, redirectTo: '/dashboard/donations' })
    const notice = noticeOf(answer)
    const html = await page('/dashboard/donations', new Client(`${creator.cookie}; ${notice}`))
    expect(html).toContain('2건, 모두 3,000치즈를 확인했어요')
    const undo = /<form[^>]*action="\/donations\/reverse".*?<\/form>/s.exec(html)?.[0] ?? ''
    const entries = /name="entries" value="(\d+-\d+)"/.exec(undo)?.[1] ?? ''
    expect(undo).not.toContain(ids[0])
    const back = await creator.form('/donations/reverse', { entries, reason: SLIP })
    expect([back.status, back.headers.get('Location')]).toEqual([303, '/dashboard/donations'])
    expect(await total()).toEqual({ count: 0, sum: 0 })
  })
})

describe('Numbers of the ledger', () => {
  test('under which nothing stands that could be taken back are not found', async () => {
    const [one = ''] = await waiting(1000)
    const { entries } = await confirm({ items: [{ id: one }] })
    for (const nowhere of ['999999990-999999999', '0-0']) {
      const reversed = await creator.post('/donations/reverse', { entries: nowhere, reason: SLIP })
      expect([reversed.status, await reversed.json()]).toMatchObject([404, { code: 'not_found' }])
      expect((await creator.post('/donations/confirm', { entries: nowhere })).status).toBe(404)
    }
    expect((await creator.post('/donations/confirm', { entries })).status).toBe(404)
    expect((await creator.post('/donations/confirm', { entries: '2-1' })).status).toBe(422)
    expect(await total()).toEqual({ count: 1, sum: 1000 })
  })
})

describe('The review of many', () => {
  test('shows each message, takes the amounts that were typed along, and confirms no other sum than was read', async () => {
    const [one = '', two = ''] = await waiting(1000, 2000)
    const here = `/dashboard/donations/review?id=${one}_1500&id=${two}`
    const html = await page(here)
    expect(html).toMatch(/1000의 응원[\s\S]*value="1,500"[\s\S]*2000의 응원[\s\S]*value="2,000"/)
    expect(html).toContain('2건, 모두 3,500치즈')
    const sent = {
      formPage: here,
      redirectTo: '/dashboard/donations',
      expectedSum: '3500',
      'items.0.id': one,
      'items.0.amount': '1,500',
      'items.1.id': two,
      'items.1.amount': '5,000',
    }
    const refused = await creator.form('/donations/confirm', sent)
    const drawn = await drawnBy(refused)
    expect([refused.status, await total()]).toEqual([422, { count: 0, sum: 0 }])
    expect(drawn).toMatch(/name="expectedSum" value="6500"[\s\S]*2건, 모두 6,500치즈/)
    expect((await creator.form('/donations/confirm', { ...sent, expectedSum: '6500' })).status).toBe(303)
    expect(await total()).toEqual({ count: 2, sum: 6500 })
  })
})

describe('A list of more than a hundred', () => {
  test('draws a hundred, chooses all whose amount is known without a script, and goes on at the next', async () => {
    const channel = await db.channel.findUniqueOrThrow({ where: { chzzkChannelId: creator.chzzkUserId } })
    const at = Date.now() - 60_000
    await withLedger(channel.id, async ({ createDonation }) => {
      for (let n = 0; n < 103; n++) {
        await createDonation(
          {
            status: 'OCCURRED',
            source: 'session',
            donorName: `팬 ${n}`,
            claimedAmountCheese: n === 102 ? null : 10,
            occurredAt: new Date(at + n),
          },
          { kind: 'session', id: null },
        )
      }
    })
    const chosen = await page('/dashboard/donations?chosen=all')
    const boxes = [...chosen.matchAll(/<input[^>]*name="id"[^>]*>/g)].map(([box]) => box)
    expect(boxes).toHaveLength(100)
    expect(boxes.filter((box) => box.includes('checked'))).toHaveLength(99)
    expect(chosen).toContain('99건, 모두 990치즈')
    expect(chosen).toContain('99건 한꺼번에 확인하기')
    expect(chosen).toContain('금액을 모르는 1건은 빼 두었어요')
    const next = /href="(\/dashboard\/donations\?cursor=[^"]+)"/.exec(chosen)?.[1] ?? ''
    const rest = await page(next)
    expect([...rest.matchAll(/<input[^>]*name="id"[^>]*>/g)]).toHaveLength(3)
    const lastPage = await page(`${next}&chosen=all`)
    expect(lastPage).toContain('3건, 모두 30치즈')
    expect(lastPage).not.toContain('빼 두었어요')
  })

  test('offers to choose all only where there is something to choose', async () => {
    await donate(fan, creator, { amount: null })
    const chosen = await page('/dashboard/donations?chosen=all')
    expect(chosen).toContain('금액을 모르는 1건은 빼 두었어요')
    expect(chosen).not.toMatch(/0건, 모두|모두 풀기|모두 고르기/)
    expect(chosen).toContain('고른 후원 모두 확인')
  })
})
