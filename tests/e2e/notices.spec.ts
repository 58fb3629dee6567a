import type { Browser, Page } from '@playwright/test'
import { expect, test } from './journey'
import { obstacles } from './obstacles'
import { donate, logIn, openChannel, somebody } from './people'

const open = async (browser: Browser, javaScriptEnabled = true) =>
  (await browser.newContext({ javaScriptEnabled })).newPage()

const bell = (page: Page) => page.getByRole('banner').getByRole('link', { name: /^알림/ })

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'With JavaScript' : 'Without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('a fan learns of a confirmation, follows it, ends the kind, and marks the rest', async ({
      browser,
    }) => {
      const creator = await open(browser, javaScriptEnabled)
      const streamer = somebody('밤비노래방')
      await openChannel(creator, streamer)
      const fan = await open(browser, javaScriptEnabled)
      await logIn(fan, somebody('새벽세시라면'))
      await expect(bell(fan)).toHaveAccessibleName('알림')
      await donate(fan, streamer, '오늘도 잘 봤어요', '3000')

      await creator.goto('/me')
      await expect(bell(creator)).toHaveAccessibleName('알림 1개')
      await bell(creator).click()
      await creator.getByRole('link', { name: /확인할 후원이 1건 있어요/ }).click()
      await expect(creator).toHaveURL('/dashboard/donations')
      await creator.getByRole('button', { name: /치즈 확인하기/ }).click()
      await expect(creator.getByText('확인 전 후원이 없어요')).toBeVisible()

      await fan.goto('/')
      await expect(bell(fan)).toHaveAccessibleName('알림 1개')
      await bell(fan).click()
      if (javaScriptEnabled) expect(await obstacles(fan)).toEqual([])
      await fan.getByText('왜 왔나요?').click()
      await expect(fan.getByText('내 후원이 확인되면 알려 드려요')).toBeVisible()
      await fan.getByRole('button', { name: '이 채널의 이런 알림 그만 받기' }).click()
      await expect(fan.locator('#notice')).toContainText('‘확인된 후원’ 알림을 껐어요')
      await fan.getByRole('link', { name: /3,000치즈 후원이 확인됐어요/ }).click()
      await expect(fan).toHaveURL(/\/me\/donations\//)
      await expect(bell(fan)).toHaveAccessibleName('알림')

      await fan.goto('/me/notices/preferences')
      if (javaScriptEnabled) expect(await obstacles(fan)).toEqual([])
      await expect(fan.getByText('채널마다 끈 알림')).toBeVisible()
      await fan.getByRole('button', { name: /^켜기.*확인된 후원/ }).click()
      await expect(fan.locator('#notice')).toContainText('‘확인된 후원’ 알림을 켰어요')
      await fan.getByLabel('시작').selectOption('1시')
      await fan.getByRole('button', { name: '저장하기' }).click()
      await expect(fan.locator('#notice')).toContainText('조용한 시간을 저장했어요')
      await expect(fan.getByLabel('시작')).toHaveValue('1')
    })
  })
}
