import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { signLedger } from '~/domain/proofs/sign.server'
import { contract, type Operation } from '~/http/contract'
import { createBrowser, openFakePush, PUSH_ORIGIN } from '../support/fake-push'
import { createFixture, createIntent, donate, type Fixture } from '../support/fixtures'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'
import { setVip } from '../support/rewards'
import { COLUMNS, fileOf, uploadStatement } from '../support/statements'
import { Visitor } from '../support/visitor'
import { walkModeration } from '../support/walk-moderation'

useMelt()

let fixture: Fixture
beforeAll(async () => {
  fixture = await createFixture()
})

const fan = () => signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })

const seen = new Set<string>()

/** What a line of the contract answers, after it was held against what the line promises, field by field. */
async function ask(
  by: Client,
  key: keyof typeof contract,
  address = '',
  body?: unknown,
): Promise<Record<string, never>> {
  const { output, type, status = 200 }: Operation = contract[key]
  const [method = '', path = ''] = key.split(' ')
  const response = await (method === 'GET' ? by.get(address || path) : by.post(address || path, body, method))
  expect([status, 200], key).toContain(response.status)
  const text = await response.text()
  seen.add(key)
  if (!output) return expect(text, key).toBe('') as never
  if (type) return expect(response.headers.get('Content-Type'), key).toContain(type) as never
  const answer: unknown = JSON.parse(text)
  expect(output.parse(answer), key).toEqual(answer)
  return answer as Record<string, never>
}

test('Donations answer what the contract says', async () => {
  const { creator } = fixture
  const one = await fan()
  const chzzkChannelId = creator.chzzkUserId
  const channel = `/channels/${chzzkChannelId}`
  await ask(one, 'GET /auth/me')
  await ask(creator, 'GET /auth/me')
  await ask(one, 'GET /channels', '/channels?query=밤비')
  await ask(one, 'GET /channels/:chzzkChannelId', channel)
  await ask(one, 'POST /channels/:chzzkChannelId/follow', `${channel}/follow`)
  await ask(one, 'DELETE /channels/:chzzkChannelId/follow', `${channel}/follow`)
  const { intentId } = await ask(one, 'POST /donations/intent', '', {
    chzzkChannelId,
    message: '안녕',
    amount: 5,
  })
  const unused = await createIntent(one, creator, { amount: 7 })
  await ask(one, 'GET /donations/intents')
  await ask(one, 'POST /donations/intents/:id/dismiss', `/donations/intents/${unused}/dismiss`)
  const lapsed = await createIntent(one, creator, { message: '늦음' })
  await db.donationIntent.update({
    where: { id: lapsed },
    data: { createdAt: new Date(Date.now() - 25 * 3_600_000) },
  })
  await ask(creator, 'GET /donations/intents', `/donations/intents?chzzkChannelId=${chzzkChannelId}`)
  await ask(one, 'POST /donations/occurred', '', {
    intentId,
    message: '보냈어요',
    amount: 5,
    hideAmount: true,
  })
  const [kept, refused] = [await donate(one, creator), await donate(one, creator)]
  await ask(creator, 'POST /donations/confirm', '', { items: [{ id: kept }, { id: randomUUID() }] })
  await ask(creator, 'POST /donations/reverse', '', { ids: [kept, randomUUID()], reason: '실수' })
  await ask(creator, 'POST /donations/:id/confirm', `/donations/${kept}/confirm`)
  await ask(creator, 'POST /donations/:id/reverse', `/donations/${kept}/reverse`, { reason: '틀림' })
  await ask(creator, 'POST /donations/:id/confirm', `/donations/${kept}/confirm`, { amount: 9 })
  await ask(creator, 'POST /donations/:id/reject', `/donations/${refused}/reject`, { reason: '아님' })
  await ask(creator, 'POST /donations/manual', '', {
    amount: 3,
    donorName: '현장 팬',
    message: '직접',
    note: '메모',
  })
  const twice = await donate(one, creator)
  await ask(creator, 'POST /donations/:id/merge', `/donations/${twice}/merge`, { intoId: kept })
  await ask(creator, 'POST /donations/:id/unmerge', `/donations/${twice}/unmerge`)
  await ask(creator, 'GET /donations/daily-total', '/donations/daily-total?date=2026-11-21')
  await ask(creator, 'POST /donations/daily-total', '', { date: '2026-11-21', amount: 0 })
  await ask(creator, 'GET /donations', '/donations?limit=2')
  await ask(one, 'GET /donations', '/donations?mine=1')
  await ask(one, 'GET /donations/:id', `/donations/${kept}`)
  await signLedger()
  await ask(one, 'GET /donations/:id/receipt', `/donations/${kept}/receipt`)
  await ask(one, 'PUT /donations/:id/disclosure', `/donations/${kept}/disclosure`, {
    hideAmount: false,
    hideName: true,
  })
  await ask(creator, 'GET /donations/summary')
  await ask(stranger, 'GET /feed', `/feed?chzzkChannelId=${chzzkChannelId}&limit=2`)
  await ask(stranger, 'GET /feed', `/feed?chzzkChannelId=${chzzkChannelId}&sort=amount`)
  await ask(one, 'GET /me/stats', `/me/stats?chzzkChannelId=${chzzkChannelId}`)
  await ask(one, 'POST /creator/channel')
})

