import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { pool } from '~/db/pool.server'
import { withLedger } from '~/domain/donations/ledger.server'
import { badgeOf, configure, support, type Tier, usualTiers } from '../support/badges'
import { codeOf, sendLetter, settingsOf } from '../support/letters'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { expectRefused } from '../support/operations'
import { someChzzkId } from '../support/people'
import { share } from '../support/rewards'

useMelt()

type Item = { type: string; author: { displayName: string; badge: object | null } }
type Inbox = { letters: { items: { content: string; author: { badge: { name: string } | null } }[] } }

let creator: Client
let fan: Client
beforeEach(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  await db.user.updateMany({ data: { agreedAt: new Date('2026-01-01') } })
})

const tiersOf = async ({ chzzkUserId }: Client) =>
  (await stranger.ask<{ tiers: Tier[] }>('GET', `/badges?chzzkChannelId=${chzzkUserId}`)).tiers
const put = (tiers: unknown, by = creator) => codeOf(by.post('/badges/tier-config', { tiers }, 'PUT'))
const feed = async () =>
  (await stranger.ask<{ items: Item[] }>('GET', `/feed?chzzkChannelId=${creator.chzzkUserId}`)).items
const inbox = async () =>
  (await creator.ask<Inbox>('GET', '/creator/inbox')).letters.items.map(({ content, author }) => [
    content,
    author.badge?.name ?? null,
  ])
const page = async (by: Client, path: string) => (await by.get(path, 'text/html')).text()

describe('The tiers of a channel', () => {
  test('are the usual ones at first, for everybody to see', async () => {
    expect(await tiersOf(creator)).toEqual(usualTiers())
  })

  test('are those of open channels only', async () => {
    for (const id of [fan.chzzkUserId, someChzzkId()])
      expect(await codeOf(stranger.get(`/badges?chzzkChannelId=${id}`))).toBe('not_found')
  })

  test('are whatever their creator saves, one to ten of them', async () => {
    const one = usualTiers({ 1: { name: '씨앗', icon: 'sprout', thresholdAmount: 1 } }).slice(0, 1)
    await configure(creator, one)
    expect(await tiersOf(creator)).toEqual(one)
    const ten = Array.from({ length: 10 }, (_, n) => ({
      tier: n + 1,
      name: `${n + 1}단계`,
      icon: 'gem',
      thresholdAmount: (n + 1) * 1_000,
      perks: { lettersFirst: n > 4, retweetWeight: n },
    }))
    await configure(creator, ten)
    expect(await tiersOf(creator)).toEqual(ten)
  })

  test.each<[string, unknown]>([
    ['none', []],
    ['eleven', Array(11).fill(usualTiers()[0])],
    ['a gap', usualTiers({ 2: { tier: 3 } }).slice(0, 2)],
    ['a threshold of nothing', usualTiers({ 1: { thresholdAmount: 0 } })],
    ['a threshold that does not rise', usualTiers({ 2: { thresholdAmount: 10_000 } })],
    ['a name of nothing to read', usualTiers({ 1: { name: '\u3164\u200b' } })],
    ['a name of 21 letters', usualTiers({ 1: { name: '가'.repeat(21) } })],
    ['one name twice', usualTiers({ 2: { name: ' 브론즈' } })],
    ['an icon that nobody drew', usualTiers({ 1: { icon: '/badges/icons/x' } })],
    ['too much weight', usualTiers({ 1: { perks: { lettersFirst: true, retweetWeight: 11 } } })],
  ])('with %s are refused', async (_, tiers) => {
    expect(await put(tiers)).toBe('invalid')
    expect(await tiersOf(creator)).toEqual(usualTiers())
  })

  test('are refused to whoever has no channel', async () => {
    expect(await put(usualTiers(), fan)).toBe('forbidden')
    expect(await put(usualTiers(), stranger)).toBe('signed_out')
  })

  test('may have names as people count letters', async () => {
    const family = usualTiers({ 1: { name: '👨‍👩‍👧'.repeat(20) } })
    await configure(creator, family)
    expect(await tiersOf(creator)).toEqual(family)
  })

  test('stay where something else still needs one', async () => {
    await share(creator, { gate: '4' })
    const asked = { tiers: usualTiers({ 1: { name: '동메달' } }).slice(0, 3) }
    const response = await creator.post('/badges/tier-config', asked, 'PUT')
    expect(response.status).toBe(409)
    expect(await response.json()).toMatchObject({
      code: 'conflict',
      detail: expect.stringContaining('콘텐츠'),
    })
    expect(await tiersOf(creator)).toEqual(usualTiers())
  })
})

