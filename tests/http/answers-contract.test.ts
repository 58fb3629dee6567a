import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { contract, type Operation } from '~/http/contract'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'
import { donate, openIntent, type Stage, setStage } from '../support/stage'
import { Visitor } from '../support/visitor'

useMelt()

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})

const fan = () => signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })

/** Walks through Melt once; every answer is what its line of the contract promises, field by field. */
test('Every answer is what the contract says', async () => {
  const seen = new Set<string>()
  async function ask(
    by: Client,
    key: keyof typeof contract,
    address = '',
    body?: unknown,
  ): Promise<Record<string, never>> {
    const { output, status = 200 }: Operation = contract[key]
    const [method = '', path = ''] = key.split(' ')
    const response = await (method === 'GET'
      ? by.get(address || path)
      : by.post(address || path, body, method))
    expect([status, 200], key).toContain(response.status)
    const text = await response.text()
    seen.add(key)
    if (!output) return expect(text, key).toBe('') as never
    const told: unknown = JSON.parse(text)
    expect(output.parse(told), key).toEqual(told)
    return told as Record<string, never>
  }
  const { creator } = stage
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
  const unused = await openIntent(one, creator, { amount: 7 })
  await ask(one, 'GET /donations/intents')
  await ask(one, 'POST /donations/intents/:id/dismiss', `/donations/intents/${unused}/dismiss`)
  const lapsed = await openIntent(one, creator, { message: '늦음' })
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
  await ask(creator, 'POST /donations/:id/reverse', `/donations/${kept}/reverse`, { reason: '틀림' })
  await ask(creator, 'POST /donations/:id/confirm', `/donations/${kept}/confirm`, { amount: 9 })
  await ask(creator, 'POST /donations/:id/reject', `/donations/${refused}/reject`, { reason: '아님' })
  await ask(creator, 'POST /donations/manual', '', {
    amount: 3,
    donorName: '현장 팬',
    message: '직접',
    note: '메모',
  })
  await ask(creator, 'GET /donations/daily-total', '/donations/daily-total?date=2026-11-21')
  await ask(creator, 'POST /donations/daily-total', '', { date: '2026-11-21', amount: 0 })
  await ask(creator, 'GET /donations', '/donations?limit=2')
  await ask(one, 'GET /donations', '/donations?mine=1')
  await ask(one, 'GET /donations/:id', `/donations/${kept}`)
  await ask(creator, 'GET /donations/summary')
  await ask(stranger, 'GET /feed', `/feed?chzzkChannelId=${chzzkChannelId}&limit=2`)
  await ask(stranger, 'GET /feed', `/feed?chzzkChannelId=${chzzkChannelId}&sort=amount`)
  await ask(one, 'POST /creator/channel')
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
  expect([...seen].sort()).toEqual(Object.keys(contract).sort())
})

function clientOf({ browser }: Visitor): Client {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return Object.assign(Object.create(Object.getPrototypeOf(stranger)), { cookie })
}
