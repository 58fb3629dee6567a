import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { noticeCookie } from '~/http/login/cookies.server'
import { parseNotice } from '~/http/responses/answer.server'
import { createFixture, createIntent, donate, type Fixture } from '../support/fixtures'
import { signedIn, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'
import { Visitor } from '../support/visitor'

useMelt()

let fixture: Fixture
beforeAll(async () => {
  fixture = await createFixture()
})

const fan = () => signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })

/** The notice that comes with an answer, as the next page reads it. */
async function noticeOf(response: Response) {
  const cookie = response.headers.getSetCookie().find((line) => line.startsWith('melt_notice='))
  return cookie
    ? parseNotice(new Request('http://melt.local', { headers: { Cookie: cookie.split(';')[0] ?? '' } }))
    : null
}

describe('A form', () => {
  test('is answered with 303 to the page that shows the result, and one notice', async () => {
    const id = await donate(await fan(), fixture.creator)
    const response = await fixture.creator.form(`/donations/${id}/confirm`, { amount: '1,500' })
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/dashboard/donations'])
    expect(await response.text()).toBe('')
    expect(await noticeOf(response)).toEqual({
      text: '1,500치즈를 확인했어요',
      undo: { action: `/donations/${id}/reverse`, fields: { reason: '잘못 눌렀어요' } },
    })
    const undone = await fixture.creator.form(`/donations/${id}/reverse`, {
      reason: '잘못 눌렀어요',
      redirectTo: '/me?x=1',
    })
    expect([undone.status, undone.headers.get('Location')]).toEqual([303, '/me?x=1'])
    expect(await noticeOf(undone)).toMatchObject({ text: '확인을 취소했어요' })
  })

  test('shows its notice once', async () => {
    const visitor = new Visitor()
    const [name = '', value = ''] = fixture.fan.cookie.split(/=(.*)/)
    visitor.browser.cookies.set(name, value)
    await visitor.form(`/donations/intents/${await createIntent(fixture.fan, fixture.creator)}/dismiss`)
    expect(await (await visitor.get('/me')).text()).toContain('더 묻지 않을게요')
    expect(await (await visitor.get('/me')).text()).not.toContain('더 묻지 않을게요')
    visitor.browser.cookies.set('melt_notice', (await noticeCookie.serialize('x')).split(/[=;]/)[1] ?? '')
    expect((await visitor.get('/me')).status).toBe(200)
  })

  test('whose sender accepts JSON is answered with JSON', async () => {
    const headers = { Accept: 'application/json' }
    const body = new URLSearchParams({ date: '2026-11-21', amount: '1000' })
    const response = await fixture.creator.request('POST', '/donations/daily-total', { headers, body })
    expect([response.status, await response.json()]).toMatchObject([200, { enteredTotal: 1000 }])
    const wrong = new URLSearchParams({ date: 'x', formPage: '/dashboard/donations/day' })
    const refused = await fixture.creator.request('POST', '/donations/daily-total', { headers, body: wrong })
    expect(refused.headers.get('Content-Type')).toMatch(/problem\+json/)
  })

  test('that is refused comes back filled in, with the errors, as the page it came from', async () => {
    const one = await fan()
    const page = `/${fixture.creator.chzzkUserId}/donate`
    const fields = {
      chzzkChannelId: fixture.creator.chzzkUserId,
      message: '잃으면 안 되는 <글>',
      amount: '0',
      formPage: page,
    }
    const response = await one.form('/donations/intent', fields)
    const html = await response.text()
    expect([response.status, response.headers.get('Content-Type')]).toEqual([422, 'text/html; charset=utf-8'])
    expect(html).toContain('잃으면 안 되는 &lt;글&gt;')
    expect(html).toContain('1치즈부터 적을 수 있어요')
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(await db.donationIntent.count({ where: { viewerId: one.id } })).toBe(0)
  })

  test('keeps what was written when it is too late', async () => {
    const one = await fan()
    const page = `/${fixture.creator.chzzkUserId}/donate`
    const intentId = await createIntent(one, fixture.creator)
    const createdAt = new Date(Date.now() - 25 * 60 * 60 * 1000)
    await db.donationIntent.update({ where: { id: intentId }, data: { createdAt } })
    const late = await one.form('/donations/occurred', {
      intentId,
      message: '늦은 글',
      formPage: `${page}?intent=${intentId}`,
    })
    expect([late.status, (await late.text()).includes('늦은 글')]).toEqual([410, true])
  })

  test('keeps what was written when three already wait', async () => {
    const one = await fan()
    for (let n = 0; n < 3; n++) await donate(one, fixture.creator)
    const page = `/${fixture.creator.chzzkUserId}/donate`
    const fields = { chzzkChannelId: fixture.creator.chzzkUserId, message: '네 번째 글', formPage: page }
    const tooMany = await one.form('/donations/intent', fields)
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

describe('An address without an act', () => {
  test('answers a program that sends JSON, or accepts it, with a problem, and people with a page', async () => {
    const json = { 'Content-Type': 'application/json' }
    for (const [path, status, code] of [
      ['/nowhere', 404, 'not_found'],
      ['/nowhere/at/all', 404, 'not_found'],
      ['/me/leaving', 405, 'method_not_allowed'],
    ] as const) {
      for (const headers of [json, { Accept: 'application/json' }]) {
        const answer = await fixture.fan.request('POST', path, { headers, body: '{}' })
        expect([answer.status, answer.headers.get('Content-Type')], path).toEqual([
          status,
          expect.stringContaining('application/problem+json'),
        ])
        expect(await answer.json(), path).toMatchObject({ code })
      }
      const page = await fixture.fan.request('POST', path, {
        headers: { ...json, Accept: 'text/html' },
        body: '{}',
      })
      expect([page.status, page.headers.get('Content-Type')], path).toEqual([
        status,
        'text/html; charset=utf-8',
      ])
    }
  })
})
