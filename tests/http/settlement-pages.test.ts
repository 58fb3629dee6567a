import { describe, expect, test } from 'vitest'
import { POSTURE } from '~/copy/ko/settlement'
import { settlementFigureNames } from '~/domain/settlement/input'
import type { Environment } from '~/env.server'
import { useMelt } from '../support/melt'
import { expectRefused } from '../support/operations'
import { BUILD, OPT_IN, pageOf, SETTLEMENT, SETTLEMENT_PAGE, useSettlement } from '../support/settlement'
import { forbiddenIn } from '../support/settlement-words'

useMelt()

const { cast, agree, settlement, donated } = useSettlement()

describe('The page of settlement', () => {
  test('leads from the statistics to an opt-in and back out of it, without a script', async () => {
    expect(await pageOf(cast.creator, '/dashboard/stats')).toContain(`href="${SETTLEMENT_PAGE}"`)
    const before = await pageOf(cast.creator)
    expect(before).toContain('참고 지표를 켤까요?')
    expect(before).toMatch(/<form[^>]*action="\/creator\/settlement\/opt-in"[\s\S]*name="agree"/)
    expect(before).toMatch(/href="\/dashboard\/stats"[^>]*aria-current="page"/)
    const form = { formPage: SETTLEMENT_PAGE, redirectTo: SETTLEMENT_PAGE }
    const unread = await cast.creator.form(OPT_IN, { ...form, _method: 'PUT' })
    expect([unread.status, await unread.text()]).toEqual([
      422,
      expect.stringContaining('읽어 보고 표시해 주세요'),
    ])
    const asked = await cast.creator.form(OPT_IN, { ...form, _method: 'PUT', agree: 'on' })
    expect([asked.status, asked.headers.get('Location')]).toEqual([303, SETTLEMENT_PAGE])
    const empty = await pageOf(cast.creator)
    expect(empty).toContain('아직 확인된 후원이 없어요')
    expect(empty).toContain('참고 지표 끄기')
    expect((await cast.creator.form(OPT_IN, { ...form, _method: 'DELETE' })).status).toBe(303)
    expect(await pageOf(cast.creator)).toContain('참고 지표를 켤까요?')
  })

  test('shows every figure with its explanation, and the amount with the factors that lead on', async () => {
    await agree()
    for (const daysAgo of Array.from({ length: 30 }, (_, n) => 1 + n * 7)) await donated(daysAgo, 10_000)
    const html = await pageOf(cast.creator)
    expect(html).toMatch(
      /참고 금액<[\s\S]*[\d,]+치즈[\s\S]*× 고른 정도 1\.00 × 활동 13\/13 × 반영 비율 0\.50/,
    )
    for (const figure of settlementFigureNames)
      expect(html, figure).toContain(`/dashboard/settlement/explain?figure=${figure}`)
    expect(html).not.toContain('style=')
    const why = await pageOf(cast.creator, `${SETTLEMENT_PAGE}/explain?figure=reference`)
    for (const factor of ['average', 'volatility', 'activity'])
      expect(why).toContain(`/dashboard/settlement/explain?figure=${factor}`)
  })

  test('says from when an amount can be computed', async () => {
    await agree()
    await donated(3, 10_000)
    expect(await pageOf(cast.creator)).toMatch(
      /아직 계산할 수 없어요[\s\S]*꽉 찬 석 달이 쌓이는 20\d\d년 \d+월 1일부터 볼 수 있어요/,
    )
  })

  test('says in every state what the figures are not, and no word of lending', async () => {
    const states = [await pageOf(cast.creator)]
    await agree()
    states.push(await pageOf(cast.creator))
    for (const daysAgo of [2, 40, 80, 120, 160]) await donated(daysAgo, 10_000)
    states.push(
      await pageOf(cast.creator),
      await pageOf(cast.creator, `${SETTLEMENT_PAGE}/explain?figure=volatility`),
    )
    for (const html of states) {
      expect(html).toContain(POSTURE)
      expect(forbiddenIn(html.replace(/<script[\s\S]*?<\/script>/g, ''))).toEqual([])
    }
  })

  test('says that the operator switched the figures off, and lets them be revoked', async () => {
    await agree()
    const { entry } = (await import(BUILD)) as { entry: { module: { env: Environment } } }
    const { env } = entry.module
    env.referenceFigures = false
    try {
      const html = await pageOf(cast.creator)
      for (const shown of ['이 멜트에서는 참고 지표를 쓰지 않아요', POSTURE, '참고 지표 끄기'])
        expect(html).toContain(shown)
      expect(await settlement()).toMatchObject({ available: false, figures: null })
      const { code } = await expectRefused(
        await cast.creator.post(OPT_IN, { agree: true }, 'PUT'),
        `PUT ${OPT_IN}`,
      )
      expect(code).toBe('forbidden')
      expect((await cast.creator.get(`${SETTLEMENT}/explain?figure=d30`)).status).toBe(404)
      expect((await cast.creator.post(OPT_IN, {}, 'DELETE')).status).toBe(204)
    } finally {
      env.referenceFigures = true
    }
  })
})
