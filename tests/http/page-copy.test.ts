import { beforeEach, describe, expect, test } from 'vitest'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { expectRefused } from '../support/operations'
import { someChzzkId } from '../support/people'
import { setVip, share, support } from '../support/rewards'

useMelt()

let creator: Client
let fan: Client
beforeEach(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
})

const page = async (by: Client, address: string) => (await by.get(address, 'text/html')).text()

describe('A locked content', () => {
  test('tells somebody how much they are short of it, and nobody in particular nothing', async () => {
    const { id } = await share(creator, { gate: '2' })
    const { id: vip } = await share(creator, { gate: 'vip' })
    const at = (content: string) => `/${creator.chzzkUserId}/contents/${content}`
    await support(fan, creator, 12_000)
    expect(await page(fan, at(id))).toContain('38,000치즈')
    expect(await page(stranger, at(id))).not.toContain('더 확인되면')
    expect(await page(fan, at(vip))).not.toContain('더 확인되면')
  })
})

describe('A supporter', () => {
  test('can be made a VIP on their own page, and no VIP again', async () => {
    await support(fan, creator, 1_000)
    const here = `/dashboard/supporters/${fan.chzzkUserId}`
    expect(await page(creator, here)).toContain('VIP로 정하기')
    await setVip(creator, fan)
    expect(await page(creator, here)).toContain('메모 고치기')
  })

  test('of one day is told as such', async () => {
    await support(fan, creator, 1_000)
    expect(await page(creator, `/dashboard/supporters/${fan.chzzkUserId}`)).toContain('하루에 1건')
  })
})

test('Days in the wrong order are invalid', async () => {
  const wrong = '/creator/stats/explain?figure=day&date=2026-11-20&until=2026-11-19'
  expect(await expectRefused(await creator.get(wrong), wrong)).toMatchObject({
    code: 'invalid',
    errors: ['until'],
  })
  expect((await creator.get(wrong.replace('11-19', '11-20'))).status).toBe(200)
})

test('Whoever takes away a tier that opens something hears why, and not that something changed', async () => {
  await share(creator, { gate: '2' })
  const tier = {
    name: '새싹',
    icon: 'sprout',
    thresholdAmount: 100,
    'perks.lettersFirst': 'on',
    'perks.retweetWeight': 1,
  }
  const fields = Object.entries(tier).map(([name, value]) => [`tiers.0.${name}`, String(value)])
  const response = await creator.form('/badges/tier-config', {
    ...Object.fromEntries(fields),
    'tiers.0.tier': '1',
    _method: 'PUT',
    formPage: '/dashboard/badges',
  })
  const text = await response.text()
  expect(response.status).toBe(409)
  expect(text).toContain('쓰고 있는 단계는 뺄 수 없어요')
  expect(text).not.toContain('그사이에 바뀌었어요')
})

test('Where a creator shares, what a file keeps and what a VIP learns is said', async () => {
  const text = await page(creator, '/dashboard/contents/new')
  expect(text).toContain('파일 안에 적힌 제목이나 장소는 그대로 남아요')
  expect(text).toContain('열리는지를 보면 자기가 VIP인지 알 수 있어요')
})
