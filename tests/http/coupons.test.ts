import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { codeOf } from '../support/letters'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'
import { setVip, share } from '../support/rewards'

useMelt()

let creator: Client
let fan: Client
let other: Client
beforeEach(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  other = await signedIn({ channelId: someChzzkId(), name: '고구마탐험대' })
})

const page = async (by: Client, address: string) => (await by.get(address, 'text/html')).text()
const claim = (by: Client, id: string) => by.post(`/contents/${id}/coupon`)

async function claimed(title: string, code: string) {
  const { id } = await share(creator, { title, gate: 'vip', codes: [code, `${code}-2`] })
  await setVip(creator, fan)
  expect((await claim(fan, id)).status).toBe(200)
  return id
}

describe('A coupon that somebody got', () => {
  test.each([
    ['locked to them again', (id: string) => setVip(creator, fan, false).then(() => id)],
    ['deleted', (id: string) => creator.ask('DELETE', `/creator/contents/${id}`)],
    [
      'of a channel that is closed',
      () => db.channel.update({ where: { ownerId: creator.id }, data: { openedAt: null } }),
    ],
  ])('stays theirs when the content is %s', async (_, happens) => {
    const id = await claimed('새벽 라디오', 'MELT-1')
    const before = await (await claim(fan, id)).json()
    await happens(id)
    const again = await claim(fan, id)
    expect([again.status, await again.json()]).toEqual([200, before])
    expect(before).toMatchObject({ code: 'MELT-1' })
    const text = await page(fan, '/me/coupons')
    for (const words of ['MELT-1', '새벽 라디오', '밤비노래방']) expect(text).toContain(words)
    expect(await codeOf(claim(other, id))).toBe('not_found')
    expect(await codeOf(claim(stranger, id))).toBe('signed_out')
  })

  test('is on a page of their own alone, to which their own page leads once there is one', async () => {
    expect(await page(fan, '/me')).not.toContain('/me/coupons')
    expect(await page(fan, '/me/coupons')).toContain('아직 받은 쿠폰이 없어요')
    const id = await claimed('새벽 라디오', 'MELT-1')
    expect(await page(fan, '/me')).toContain('href="/me/coupons"')
    expect(await page(fan, '/me/coupons')).toContain(`/contents/${id}"`)
    for (const by of [other, creator]) expect(await page(by, '/me/coupons')).not.toContain('MELT-1')
  })

  test('stands with the others page by page, the last first', async () => {
    for (let n = 1; n <= 3; n++) await claimed(`글 ${n}`, `MELT-${n}`)
    const first = await page(fan, '/me/coupons?limit=2')
    expect(first).toMatch(/MELT-3[\s\S]*MELT-2/)
    expect(first).not.toContain('MELT-1')
    const next = /\/me\/coupons\?cursor=([\w-]+)/.exec(first)?.[1]
    const second = await page(fan, `/me/coupons?limit=2&cursor=${next}`)
    expect(second).toContain('MELT-1')
    expect(second).not.toContain('MELT-2')
  })
})