test('Figures answer what the contract says', async () => {
  const { creator } = fixture
  await createIntent(await fan(), creator)
  for (const figure of ['summary', 'timeline', 'heatmap', 'supporters'] as const) {
    await ask(creator, `GET /creator/stats/${figure}`, `/creator/stats/${figure}?range=all`)
  }
  await ask(creator, 'GET /creator/stats/explain', '/creator/stats/explain?figure=total&range=all')
  await ask(creator, 'GET /creator/stats/explain.csv', '/creator/stats/explain.csv?figure=total')
  await ask(creator, 'GET /creator/settlement')
  await ask(creator, 'PUT /creator/settlement/opt-in', '', { agree: true })
  await ask(creator, 'GET /creator/settlement')
  await ask(creator, 'GET /creator/settlement/explain', '/creator/settlement/explain?figure=month')
  await ask(creator, 'GET /creator/settlement/explain.csv', '/creator/settlement/explain.csv?figure=month')
  await ask(creator, 'PUT /creator/settlement/fee-rate', '', { percent: '12.5' })
  await ask(creator, 'GET /creator/settlement')
  await ask(creator, 'DELETE /creator/settlement/fee-rate')
  const month = '/creator/settlement/reports/2026-11'
  await ask(creator, 'GET /creator/settlement/reports/:month', month)
  await ask(creator, 'GET /creator/settlement/reports/:month.csv', `${month}.csv`)
  await ask(creator, 'GET /creator/settlement/bundle', '/creator/settlement/bundle?month=2026-11')
  await ask(creator, 'DELETE /creator/settlement/opt-in')
  for (const name of ['donations.csv', 'supporters.csv', 'ledger.ndjson'] as const) {
    await ask(creator, `GET /creator/export/${name}`)
  }
})

test('Letters, replies, RTs and posts answer what the contract says', async () => {
  const { creator } = fixture
  const one = await fan()
  const letter = { chzzkChannelId: creator.chzzkUserId, content: '둘만 아는 이야기', requestId: randomUUID() }
  const { messageId: id } = await ask(one, 'POST /messages/dm', '', letter)
  await ask(one, 'POST /messages/dm', '', letter)
  await ask(creator, 'GET /creator/inbox', '/creator/inbox?query=이야기')
  await ask(creator, 'POST /messages/:id/read', `/messages/${id}/read`)
  const reply = { content: '고마워요', visibility: 'private' }
  await ask(creator, 'POST /messages/:id/reply', `/messages/${id}/reply`, reply)
  await ask(creator, 'POST /messages/:id/reply', `/messages/${id}/reply`, { ...reply, visibility: 'public' })
  await ask(stranger, 'GET /feed', `/feed?chzzkChannelId=${creator.chzzkUserId}`)
  await ask(creator, 'POST /messages/:id/retweet', `/messages/${id}/retweet`)
  await ask(stranger, 'GET /feed', `/feed?chzzkChannelId=${creator.chzzkUserId}`)
  await ask(one, 'GET /messages/mine')
  await ask(creator, 'DELETE /messages/:id/retweet', `/messages/${id}/retweet`)
  await ask(creator, 'POST /messages/:id/archive', `/messages/${id}/archive`)
  await ask(creator, 'DELETE /messages/:id/archive', `/messages/${id}/archive`)
  await ask(creator, 'POST /messages/:id/release', `/messages/${id}/release`)
  const { messageId: post } = await ask(creator, 'POST /feed/creator-post', '', {
    content: '다음 주에 쉬어요',
  })
  await ask(creator, 'POST /content/:id/pin', `/content/${post}/pin`)
  await ask(stranger, 'GET /feed', `/feed?chzzkChannelId=${creator.chzzkUserId}`)
  await ask(creator, 'DELETE /content/:id/pin', `/content/${post}/pin`)
  await ask(one, 'DELETE /content/:id', `/content/${id}`)
})

