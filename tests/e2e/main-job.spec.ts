import { expect, test } from './journey'
import { donateAtChzzk, leaveForChzzk, logIn, openChannel, somebody } from './people'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'With JavaScript' : 'Without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('a fan’s cheese after the stream becomes a confirmed line', async ({ browser }) => {
      const options = { javaScriptEnabled, locale: 'ko-KR', viewport: { width: 390, height: 844 } }
      const streamer = somebody('밤비노래방')
      const fan = somebody('새벽세시라면')
      const creatorContext = await browser.newContext(options)
      const fanContext = await browser.newContext(options)
      const creatorPage = await creatorContext.newPage()
      const page = await fanContext.newPage()
      await openChannel(creatorPage, streamer)
      await logIn(page, fan)

      await page.goto(`/${streamer.id}`)
      await page.getByRole('main').getByRole('link', { name: '치즈 보내기' }).click()
      await page.getByLabel('메시지').fill('다시보기로 이제야 봤어요. 고마워요!')
      await page.getByLabel('보낼 치즈').fill('1,000')
      const live = await leaveForChzzk(page, page.getByRole('button', { name: '치지직에서 후원하기' }))
      await donateAtChzzk(live, '1500')
      if (live !== page) await live.close()

      await page.goto(`/${streamer.id}`)
      await expect(page.getByRole('heading', { name: '후원을 마쳤나요?' })).toBeVisible()
      await page.getByRole('link', { name: '네, 메시지 남기기' }).click()
      await expect(page.getByLabel('메시지')).toHaveValue('다시보기로 이제야 봤어요. 고마워요!')
      await page.getByRole('button', { name: '메시지 남기기' }).click()
      await expect(page).toHaveURL(`/${streamer.id}`)
      await expect(page.getByText('스트리머의 확인을 기다리고 있어요')).toBeVisible()
      const item = page.getByRole('listitem').filter({ hasText: '다시보기로 이제야 봤어요' })
      await expect(item).toContainText('확인 전')
      await expect(item).not.toContainText('1,000')

      await creatorPage.goto('/dashboard/donations')
      await creatorPage.getByLabel('새벽세시라면님의 후원 금액').fill('1,500')
      await creatorPage.getByRole('button', { name: '확인하기' }).click()
      await expect(creatorPage.locator('#notice')).toContainText('1,500치즈를 확인했어요')
      await expect(creatorPage.getByRole('button', { name: '되돌리기' })).toBeVisible()

      await page.reload()
      await expect(item).toContainText('새벽세시라면님이 1,500치즈를 후원했어요')
      await expect(item).toContainText('확인됨')

      await creatorPage.getByRole('button', { name: '되돌리기' }).click()
      await expect(creatorPage.locator('#notice')).toContainText('확인을 취소했어요')
      await page.reload()
      await expect(item).toHaveCount(0)
      await creatorPage.getByRole('button', { name: '되돌리기' }).click()
      await expect(creatorPage.locator('#notice')).toContainText('1,500치즈를 확인했어요')
      await page.reload()
      await expect(item).toContainText('1,500치즈')
    })
  })
}
