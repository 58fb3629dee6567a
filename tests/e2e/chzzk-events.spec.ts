import type { Page } from '@playwright/test'
import { expect, test } from './journey'
import { obstacles } from './obstacles'
import { donateAtChzzk, logIn, openChannel, somebody } from './people'

// A session begins a few seconds after it is switched on, and two people log in first.
test.setTimeout(150_000)

const seeing = { timeout: 30_000, intervals: [1_000] }

/** Looks again until it is there, as somebody who waits does. */
async function lookFor(page: Page, address: string, words: string) {
  await expect(async () => {
    await page.goto(address)
    await expect(page.getByText(words).first()).toBeVisible({ timeout: 2_000 })
  }).toPass(seeing)
}

async function choose(page: Page, name: string) {
  await page.goto('/dashboard/settings')
  await page.getByRole('link', { name: '치지직 후원 신호' }).click()
  await page.getByLabel(name).check()
  await page.getByRole('button', { name: '저장하기' }).click()
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'With JavaScript' : 'Without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('a fan’s cheese confirms itself, until its creator stops that at once', async ({ browser }) => {
      const options = { javaScriptEnabled, locale: 'ko-KR', viewport: { width: 390, height: 844 } }
      const streamer = somebody('밤비노래방')
      const fan = somebody('새벽세시라면')
      const page = await (await browser.newContext(options)).newPage()
      const fanPage = await (await browser.newContext(options)).newPage()
      await openChannel(page, streamer)
      await logIn(fanPage, fan)

      await choose(page, '바로 확인하기')
      await expect(page.locator('#notice')).toContainText('후원 신호가 오면 바로 확인할게요')
      await lookFor(page, '/dashboard/signals', '부터 신호를 받고 있어요')
      if (javaScriptEnabled) expect(await obstacles(page)).toEqual([])

      await fanPage.goto(`/sandbox/chzzk/live/${streamer.id}`)
      await fanPage.getByLabel('메시지').fill('치지직에서 쓴 응원이에요')
      await donateAtChzzk(fanPage, '1500')
      await lookFor(fanPage, `/${streamer.id}`, '치지직에서 쓴 응원이에요')
      const line = fanPage.getByRole('listitem').filter({ hasText: '치지직에서 쓴 응원이에요' })
      await expect(line).toContainText('새벽세시라면님이 1,500치즈를 후원했어요')
      await expect(line).toContainText('확인됨')

      await page.goto('/dashboard/signals')
      await page.getByRole('button', { name: '자동 확인 멈추기' }).click()
      await expect(page.locator('#notice')).toContainText('참고로만 볼게요')
      await expect(page.getByRole('button', { name: '자동 확인 멈추기' })).toHaveCount(0)
      await expect(page.getByLabel('참고만 하기')).toBeChecked()

      await fanPage.goto(`/sandbox/chzzk/live/${streamer.id}`)
      await donateAtChzzk(fanPage, '1000000')
      await lookFor(page, '/dashboard/signals', '신호가 온 후원 1건')
      await page.getByRole('link', { name: '기다리는 후원 확인하기' }).click()
      await expect(page.getByText('치지직 신호 있음')).toBeVisible()
      await expect(page.getByRole('button', { name: '1,000,000치즈 확인하기' })).toBeVisible()
      await expect(page.getByLabel('새벽세시라면님의 후원 금액')).toHaveValue('1,000,000')
      if (javaScriptEnabled) expect(await obstacles(page)).toEqual([])

      await page.goto('/dashboard/signals')
      await expect(page.getByText('테스트 신호는 아직 오지 않았어요')).toBeVisible()
      const [studio] = await Promise.all([
        page.context().waitForEvent('page'),
        page.getByRole('link', { name: '치지직 스튜디오 열기' }).click(),
      ])
      await studio.getByRole('button', { name: '알림 테스트' }).click()
      await expect(studio.getByText('연결 1개에 테스트 알림을 보냈어요')).toBeVisible()
      await expect(async () => {
        await page.getByRole('link', { name: '지금 상태 다시 보기' }).click()
        await expect(page.getByText(/테스트 신호가 \d\d:\d\d에 왔어요/)).toBeVisible({ timeout: 2_000 })
      }).toPass(seeing)
      await expect(page.getByText('신호가 온 후원 1건')).toBeVisible()
      if (javaScriptEnabled) expect(await obstacles(page)).toEqual([])
    })
  })
}
