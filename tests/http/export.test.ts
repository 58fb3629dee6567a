import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { parts } from '~/domain/account/inventory'
import { configure, support, usualTiers } from '../support/badges'
import { createIntent, donate } from '../support/fixtures'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { expectRefused } from '../support/operations'
import { someChzzkId } from '../support/people'

useMelt()

type Written = { messageId: string }
type Items = Record<string, unknown>[]
type Exported = {
  profile: { displayName: string }
  leftOut: { what: string; why: string }[]
  channel: object | null
  settings: object | null
} & Record<
  | 'follows'
  | 'intents'
  | 'donations'
  | 'messages'
  | 'written'
  | 'receivedDonations'
  | 'blocks'
  | 'sessions'
  | 'dailyTotals'
  | 'badges',
  Items
>

const KINDS = [
  'letter',
  'shown',
  'held',
  'donated',
  'draft',
  'private',
  'public',
  'post',
  'note',
  'reason',
] as const
type Planted = Record<(typeof KINDS)[number] | 'word', string>

/** Texts that stand nowhere else. */
const plant = (who: string): Planted => {
  const texts = KINDS.map((kind) => [kind, `${who} ${kind} ${randomUUID().slice(0, 8)}`])
  return { ...(Object.fromEntries(texts) as Planted), word: `막는말${randomUUID().slice(0, 6)}` }
}

const person = (name: string, opened = false) => signedIn({ channelId: someChzzkId(), name, opened })
const exported = (by: Client) => by.ask<Exported>('GET', '/me/export')
const contents = (items: Items) => items.map(({ content }) => content)

async function act(fan: Client, creator: Client, by: Planted, made: Planted) {
  const chzzkChannelId = creator.chzzkUserId
  const write = async (content: string) =>
    (await fan.ask<Written>('POST', '/messages/dm', { chzzkChannelId, content, allowRetweet: true }))
      .messageId
  const [letter, shown] = [await write(by.letter), await write(by.shown)]
  await creator.ask('PUT', '/creator/settings', {
    whoMayWrite: 'everyone',
    blockedWords: made.word,
    allowedWords: '',
  })
  await write(`${by.held} ${made.word}`)
  await creator.ask('POST', `/messages/${letter}/reply`, { content: made.private, visibility: 'private' })
  await creator.ask('POST', `/messages/${shown}/reply`, { content: made.public, visibility: 'public' })
  await creator.ask('POST', `/messages/${shown}/retweet`)
  await creator.ask('POST', `/messages/${letter}/archive`)
  await creator.ask('POST', '/feed/creator-post', { content: made.post })
  const given = await donate(fan, creator, { message: by.donated })
  await creator.ask('POST', `/donations/${given}/reject`, { reason: made.reason })
  await creator.ask('POST', '/donations/manual', { amount: 70, donorName: '손님', note: made.note })
  await createIntent(fan, creator, { message: by.draft })
  await fan.ask('POST', `/channels/${chzzkChannelId}/follow`)
}

let people: { fan: Client; other: Client; creator: Client; rival: Client }
const texts = { fan: plant('팬'), other: plant('다른팬'), creator: plant('스트리머'), rival: plant('경쟁자') }

beforeAll(async () => {
  people = {
    fan: await person('새벽세시라면'),
    other: await person('조용한팬'),
    creator: await person('밤비노래방', true),
    rival: await person('고구마탐험대', true),
  }
  // Whoever joined a day ago may write more than three letters.
  await db.user.updateMany({ data: { agreedAt: new Date('2026-01-01') } })
  const { fan, other, creator, rival } = people
  await act(fan, creator, texts.fan, texts.creator)
  await act(other, creator, texts.other, texts.creator)
  await act(other, rival, texts.other, texts.rival)
  await rival.ask('POST', '/block', { chzzkUserId: fan.chzzkUserId })
  await creator.ask('POST', '/donations/daily-total', { date: '2026-11-21', amount: 70 })
})

const found = (whole: string, planted: Planted) =>
  Object.entries(planted).flatMap(([kind, text]) => (whole.includes(text) ? [kind] : []))

