import { expect, test } from './journey'
import { obstacles } from './obstacles'
import { donate, logIn, openChannel, somebody } from './people'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'With JavaScript' : 'Without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('a donation that was told twice becomes one, and two again', async ({ browser }) => {
      const options = { javaScriptEnabled, locale: 'ko-KR', viewport: { width: 390, height: 844 } }
      const [streamer, fan] = [somebody('밤비노래방'), somebody('새벽세시라면')]
      const page = await (await browser.newContext(options)).newPage()
      const fanPage = await (await browser.newContext(options)).newPage()
      await openChannel(page, streamer)
      await logIn(fanPage, fan)
      await page.goto('/dashboard/donations/new')
      await page.getByLabel('금액').fill('3334')
      await page.getByLabel('후원한 사람').fill('라면')
      await page.getByRole('button', { name: '확인된 후원으로 추가하기' }).click()
      await expect(page.locator('#notice')).toContainText('3,334치즈')
      await donate(fanPage, streamer, '방송 때 보낸 거예요', '3334')

      await page.goto('/dashboard/donations')
      const question = page.getByText('직접 추가한 라면 후원과 금액이 같아요. 같은 후원인가요?')
      await expect(question).toBeVisible()
      if (javaScriptEnabled) expect(await obstacles(page)).toEqual([])
      await page.getByRole('button', { name: '하나로 합치기' }).click()
      await expect(page.locator('#notice')).toContainText('하나로 합쳤어요')
      await expect(question).toHaveCount(0)
      await fanPage.reload()
      const line = fanPage.getByRole('listitem').filter({ hasText: '방송 때 보낸 거예요' })
      await expect(line).toContainText('새벽세시라면님이 3,334치즈를 후원했어요')

      await page.getByRole('button', { name: '되돌리기' }).click()
      await expect(page.locator('#notice')).toContainText('두 후원으로 되돌렸어요')
      await page.goto('/dashboard/donations')
      await expect(question).toBeVisible()
      await fanPage.reload()
      await expect(line).toContainText('확인 전')
    })
  })
}
