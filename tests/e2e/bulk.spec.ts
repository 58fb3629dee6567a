import type { Browser, Page } from '@playwright/test'
import { expect, test } from './journey'
import { donate, logIn, openChannel, somebody } from './people'

const open = async (browser: Browser, javaScriptEnabled = true) =>
  (await browser.newContext({ javaScriptEnabled })).newPage()

/** A streamer with donations of these amounts, each of a fan of their own. */
async function withWaiting(browser: Browser, creator: Page, amounts: Record<string, string>) {
  const streamer = somebody('고구마탐험대')
  await openChannel(creator, streamer)
  for (const [name, amount] of Object.entries(amounts)) {
    const page = await open(browser)
    await logIn(page, somebody(name))
    await donate(page, streamer, `${name}의 응원`, amount)
    await page.context().close()
  }
  return streamer
}

test('a streamer chooses all, reads messages, count and sum, and takes it all back', async ({ browser }) => {
  const creator = await open(browser)
  await withWaiting(browser, creator, { 봄: '1000', 서울숲다람쥐: '20,000' })
  await creator.goto('/dashboard/donations')
  await creator.getByLabel('봄님의 후원 금액').fill('1,500')
  await creator.getByLabel('모두 고르기').check()
  await expect(creator.getByText('2건, 모두 21,500치즈')).toBeInViewport()
  await creator.getByRole('button', { name: '고른 후원 모두 확인' }).click()
  await expect(creator.getByText('서울숲다람쥐의 응원')).toBeVisible()
  await creator.getByLabel('서울숲다람쥐님의 후원 금액').fill('10,000')
  await expect(creator.getByText('2건, 모두 11,500치즈')).toBeInViewport()
  await creator.getByRole('button', { name: '2건 모두 확인하기' }).click()
  await expect(creator.locator('#notice')).toContainText('2건, 모두 11,500치즈를 확인했어요')
  await expect(creator.getByText('확인 전 후원이 없어요')).toBeVisible()
  await creator.setViewportSize({ width: 320, height: 700 })
  const undo = creator.getByRole('button', { name: '되돌리기' })
  expect((await undo.boundingBox())?.height, 'the undo stands on one line').toBeLessThanOrEqual(44)
  await undo.click()
  await expect(creator.locator('#notice')).toContainText('2건, 모두 11,500치즈의 확인을 취소했어요')
  await creator.getByRole('button', { name: '되돌리기' }).click()
  await expect(creator.locator('#notice')).toContainText('2건, 모두 11,500치즈를 확인했어요')
})

test('without a script all are chosen by a link, and a sum that was not read is not confirmed', async ({
  browser,
}) => {
  const creator = await open(browser, false)
  await withWaiting(browser, creator, { 봄: '1000', 서울숲다람쥐: '20,000' })
  await creator.goto('/dashboard/donations')
  await creator.getByRole('link', { name: '모두 고르기' }).click()
  await expect(creator.getByText('2건, 모두 21,000치즈')).toBeInViewport()
  await creator.getByRole('button', { name: '고른 후원 모두 확인' }).click()
  await creator.getByLabel('봄님의 후원 금액').fill('500')
  await creator.getByRole('button', { name: '2건 모두 확인하기' }).click()
  await expect(creator.getByRole('alert')).toBeVisible()
  await expect(creator.getByText('2건, 모두 20,500치즈')).toBeInViewport()
  await creator.getByRole('button', { name: '2건 모두 확인하기' }).click()
  await expect(creator.locator('#notice')).toContainText('2건, 모두 20,500치즈를 확인했어요')
  await creator.getByRole('button', { name: '되돌리기' }).click()
  await expect(creator.locator('#notice')).toContainText('2건, 모두 20,500치즈의 확인을 취소했어요')
})

test('a message that a blocked word holds is confirmed alone, or confirmed and published', async ({
  browser,
}) => {
  const creator = await open(browser)
  const streamer = await withWaiting(browser, creator, {})
  await creator.goto('/dashboard/settings')
  await creator.getByLabel('차단어', { exact: true }).fill('바보')
  await creator.getByRole('button', { name: '저장하기' }).click()
  const fan = await open(browser)
  await logIn(fan, somebody('봄'))
  await donate(fan, streamer, '이 바보야 고마워', '1000')
  await expect(fan.locator('#notice')).toContainText('스트리머가 살펴보고 공개를 정해요')
  await creator.goto('/dashboard/donations')
  await expect(creator.getByText('차단어 “바보” 때문에')).toBeVisible()
  await creator.getByRole('button', { name: '1,000치즈 확인만 하기' }).click()
  await expect(creator.locator('#notice')).toContainText('1,000치즈를 확인했어요')
  await fan.reload()
  await expect(fan.getByText('이 바보야 고마워')).toHaveCount(0)
  await creator.getByRole('button', { name: '되돌리기' }).click()
  await expect(creator.locator('#notice')).toContainText('확인을 취소했어요')
  await creator.goto('/dashboard/donations?status=REVERSED')
  await creator.getByRole('link', { name: '다시 보기' }).click()
  await creator.getByRole('button', { name: '확인하고 공개하기' }).click()
  await expect(creator.locator('#notice')).toContainText('확인하고 메시지를 공개했어요')
  await fan.reload()
  await expect(fan.getByText('이 바보야 고마워')).toBeVisible()
})