describe('The export', () => {
  test('is a file that is kept nowhere on the way', async () => {
    const response = await people.fan.get('/me/export', 'text/html')
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe('application/json; charset=utf-8')
    expect(response.headers.get('Content-Disposition')).toMatch(
      /^attachment; filename="melt-[\d-]{10}\.json"$/,
    )
    expect(response.headers.get('Cache-Control')).toMatch(/no-store/)
    expect(Object.keys(JSON.parse(await response.text()))).toEqual(['exportedAt', 'leftOut', ...parts])
    expect((await expectRefused(await stranger.get('/me/export'), 'export')).code).toBe('signed_out')
  })

  test('of a fan has what is theirs, the replies to them, and nothing of anybody else', async () => {
    const { fan, rival, other } = people
    const all = await exported(fan)
    const { fan: mine, creator: theirs } = texts
    expect(contents(all.messages)).toEqual([
      mine.letter,
      mine.shown,
      `${mine.held} ${theirs.word}`,
      mine.donated,
    ])
    expect(all.messages.map(({ replies }) => contents(replies as Items))).toEqual([
      [theirs.private],
      [theirs.public],
      [],
      [],
    ])
    expect(
      all.donations.map(({ entries }) => (entries as Items).map(({ to, reason }) => [to, reason])),
    ).toEqual([
      [
        ['OCCURRED', null],
        ['REJECTED', theirs.reason],
      ],
    ])
    expect(all.intents.map(({ message }) => message)).toEqual([null, mine.draft])
    expect(all.follows).toMatchObject([{ name: '밤비노래방' }])
    expect([all.channel, all.settings, all.written, all.receivedDonations]).toEqual([null, null, [], []])
    const whole = JSON.stringify(all)
    expect(found(whole, texts.rival)).toEqual([])
    expect(found(whole, texts.other)).toEqual([])
    // The blocked word stands in the letter that it held, and nowhere else.
    expect(found(whole.replace(`${mine.held} ${theirs.word}`, ''), theirs)).toEqual([
      'private',
      'public',
      'reason',
    ])
    for (const secret of [rival.chzzkUserId, other.id, other.chzzkUserId, 'archived', '"kind":"held"']) {
      expect(whole, secret).not.toContain(secret)
    }
  })

  test('of a creator has what they wrote and decided, and no words of their fans', async () => {
    const { creator, fan } = people
    const all = await exported(creator)
    const { creator: mine } = texts
    const once = [mine.private, mine.public, mine.post]
    expect(contents(all.written)).toEqual([...once, ...once])
    expect(all.settings).toMatchObject({ whoMayWrite: 'everyone', blockedWords: [mine.word] })
    expect(all.dailyTotals).toMatchObject([{ date: '2026-11-21', amount: 70 }])
    expect(all.receivedDonations.map(({ note, status }) => [status, note])).toEqual([
      ['REJECTED', null],
      ['CONFIRMED', mine.note],
      ['REJECTED', null],
      ['CONFIRMED', mine.note],
    ])
    expect(all.receivedDonations[0]).toMatchObject({ donor: { chzzkUserId: fan.chzzkUserId } })
    const whole = JSON.stringify(all)
    for (const others of [texts.fan, texts.other, texts.rival]) expect(found(whole, others)).toEqual([])
    expect((await exported(people.rival)).blocks).toMatchObject([{ chzzkUserId: fan.chzzkUserId }])
    expect(all.blocks).toEqual([])
  })

  test('has badges once a channel: the tiers that stand there now, and how one became another', async () => {
    const fan = await person('배지수집가')
    const creator = await person('산들바람', true)
    await support(fan, creator, 60_000)
    const channel = { chzzkChannelId: creator.chzzkUserId, name: '산들바람' }
    const changes = [{ fromTier: null, toTier: 2, at: expect.any(String) }]
    const [bronze, silver] = [10_000, 50_000].map((thresholdAmount, n) => ({
      tier: n + 1,
      thresholdAmount,
      earnedAt: expect.any(String),
    }))
    expect((await exported(fan)).badges).toEqual([{ channel, tiers: [bronze, silver], changes }])
    await configure(creator, usualTiers().slice(0, 1))
    expect((await exported(fan)).badges).toEqual([{ channel, tiers: [bronze], changes }])
    expect((await exported(creator)).badges).toEqual([])
  })

  test('tells no token, no hash of one, and says what it leaves out and why', async () => {
    const { fan } = people
    const all = await exported(fan)
    const sessions = await db.session.findMany({ where: { userId: fan.id } })
    expect(all.sessions).toHaveLength(sessions.length)
    const whole = JSON.stringify(all)
    for (const { tokenHash, id } of sessions)
      expect(whole.includes(tokenHash) || whole.includes(id)).toBe(false)
    expect(all.leftOut.map(({ what }) => what)).toContain('치지직 로그인 연결')
  })

  test('of a big account goes out in pieces and whole', async () => {
    const fan = await person('많이쓴팬')
    const channel = await db.channel.findFirstOrThrow({ where: { openedAt: { not: null } } })
    const many = Array.from({ length: 2_345 }, (_, n) => ({
      channelId: channel.id,
      viewerId: fan.id,
      message: `${n} ${'가'.repeat(200)}`,
    }))
    await db.donationIntent.createMany({ data: many })
    const response = await fan.get('/me/export')
    expect(response.headers.has('Content-Length')).toBe(false)
    const all = (await response.json()) as Exported
    expect(new Set(all.intents.map(({ message }) => message)).size).toBe(many.length)
  })

  test('stops reading when nobody takes it any more', async () => {
    const leaving = new AbortController()
    const response = await people.fan.request('GET', '/me/export', { signal: leaving.signal })
    leaving.abort()
    await expect(response.text()).rejects.toThrow()
    expect((await people.fan.get('/auth/me')).status).toBe(200)
  })
})
