import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expect, Taps, test } from './journey'
import { openChannel, somebody } from './people'

const LINES = { same: 2_820, differing: 60, ofTwo: 40, onlyThere: 80 }
const ASKED = LINES.differing + LINES.ofTwo
const AT_ONCE = 8

type Given = { donorName: string; amount: number; day: string }

const dayOf = (n: number) => `2026-10-${String(1 + (n % 31)).padStart(2, '0')}`
const list = (count: number, make: (n: number) => Given) => Array.from({ length: count }, (_, n) => make(n))

/** What both know, what they know of other amounts, two of which the file has one, and what it has alone. */
const same = list(LINES.same, (n) => ({ donorName: `팬${n % 300}`, amount: 1_000 + n, day: dayOf(n) }))
const differing = list(LINES.differing, (n) => ({
  donorName: `봄바람${n}`,
  amount: 200_000 + n,
  day: dayOf(n),
}))
const ofTwo = list(LINES.ofTwo, (n) => ({ donorName: `쌍둥이${n}`, amount: 300_000 + n, day: dayOf(n) }))
const onlyThere = list(LINES.onlyThere, (n) => ({
  donorName: `새벽${n}`,
  amount: 400_000 + n,
  day: dayOf(n),
}))

async function addDonations(page: Page, given: Given[]) {
  const { origin } = new URL(page.url())
  const left = [...given]
  async function addInTurn() {
    for (let one = left.pop(); one; one = left.pop()) {
      const { day, ...donation } = one
      const data = { ...donation, occurredAt: `${day}T12:00:00+09:00`, requestId: randomUUID() }
      const answer = await page.request.post('/donations/manual', { data, headers: { Origin: origin } })
      expect(answer.status()).toBe(201)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, addInTurn))
}

function toFile(given: Given[]) {
  const lines = given.map(({ donorName, amount, day }) => `${day},${donorName},${amount},채팅`)
  return {
    name: '정산.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['날짜,닉네임,금액,유형', ...lines].join('\n')),
  }
}

test('3,000 lines are settled on a phone: the sure ones by one tap, each of the others by one', {
  tag: '@sweep',
}, async ({ page }) => {
  test.setTimeout(600_000)
  await openChannel(page, somebody('밤비노래방'))
  await addDonations(page, [...same, ...differing, ...ofTwo, ...ofTwo])
  const inFile = differing.map((one) => ({ ...one, amount: one.amount + 500_000 }))
  const taps = new Taps()

  await page.goto('/dashboard/settlement/statements')
  const began = Date.now()
  await page.getByLabel('정산 내역 파일').setInputFiles(toFile([...same, ...inFile, ...ofTwo, ...onlyThere]))
  taps.count++
  await taps.tap(page.getByRole('button', { name: '파일 가져오기' }))
  await taps.tap(page.getByRole('button', { name: '이대로 읽어 보기' }))
  await taps.tap(page.getByRole('button', { name: '확실한 것 2,900줄 한꺼번에 반영하기' }))
  await expect(page.getByRole('heading', { name: '반영했어요' })).toBeVisible({ timeout: 60_000 })
  await taps.tap(page.getByRole('link', { name: `하나씩 정하기 (${ASKED}줄)` }))
  for (let n = 1; n <= ASKED; n++) {
    await expect(page.getByText(`${n} / ${ASKED}`, { exact: true })).toBeVisible()
    await taps.tap(page.getByRole('button', { name: '고른 후원이 맞아요' }))
  }
  await taps.tap(page.getByRole('button', { name: `더 정한 것 ${ASKED}줄 반영하기` }))
  await expect(page.locator('#notice')).toContainText('정산 내역을 반영했어요')
  test.info().annotations.push({ type: 'seconds', description: String((Date.now() - began) / 1_000) })
  expect(taps.count, 'six taps, and one for each line that only its creator can decide').toBe(6 + ASKED)
})
