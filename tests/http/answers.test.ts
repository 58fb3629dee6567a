import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { contract, type Operation } from '~/http/contract'
import { noticeCookie } from '~/http/cookies.server'
import { readNotice } from '~/http/notice.server'
import { REFUSALS } from '~/http/refusals'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { acts, fill, lines, paths, reads } from '../support/operations'
import { someChzzkId } from '../support/people'
import { rawRequest } from '../support/raw'
import { donate, openIntent, type Stage, setStage } from '../support/stage'
import { Visitor } from '../support/visitor'

useMelt()

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})

const fan = () => signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })

/** The notice that comes with an answer, as the next page reads it. */
async function noticeOf(response: Response) {
  const cookie = response.headers.getSetCookie().find((line) => line.startsWith('melt_notice='))
  return cookie ? readNotice(new Request('http://melt.local', { headers: { Cookie: cookie.split(';')[0] ?? '' } })) : null
}

describe('A form', () => {
  test('is answered with 303 to the page that shows the result, and one notice', async () => {
    const id = await donate(await fan(), stage.creator)
    const response = await stage.creator.form(`/donations/${id}/confirm`, { amount: '1,500' })
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/dashboard/donations'])
    expect(await response.text()).toBe('')
    expect(await noticeOf(response)).toEqual({
      text: '1,500치즈를 확인했어요',
      undo: { action: `/donations/${id}/reverse`, fields: { reason: '잘못 눌렀어요' } },
    })
    const undone = await stage.creator.form(`/donations/${id}/reverse`, { reason: '잘못 눌렀어요', redirectTo: '/me?x=1' })
    expect([undone.status, undone.headers.get('Location')]).toEqual([303, '/me?x=1'])
    expect(await noticeOf(undone)).toMatchObject({ text: '확인을 취소했어요' })
  })

  test('shows its notice once', async () => {
    const visitor = new Visitor()
    const [name = '', value = ''] = stage.fan.cookie.split(/=(.*)/)
    visitor.browser.cookies.set(name, value)
    await visitor.form(`/donations/intents/${await openIntent(stage.fan, stage.creator)}/dismiss`)
    expect(await (await visitor.get('/me')).text()).toContain('더 묻지 않을게요')
    expect(await (await visitor.get('/me')).text()).not.toContain('더 묻지 않을게요')
    visitor.browser.cookies.set('melt_notice', (await noticeCookie.serialize('x')).split(/[=;]/)[1] ?? '')
    expect((await visitor.get('/me')).status).toBe(200)
  })

  test('whose sender accepts JSON is answered with JSON', async () => {
    const headers = { Accept: 'application/json' }
    const body = new URLSearchParams({ date: '2026-11-21', amount: '1000' })
    const response = await stage.creator.request('POST', '/donations/daily-total', { headers, body })
    expect([response.status, await response.json()]).toMatchObject([200, { enteredTotal: 1000 }])
    const wrong = new URLSearchParams({ date: 'x', formPage: '/dashboard/donations/day' })
    const refused = await stage.creator.request('POST', '/donations/daily-total', { headers, body: wrong })
    expect(refused.headers.get('Content-Type')).toMatch(/problem\+json/)
  })

  test('that is refused comes back filled in, with the errors, as the page it came from', async () => {
    const one = await fan()
    const page = `/${stage.creator.chzzkUserId}/donate`
    const fields = { chzzkChannelId: stage.creator.chzzkUserId, message: '잃으면 안 되는 <글>', amount: '0', formPage: page }
    const response = await one.form('/donations/intent', fields)
    const html = await response.text()
    expect([response.status, response.headers.get('Content-Type')]).toEqual([422, 'text/html; charset=utf-8'])
    expect(html).toContain('잃으면 안 되는 &lt;글&gt;')
    expect(html).toContain('1치즈부터 적을 수 있어요')
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(await db.donationIntent.count({ where: { viewerId: one.id } })).toBe(0)
  })

  test('keeps what was written when the session is over, when it is too late, and when it is one too many', async () => {
    const one = await fan()
    const page = `/${stage.creator.chzzkUserId}/donate`
    const fields = { chzzkChannelId: stage.creator.chzzkUserId, message: '로그아웃된 글', formPage: page }
    const signedOut = await stranger.form('/donations/intent', fields)
    expect([signedOut.status, (await signedOut.text()).includes('로그아웃된 글')]).toEqual([401, true])
    const intentId = await openIntent(one, stage.creator)
    const createdAt = new Date(Date.now() - 25 * 60 * 60 * 1000)
    await db.donationIntent.update({ where: { id: intentId }, data: { createdAt } })
    const late = await one.form('/donations/occurred', { intentId, message: '늦은 글', formPage: `${page}?intent=${intentId}` })
    expect(late.status).toBe(410)
    for (let n = 0; n < 3; n++) await donate(one, stage.creator)
    const fourth = await openIntent(one, stage.creator)
    const body = { intentId: fourth, message: '네 번째 글', formPage: `${page}?intent=${fourth}` }
    const tooMany = await one.form('/donations/occurred', body)
    expect([tooMany.status, (await tooMany.text()).includes('네 번째 글')]).toEqual([429, true])
    expect(Number(tooMany.headers.get('Retry-After'))).toBeGreaterThan(0)
  })

  test('comes back as a problem where its page is nobody’s or no page', async () => {
    const one = await fan()
    for (const formPage of ['//evil.example', 'https://evil.example/x', '', '/%zz', '/\\evil']) {
      const response = await one.form('/donations/intent', { chzzkChannelId: 'x', formPage })
      expect(response.status, formPage).toBeGreaterThanOrEqual(400)
      expect(response.status, formPage).toBeLessThan(500)
      expect(response.headers.has('Location'), formPage).toBe(false)
    }
    for (const formPage of ['/donations', '/healthz', '/feed', '/nowhere']) {
      const response = await one.form('/donations/intent', { chzzkChannelId: 'x', formPage })
      expect(response.status, formPage).toBeGreaterThanOrEqual(400)
      expect(response.status, formPage).toBeLessThan(500)
      expect(response.headers.getSetCookie(), formPage).toEqual([])
    }
  })
})