test("A creator's settings and blocks answer what the contract says", async () => {
  const { other } = fixture
  const one = await fan()
  await ask(other, 'GET /creator/settings')
  await ask(other, 'GET /creator/session')
  await ask(other, 'PUT /creator/session', '', { mode: 'assist' })
  await ask(other, 'PUT /creator/settings', '', {
    whoMayWrite: 'supporters',
    blockedWords: ['바보'],
    allowedWords: [],
  })
  await ask(other, 'POST /block', '', { chzzkUserId: one.chzzkUserId })
  await ask(other, 'GET /block')
  await ask(other, 'DELETE /block', '', { chzzkUserId: one.chzzkUserId })
})

test('Badges and VIPs answer what the contract says', async () => {
  const { creator } = fixture
  const one = await fan()
  const { tiers } = await ask(stranger, 'GET /badges', `/badges?chzzkChannelId=${creator.chzzkUserId}`)
  const [bronze, silver] = tiers as unknown as object[]
  const lowered = [{ ...bronze, thresholdAmount: 1_000 }, silver]
  await ask(creator, 'PUT /badges/tier-config', '', { tiers: lowered })
  await creator.ask('POST', `/donations/${await donate(one, creator)}/confirm`)
  const vip = `/creator/vips/${one.chzzkUserId}`
  await ask(creator, 'PUT /creator/vips/:chzzkUserId', vip, { note: '첫 후원' })
  await ask(creator, 'GET /creator/vips/:chzzkUserId', vip)
  await ask(creator, 'GET /creator/vips')
  const letter = { chzzkChannelId: creator.chzzkUserId, content: '배지를 달았어요' }
  await ask(one, 'POST /messages/dm', '', letter)
  await ask(creator, 'GET /creator/inbox')
  await ask(creator, 'GET /creator/retweet-candidates')
  await ask(creator, 'GET /donations')
  await ask(stranger, 'GET /feed', `/feed?chzzkChannelId=${creator.chzzkUserId}`)
  await ask(creator, 'DELETE /creator/vips/:chzzkUserId', vip)
})

test('Moderation answers what the contract says', async () => {
  await walkModeration(ask, fixture.creator, await fan())
})

test('Contents answer what the contract says', async () => {
  const { other } = fixture
  const one = await fan()
  const about = { title: '새벽 라디오', gate: '1', body: '뒷이야기', link: 'https://example.com/' }
  const { content } = await ask(other, 'POST /creator/contents', '', { ...about, codes: ['AAA', 'BBB'] })
  const { id } = content as unknown as { id: string }
  const [own, read] = [`/creator/contents/${id}`, `/contents/${id}`]
  const list = `/contents?chzzkChannelId=${other.chzzkUserId}`
  await ask(one, 'GET /contents', list)
  await ask(stranger, 'GET /contents/:id', read)
  await setVip(other, one)
  await ask(one, 'POST /contents/:id/coupon', `${read}/coupon`)
  await ask(one, 'GET /contents', list)
  await ask(one, 'GET /contents/:id', read)
  await ask(other, 'GET /creator/contents')
  await ask(other, 'GET /creator/contents/:id', own)
  await ask(other, 'PUT /creator/contents/:id', own, { ...about, gate: 'vip' })
  await ask(other, 'GET /me/export')
  await ask(one, 'GET /me/export')
  await ask(other, 'DELETE /creator/contents/:id', own)
})

