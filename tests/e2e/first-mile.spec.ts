import type { BrowserContextOptions, Page } from '@playwright/test'
import { expect, Taps, test } from './journey'
import { donateAtChzzk, leaveForChzzk, logIn, openChannel, type Person, somebody } from './people'

const MESSAGE = '채팅에서 보고 왔어요. 오늘 노래 최고였어요!'

async function write(page: Page) {
  await page.getByLabel('메시지').fill(MESSAGE)
  await page.getByLabel('보낼 치즈').fill('3,000')
}

/** Back on Melt: in the window that stayed, or by the browser's own way back. */
async function comeBack(page: Page, live: Page) {
  if (live === page) {
    // The sandbox donates by a form, and so by one page more than CHZZK.
    while (page.url().includes('/sandbox/')) await page.goBack()
  } else {
    await live.close()
    await page.bringToFront()
    await page.evaluate(() => dispatchEvent(new Event('focus')))
  }
}

async function finish(page: Page, streamer: Person, taps: Taps) {
  await expect(page.getByRole('heading', { name: '후원을 마쳤나요?' })).toBeVisible()
  await expect(page.getByLabel('메시지')).toHaveValue(MESSAGE)
  await expect(page.getByLabel('후원한 치즈')).toHaveValue('3,000')
  await taps.tap(page.getByRole('button', { name: '메시지 남기기' }))
  await expect(page).toHaveURL(`/${streamer.id}`)
  await expect(page.getByRole('listitem').filter({ hasText: MESSAGE })).toContainText('확인 전')
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'With JavaScript' : 'Without JavaScript', () => {
    test.use({ javaScriptEnabled })
    let streamer: Person

    test.beforeEach(async ({ browser }) => {
      streamer = somebody('밤비노래방')
      const options: BrowserContextOptions = { javaScriptEnabled }
      const context = await browser.newContext(options)
      await openChannel(await context.newPage(), streamer)
      await context.close()
    })

    test('a newcomer gets from a link in a chat to their message in eleven taps', async ({ page }) => {
      const taps = new Taps()
      const newcomer = somebody('처음온팬')
      await page.goto(`/${streamer.id}`)
      await taps.tap(page.getByRole('main').getByRole('link', { name: '치즈 보내기' }))
      await write(page)
      await taps.tap(page.getByRole('button', { name: '치지직으로 로그인하고 후원하기' }))
      await page.getByLabel('채널 아이디').fill(newcomer.id)
      await page.getByLabel('이름').fill(newcomer.name)
      await taps.tap(page.getByRole('button', { name: '이 아이디로 로그인하기' }))
      await taps.tap(page.getByLabel('만 14세 이상이에요'))
      await taps.tap(page.getByLabel('이용약관과 개인정보 처리방침에 동의해요'))
      await taps.tap(page.getByRole('button', { name: '동의하고 시작하기' }))
      const [live] = await Promise.all([
        page.context().waitForEvent('page'),
        taps.tap(page.getByRole('link', { name: '치지직에서 후원하기' })),
      ])
      taps.count++
      await donateAtChzzk(live, '3000')
      taps.count++
      await live.close()
      if (javaScriptEnabled) await page.evaluate(() => dispatchEvent(new Event('focus')))
      await finish(page, streamer, taps)
      expect(taps.count).toBeLessThanOrEqual(11)
    })

    test('a fan whom Melt knows gets there in five, and finds the question wherever they land', async ({
      page,
    }) => {
      const taps = new Taps()
      await logIn(page, somebody('새벽세시라면'))
      await page.goto(`/${streamer.id}`)
      await taps.tap(page.getByRole('main').getByRole('link', { name: '치즈 보내기' }))
      await write(page)
      taps.count++
      const live = await leaveForChzzk(page, page.getByRole('button', { name: '치지직에서 후원하기' }))
      taps.count++
      await donateAtChzzk(live, '3000')
      taps.count++
      await comeBack(page, live)
      await finish(page, streamer, taps)
      expect(taps.count).toBeLessThanOrEqual(5)
    })
  })
}

test('what is written and ticked is there again after a reload and in a new tab', async ({
  page,
  browser,
}) => {
  const streamer = somebody('밤비노래방')
  const context = await browser.newContext()
  await openChannel(await context.newPage(), streamer)
  await context.close()
  await logIn(page, somebody('새벽세시라면'))
  await page.goto(`/${streamer.id}/donate`)
  await write(page)
  await page.reload()
  await expect(page.getByLabel('메시지')).toHaveValue(MESSAGE)
  await expect(page.getByLabel('보낼 치즈')).toHaveValue('3,000')
  const live = await leaveForChzzk(page, page.getByRole('button', { name: '치지직에서 후원하기' }))
  await live.close()
  await page.goto(`/${streamer.id}/donate`)
  await page.getByLabel('메시지').fill('고쳐 쓴 말')
  await page.getByLabel('후원한 치즈').fill('4,500')
  await page.getByLabel('금액 숨기기').check()
  const address = page.url()
  const again = await page.context().newPage()
  await page.close()
  await again.goto(address)
  await expect(again.getByLabel('메시지')).toHaveValue('고쳐 쓴 말')
  await expect(again.getByLabel('후원한 치즈')).toHaveValue('4,500')
  await expect(again.getByLabel('금액 숨기기')).toBeChecked()
  await again.getByRole('button', { name: '메시지 남기기' }).click()
  await expect(again).toHaveURL(`/${streamer.id}`)
  const drafts = await again.evaluate(() =>
    Object.keys(localStorage).filter((key) => key.includes('occurred')),
  )
  expect(drafts).toEqual([])
})

test('a letter is there again for its writer alone, and signed out for half an hour', async ({
  page,
  browser,
}) => {
  const streamer = somebody('밤비노래방')
  const context = await browser.newContext()
  await openChannel(await context.newPage(), streamer)
  await context.close()
  const letter = page.getByLabel('편지', { exact: true })
  const open = () => page.goto(`/${streamer.id}/letter`)
  const kept = () => page.evaluate(() => Object.keys(localStorage).length)
  await page.clock.install()
  await open()
  await letter.fill('로그인 없이 쓴 편지')
  await page.clock.fastForward('29:00')
  await open()
  await expect(letter).toHaveValue('로그인 없이 쓴 편지')
  await page.clock.fastForward('02:00')
  await open()
  await expect(letter).toHaveValue('')
  expect(await kept()).toBe(0)

  const fan = somebody('새벽세시라면')
  await logIn(page, fan)
  await open()
  await letter.fill('새벽세시라면의 편지')
  await page.context().clearCookies({ name: 'melt_session' })
  await logIn(page, somebody('남의 자리에 앉은 사람'))
  await open()
  await expect(letter).toHaveValue('')
  await page.context().clearCookies({ name: 'melt_session' })
  await page.goto('/login')
  await page.getByRole('link', { name: '치지직으로 로그인하기' }).click()
  await page.getByLabel('채널 아이디').fill(fan.id)
  await page.getByLabel('이름').fill(fan.name)
  await page.getByRole('button', { name: '이 아이디로 로그인하기' }).click()
  await expect(page).toHaveURL('/')
  await open()
  await expect(letter).toHaveValue('새벽세시라면의 편지')
  await page.goto('/me')
  await page.getByRole('button', { name: '이 기기에서 로그아웃' }).click()
  await expect(page.locator('#notice')).toContainText('로그아웃했어요')
  expect(await kept()).toBe(0)
})