describe('A program', () => {
  test('is answered with JSON, without a notice, and nobody keeps it', async () => {
    const id = await donate(await fan(), stage.creator)
    const response = await stage.creator.post(`/donations/${id}/confirm`)
    expect(response.headers.get('Content-Type')).toBe('application/json; charset=utf-8')
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(await noticeOf(response)).toBeNull()
  })

  test.each(reads)('hears at HEAD of $key what GET would say, without saying it', async ({ path, key }) => {
    const { id, chzzkChannelId } = { id: stage.waiting, chzzkChannelId: stage.creator.chzzkUserId }
    const query = key.includes('daily-total') ? '?date=2026-11-21' : `?chzzkChannelId=${chzzkChannelId}`
    const address = fill(path, { id, chzzkChannelId }) + query
    const [get, head] = [await stage.creator.get(address), await stage.creator.request('HEAD', address)]
    expect([get.status, head.status, await head.text()]).toEqual([200, 200, ''])
    expect(head.headers.get('Content-Type')).toBe(get.headers.get('Content-Type'))
  })

  test.each(paths)('hears at OPTIONS of %s what is allowed', async (path) => {
    const address = fill(path, { id: randomUUID(), chzzkChannelId: someChzzkId() })
    const { headers } = await rawRequest(`OPTIONS ${address}`)
    const known = lines.filter((line) => line.path === path).map(({ method }) => method)
    expect(headers.get('Allow')?.split(', ').sort()).toEqual(known.sort())
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

describe('The OpenAPI document', () => {
  type Described = { responses: Record<string, unknown>; requestBody?: unknown; parameters: { name: string }[] }
  type Document = { openapi: string; paths: Record<string, Record<string, Described>>; components: { schemas: { Problem: unknown } } }

  test('holds every line of the contract with its statuses', async () => {
    const document = await stranger.ask<Document>('GET', '/openapi.json')
    expect(document.openapi).toBe('3.1.0')
    const told = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    )
    expect(told.sort()).toEqual(Object.keys(contract).sort())
    for (const { key, method, path, operation } of lines) {
      const described = document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
      const { status = 200, refusals = [], input } = operation
      expect(Object.keys(described?.responses ?? {}), key).toEqual(
        expect.arrayContaining([status, ...refusals.map((reason) => REFUSALS[reason].status)].map(String)),
      )
      expect(Boolean(described?.requestBody), key).toBe(Boolean(input) && acts.some((act) => act.key === key))
      for (const [, name] of path.matchAll(/:(\w+)/g)) {
        expect(described?.parameters.map((parameter) => parameter.name), key).toContain(name)
      }
    }
  })

  test('needs nothing outside itself', async () => {
    const text = await (await stranger.get('/openapi.json')).text()
    const document = JSON.parse(text) as Document
    const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference)
    expect(new Set(references)).toEqual(new Set(['#/components/schemas/Problem']))
    expect(document.components.schemas.Problem).toMatchObject({ type: 'object' })
  })
})

/** Walks through Melt once; every answer is what its line of the contract promises, field by field. */
test('Every answer is what the contract says', async () => {
  const seen = new Set<string>()
  async function ask(by: Client, key: keyof typeof contract, address = '', body?: unknown): Promise<Record<string, never>> {
    const { output, status = 200 }: Operation = contract[key]
    const [method = '', path = ''] = key.split(' ')
    const response = await (method === 'GET' ? by.get(address || path) : by.post(address || path, body, method))
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
  const { intentId } = await ask(one, 'POST /donations/intent', '', { chzzkChannelId, message: '안녕', amount: 5 })
  const unused = await openIntent(one, creator, { amount: 7 })
  await ask(one, 'GET /donations/intents')
  await ask(one, 'POST /donations/intents/:id/dismiss', `/donations/intents/${unused}/dismiss`)
  const lapsed = await openIntent(one, creator, { message: '늦음' })
  await db.donationIntent.update({ where: { id: lapsed }, data: { createdAt: new Date(Date.now() - 25 * 3_600_000) } })
  await ask(creator, 'GET /donations/intents', `/donations/intents?chzzkChannelId=${chzzkChannelId}`)
  await ask(one, 'POST /donations/occurred', '', { intentId, message: '보냈어요', amount: 5, hideAmount: true })
  const [kept, refused] = [await donate(one, creator), await donate(one, creator)]
  await ask(creator, 'POST /donations/confirm', '', { items: [{ id: kept }, { id: randomUUID() }] })
  await ask(creator, 'POST /donations/:id/reverse', `/donations/${kept}/reverse`, { reason: '틀림' })
  await ask(creator, 'POST /donations/:id/confirm', `/donations/${kept}/confirm`, { amount: 9 })
  await ask(creator, 'POST /donations/:id/reject', `/donations/${refused}/reject`, { reason: '아님' })
  await ask(creator, 'POST /donations/manual', '', { amount: 3, donorName: '현장 팬', message: '직접', note: '메모' })
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
  await visitor.signIn(someChzzkId())
  await ask(clientOf(visitor), 'POST /auth/refresh')
  await ask(clientOf(visitor), 'POST /auth/logout', '', { everywhere: true })
  expect([...seen].sort()).toEqual(Object.keys(contract).sort())
})

function clientOf({ browser }: Visitor): Client {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return Object.assign(Object.create(Object.getPrototypeOf(stranger)), { cookie })
}
