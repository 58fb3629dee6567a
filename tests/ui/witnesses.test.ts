import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { WITNESSES } from '~/copy/ko/witnesses'
import type { WitnessLine } from '~/domain/admin/input'
import { WitnessesCard } from '~/ui/admin/witnesses'

const AT = '2026-11-30T15:06:00.000Z'
const well: WitnessLine = {
  name: 'witness.example/밤비',
  cosigned: { size: 1_234, at: AT },
  isUpToDate: true,
  divergence: null,
  failure: null,
}
const card = (...witnesses: WitnessLine[]) =>
  renderToStaticMarkup(createElement(WitnessesCard, { witnesses }))
const failing = (reason: NonNullable<WitnessLine['failure']>['reason'], detail: string | null = null) =>
  card({ ...well, isUpToDate: false, failure: { reason, detail, at: AT } })

describe('The card of witnesses', () => {
  test('says when each cosigned last, and how many leaves', () => {
    const drawn = card(well, { ...well, name: 'other.example', cosigned: null, isUpToDate: false })
    expect(drawn).toMatch(/witness\.example\/밤비.*함께 확인함.*2026\. 12\. 1\. 00:06.*1,234줄/)
    expect(drawn).toMatch(/other\.example.*확인 기다리는 중.*아직 확인해 준 적이 없어요/)
    expect(card()).toContain(WITNESSES.none)
  })

  test.each([
    [failing('timeout'), '10초 안에 답하지 않았어요'],
    [failing('unreached', 'ECONNREFUSED'), '연결하지 못했어요 (ECONNREFUSED)'],
    [failing('failing', '500'), '그쪽에 문제가 생겼대요 (500)'],
    [failing('refused', '403'), '키가 등록됐는지 확인해 주세요 (403)'],
    [failing('unsigned'), 'MELT_WITNESSES의 키를 확인해 주세요'],
  ])('says its last failure in words', (drawn, words) => {
    expect(drawn).toContain('확인받지 못함')
    expect(drawn).toContain(words)
    expect(drawn).toContain('1,234줄')
  })

  test('says of what it has seen that signing stopped', () => {
    expect(card({ ...well, divergence: 'behind' })).toMatch(/기록이 달라요.*우리보다 긴 기록을 봤다고 해요/)
    expect(card({ ...well, divergence: 'different' })).toMatch(/이어지지 않는 기록을 봤다고 해요/)
  })
})
