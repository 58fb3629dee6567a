import type { Browser, Page } from '@playwright/test'
import { expect, test } from './journey'
import { donateAtChzzk, openChannel, type Person, somebody } from './people'

const IOS = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const ANDROID =
  'Mozilla/5.0 (Linux; Android 15; SM-S938N Build/AP3A.240905.015.A2; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/138.0.7204.63 Mobile Safari/537.36'

const WINDOWS = {
  'KakaoTalk on iOS': `${IOS} Mobile/15E148 KAKAOTALK/25.5.2 (INAPP)`,
  'KakaoTalk on Android': `${ANDROID};KAKAOTALK 2511550`,
  'NAVER on iOS': `${IOS} Version/18.5 Mobile/15E148 Safari/605.1 NAVER(inapp; search; 2000; 12.13.4; 16PRO)`,
  'NAVER on Android': `${ANDROID} NAVER(inapp; search; 2000; 12.13.3)`,
  'Instagram on iOS': `${IOS} Mobile/15E148 Instagram 386.0.0.30.84 (iPhone16,2; iOS 18_5; ko_KR)`,
  'Instagram on Android': `${ANDROID} Instagram 386.0.0.46.84 Android (35/15; 480dpi; 1080x2120; samsung)`,
  'X on iOS': `${IOS} Mobile/15E148 Twitter for iPhone/11.8`,
  'X on Android': `${ANDROID} TwitterAndroid`,
}

/** All of them go one way; the others are tried with the sweeps. */
const OFTEN = ['KakaoTalk on iOS', 'NAVER on Android']

const MESSAGE = '채팅방에서 보고 왔어요. 오늘 노래 최고였어요!'

/** A channel that is open, by somebody in a browser of their own. */
async function openChannelElsewhere(browser: Browser) {
  const streamer = somebody('밤비노래방')
  const context = await browser.newContext()
  await openChannel(await context.newPage(), streamer)
  await context.close()
  return streamer
}

async function logInAsNewcomer(page: Page, newcomer: Person) {
  await page.getByLabel('채널 아이디').fill(newcomer.id)
  await page.getByLabel('이름').fill(newcomer.name)
  await page.getByRole('button', { name: '이 아이디로 로그인하기' }).click()
  await page.getByLabel('만 14세 이상이에요').check()
  await page.getByLabel('이용약관과 개인정보 처리방침에 동의해요').check()
  await page.getByRole('button', { name: '동의하고 시작하기' }).click()
}

/** In the one window that an app has. */
async function goBackToMelt(page: Page) {
  expect(page.context().pages()).toHaveLength(1)
  // The sandbox donates by a form, and so by one page more than CHZZK.
  while (page.url().includes('/sandbox/')) await page.goBack()
}

for (const [name, userAgent] of Object.entries(WINDOWS)) {
  test.describe(`Inside ${name}`, () => {
    test.use({ userAgent, serviceWorkers: 'allow' })

    const tag = OFTEN.includes(name) ? [] : '@sweep'
    test('a newcomer logs in, leaves for CHZZK, comes back and leaves their message', { tag }, async ({
      browser,
      page,
    }) => {
      const streamer = await openChannelElsewhere(browser)
      await page.goto(`/${streamer.id}`)
      await page.getByRole('main').getByRole('link', { name: '치즈 보내기' }).click()
      await page.getByLabel('메시지').fill(MESSAGE)
      await page.getByLabel('보낼 치즈').fill('3,000')
      await page.getByRole('button', { name: '치지직으로 로그인하고 후원하기' }).click()
      await logInAsNewcomer(page, somebody('처음온팬'))
      await page.getByRole('link', { name: '치지직에서 후원하기' }).click()
      await donateAtChzzk(page, '3000')
      await goBackToMelt(page)
      await expect(page.getByRole('heading', { name: '후원을 마쳤나요?' })).toBeVisible()
      await expect(page.getByLabel('메시지')).toHaveValue(MESSAGE)
      await expect(page.getByLabel('후원한 치즈')).toHaveValue('3,000')
      await page.getByRole('button', { name: '메시지 남기기' }).click()
      await expect(page).toHaveURL(`/${streamer.id}`)
      await expect(page.getByRole('listitem').filter({ hasText: MESSAGE })).toContainText('확인 전')
    })
  })
}

test.describe('Inside an app, a fan whom Melt knows', () => {
  test.use({ userAgent: WINDOWS['KakaoTalk on iOS'], serviceWorkers: 'allow' })

  test('goes to CHZZK in the same window and is asked on the way back, with a letter’s draft intact', async ({
    browser,
    page,
  }) => {
    const streamer = await openChannelElsewhere(browser)
    await page.goto('/login')
    await expect(page.getByRole('link', { name: '브라우저로 열기' })).toHaveAttribute('href', /^kakaotalk:/)
    await page.getByRole('link', { name: '치지직으로 로그인하기' }).click()
    await logInAsNewcomer(page, somebody('새벽세시라면'))
    await expect(page).toHaveURL('/')
    await page.goto(`/${streamer.id}/letter`)
    await page.getByLabel('편지', { exact: true }).fill('아직 보내지 않은 편지')
    await page.goto(`/${streamer.id}/donate`)
    await page.getByLabel('메시지').fill(MESSAGE)
    await page.getByRole('button', { name: '치지직에서 후원하기' }).click()
    await donateAtChzzk(page, '3000')
    await goBackToMelt(page)
    await expect(page.getByRole('heading', { name: '후원을 마쳤나요?' })).toBeVisible()
    await expect(page.getByLabel('메시지')).toHaveValue(MESSAGE)
    await page.goto(`/${streamer.id}/letter`)
    await expect(page.getByLabel('편지', { exact: true })).toHaveValue('아직 보내지 않은 편지')
  })
})
