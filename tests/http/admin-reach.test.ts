import { readdirSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { pool } from '~/db/pool.server'
import { createIntent, donate } from '../support/fixtures'
import { schemaOf } from '../support/json-schema'
import { codeOf, sendLetter, settingsOf } from '../support/letters'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { fill, reads } from '../support/operations'
import { someChzzkId } from '../support/people'
import { rightValue } from '../support/wrong-values'

useMelt()

const NAME = '카나리아라면'
const WORDS = '나쁜말이 든 글'
const LETTER = '둘만 아는 이야기'
const AMOUNTS = [87_651, 87_652, 87_653, 87_654]

/** A channel with everything that is its creator's and its fan's alone, and the ids of it. */
async function privateStage() {
  const creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  const fan = await signedIn({ channelId: someChzzkId(), name: NAME })
  await settingsOf(creator, { blockedWords: ['나쁜말'] })
  const [waiting = 0, confirmed = 0, rejected = 0, lapsed = 0] = AMOUNTS
  const shy = { hideName: true, hideAmount: true }
  const ids = {
    intent: await createIntent(fan, creator, { amount: lapsed }),
    waiting: await donate(fan, creator, { message: WORDS, amount: waiting, ...shy }),
    confirmed: await donate(fan, creator, { message: WORDS, amount: confirmed, ...shy }),
    rejected: await donate(fan, creator, { message: WORDS, amount: rejected, ...shy }),
    letter: await sendLetter(fan, creator, LETTER),
  }
  await creator.ask('POST', `/donations/${ids.confirmed}/confirm`)
  await creator.ask('POST', `/donations/${ids.rejected}/reject`, { reason: '둘만 아는 이야기라서' })
  await db.donationIntent.update({
    where: { id: ids.intent },
    data: { createdAt: new Date(Date.now() - 25 * 3_600_000) },
  })
  return { creator, fan, ids }
}

const pages = readdirSync('app/routes')
  .filter((name) => name.endsWith('.tsx') && !/callback|^\$\.tsx$/.test(name))
  .map((name) => `/${name.replace(/(^|\.)_index\.tsx$|\.tsx$/, '').replaceAll('.', '/')}`)
  .map((path) => path.replaceAll('$', ':'))

/** Every page and every documented GET about this channel, with each of its ids where an address has room for one. */
function addresses({ creator, fan, ids }: Awaited<ReturnType<typeof privateStage>>) {
  const values = { chzzkChannelId: creator.chzzkUserId, chzzkUserId: fan.chzzkUserId }
  const filled = (path: string) =>
    (path.includes(':id') ? Object.values(ids) : ['']).map((id) => fill(path, { ...values, id }))
  const ofPages = pages.flatMap((path) => filled(path).map((address) => [address, 'text/html'] as const))
  const ofContract = reads.flatMap(({ path, operation: { input } }) => {
    const { properties = {}, ...schema } = input ? schemaOf(input) : {}
    const right = rightValue({ ...schema, properties, type: 'object' }) as Record<string, string>
    const query = new URLSearchParams(right)
    if (properties.chzzkChannelId) query.set('chzzkChannelId', creator.chzzkUserId)
    return filled(path).map((address) => [`${address}?${query}`, 'application/json'] as const)
  })
  const chosen = `/dashboard/donations/review?id=${ids.waiting}`
  return [...ofPages, ...ofContract, [chosen, 'text/html'] as const].filter(
    ([to]) => !to.startsWith('/events'),
  )
}

/** A number is found where it stands alone: an id may have the same digits in it. */
function standsIn(bytes: string, secret: string) {
  return /^[\d,]+$/.test(secret)
    ? new RegExp(`(?<![\\w-])${secret}(?![\\w-])`).test(bytes)
    : bytes.includes(secret)
}

describe('What is a channel’s own', () => {
  let set: Awaited<ReturnType<typeof privateStage>>
  let admin: Client
  let secrets: string[]
  beforeEach(async () => {
    set = await privateStage()
    admin = await signedIn({ channelId: someChzzkId(), name: '운영지기', role: 'admin', opened: true })
    const amounts = AMOUNTS.flatMap((amount) => [String(amount), amount.toLocaleString('ko-KR')])
    secrets = [NAME, set.fan.chzzkUserId, set.fan.id, WORDS, LETTER, ...amounts]
  })

  /** The secrets in an answer, besides those in its address. */
  const secretsIn = async (answer: Response, address: string) => {
    const bytes = (await answer.text()).replaceAll(set.fan.chzzkUserId, (id) =>
      address.includes(id) ? '' : id,
    )
    return secrets.filter((secret) => standsIn(bytes, secret))
  }
  const audited = () => db.auditEntry.findMany({ where: { actorId: admin.id }, orderBy: { at: 'asc' } })

  test('reaches an admin at no address of the contract and on no page: they are answered as anybody else is', async () => {
    const other = await signedIn({ channelId: someChzzkId(), name: '고구마탐험대', opened: true })
    await other.ask('POST', '/donations/manual', { amount: 1_000 })
    for (const [address, accept] of addresses(set)) {
      const [answer, anybody] = await Promise.all([admin.get(address, accept), other.get(address, accept)])
      expect(await secretsIn(answer, address), `an admin at ${address}`).toEqual([])
      if (!address.startsWith('/admin')) expect(answer.status, address).toBe(anybody.status)
    }
    expect(await audited()).toEqual([])
    const toOwners: string[] = []
    const ofChannel = `?chzzkChannelId=${set.creator.chzzkUserId}`
    for (const address of [`/donations${ofChannel}`, `/donations/intents${ofChannel}`, '/creator/inbox'])
      toOwners.push(...(await secretsIn(await set.creator.get(address), '')))
    toOwners.push(...(await secretsIn(await set.fan.get('/auth/me'), '')))
    for (const secret of secrets.filter((one) => !one.includes(',')))
      expect(toOwners, 'what a fixture must show its owners').toContain(secret)
  })

  test('stays so when an admin confirms what waits, which is written down each time', async () => {
    const { waiting, confirmed, rejected } = set.ids
    for (const act of [
      () => admin.post(`/donations/${waiting}/confirm`),
      () =>
        admin.post('/donations/confirm', { items: [{ id: waiting }, { id: confirmed }, { id: rejected }] }),
    ]) {
      const answer = await act()
      expect(answer.status).toBe(200)
      expect(await secretsIn(answer, '')).toEqual([])
    }
    const row = { act: 'donation_confirmed', subjectId: waiting }
    expect(await audited()).toMatchObject([row, row])
    expect(await (await admin.get('/admin/audit', 'text/html')).text()).toContain(
      '스트리머 대신 후원을 확인했어요',
    )
    for (const reader of [set.creator, set.fan]) {
      const history = await (await reader.get(`/donations/${waiting}`)).text()
      expect(history).toContain('"actorKind":"admin","actorName":null')
    }
  })

  test('is confirmed by no admin whose act cannot be written down', async () => {
    await pool.query('ALTER TABLE audit_entries ADD CONSTRAINT no_more CHECK (false) NOT VALID')
    const { log } = await import('~/http/server/log.server')
    const level = log.level
    log.level = 'silent'
    await admin.post(`/donations/${set.ids.waiting}/confirm`)
    log.level = level
    await pool.query('ALTER TABLE audit_entries DROP CONSTRAINT no_more')
    const { status } = await db.donation.findUniqueOrThrow({ where: { id: set.ids.waiting } })
    expect(status).toBe('OCCURRED')
  })

  test('is neither rejected nor taken back by an admin, and what does not wait is not there for them', async () => {
    const { waiting, confirmed, rejected } = set.ids
    const reason = { reason: '다시 볼게요' }
    for (const refused of [
      admin.post(`/donations/${waiting}/reject`, reason),
      admin.post(`/donations/${confirmed}/reverse`, reason),
      admin.post(`/donations/${confirmed}/confirm`),
      admin.post(`/donations/${rejected}/confirm`),
    ])
      expect(await codeOf(refused)).toBe('not_found')
    expect(await audited()).toEqual([])
  })
})

describe('What an admin hides', () => {
  let creator: Client
  let fan: Client
  let admin: Client
  beforeEach(async () => {
    creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
    fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
    admin = await signedIn({ channelId: someChzzkId(), name: '운영자', role: 'admin' })
  })

  const hide = (by: Client, id: string) => by.post(`/content/${id}`, { reason: '약관 위반' }, 'DELETE')
  const feed = () => stranger.ask('GET', `/feed?chzzkChannelId=${creator.chzzkUserId}`)

  describe('An admin', () => {
    test('finds no private letter by trying, also where its creator hid it', async () => {
      const id = await sendLetter(fan, creator, '둘만 아는 이야기')
      expect(await codeOf(hide(admin, id))).toBe('not_found')
      await creator.ask('DELETE', `/content/${id}`, { reason: '읽고 싶지 않아요' })
      expect(await codeOf(hide(admin, id))).toBe('not_found')
    })

    test('hides an RT, and an answer that stands under it', async () => {
      const id = await sendLetter(fan, creator, '소개해 주세요')
      await creator.ask('POST', `/messages/${id}/retweet`)
      const { messageId } = await creator.ask<{ messageId: string }>('POST', `/messages/${id}/reply`, {
        content: '그럼요',
        visibility: 'public',
      })
      expect((await hide(admin, messageId)).status).toBe(204)
      expect(await feed()).toMatchObject({ items: [{ id, replies: [] }] })
      expect((await hide(admin, id)).status).toBe(204)
      expect(await feed()).toMatchObject({ items: [] })
    })
  })
})
