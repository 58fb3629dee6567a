import { expect, test } from '@playwright/test'
import { donate, logIn, openChannel, somebody } from './people'

test('a streamer confirms many at once after reading the count and the sum', async ({ browser }) => {
  const streamer = somebody('고구마탐험대')
  const creator = await (await browser.newContext()).newPage()
  await openChannel(creator, streamer)
  for (const [name, amount] of [
    ['봄', '1000'],
    ['서울숲다람쥐', '20,000'],
  ] as const) {
    const page = await (await browser.newContext()).newPage()
    await logIn(page, somebody(name))
    await donate(page, streamer, `${name}의 응원`, amount)
    await page.context().close()
  }
  await creator.goto('/dashboard/donations')
  for (const box of await creator.getByRole('checkbox').all()) await box.check()
  await expect(creator.getByText('2건, 모두 21,000치즈')).toBeVisible()
  await creator.getByRole('button', { name: '고른 후원 한 번에 확인' }).click()
  await expect(creator.getByText('2건, 모두 21,000치즈')).toBeVisible()
  await creator.getByRole('button', { name: '2건 한 번에 확인하기' }).click()
  await expect(creator.locator('#notice')).toContainText('2건, 모두 21,000치즈를 확인했어요')
  await expect(creator.getByText('기다리는 후원이 없어요')).toBeVisible()
})
