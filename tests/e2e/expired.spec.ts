import { expect, test } from '@playwright/test'
import { logIn, openChannel, somebody } from './people'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'With JavaScript' : 'Without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('what a fan wrote survives a session that ended, and a mistake in a field', async ({
      browser,
      page,
    }) => {
      const streamer = somebody('밤비노래방')
      const creator = await (await browser.newContext()).newPage()
      await openChannel(creator, streamer)
      const fan = somebody('조용히보는사람')
      await logIn(page, fan)
      await page.goto(`/${streamer.id}/donate`)
      await page.getByLabel('메시지').fill('한참 동안 고민해서 쓴 말')
      await page.getByLabel('보낼 치즈').fill('천 치즈')
      await page.getByRole('button', { name: '치즈 보내러 가기' }).click()
      await expect(page.getByRole('alert')).toBeVisible()
      await expect(page.getByLabel('메시지')).toHaveValue('한참 동안 고민해서 쓴 말')

      await page.context().clearCookies({ name: 'melt_session' })
      await page.getByLabel('보낼 치즈').fill('1000')
      await page.getByRole('button', { name: '치즈 보내러 가기' }).click()
      await expect(page.getByRole('alert')).toContainText('로그인')
      await expect(page.getByLabel('메시지')).toHaveValue('한참 동안 고민해서 쓴 말')
    })
  })
}
