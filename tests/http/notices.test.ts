import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { runJobs } from '~/domain/core/jobs.server'
import { announcePost, deleteOldNotifications } from '~/domain/notifications/announce.server'
import { donate } from '../support/fixtures'
import { codeOf, sendLetter, settingsOf } from '../support/letters'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'

useMelt()

type Notice = {
  id: string
  kind: string
  channelName: string
  amount: number | null
  badge: { name: string } | null
  count: number | null
  read: boolean
}

let creator: Client
let fan: Client
beforeEach(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
})

const noticesOf = async (by: Client) => (await by.ask<{ items: Notice[] }>('GET', '/notices')).items
const kindsOf = async (by: Client) => (await noticesOf(by)).map(({ kind }) => kind)
const confirm = (id: string, amount = 1_000) => creator.ask('POST', `/donations/${id}/confirm`, { amount })
const publish = (content: string) =>
  creator.ask<{ messageId: string }>('POST', '/feed/creator-post', { content })
const refused = async () => {
  throw new Error('no job of this test')
}
const announce = () =>
  runJobs({
    batches: {
      settle_badges: refused,
      delete_account: refused,
      apply_statement: refused,
      undo_statement: refused,
      announce_post: announcePost,
    },
    report: (_job, error) => {
      throw error
    },
    goesOn: () => true,
  })
const follow = (by: Client) => by.ask('POST', `/channels/${creator.chzzkUserId}/follow`)
/** As if that long ago, so that what waits may come to the top again. */
const age = (minutes: number) =>
  db.$executeRaw`UPDATE notifications SET created_at = created_at - ${minutes}::int * interval '1 minute'`

