import type { Browser, Page } from '@playwright/test'
import { expect, test } from './journey'
import { obstacles } from './obstacles'
import { donate, donateAtChzzk, leaveForChzzk, logIn, openChannel, type Person, somebody } from './people'

const LONG_NAME = '오늘도퇴근길에노래들으며집에가는평범한직장인입니다정말로요'

type Options = { javaScriptEnabled: boolean; viewport: { width: number; height: number } }

/** A fan who says on Melt that they gave `claimed`, and gave `given` at CHZZK. */
async function give(browser: Browser, streamer: Person, name: string, claimed: string, given: string) {
  const page = await (await browser.newContext()).newPage()
  await logIn(page, somebody(name))
  await page.goto(`/${streamer.id}/donate`)
  await page.getByLabel('메시지').fill(`${name}의 응원`)
  await page.getByLabel('보낼 치즈').fill(claimed)
  const live = await leaveForChzzk(page, page.getByRole('button', { name: '치지직에서 후원하기' }))
  await donateAtChzzk(live, given)
  if (live !== page) await live.close()
  await page.goto(`/${streamer.id}/donate`)
  await page.getByRole('button', { name: '메시지 남기기' }).click()
  await expect(page).toHaveURL(`/${streamer.id}`)
  await page.context().close()
}

/** The sandbox's file of a channel: what was donated there, and more and less. */
async function fileOf(page: Page, streamer: Person, query: string) {
  const answer = await page.request.get(`/sandbox/chzzk/studio/${streamer.id}/statement?${query}`)
  expect(answer.status()).toBe(200)
  return { name: '정산.xlsx', mimeType: 'application/octet-stream', buffer: await answer.body() }
}

async function begin(browser: Browser, options: Options) {
  const page = await (await browser.newContext({ ...options, locale: 'ko-KR' })).newPage()
  const streamer = somebody('밤비노래방')
  await openChannel(page, streamer)
  await give(browser, streamer, '봄', '1,234', '1234')
  await give(browser, streamer, LONG_NAME, '3,210', '2345')
  const shy = await (await browser.newContext()).newPage()
  await logIn(shy, somebody('감자튀김요정'))
  await donate(shy, streamer, '보냈다고 믿고 있어요', '777')
  return { page, streamer }
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'With JavaScript' : 'Without JavaScript', () => {
    test.use({ javaScriptEnabled })
    test.setTimeout(120_000)

    test('a settlement file is matched, the rest decided, all applied, undone and applied again', async ({
      browser,
    }) => {
      const { page, streamer } = await begin(browser, {
        javaScriptEnabled,
        viewport: { width: 390, height: 844 },
      })
      const file = await fileOf(page, streamer, 'layout=export&as=xlsx&seed=7')
      await page.goto('/dashboard/settlement')
      await page.getByRole('link', { name: '정산 내역 맞추기' }).click()
      await expect(page.getByText('아직 가져온 정산 내역이 없어요')).toBeVisible()
      await page.getByLabel('정산 내역 파일').setInputFiles(file)
      await page.getByRole('button', { name: '파일 가져오기' }).click()
      await expect(page.locator('#file-error')).toContainText('시트가 여럿이에요')
      await expect(page.getByLabel('시트').getByRole('option')).toHaveText([
        '요약',
        '후원 상세',
        '원본 (숨긴 시트)',
      ])
      await page.getByLabel('시트').selectOption('후원 상세')
      await page.getByLabel('정산 내역 파일').setInputFiles(file)
      await page.getByRole('button', { name: '파일 가져오기' }).click()

      await expect(page.getByRole('heading', { name: '어느 열이 무엇인가요?' })).toBeVisible()
      await expect(page.getByLabel('금액', { exact: true })).toHaveValue('1')
      await page.getByRole('button', { name: '이대로 읽어 보기' }).click()
      await expect(page.getByText('확실한 것 6줄 한꺼번에 반영하기')).toBeVisible()
      await page.getByRole('link', { name: '하나씩 정하기 (1줄)' }).click()
      await expect(page.getByText('1 / 1')).toBeVisible()
      await expect(page.getByText('2,345치즈').first()).toBeVisible()
      await expect(page.getByText('3,210치즈').first()).toBeVisible()
      await page.getByRole('button', { name: '고른 후원이 맞아요' }).click()

      await expect(page.getByText('확인 전 후원 2건을 확인하고, 5건을 새로 추가해요')).toBeVisible()
      await page.getByRole('button', { name: '확실한 것 7줄 한꺼번에 반영하기' }).click()
      await expect(page.locator('#notice')).toContainText('정산 내역을 반영했어요')
      await expect(page.getByText('확인 전 후원 2건을 확인하고, 5건을 새로 추가했어요')).toBeVisible()
      await page.getByRole('link', { name: /멜트에만 있어요 · 확인 전/ }).click()
      await expect(page.getByText('777치즈')).toBeVisible()
      await page.getByRole('link', { name: '미리보기로 돌아가기' }).click()
      await page.getByRole('link', { name: /금액이 달라요/ }).click()
      await page.getByRole('link', { name: new RegExp(LONG_NAME) }).click()
      await expect(page.getByText('2,345치즈').first()).toBeVisible()
      await page.getByRole('link', { name: /번째 줄과 맞춘 후원이에요/ }).click()

      await page.getByText('반영 취소하기').click()
      await page.getByRole('button', { name: '네, 반영을 취소할게요' }).click()
      await expect(page.locator('#notice')).toContainText('반영을 취소했어요')
      await page.goto('/dashboard/donations')
      await expect(page.locator('dd').getByText('3건', { exact: true })).toBeVisible()
      await page.goto('/dashboard/settlement/statements')
      await page.getByRole('link', { name: /후원 상세/ }).click()
      await page.getByRole('button', { name: '미리보기 다시 만들기' }).click()
      await page.getByRole('button', { name: '확실한 것 7줄 한꺼번에 반영하기' }).click()
      await expect(page.locator('#notice')).toContainText('정산 내역을 반영했어요')
    })
  })
}

