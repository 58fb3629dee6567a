import { request } from 'node:http'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { type Client, signedIn, stranger, useMelt } from '../../support/melt'
import { someChzzkId } from '../../support/people'
import { rawRequest } from '../../support/raw'

useMelt()

let creator: Client
beforeAll(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
})

describe('A page', () => {
  test('refuses a state change from another site, whatever the site calls itself', async () => {
    for (const path of ['/', '/me', `/${creator.chzzkUserId}`, '/login', '/nothing-here']) {
      for (const origin of ['http://evil.example', 'null', 'zzz']) {
        const response = await creator.request('POST', path, {
          headers: { Origin: origin },
          body: new URLSearchParams({ a: '1' }),
        })
        expect([path, origin, response.status]).toEqual([path, origin, 403])
      }
    }
  })

  test('has no address for a client that Melt does not have', async () => {
    const ways = [
      `/${creator.chzzkUserId}.data?_routes=routes%2F%24chzzkChannelId._index`,
      '/me.data',
      '/__manifest',
      '/?_data=root',
      '/auth/agree.data',
    ]
    for (const path of ways) expect([path, (await creator.get(path)).status]).toEqual([path, 404])
  })

  test('trusts no host that only the client names', async () => {
    const status = await new Promise((resolve, reject) => {
      const { hostname, port } = new URL(process.env.PUBLIC_URL ?? '')
      const headers = {
        'X-Forwarded-Host': 'evil.example',
        Origin: process.env.PUBLIC_URL,
        'Content-Length': 0,
      }
      request({ hostname, port, method: 'POST', path: '/me', headers }, (response) =>
        resolve(response.statusCode),
      )
        .once('error', reject)
        .end()
    })
    expect(status).toBeLessThan(500)
  })

  test('takes no act under a host that is not its own, and says so to a program and to a person', async () => {
    const own = process.env.PUBLIC_URL ?? ''
    const logged = vi.spyOn(process.stdout, 'write')
    for (const line of ['PUT /admin', 'POST /terms', 'DELETE /', 'PATCH /nowhere/x']) {
      for (const Host of ['evil.example', `evil.example:${new URL(own).port}`, 'localhost', '[::1]', '']) {
        for (const Accept of ['application/json', 'text/html', '*/*']) {
          const answer = await rawRequest(line, { Host, Origin: own, Accept, 'Content-Length': '0' })
          expect(answer.status, `${line} at ${Host}`).toBe(403)
          expect(answer.body).not.toMatch(/\bat .+:\d+:\d+|header does not match/)
        }
      }
      for (const Origin of [own, undefined]) {
        const headers = { 'Content-Length': '0', Accept: 'application/json', ...(Origin && { Origin }) }
        expect((await rawRequest(line, headers)).status, `${line} at home`).toBeGreaterThan(403)
      }
    }
    expect(logged).not.toHaveBeenCalled()
  })

  test('behind a proxy that sends on another host, acts as it does without', async () => {
    const headers = { Host: 'melt:3000', Origin: process.env.PUBLIC_URL ?? '', Cookie: creator.cookie }
    const json = { 'Content-Type': 'application/json', 'Content-Length': '2' }
    expect((await rawRequest('POST /creator/channel', { ...headers, ...json }, '{}')).status).toBe(200)
    expect((await rawRequest('PUT /creator/channel', { ...headers, ...json }, '{}')).status).toBe(405)
  })

  test('never leads off the site from an address that looks like one', async () => {
    for (const path of ['//evil.example/x', '/%5cevil.example/x']) {
      expect(await (await stranger.get(path, 'text/html')).text()).not.toMatch(
        /href="(\/\/|\/\\|[^"]*:\/\/)evil/,
      )
    }
  })
})

describe('A refused act', () => {
  const html = { Accept: 'text/html' }

  test('says so on its page even where its row is gone', async () => {
    const { donation } = await creator.ask<{ donation: { id: string } }>('POST', '/donations/manual', {
      amount: 5,
    })
    const response = await creator.form(`/donations/${donation.id}/confirm`, {
      amount: '2000',
      formPage: '/dashboard/donations',
    })
    expect(response.status).toBe(409)
    expect(await response.text()).toMatch(/role="alert".*이미 다른 금액/s)
  })

  test('of somebody whose session ended keeps every word on a page of its own', async () => {
    const fields = {
      amount: '1000',
      donorName: '긴 이름',
      note: '잃으면 안 되는 말',
      formPage: '/dashboard/donations/new',
    }
    const response = await stranger.form('/donations/manual', fields)
    expect(response.status).toBe(401)
    const page = await response.text()
    expect(page).toMatch(/role="alert".*로그인/s)
    for (const value of Object.values(fields)) expect(page).toContain(`value="${value}"`)
  })

  test('answers a person with a page and a program with a problem', async () => {
    const asPerson = await stranger.request('GET', '/donations/occurred', { headers: html })
    expect([asPerson.status, asPerson.headers.get('Content-Type')]).toEqual([405, 'text/html; charset=utf-8'])
    expect(asPerson.headers.get('Allow')).toBe('POST')
    const asProgram = await stranger.get('/donations/occurred')
    expect(asProgram.headers.get('Content-Type')).toContain('application/problem+json')
  })
})