describe('A form of tiers', () => {
  const fields = (tiers: Tier[]) =>
    Object.fromEntries(
      tiers.flatMap(({ perks, ...tier }, index) => [
        ...Object.entries(tier).map(([name, value]) => [`tiers.${index}.${name}`, String(value)]),
        [`tiers.${index}.perks.retweetWeight`, String(perks.retweetWeight)],
        ...(perks.lettersFirst ? [[`tiers.${index}.perks.lettersFirst`, 'on']] : []),
      ]),
    )
  const formPage = '/dashboard/badges?tiers=5'

  test('saves them without JavaScript', async () => {
    const tiers = usualTiers({ 1: { perks: { lettersFirst: false, retweetWeight: 0 } } })
    const response = await creator.form('/badges/tier-config', { ...fields(tiers), _method: 'PUT' })
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/dashboard/badges'])
    expect(await tiersOf(creator)).toEqual(tiers)
  })

  test('comes back filled in, unfolded where something is wrong', async () => {
    const tiers = usualTiers({ 2: { thresholdAmount: 10 }, 3: { name: '바꾼 이름' } })
    const response = await creator.form('/badges/tier-config', {
      ...fields(tiers),
      _method: 'PUT',
      formPage,
    })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain('앞 단계보다 높게 정해 주세요')
    expect(html).toContain('value="바꾼 이름"')
    expect(html).toMatch(/<details[^>]* id="tier-2"[^>]* open/)
    expect(html).not.toMatch(/<details[^>]* id="tier-3"[^>]* open/)
    expect(html).toContain('name="tiers.4.name"')
  })

  test('shows each tier with how many wear it', async () => {
    await support(fan, creator, 60_000)
    const html = await page(creator, '/dashboard/badges')
    expect(html).toContain('기준을 올려도 이미 받은 배지는 그대로예요')
    expect(html).toMatch(/50,000치즈부터 · 1명이 달고 있어요/)
    expect(html).toMatch(/10,000치즈부터 · 0명이 달고 있어요/)
    expect((await stranger.get('/dashboard/badges', 'text/html')).status).toBe(302)
    expect((await fan.get('/dashboard/badges', 'text/html')).status).toBe(403)
  })
})

