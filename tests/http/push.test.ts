import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { deleteExpiredLogins, startSession } from '~/domain/auth/session.server'
import { deliverNotifications, type Written } from '~/domain/notifications/deliver.server'
import type { NotificationView } from '~/domain/notifications/presenter'
import { sessionCookie } from '~/http/login/cookies.server'
import { renderNotification } from '~/http/rendered-notifications.server'
import { createBrowser, openFakePush, PUSH_ORIGIN } from '../support/fake-push'
import { donate } from '../support/fixtures'
import { codeOf, sendLetter } from '../support/letters'
import { type Client, signedIn, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'

useMelt()

type Payload = { web_push: number; notification: Record<string, string> }

let service: Awaited<ReturnType<typeof openFakePush>>
let creator: Client
let fan: Client
beforeAll(async () => {
  service = await openFakePush()
})
afterAll(() => service.close())
beforeEach(async () => {
  service.requests.length = 0
  service.answer(() => ({ status: 201 }))
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  await db.notificationDelivery.deleteMany()
  await db.notification.deleteMany()
})

async function subscribe(by: Client, { quiet = false } = {}) {
  const browser = createBrowser()
  await by.ask('PUT', '/notices/subscription', browser.subscription)
  const hour = (Number(new Date().toISOString().slice(11, 13)) + 9) % 24
  const hours = quiet
    ? { quietFrom: hour, quietTo: (hour + 2) % 24 }
    : { quietFrom: (hour + 10) % 24, quietTo: (hour + 10) % 24 }
  await by.ask('PUT', '/notices/preferences', hours)
  return browser
}
const deliver = (write: (notification: NotificationView) => Written = renderNotification) =>
  deliverNotifications({ write, goesOn: () => true })
const left = () => db.notificationDelivery.findMany()
/** As if its time had come. */
const wait = () => db.notificationDelivery.updateMany({ data: { dueAt: new Date(0) } })

async function answerLetter() {
  const id = await sendLetter(fan, creator, '비밀 편지')
  await creator.ask('POST', `/messages/${id}/reply`, { content: '비밀 답장', visibility: 'private' })
}

describe('A push', () => {
  test('is what browsers and their workers read, and names the channel and nothing that anybody wrote', async () => {
    const browser = await subscribe(fan)
    await answerLetter()
    const amount = 34_567
    const donation = await donate(fan, creator, { amount })
    await creator.ask('POST', `/donations/${donation}/confirm`, { amount })
    await deliver()
    const payloads = service.requests.map(({ body }) => browser.decrypt(body) as Payload)
    expect(payloads.map(({ notification }) => notification.body).sort()).toEqual(
      [
        '밤비노래방 채널의 후원이 확인됐어요',
        '밤비노래방 채널에서 배지를 받았어요',
        '밤비노래방님이 답장을 남겼어요',
      ].sort(),
    )
    for (const { web_push, notification } of payloads) {
      expect(web_push).toBe(8030)
      expect(notification).toMatchObject({ title: '멜트', lang: 'ko' })
      expect(notification.navigate).toBe(`${process.env.PUBLIC_URL}/me/notices/${notification.tag}`)
    }
    expect(JSON.stringify(payloads)).not.toMatch(/비밀|34,?567|새벽세시라면/)
    for (const { headers } of service.requests) {
      expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: expect.any(String) })
      expect(headers.topic).toMatch(/^[0-9a-f]{32}$/)
      expect(headers.authorization).toMatch(/^vapid t=/)
    }
    expect(await left()).toEqual([])
  })

  test('goes to every browser of a person, and to none that was logged out', async () => {
    await subscribe(fan)
    const again = await signedIn({ channelId: fan.chzzkUserId, name: '새벽세시라면' })
    await subscribe(again)
    await again.post('/auth/logout')
    await answerLetter()
    await deliver()
    expect(service.requests).toHaveLength(1)
    expect(await db.pushSubscription.count({ where: { userId: fan.id } })).toBe(1)
  })

  test('waits for the end of quiet hours, and is not sent once it was read', async () => {
    await subscribe(fan, { quiet: true })
    await answerLetter()
    await deliver()
    expect(service.requests).toEqual([])
    const [waiting] = await left()
    expect(waiting?.dueAt.getTime()).toBeGreaterThan(Date.now() + 60_000)
    await fan.ask('POST', '/notices/read')
    await wait()
    await deliver()
    expect([service.requests, await left()]).toEqual([[], []])
  })

  test.each([
    [404, 0, 0],
    [410, 0, 0],
    [413, 0, 1],
    [400, 0, 1],
  ])(
    'that is answered %i leaves %i deliveries and %i subscriptions',
    async (status, deliveries, subscriptions) => {
      await subscribe(fan)
      service.answer(() => ({ status }))
      await answerLetter()
      await deliver()
      expect(await left()).toHaveLength(deliveries)
      expect(await db.pushSubscription.count({ where: { userId: fan.id } })).toBe(subscriptions)
    },
  )

  test('that is answered 429 or 5xx comes again, not before the service asked for, under the same topic', async () => {
    await subscribe(fan)
    service.answer(() => ({ status: 429, headers: { 'Retry-After': '120' } }))
    await answerLetter()
    await deliver()
    const [asked] = await left()
    expect(asked?.dueAt.getTime()).toBeGreaterThan(Date.now() + 110_000)
    service.answer(() => ({ status: 500 }))
    await wait()
    await deliver()
    service.answer(() => ({ status: 201 }))
    await wait()
    await deliver()
    expect(await left()).toEqual([])
    expect(service.requests).toHaveLength(3)
    expect(new Set(service.requests.map(({ headers }) => headers.topic)).size).toBe(1)
  })

  test('whose sender died is sent by the next one when the lease is over, in the place of the first', async () => {
    await subscribe(fan)
    await answerLetter()
    service.answer(() => {
      throw new Error('not reached')
    })
    await db.$executeRaw`UPDATE notifications SET deliver_at = NULL`
    const [notification] = await db.notification.findMany({ where: { userId: fan.id } })
    const [subscription] = await db.pushSubscription.findMany({ where: { userId: fan.id } })
    await db.notificationDelivery.create({
      data: {
        notificationId: notification?.id ?? '',
        targetId: subscription?.id ?? '',
        isWebhook: false,
        dueAt: new Date(Date.now() + 60_000),
        attempts: 1,
      },
    })
    service.answer(() => ({ status: 201 }))
    await deliver()
    expect(service.requests).toEqual([])
    await wait()
    await deliver()
    expect([service.requests.length, await left()]).toEqual([1, []])
  })

  test('is tried by its person, and says how many browsers took it', async () => {
    expect(await fan.ask('POST', '/notices/test')).toEqual({ sent: 0, of: 0 })
    await subscribe(fan)
    expect(await fan.ask('POST', '/notices/test')).toEqual({ sent: 1, of: 1 })
  })
})

