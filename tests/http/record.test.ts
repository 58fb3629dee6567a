import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { pool } from '~/db/pool.server'
import type { Viewer } from '~/domain/auth/viewer'
import { getRecordFigures, getRecordProof } from '~/domain/stats/record.server'
import { createIntent, donate } from '../support/fixtures'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'

useMelt()

type Stats = Awaited<ReturnType<typeof getRecordFigures>>

let creator: Client
let fan: Client
let other: Client

beforeEach(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  other = await signedIn({ channelId: someChzzkId(), name: '서울숲다람쥐' })
})

const stats = (by = fan, of = creator) => by.ask<Stats>('GET', `/me/stats?chzzkChannelId=${of.chzzkUserId}`)
const identify = ({ id, chzzkUserId }: Client): Viewer => ({
  id,
  chzzkUserId,
  displayName: '',
  role: 'viewer',
  channel: null,
})

/** A confirmed donation of this amount, at a time of our choice. */
async function confirmed(amount: number, at?: string, by = fan) {
  const id = await donate(by, creator, { amount })
  await creator.ask('POST', `/donations/${id}/confirm`)
  if (at) await db.donation.update({ where: { id }, data: { occurredAt: new Date(at) } })
  return id
}
const reverse = (id: string) => creator.ask('POST', `/donations/${id}/reverse`, { reason: '틀림' })
const html = async (path: string, by = fan) => {
  const response = await by.get(path, 'text/html')
  expect(response.status).toBe(200)
  return (await response.text()).replaceAll('<!-- -->', '')
}

/** The four sums as somebody reads them at a moment, each beside the rows of its proof. */
async function sumsAt(now: string) {
  const at = new Date(now)
  const { lifetime, today, week, month } = await getRecordFigures(identify(fan), creator.chzzkUserId, at)
  for (const [period, value] of Object.entries({ all: lifetime, today, week, month })) {
    const query = { period: period as 'all', list: undefined, cursor: undefined }
    const proof = await getRecordProof(identify(fan), creator.chzzkUserId, query, at)
    expect([period, proof.value, proof.leftCount]).toEqual([period, value, 0])
    expect(proof.counted.items.reduce((sum, { amount }) => sum + (amount ?? 0), 0)).toBe(value)
  }
  return [lifetime, today, week, month]
}