test('a file in another layout, of a phone of 320 px, is read by itself once its columns are known', async ({
  browser,
}) => {
  const { page, streamer } = await begin(browser, {
    javaScriptEnabled: true,
    viewport: { width: 320, height: 640 },
  })
  for (const [seed, isKnown] of [
    [1, false],
    [2, true],
  ] as const) {
    await page.goto('/dashboard/settlement/statements')
    const file = await fileOf(page, streamer, `layout=list&as=csv&seed=${seed}`)
    await page.getByLabel('정산 내역 파일').setInputFiles(file)
    await page.getByRole('button', { name: '파일 가져오기' }).click()
    if (!isKnown) {
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
      expect(await obstacles(page)).toEqual([])
      await page.getByRole('button', { name: '이대로 읽어 보기' }).click()
    }
    await expect(page.getByRole('heading', { name: '줄마다 어떻게 되나요?' })).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  }
})

test('sums read off a screen are put into the report by one tap and taken out again, at 320 px', async ({
  browser,
}) => {
  const options = { viewport: { width: 320, height: 640 } }
  const page = await (await browser.newContext({ ...options, locale: 'ko-KR' })).newPage()
  await openChannel(page, somebody('밤비노래방'))
  await page.goto('/dashboard/settlement/statements')
  await page.getByText('파일이 없나요? 합계만 적기').click()
  await page.getByLabel('시작한 날').fill('2026-10-01')
  await page.getByLabel('끝난 날').fill('2026-10-31')
  await page.getByLabel('받은 치즈 합계').fill('1,000,000')
  await page.getByRole('button', { name: '합계로 맞춰 보기' }).click()
  await expect(page.getByText('후원 기록은 바뀌지 않아요')).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  expect(await obstacles(page)).toEqual([])
  await page.getByRole('button', { name: '월별 보고서에 반영하기' }).click()
  await expect(page.locator('#notice')).toContainText('합계를 월별 보고서에 반영했어요')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  await page.goto('/dashboard/settlement/reports/2026-10')
  await expect(page.getByText('1,000,000치즈').first()).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  await page.goBack()
  await page.getByText('반영 취소하기').click()
  await page.getByRole('button', { name: '네, 반영을 취소할게요' }).click()
  await expect(page.locator('#notice')).toContainText('반영을 취소했어요')
})