describe('A fan is notified', () => {
  test('of an answer, in private or not, and of a letter that was made public as long as it is', async () => {
    const id = await sendLetter(fan, creator, '편지')
    await creator.ask('POST', `/messages/${id}/reply`, { content: '비밀 답장', visibility: 'private' })
    await creator.ask('POST', `/messages/${id}/reply`, { content: '모두의 답장', visibility: 'public' })
    await creator.ask('POST', `/messages/${id}/retweet`)
    expect(await kindsOf(fan)).toEqual(['retweet', 'reply', 'reply'])
    expect(JSON.stringify(await noticesOf(fan))).not.toMatch(/비밀|모두의|편지"/)
    await creator.ask('DELETE', `/messages/${id}/retweet`)
    expect(await kindsOf(fan)).toEqual(['reply', 'reply'])
  })

  test('of a confirmation with its amount, once of a correction, and never of a rejection', async () => {
    const [confirmed, rejected] = [await donate(fan, creator), await donate(fan, creator)]
    await confirm(confirmed)
    await creator.ask('POST', `/donations/${rejected}/reject`, { reason: '없어요' })
    expect(await noticesOf(fan)).toMatchObject([
      { kind: 'confirmed', channelName: '밤비노래방', amount: 1_000, read: false },
    ])
    await creator.ask('POST', `/donations/${confirmed}/reverse`, { reason: '금액이 달라요' })
    expect(await noticesOf(fan)).toMatchObject([
      { kind: 'corrected', amount: null },
      { kind: 'confirmed', amount: null },
    ])
  })

  test('of a better badge, by the name that it has', async () => {
    await confirm(await donate(fan, creator, { amount: 60_000 }), 60_000)
    const [badge] = (await noticesOf(fan)).filter(({ kind }) => kind === 'badge')
    expect(badge?.badge?.name).toBeTruthy()
    expect((await kindsOf(fan)).filter((kind) => kind === 'badge')).toHaveLength(1)
  })

  test('of a post in a channel that they follow, which is taken back with the post', async () => {
    const others = await Promise.all(
      [1, 2, 3].map((n) => signedIn({ channelId: someChzzkId(), name: `팬 ${n}` })),
    )
    for (const by of [fan, ...others]) await follow(by)
    const { messageId } = await publish('오늘 방송은 쉬어요')
    await announce()
    await announce()
    for (const by of [fan, ...others])
      expect(await noticesOf(by)).toMatchObject([{ kind: 'post', channelName: '밤비노래방' }])
    expect(await kindsOf(creator)).toEqual([])
    await creator.ask('DELETE', `/content/${messageId}`)
    await announce()
    for (const by of [fan, ...others]) expect(await noticesOf(by)).toEqual([])
  })

  test('of what became of their report', async () => {
    const id = await sendLetter(fan, creator, '다정한 편지')
    await creator.ask('POST', `/messages/${id}/retweet`)
    const reader = await signedIn({ channelId: someChzzkId(), name: '고구마' })
    await reader.ask('POST', '/report', { messageId: id, reason: 'spam' })
    const [report] = await db.report.findMany({ where: { messageId: id } })
    await creator.ask('POST', `/reports/${report?.id}/resolve`, { outcome: 'kept' })
    expect(await kindsOf(reader)).toEqual(['decision'])
    expect(await kindsOf(creator)).toEqual(['report', 'letter'])
  })
})

describe('A creator is notified', () => {
  test('once that donations and letters wait, with how many there are by now', async () => {
    for (let n = 0; n < 3; n++) await donate(fan, creator)
    for (let n = 0; n < 2; n++) await sendLetter(fan, creator, `편지 ${n}`)
    expect(await noticesOf(creator)).toMatchObject([
      { kind: 'letter', count: 2 },
      { kind: 'waiting', count: 3 },
    ])
  })

  test('again after ten minutes, in the same row while it is unread, and in a new one afterwards', async () => {
    await donate(fan, creator)
    await age(11)
    await donate(fan, creator)
    const [first, ...none] = await noticesOf(creator)
    expect([first?.count, none]).toEqual([2, []])
    await creator.ask('POST', '/notices/read')
    await age(11)
    await donate(fan, creator)
    expect(await noticesOf(creator)).toMatchObject([
      { kind: 'waiting', read: false },
      { id: first?.id, read: true },
    ])
  })

  test('of what comes within ten minutes after everything was read, too', async () => {
    await sendLetter(fan, creator, '첫 편지')
    await creator.ask('POST', '/notices/read')
    await sendLetter(fan, creator, '둘째 편지')
    expect(await noticesOf(creator)).toMatchObject([
      { kind: 'letter', read: false },
      { kind: 'letter', read: true },
    ])
  })

  test('of no letter that a blocked word held', async () => {
    await settingsOf(creator, { blockedWords: ['바보'] })
    await sendLetter(fan, creator, '이 바보야')
    expect(await kindsOf(creator)).toEqual([])
  })

  test('of nothing that they did themselves', async () => {
    const manual = { amount: 5_000, donorName: '손님', requestId: crypto.randomUUID() }
    await creator.ask('POST', '/donations/manual', manual)
    expect(await kindsOf(creator)).toEqual([])
  })
})

describe('Notices', () => {
  test('are their person’s alone, and not found by others', async () => {
    await confirm(await donate(fan, creator))
    const [notice] = await noticesOf(fan)
    expect(await codeOf(stranger.get('/notices'))).toBe('signed_out')
    for (const by of [creator, await signedIn({ channelId: someChzzkId(), name: '남' })])
      expect((await by.get(`/me/notices/${notice?.id}`, 'text/html')).status).toBe(404)
    expect(await noticesOf(fan)).toMatchObject([{ read: false }])
  })

  test('lead to what they are about and are read from then on', async () => {
    const donation = await donate(fan, creator)
    await confirm(donation)
    const [notice] = await noticesOf(fan)
    const opened = await fan.get(`/me/notices/${notice?.id}`, 'text/html')
    expect([opened.status, opened.headers.get('Location')]).toEqual([302, `/me/donations/${donation}`])
    expect(await noticesOf(fan)).toMatchObject([{ read: true }])
  })

  test('that came while a page was read stay unread when all of that page are marked', async () => {
    await confirm(await donate(fan, creator))
    const until = new Date().toISOString()
    await age(-1)
    expect((await fan.post('/notices/read', { until })).status).toBe(204)
    expect(await noticesOf(fan)).toMatchObject([{ read: false }])
    await fan.ask('POST', '/notices/read')
    expect(await noticesOf(fan)).toMatchObject([{ read: true }])
  })

  test('of a kind or of a channel that somebody muted are not written', async () => {
    const { chzzkUserId: chzzkChannelId } = creator
    await fan.ask('PUT', '/notices/mutes', { kind: 'confirmed', chzzkChannelId })
    await fan.ask('PUT', '/notices/mutes', { kind: 'reply' })
    await fan.ask('PUT', '/notices/mutes', { kind: 'reply' })
    await confirm(await donate(fan, creator))
    const id = await sendLetter(fan, creator, '편지')
    await creator.ask('POST', `/messages/${id}/reply`, { content: '답장', visibility: 'private' })
    expect(await kindsOf(fan)).toEqual([])
    expect(await fan.ask('GET', '/notices/preferences')).toMatchObject({
      muted: [
        { kind: 'reply', chzzkChannelId: null },
        { kind: 'confirmed', chzzkChannelId, channelName: '밤비노래방' },
      ],
      quietFrom: 22,
      quietTo: 8,
    })
    await fan.ask('DELETE', '/notices/mutes', { kind: 'confirmed', chzzkChannelId })
    await confirm(await donate(fan, creator))
    expect(await kindsOf(fan)).toEqual(['confirmed'])
  })

  test.each([
    ['a kind that there is not', '/notices/mutes', { kind: 'like' }, 'invalid'],
    [
      'a channel that Melt has not seen',
      '/notices/mutes',
      { kind: 'post', chzzkChannelId: 'f'.repeat(32) },
      'not_found',
    ],
    ['an hour that no day has', '/notices/preferences', { quietFrom: 24, quietTo: 8 }, 'invalid'],
  ])('are not set for %s', async (_, path, body, code) => {
    expect(await codeOf(fan.post(path, body, 'PUT'))).toBe(code)
  })

  test('show on every page how many are unread, to nobody else', async () => {
    await confirm(await donate(fan, creator))
    const bell = async (by: Client, path: string) => {
      const html = await (await by.get(path, 'text/html')).text()
      return /aria-label="(알림[^"]*)"/.exec(html)?.[1]
    }
    for (const path of ['/', '/me', '/me/reports', `/${creator.chzzkUserId}`])
      expect([path, await bell(fan, path)]).toEqual([path, '알림 1개'])
    expect(await bell(creator, '/dashboard/stats')).toBe('알림 1개')
    expect(await bell(stranger, '/')).toBeUndefined()
  })

  test('are kept for ninety days', async () => {
    await confirm(await donate(fan, creator))
    await age(90 * 24 * 60 - 5)
    await deleteOldNotifications()
    expect(await noticesOf(fan)).toHaveLength(1)
    await age(10)
    await deleteOldNotifications()
    expect(await noticesOf(fan)).toEqual([])
  })
})