describe('One’s own figures', () => {
  test('are nothing at first, and follow what is confirmed and what is taken back at once', async () => {
    const nothing = { lifetime: 0, today: 0, week: 0, month: 0, lastSupportAt: null, badge: null }
    expect(await stats()).toMatchObject({
      ...nothing,
      nextBadge: { tier: 1, name: '브론즈', thresholdAmount: 10_000, missing: 10_000 },
    })
    await donate(fan, creator, { amount: 70_000 })
    expect(await stats()).toMatchObject(nothing)
    const first = await confirmed(38_000)
    expect(await stats()).toMatchObject({
      lifetime: 38_000,
      today: 38_000,
      week: 38_000,
      month: 38_000,
      badge: { tier: 1, name: '브론즈', icon: 'drop' },
      nextBadge: { tier: 2, name: '실버', missing: 12_000 },
    })
    const { occurredAt } = await db.donation.findUniqueOrThrow({ where: { id: first } })
    expect((await stats()).lastSupportAt).toBe(occurredAt.toISOString())
    await reverse(first)
    expect(await stats()).toMatchObject(nothing)
  })

  test('have no next badge above the highest', async () => {
    await confirmed(1_000_000)
    expect(await stats()).toMatchObject({ badge: { tier: 4, name: '플래티넘' }, nextBadge: null })
  })

  test('begin a day at midnight in Korea, a week on Monday and a month on its first', async () => {
    // Sunday, 31 May 2026, 23:59:59 in Korea; Monday, 1 June, 00:00; the Monday before; the first of May; the last of April.
    await confirmed(1, '2026-05-31T14:59:59.999Z')
    await confirmed(20, '2026-05-31T15:00:00Z')
    await confirmed(300, '2026-05-24T15:00:00Z')
    await confirmed(4000, '2026-05-24T14:59:59.999Z')
    await confirmed(50_000, '2026-04-30T15:00:00Z')
    await confirmed(600_000, '2026-04-30T14:59:59.999Z')
    await confirmed(7_000_000, '2025-12-31T15:00:00Z')
    const [, today, week, month] = await sumsAt('2026-05-31T15:00:00Z')
    expect([today, week, month]).toEqual([20, 20, 20])
    expect(await sumsAt('2026-06-01T15:00:00Z')).toEqual([7_654_321, 0, 20, 20])
  })

  test('before midnight are still those of the day, the week and the month that end', async () => {
    await confirmed(1, '2026-05-31T14:59:59.999Z')
    await confirmed(20, '2026-05-30T15:00:00Z')
    await confirmed(300, '2026-05-24T15:00:00Z')
    await confirmed(4000, '2026-05-24T14:59:59.999Z')
    await confirmed(50_000, '2026-04-30T15:00:00Z')
    await confirmed(600_000, '2026-04-30T14:59:59.999Z')
    expect(await sumsAt('2026-05-31T14:59:59.999Z')).toEqual([654_321, 21, 321, 54_321])
  })

  test('are of a week that began in the month before', async () => {
    await confirmed(1, '2026-09-28T00:00:00Z')
    await confirmed(20, '2026-10-01T00:00:00Z')
    expect(await sumsAt('2026-10-02T00:00:00Z')).toEqual([21, 0, 21, 20])
  })

  test('are nobody else’s, by no parameter', async () => {
    await confirmed(54_321)
    const id = creator.chzzkUserId
    for (const extra of ['', `&chzzkUserId=${fan.chzzkUserId}`, `&userId=${fan.id}`, '&mine=0']) {
      for (const by of [other, creator]) {
        const response = await by.get(`/me/stats?chzzkChannelId=${id}${extra}`)
        expect(await response.text()).not.toMatch(/54321|"tier":2,"name":"실버","icon"/)
      }
    }
    expect((await stranger.get(`/me/stats?chzzkChannelId=${id}`)).status).toBe(401)
    expect((await stranger.get(`/me/record/${id}`, 'text/html')).status).toBe(302)
    expect(await html(`/me/record/${id}`, other)).not.toContain('54,321')
    expect(await html(`/${id}`, other)).not.toContain('내 기록')
    expect(await html(`/${id}`, stranger)).not.toContain('내 기록')
    expect((await fan.get(`/me/stats?chzzkChannelId=${someChzzkId()}`)).status).toBe(404)
    expect((await fan.get('/me/stats')).status).toBe(422)
  })
})