describe('A badge', () => {
  test('stays when its threshold is raised, and comes at once when one is lowered', async () => {
    const id = await support(fan, creator, 60_000)
    expect(await badgeOf(fan, id)).toBe('실버')
    await configure(creator, usualTiers({ 2: { thresholdAmount: 100_000 } }))
    expect(await badgeOf(fan, id)).toBe('실버')
    await configure(creator, usualTiers({ 2: { thresholdAmount: 40_000 }, 3: { thresholdAmount: 60_000 } }))
    expect(await badgeOf(fan, id)).toBe('골드')
    await creator.ask('POST', `/donations/${id}/reverse`, { reason: '틀림' })
    expect(await badgeOf(fan, id)).toBeNull()
  })

  test('of a tier that is removed is not seen, and comes back with it', async () => {
    const id = await support(fan, creator, 60_000)
    await configure(creator, usualTiers().slice(0, 1))
    expect(await badgeOf(creator, id)).toBe('브론즈')
    await configure(creator, usualTiers({ 2: { thresholdAmount: 900_000, name: '은' } }).slice(0, 2))
    expect(await badgeOf(creator, id)).toBe('은')
  })

  test('stands beside names in the feed: not a creator’s, not of somebody who hides their name', async () => {
    const [open, hidden] = [await support(fan, creator, 60_000), await support(fan, creator, 1_000)]
    await db.donation.update({ where: { id: hidden }, data: { hideName: true } })
    const letter = await sendLetter(fan, creator, '소개해 주세요')
    await creator.ask('POST', `/messages/${letter}/retweet`)
    await creator.ask('POST', '/feed/creator-post', { content: '공지' })
    const silver = { tier: 2, name: '실버', icon: 'spark' }
    expect((await feed()).map(({ type, author }) => [type, author.badge])).toEqual([
      ['creator_post', null],
      ['retweet', silver],
      ['donation', null],
      ['donation', silver],
    ])
    const html = await page(stranger, `/${creator.chzzkUserId}`)
    expect(html.match(/aria-label="실버 배지"/g)).toHaveLength(2)
    await fan.ask('DELETE', `/content/${letter}`)
    expect((await feed())[1]).toMatchObject({ type: 'retweet', author: { badge: null } })
    expect(await badgeOf(creator, open)).toBe('실버')
  })

  test('is that of the channel, not of another', async () => {
    const other = await signedIn({ channelId: someChzzkId(), name: '고구마탐험대', opened: true })
    await support(fan, creator, 60_000)
    const small = await support(fan, other, 1_000)
    expect(await badgeOf(other, small)).toBeNull()
    const { items } = await fan.ask<{ items: { donor: { badge: { name: string } | null } }[] }>(
      'GET',
      '/donations?mine=1',
    )
    expect(items.map(({ donor }) => donor.badge?.name ?? null)).toEqual([null, '실버'])
  })

  test('puts letters first where its tier says so, also those that came before', async () => {
    const plain = await signedIn({ channelId: someChzzkId(), name: '지나가는분' })
    await sendLetter(fan, creator, '먼저 온 편지')
    await sendLetter(plain, creator, '나중에 온 편지')
    expect(await inbox()).toEqual([
      ['나중에 온 편지', null],
      ['먼저 온 편지', null],
    ])
    await support(fan, creator, 60_000)
    expect(await inbox()).toEqual([
      ['먼저 온 편지', '실버'],
      ['나중에 온 편지', null],
    ])
    const notFirst = { perks: { lettersFirst: false, retweetWeight: 1 } }
    await configure(creator, usualTiers({ 2: notFirst }))
    expect((await inbox()).map(([content]) => content)).toEqual(['나중에 온 편지', '먼저 온 편지'])
    await configure(creator, usualTiers({ 2: notFirst }).slice(0, 1))
    expect(await inbox()).toEqual([
      ['먼저 온 편지', '브론즈'],
      ['나중에 온 편지', null],
    ])
  })
})

describe('Letters from a badge up', () => {
  const dm = () => codeOf(fan.post('/messages/dm', { chzzkChannelId: creator.chzzkUserId, content: '안녕' }))
  const letterPage = (by: Client) => page(by, `/${creator.chzzkUserId}/letter`)

  test('are told before they are written and asked again when they are sent', async () => {
    await settingsOf(creator, { whoMayWrite: 'badge', fromTier: 2 })
    await support(fan, creator, 12_000)
    expect(await letterPage(fan)).toContain('실버 배지부터 편지를 쓸 수 있어요')
    expect(await letterPage(fan)).toContain('38,000치즈 더 모이면')
    expect(await letterPage(stranger)).toContain('실버 배지부터 편지를 쓸 수 있어요')
    expect(await dm()).toBe('forbidden')
    await support(fan, creator, 38_000)
    expect(await letterPage(fan)).toContain('편지 보내기')
    expect(await dm()).toBe(201)
  })

  test('may be written by a VIP, unless nobody may', async () => {
    for (const whoMayWrite of ['badge', 'supporters']) {
      await settingsOf(creator, { whoMayWrite, fromTier: 4 })
      expect(await dm()).toBe('forbidden')
    }
    await creator.ask('PUT', `/creator/vips/${fan.chzzkUserId}`)
    for (const [whoMayWrite, code] of [
      ['nobody', 'forbidden'],
      ['supporters', 201],
      ['badge', 200],
    ] as const) {
      await settingsOf(creator, { whoMayWrite, fromTier: 4 })
      expect(await dm()).toBe(code)
    }
  })

  test('never ask for a tier that is removed', async () => {
    await settingsOf(creator, { whoMayWrite: 'badge', fromTier: 4 })
    await configure(creator, usualTiers().slice(0, 2))
    expect(await creator.ask('GET', '/creator/settings')).toMatchObject({ fromTier: 2 })
    expect(await page(creator, '/dashboard/settings')).toContain(
      '<option value="2" selected="">실버</option>',
    )
  })

  test('are asked for from no tier that the channel does not have', async () => {
    await configure(creator, usualTiers().slice(0, 2))
    const save = (fromTier: number) =>
      creator.post(
        '/creator/settings',
        { whoMayWrite: 'badge', fromTier, blockedWords: [], allowedWords: [] },
        'PUT',
      )
    expect(await expectRefused(await save(3), 'tier 3')).toEqual({ code: 'invalid', errors: ['fromTier'] })
    expect((await save(2)).status).toBe(200)
  })

  test.each([0, 11, 1.5, '2'])('from tier %s are refused', async (fromTier) => {
    const settings = { whoMayWrite: 'badge', fromTier, blockedWords: [], allowedWords: [] }
    expect(await codeOf(creator.post('/creator/settings', settings, 'PUT'))).toBe('invalid')
  })
})

