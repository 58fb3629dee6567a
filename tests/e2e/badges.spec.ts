import { expect, test } from './journey'
import { obstacles } from './obstacles'
import { donate, logIn, openChannel, somebody } from './people'

test.setTimeout(120_000)

const SECRET = '처음 들려주는 자장가예요'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'With JavaScript' : 'Without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('confirmed cheese becomes a figure with its reason, a badge and what the badge opens', async ({
      browser,
    }) => {
      const options = { javaScriptEnabled, locale: 'ko-KR', viewport: { width: 390, height: 844 } }
      const streamer = somebody('밤비노래방')
      const fan = somebody('새벽세시라면')
      const page = await (await browser.newContext(options)).newPage()
      const fanPage = await (await browser.newContext(options)).newPage()
      await openChannel(page, streamer)
      await logIn(fanPage, fan)

      await page.goto('/dashboard/contents/new')
      await page.getByLabel('제목').fill('브론즈의 밤')
      await page.getByRole('radio', { name: /브론즈/ }).check()
      await page.getByLabel('글', { exact: false }).last().fill(SECRET)
      await page.getByLabel('쿠폰 코드').fill('MELT-1234')
      await page.getByRole('button', { name: '올리기' }).click()
      await expect(page.locator('#notice')).toContainText('콘텐츠를 올렸어요')

      await fanPage.goto(`/${streamer.id}/contents`)
      await expect(fanPage.getByText('브론즈의 밤')).toBeVisible()
      await fanPage.getByRole('link', { name: /브론즈의 밤/ }).click()
      await expect(fanPage.getByText(SECRET)).toHaveCount(0)
      if (javaScriptEnabled) expect(await obstacles(fanPage)).toEqual([])

      await donate(fanPage, streamer, '자장가 기다릴게요', '12000')
      await page.goto('/dashboard/stats')
      await expect(page.getByText('1건').first()).toBeVisible()
      await page.goto('/dashboard/donations')
      await page.getByRole('button', { name: '12,000치즈 확인하기' }).click()
      // The script says so at once; the way back comes with the server's own notice.
      await expect(page.locator('#notice').getByRole('button', { name: '되돌리기' })).toBeVisible()
      if (javaScriptEnabled) expect(await obstacles(page)).toEqual([])

      await page.goto('/dashboard/stats')
      await expect(page.getByText('12,000치즈').first()).toBeVisible()
      if (javaScriptEnabled) expect(await obstacles(page)).toEqual([])
      await page.getByRole('link', { name: '왜 이 수치인가요?' }).first().click()
      await expect(page.getByText('확인된 후원의 금액을')).toBeVisible()
      await expect(page.getByText('새벽세시라면')).toBeVisible()

      await fanPage.goto(`/${streamer.id}`)
      const line = fanPage.getByRole('listitem').filter({ hasText: '자장가 기다릴게요' })
      await expect(line.getByRole('img', { name: '브론즈 배지' })).toBeVisible()
      await fanPage.goto(`/${streamer.id}/contents`)
      await fanPage.getByRole('link', { name: /브론즈의 밤/ }).click()
      await expect(fanPage.getByText(SECRET)).toBeVisible()
      await fanPage.getByRole('button', { name: '쿠폰 코드 보기' }).click()
      await expect(fanPage.getByText('MELT-1234')).toBeVisible()

      await fanPage.goto('/me')
      await expect(fanPage.getByText('12,000치즈').first()).toBeVisible()
      await expect(fanPage.getByText('38,000치즈')).toBeVisible()
      if (javaScriptEnabled) expect(await obstacles(fanPage)).toEqual([])
    })
  })
}