describe('A subscription', () => {
  const { keys } = createBrowser().subscription
  test.each([
    ['http://169.254.169.254/latest', keys],
    ['https://localhost/push', keys],
    ['https://fcm.googleapis.com.evil.example/x', keys],
    ['https://user:password@fcm.googleapis.com/x', keys],
    ['https://fcm.googleapis.com:8443/x', keys],
    ['ftp://fcm.googleapis.com/x', keys],
    ['not an address', keys],
    ['https://fcm.googleapis.com/x', { ...keys, p256dh: 'AAAA' }],
    ['https://fcm.googleapis.com/x', { ...keys, auth: '!' }],
  ])('of %s is refused', async (endpoint, keys) => {
    expect(await codeOf(fan.post('/notices/subscription', { endpoint, keys }, 'PUT'))).toBe('invalid')
  })

  test.each([
    'https://fcm.googleapis.com/fcm/send/abc',
    'https://updates.push.services.mozilla.com/wpush/v2/abc',
    'https://wns2-par02p.notify.windows.com/w/?token=abc',
    'https://web.push.apple.com/abc',
  ])('of %s is known', async (endpoint) => {
    expect((await fan.post('/notices/subscription', { endpoint, keys }, 'PUT')).status).toBe(204)
    const query = `/notices/subscription?endpoint=${encodeURIComponent(endpoint)}`
    expect(await fan.ask('GET', query)).toMatchObject({ known: true, key: expect.stringMatching(/^B/) })
    await fan.ask('DELETE', '/notices/subscription', { endpoint })
    expect(await fan.ask('GET', query)).toMatchObject({ known: false })
  })

  test('that another person of the same browser takes over brings them nothing of the first one', async () => {
    const { subscription } = createBrowser()
    await fan.ask('PUT', '/notices/subscription', subscription)
    await answerLetter()
    const [{ id: targetId = '' } = {}] = await db.pushSubscription.findMany({ where: { userId: fan.id } })
    const [{ id: notificationId = '' } = {}] = await db.notification.findMany({ where: { userId: fan.id } })
    await db.notification.updateMany({ data: { deliverAt: null } })
    await db.notificationDelivery.create({
      data: { notificationId, targetId, isWebhook: false, dueAt: new Date(0) },
    })
    await creator.ask('PUT', '/notices/subscription', subscription)
    await deliver()
    expect([service.requests, await left()]).toEqual([[], []])
  })

  test('moves on to the login that takes the place of its own', async () => {
    const browser = await subscribe(fan)
    const token = fan.cookie.split('=')[1] ?? ''
    const known: unknown = await sessionCookie.parse(`${fan.cookie}`)
    expect(token && typeof known).toBe('string')
    await startSession(fan.id, { insteadOf: String(known) })
    const { endpoint } = browser.subscription
    expect(await db.pushSubscription.count({ where: { endpoint, userId: fan.id } })).toBe(1)
  })

  test('ends with a login that is over, whoever looks', async () => {
    await subscribe(fan)
    await db.session.updateMany({ where: { userId: fan.id }, data: { expiresAt: new Date(0) } })
    await deleteExpiredLogins()
    expect(await db.pushSubscription.count({ where: { userId: fan.id } })).toBe(0)
  })

  test('that another person of the same browser made before is theirs no more', async () => {
    const { subscription } = createBrowser()
    await creator.ask('PUT', '/notices/subscription', subscription)
    await fan.ask('PUT', '/notices/subscription', subscription)
    const { endpoint } = subscription
    expect(await db.pushSubscription.findMany({ where: { endpoint } })).toMatchObject([{ userId: fan.id }])
  })

  test('is one of ten at most, the last ones', async () => {
    for (let n = 0; n < 12; n++)
      await fan.ask('PUT', '/notices/subscription', createBrowser(`/${n}`).subscription)
    const kept = await db.pushSubscription.findMany({ where: { userId: fan.id } })
    expect(kept.map(({ endpoint }) => endpoint).sort()).toEqual(
      Array.from({ length: 10 }, (_, n) => `${PUSH_ORIGIN}/${n + 2}`).sort(),
    )
  })
})