describe('Four hundred supporters', () => {
  const PEOPLE = 400
  const AT_ONCE = 50

  /** Triggers act for every row: all of them in one statement could outlast a busy machine's patience. */
  const parts = <Row>(rows: Row[]) =>
    Array.from({ length: Math.ceil(rows.length / AT_ONCE) }, (_, n) =>
      rows.slice(n * AT_ONCE, (n + 1) * AT_ONCE),
    )

  test('are settled in batches after the save, letters and all', async () => {
    const channel = await db.channel.findUniqueOrThrow({ where: { chzzkChannelId: creator.chzzkUserId } })
    const users = await db.user.createManyAndReturn({
      data: Array.from({ length: PEOPLE }, (_, n) => ({
        chzzkUserId: someChzzkId(),
        displayName: `팬 ${n}`,
        agreedAt: new Date('2026-01-01'),
      })),
    })
    const letters = users.map(({ id }) => ({
      channelId: channel.id,
      authorId: id,
      type: 'dm' as const,
      visibility: 'private' as const,
      content: '안녕하세요',
    }))
    for (const data of parts(letters)) await db.message.createMany({ data })
    await withLedger(channel.id, async ({ tx, prepareDonation }) => {
      const donations = users.map(({ id }, n) =>
        prepareDonation(
          {
            donorId: id,
            status: 'CONFIRMED',
            source: 'manual',
            amountCheese: 1_000 + n,
            occurredAt: new Date(),
          },
          { kind: 'creator', id: creator.id },
        ),
      )
      for (const data of parts(donations)) await tx.donation.createMany({ data })
    })
    const ranks = async () =>
      (
        await pool.query(
          'SELECT inbox_rank AS rank, count(*)::int AS count FROM messages WHERE channel_id = $1 GROUP BY 1 ORDER BY 1',
          [channel.id],
        )
      ).rows
    expect(await ranks()).toEqual([{ rank: 0, count: PEOPLE }])
    const lowered = usualTiers({ 1: { thresholdAmount: 1_000 }, 2: { thresholdAmount: 1_200 } })
    expect(await configure(creator, lowered)).toMatchObject({ tiers: lowered, settling: true })
    const within = { timeout: 30_000 }
    await expect.poll(ranks, within).toEqual([
      { rank: 1, count: 200 },
      { rank: 2, count: 200 },
    ])
    await expect.poll(() => db.job.count(), within).toBe(0)
    expect(await db.badgeChange.count({ where: { channelId: channel.id } })).toBe(PEOPLE)
    await configure(creator, usualTiers({ 1: { thresholdAmount: 1_000 } }).slice(0, 1))
    await expect.poll(ranks, within).toEqual([{ rank: 1, count: PEOPLE }])
    await expect.poll(() => db.job.count(), within).toBe(0)
    expect(await page(creator, '/dashboard/badges')).toContain('400명이 달고 있어요')
  })
})