test('Statements answer what the contract says', async () => {
  const { creator } = fixture
  const statements = '/creator/statements'
  const first = { at: '2026-11-03 20:00:00', amount: 900, name: '가람' }
  const file = fileOf([first, { ...first, at: '어제' }, { ...first, amount: 50 }])
  const { id } = await uploadStatement(creator, file)
  const at = `${statements}/${id}`
  await ask(creator, 'GET /creator/statements/:id', at)
  await ask(creator, 'PUT /creator/statements/:id/mapping', `${at}/mapping`, { columns: COLUMNS })
  await ask(creator, 'PUT /creator/statements/:id/lines/:row', `${at}/lines/4`, { outcome: 'ignored' })
  await ask(creator, 'POST /creator/statements/:id/plan', `${at}/plan`, {})
  await ask(creator, 'GET /creator/statements/:id/lines', `${at}/lines`)
  await ask(creator, 'PUT /creator/statements/:id/lines', `${at}/lines`, { of: 'added', outcome: 'onHold' })
  await ask(creator, 'PUT /creator/statements/:id/lines', `${at}/lines`, {
    of: 'chosen',
    outcome: 'undecided',
  })
  for (const outcome of ['onlyMeltWaiting', 'onlyMeltConfirmed'])
    await ask(creator, 'GET /creator/statements/:id/donations', `${at}/donations?outcome=${outcome}`)
  await ask(creator, 'PUT /creator/statements/:id/lines/:row', `${at}/lines/4`, { outcome: 'ignored' })
  const { planHash } = await ask(creator, 'POST /creator/statements/:id/plan', `${at}/plan`, {})
  await ask(creator, 'POST /creator/statements/:id/apply', `${at}/apply`, { planHash })
  await ask(creator, 'GET /creator/statements/:id/lines', `${at}/lines?outcome=onlyStatement`)
  await ask(creator, 'GET /me/export')
  await ask(creator, 'GET /creator/settlement/reports/:month', '/creator/settlement/reports/2026-11')
  await ask(creator, 'POST /creator/statements/:id/undo', `${at}/undo`)
  const totals = { from: '2026-11-01', to: '2026-11-30', gross: 70_000, fee: 7_000 }
  await ask(creator, 'POST /creator/statements', '', totals)
  await ask(creator, 'GET /creator/statements')
})

test("An operator's switch answers what the contract says", async () => {
  const admin = await signedIn({ channelId: someChzzkId(), name: '운영지기', role: 'admin' })
  for (const allowed of [false, true]) await ask(admin, 'POST /admin/auto-confirm', '', { allowed })
})

test('Coming and going answer what the contract says', async () => {
  const { creator } = fixture
  const one = await fan()
  const [visitor, shy] = [new Visitor(), new Visitor()]
  await visitor.logIn(someChzzkId())
  await shy.logIn(someChzzkId())
  await ask(clientOf(visitor), 'POST /auth/agree', '', { age14: true, terms: true })
  await ask(clientOf(shy), 'POST /auth/decline')
  await ask(one, 'GET /me/export')
  await ask(creator, 'GET /me/export')
  await ask(one, 'POST /me/leave', '', { confirm: true })
  await visitor.signIn(someChzzkId())
  await ask(clientOf(visitor), 'POST /auth/refresh')
  await ask(clientOf(visitor), 'POST /auth/logout', '', { everywhere: true })
})

test('Notices answer what the contract says', async () => {
  const { creator } = fixture
  const one = await fan()
  const service = await openFakePush()
  await ask(creator, 'POST /donations/:id/confirm', `/donations/${await donate(one, creator)}/confirm`)
  await ask(one, 'GET /notices')
  await ask(creator, 'GET /notices')
  await ask(one, 'POST /notices/read')
  await ask(one, 'GET /notices/preferences')
  await ask(one, 'PUT /notices/preferences', '', { quietFrom: 1, quietTo: 2 })
  const mute = { kind: 'post', chzzkChannelId: creator.chzzkUserId }
  await ask(one, 'PUT /notices/mutes', '', mute)
  await ask(one, 'DELETE /notices/mutes', '', mute)
  const { subscription } = createBrowser()
  await ask(one, 'PUT /notices/subscription', '', subscription)
  await ask(one, 'GET /notices/subscription', `/notices/subscription?endpoint=${subscription.endpoint}`)
  await ask(one, 'POST /notices/test')
  await ask(one, 'DELETE /notices/subscription', '', { endpoint: subscription.endpoint })
  const url = `${PUSH_ORIGIN}/api/webhooks/123456789012345678/${'a'.repeat(68)}`
  await ask(creator, 'PUT /creator/webhook', '', { url })
  await ask(creator, 'GET /creator/webhook')
  await ask(creator, 'POST /creator/webhook/test')
  await ask(creator, 'DELETE /creator/webhook')
  await service.close()
})

test('Every line of the contract was asked', () => {
  // What travels as no JSON has tests of its own: tests/http/{events,content-files,badge-icons}.test.ts.
  const whole = Object.entries<Operation>(contract).flatMap(([key, { type = '' }]) =>
    /stream|image|audio/.test(type) || key === 'POST /badges/icons' ? [] : [key],
  )
  expect([...seen].sort()).toEqual(whole.sort())
})

function clientOf({ browser }: Visitor): Client {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return Object.assign(Object.create(Object.getPrototypeOf(stranger)), { cookie })
}
