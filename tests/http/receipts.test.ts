import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listVkeys, logKeys, logOrigin } from '~/domain/proofs/log-keys.server'
import { parseReceipt, verifyReceipt } from '~/domain/proofs/receipt'
import { signLedger } from '~/domain/proofs/sign.server'
import { createIntent, donate } from '../support/fixtures'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { expectRefused } from '../support/operations'
import { someChzzkId } from '../support/people'

useMelt()

let creator: Client
let fan: Client
let id: string
beforeAll(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
})
beforeEach(async () => {
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  id = await donate(fan, creator, { message: '둘도 없는 응원이에요', amount: 7_000 })
})

const receipt = () => `/donations/${id}/receipt`
const page = async (by: Client, address: string) => (await by.get(address, 'text/html')).text()

describe('A receipt', () => {
  test('is a file for its fan and its creator, and kept by nobody on the way', async () => {
    await creator.ask('POST', `/donations/${id}/confirm`)
    await signLedger()
    const [own, theirs] = [await fan.get(receipt(), 'text/html'), await creator.get(receipt())]
    expect(own.status).toBe(200)
    expect(Object.fromEntries(own.headers)).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="melt-receipt-${id}.txt"`,
      'cache-control': 'no-store, no-transform',
    })
    const text = await own.text()
    expect(await theirs.text()).toBe(text)
    const found = parseReceipt(text)
    expect(verifyReceipt(found, { origin: logOrigin, logKeys }).origin).toBe(logOrigin)
    expect(found.entries.map(({ entry }) => [entry.to, entry.amountDelta])).toEqual([
      ['OCCURRED', 0],
      ['CONFIRMED', 7_000],
    ])
    for (const word of ['밤비노래방', '새벽세시라면', '응원', creator.chzzkUserId, fan.chzzkUserId])
      expect(text).not.toContain(word)
  })

  test('is nobody else’s, and nobody learns that there is one', async () => {
    await signLedger()
    const other = await signedIn({ channelId: someChzzkId(), name: '고구마탐험대', opened: true })
    const admin = await signedIn({ channelId: someChzzkId(), name: '운영하는 사람', role: 'admin' })
    for (const by of [other, admin]) {
      const refused = await expectRefused(await by.get(receipt()), `GET /donations/:id/receipt`)
      expect(refused.code).toBe('not_found')
    }
    expect((await expectRefused(await stranger.get(receipt()), 'GET /donations/:id/receipt')).code).toBe(
      'signed_out',
    )
    expect((await fan.post(receipt())).status).toBe(405)
  })

  test('that is not there yet says from when, to programs and to people', async () => {
    const response = await fan.get(receipt())
    const wait = Number(response.headers.get('Retry-After'))
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(86_400)
    expect(response.status).toBe(409)
    const { code, title, detail } = await response.json()
    expect([code, title]).toEqual(['receipt_not_ready', '아직 영수증이 없어요'])
    expect(detail).toMatch(/^영수증은 \d+월 \d+일 00:05부터 받을 수 있어요$/)
    const answer = await fan.get(receipt(), 'text/html')
    expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining(detail)])
    for (const [by, address] of [
      [fan, `/me/donations/${id}`],
      [creator, `/dashboard/donations/${id}`],
    ] as const) {
      expect(await page(by, address)).toContain(detail)
      expect(await page(by, address)).not.toContain(receipt())
    }
  })

  test('is a button on the donation’s page for both, until something more becomes of it', async () => {
    await signLedger()
    const pages = [
      [fan, `/me/donations/${id}`],
      [creator, `/dashboard/donations/${id}`],
    ] as const
    for (const [by, address] of pages) {
      const html = await page(by, address)
      expect(html).toMatch(new RegExp(`<a [^>]*href="${receipt()}"[^>]*>영수증 받기</a>`))
      expect(html).toContain('href="/verify"')
    }
    await creator.ask('POST', `/donations/${id}/confirm`)
    for (const [by, address] of pages) expect(await page(by, address)).not.toContain('영수증 받기')
  })

  test('of a registration that is still queued is none', async () => {
    const intentId = await createIntent(fan, creator)
    for (let n = 0; n < 2; n++) await donate(fan, creator)
    const { donation } = await fan.ask<{ donation: { id: string } }>('POST', '/donations/occurred', {
      intentId,
      message: '네 번째',
      amount: 1_000,
    })
    await signLedger()
    id = donation.id
    expect((await expectRefused(await fan.get(receipt()), 'GET /donations/:id/receipt')).code).toBe(
      'not_found',
    )
    const html = await page(fan, `/me/donations/${id}`)
    expect(html).toContain('보낸 후원')
    expect(html).not.toContain('영수증')
  })
})

describe('/verify', () => {
  test('brings the key with it, asks for a script, and has none in it', async () => {
    const response = await stranger.get('/verify', 'text/html')
    const html = await response.text()
    expect([response.status, response.headers.get('Set-Cookie')]).toEqual([200, null])
    expect(html).toContain(listVkeys().trim())
    expect(html).toMatch(/<section[^>]* hidden=""/)
    expect(html).toContain('자바스크립트가 필요해요')
    expect(html).toContain('href="/verify-proof.mjs"')
    expect([...html.matchAll(/<script(?![^>]*src=)/g)]).toEqual([])
    expect(html).not.toMatch(/<input[^>]*type="file"[^>]*name=/)
  })

  test('has its program beside it', async () => {
    const program = await stranger.get('/verify-proof.mjs')
    expect(program.headers.get('Content-Type')).toMatch(/javascript/)
    expect(await program.text()).toContain('melt-receipt')
  })
})