describe('A Discord webhook', () => {
  const url = `${PUSH_ORIGIN}/api/webhooks/123456789012345678/${'a'.repeat(68)}`

  test('learns that something waits, with no word and no amount, and mentions nobody', async () => {
    await creator.ask('PUT', '/creator/webhook', { url })
    await sendLetter(fan, creator, '@everyone 비밀 편지')
    await donate(fan, creator, { amount: 34_567 })
    await deliver()
    const posts = service.requests.map(({ body }) => JSON.parse(body.toString()))
    expect(posts.map(({ content }) => content.split('\n')[0]).sort()).toEqual([
      '읽지 않은 편지가 1통 있어요',
      '확인할 후원이 1건 있어요',
    ])
    for (const { allowed_mentions } of posts) expect(allowed_mentions).toEqual({ parse: [] })
    expect(JSON.stringify(posts)).not.toMatch(/비밀|34,?567|everyone|새벽세시라면/)
    expect(await creator.ask('GET', '/creator/webhook')).toMatchObject({ lastStatus: 201 })
  })

  test('is stored encrypted, never shown again, and forgotten when it is gone', async () => {
    await creator.ask('PUT', '/creator/webhook', { url })
    const [stored] = await db.channelWebhook.findMany()
    expect(stored?.url).toMatch(/^v1\./)
    expect(JSON.stringify(await creator.ask('GET', '/creator/webhook'))).not.toContain('aaaa')
    service.answer(() => ({ status: 404 }))
    await sendLetter(fan, creator, '편지')
    await deliver()
    expect(await creator.ask('GET', '/creator/webhook')).toMatchObject({ since: null })
  })

  test.each([
    'https://discord.com/api/webhooks/1/short',
    'https://discord.com.evil.example/api/webhooks/123456789012345678/x',
    `http://discord.com/api/webhooks/123456789012345678/${'a'.repeat(68)}`,
    `${url}?wait=true`,
    'https://hooks.slack.com/services/x',
  ])('of %s is refused', async (other) => {
    expect(await codeOf(creator.post('/creator/webhook', { url: other }, 'PUT'))).toBe('invalid')
    expect(await codeOf(fan.post('/creator/webhook', { url }, 'PUT'))).toBe('forbidden')
  })
})