describe('The record', () => {
  test('stands on one’s own page and on the channel’s, with the way to the next badge', async () => {
    await confirmed(38_000)
    for (const path of ['/me', '/me/record', `/${creator.chzzkUserId}`]) {
      const page = await html(path)
      for (const words of ['38,000치즈', '브론즈', '12,000치즈', '왜 이 수치인가요?'])
        expect(page).toContain(words)
      expect(page).toMatch(
        /<progress[^>]*max="50000"[^>]*value="38000"|<progress[^>]*value="38000"[^>]*max="50000"/,
      )
    }
  })

  test('is on the channel’s page for who only went to donate, and nowhere else', async () => {
    expect(await html(`/${creator.chzzkUserId}`)).not.toContain('내 기록')
    await createIntent(fan, creator)
    expect(await html(`/${creator.chzzkUserId}`)).toContain('내 기록')
    expect(await html('/me/record')).toContain('아직 기록이 없어요')
  })

  test('is paged, the channel supported last first', async () => {
    const names = ['하나', '둘', '셋', '넷']
    for (const [n, name] of names.entries()) {
      creator = await signedIn({ channelId: someChzzkId(), name: `채널${name}`, opened: true })
      await confirmed(100 + n)
    }
    const me = await html('/me')
    expect(me).toContain('모든 채널의 기록 보기')
    expect(me.indexOf('채널넷')).toBeLessThan(me.indexOf('채널셋'))
    const first = await html('/me/record?limit=3')
    expect(first).not.toContain('채널하나')
    const [, cursor] = /cursor=([\w-]+)/.exec(first) ?? []
    const second = await html(`/me/record?limit=3&cursor=${cursor}`)
    expect(second).toContain('채널하나')
    expect(second).not.toContain('채널둘')
  })

  test('proves each figure by the rows that make it, and tells why others do not count', async () => {
    for (let n = 0; n < 22; n++) await confirmed(100 + n)
    await reverse(await confirmed(7_001))
    const rejected = await donate(fan, creator, { amount: 7_002 })
    await creator.ask('POST', `/donations/${rejected}/reject`, { reason: '아님' })
    await donate(fan, creator, { amount: 7_003 })
    await confirmed(8_888, undefined, other)
    const here = `/me/record/${creator.chzzkUserId}`
    const page = await html(here)
    for (const words of [
      '2,431치즈',
      '더해진 후원 22건',
      '더해지지 않은 후원 3건',
      '7,001치즈',
      '7,002치즈',
      '7,003치즈',
    ])
      expect(page).toContain(words)
    for (const words of ['확인이 취소됐어요', '스트리머가 제외했어요', '아직 확인 전이라'])
      expect(page).toContain(words)
    expect(page).not.toContain('8,888')
    const [, next = ''] = /href="([^"]*cursor=[^"]*)"/.exec(page) ?? []
    const rest = await html(next.replaceAll('&amp;', '&'))
    expect(rest).toContain('>100치즈<')
    expect(rest).toContain('>101치즈<')
    expect(rest).not.toContain('>102치즈<')
    expect(rest).not.toContain('더해지지 않은 후원')
  })
})

describe('News of a badge', () => {
  const age = (days: number) =>
    pool.query(`UPDATE badge_changes SET at = at - make_interval(days => $1) WHERE user_id = $2`, [
      days,
      fan.id,
    ])
  const card = () => html(`/${creator.chzzkUserId}`)

  test('is told for a week when it was reached', async () => {
    await confirmed(200_000)
    expect(await card()).toContain('골드 배지를 받았어요')
    await age(8)
    expect(await card()).not.toContain('배지를 받았어요')
  })

  test('is told kindly for thirty days when a reversal changed it, with the donation’s story', async () => {
    await confirmed(60_000)
    const id = await confirmed(200_000)
    await reverse(id)
    const words =
      '확인이 취소된 후원이 있어서 배지가 골드에서 실버로 바뀌었어요. 언제든 다시 이어 갈 수 있어요'
    for (const path of ['/me', `/${creator.chzzkUserId}`]) {
      const page = await html(path)
      expect(page).toContain(words)
      expect(page).toContain(`href="/me/donations/${id}"`)
    }
    await age(31)
    expect(await card()).not.toContain('언제든 다시')
  })

  test('leads to the donation’s story also where it was confirmed again with less', async () => {
    const id = await confirmed(60_000)
    await reverse(id)
    await creator.ask('POST', `/donations/${id}/confirm`, { amount: 1_000 })
    const page = await html('/me')
    expect(page).toContain('확인이 취소된 후원이 있어서')
    expect(page).toContain(`href="/me/donations/${id}"`)
  })

  test('is told when no badge is left, and gone when the badge is back', async () => {
    const id = await confirmed(12_000)
    await reverse(id)
    expect(await html('/me')).toContain('확인이 취소된 후원이 있어서 브론즈 배지가 잠시 내려갔어요')
    await creator.ask('POST', `/donations/${id}/confirm`)
    const page = await card()
    expect(page).not.toContain('잠시 내려갔어요')
    expect(page).toContain('브론즈 배지를 받았어요')
  })
})
