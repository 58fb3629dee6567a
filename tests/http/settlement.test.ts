import { describe, expect, test } from 'vitest'
import { POSTURE } from '~/copy/ko/settlement'
import { settlementFigureNames } from '~/domain/settlement/input'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { expectRefused } from '../support/operations'
import { someChzzkId } from '../support/people'
import { OPT_IN, pageOf, SETTLEMENT, SETTLEMENT_PAGE, useSettlement } from '../support/settlement'

useMelt()

const { cast, agree, settlement, donated } = useSettlement()

describe('Settlement', () => {
  test('is for whoever is signed in and has a channel', async () => {
    for (const [method, address] of [
      ['GET', SETTLEMENT],
      ['GET', `${SETTLEMENT}/explain?figure=d30`],
      ['PUT', OPT_IN],
      ['DELETE', OPT_IN],
    ] as const) {
      const ask = (by: Client) =>
        method === 'GET' ? by.get(address) : by.post(address, { agree: true }, method)
      expect((await expectRefused(await ask(stranger), `${method} ${address}`)).code).toBe('signed_out')
      expect((await expectRefused(await ask(cast.fan), `${method} ${address}`)).code).toBe('forbidden')
    }
  })

  test('has figures only while its creator wants them, and says why there are none', async () => {
    expect(await settlement()).toEqual({
      optedInAt: null,
      available: false,
      reason: '정산에서 참고 지표를 켜면 볼 수 있어요',
      figures: null,
    })
    expect((await cast.creator.get(`${SETTLEMENT}/explain?figure=d30`)).status).toBe(404)
    for (const body of [{}, { agree: false }]) {
      const { code, errors } = await expectRefused(
        await cast.creator.post(OPT_IN, body, 'PUT'),
        `PUT ${OPT_IN}`,
      )
      expect([code, errors]).toEqual(['invalid', ['agree']])
    }
    const { optedInAt } = await agree()
    expect(await agree()).toEqual({ optedInAt })
    expect(await settlement()).toMatchObject({ optedInAt, available: true, reason: null })
    expect((await cast.creator.post(OPT_IN, {}, 'DELETE')).status).toBe(204)
    expect((await settlement()).figures).toBeNull()
  })

  test('answers figures in whole numbers, the volatility with its word', async () => {
    await agree()
    await donated(1, 1_000)
    await donated(0, 50_000)
    const { figures } = await settlement()
    expect(figures).toMatchObject({
      windows: {
        d30: { sum: 1_000, count: 1, dailyMean: 33, monthly: 1_000 },
        d90: { sum: 1_000, count: 1, dailyMean: 11, monthly: 333 },
      },
      concentration: { top1: 1, top5: 1 },
      repeatRate: 0,
      reference: null,
      computableFrom: expect.stringMatching(/^20\d\d-\d\d-01$/),
    })
    expect(figures?.months).toHaveLength(13)
    expect(Object.keys(figures ?? {}).sort()).toEqual([
      'activity',
      'asOf',
      'computableFrom',
      'concentration',
      'feeRatePercent',
      'months',
      'net',
      'pending',
      'pendingNet',
      'reference',
      'repeatRate',
      'volatility',
      'windows',
    ])
  })

  test('explains every figure by its donations, and no month that it does not show', async () => {
    await agree()
    for (const [daysAgo, amount] of [
      [200, 90_000],
      [100, 60_000],
      [20, 3_000],
      [13, 2_000],
      [0, 500],
    ] as const)
      await donated(daysAgo, amount)
    for (const figure of settlementFigureNames) {
      const address = `${SETTLEMENT}/explain?figure=${figure}`
      const { rule, included } = await cast.creator.ask<{ rule: string; included: { items: object[] } }>(
        'GET',
        address,
      )
      expect(rule, figure).toMatch(/요/)
      expect(included.items.length, figure).toBeGreaterThan(
        figure === 'average' || figure === 'reference' ? -1 : 0,
      )
      expect(await pageOf(cast.creator, `${SETTLEMENT_PAGE}/explain?figure=${figure}`)).toContain(POSTURE)
    }
    const { value } = await cast.creator.ask<{ value: number }>('GET', `${SETTLEMENT}/explain?figure=d30`)
    expect(value).toBe(5_000)
    const of = (month: string) => cast.creator.get(`${SETTLEMENT}/explain?figure=month&month=${month}`)
    expect((await of('2020-01')).status).toBe(404)
    expect((await of('2020-13')).status).toBe(422)
  })
})

describe('Nobody else', () => {
  test('reads a figure, or whether there are any', async () => {
    const admin = await signedIn({ channelId: someChzzkId(), name: '운영자', opened: true, role: 'admin' })
    const rival = await signedIn({ channelId: someChzzkId(), name: '고구마탐험대', opened: true })
    await donated(1, 777_000)
    const of = cast.creator.chzzkUserId
    const everybody = [
      `/${of}`,
      `/channels/${of}`,
      `/feed?chzzkChannelId=${of}`,
      `/badges?chzzkChannelId=${of}`,
    ]
    const drawn = async (by: Client) => {
      const texts = await Promise.all(
        everybody.map(async (address) => (await by.get(address, 'text/html')).text()),
      )
      return texts.map((text) => text.replace(/ nonce="[^"]*"| value="[0-9a-f-]{36}"/g, ''))
    }
    const before = await Promise.all([stranger, cast.fan, rival, admin].map(drawn))
    await agree()
    await pageOf(cast.creator)
    expect(await Promise.all([stranger, cast.fan, rival, admin].map(drawn))).toEqual(before)
    for (const by of [rival, admin]) {
      const query = `?chzzkChannelId=${of}&channelId=${of}`
      expect(await by.ask('GET', SETTLEMENT + query)).toMatchObject({ optedInAt: null, figures: null })
      await agree(by)
      expect(JSON.stringify(await by.ask('GET', SETTLEMENT + query))).not.toContain('777000')
      expect(await pageOf(by, SETTLEMENT_PAGE + query)).not.toContain('777,000')
      expect(await pageOf(by, `${SETTLEMENT_PAGE}/explain${query}&figure=d30`)).not.toContain('777,000')
    }
    expect((await cast.creator.get(SETTLEMENT)).headers.get('Cache-Control')).toBe('no-store')
  })

  test('but admins see in the audit log that a creator asked for them, and no figure', async () => {
    const admin = await signedIn({ channelId: someChzzkId(), name: '운영자', role: 'admin' })
    await donated(1, 777_000)
    await agree()
    const html = await pageOf(admin, '/admin/audit')
    expect(html).toContain('스트리머가 참고 지표를 켰어요')
    expect(html).not.toContain('777,000')
  })
})
