import type { Page } from '@playwright/test'
import { expect, test } from './journey'
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
      const intended = await page.request.post('/donations/intent', { data: { chzzkChannelId: streamer.id } })
      const { intentId } = (await intended.json()) as { intentId: string }
      await page.goto(`/${streamer.id}/donate?intent=${intentId}`)
      await page.getByLabel('메시지').fill('한참 동안 고민해서 쓴 말')
      await page.getByLabel('후원한 치즈').fill('천 치즈')
      await page.getByRole('button', { name: '메시지 남기기' }).click()
      await expect(page.getByRole('alert')).toBeVisible()
      await expect(page.getByLabel('메시지')).toHaveValue('한참 동안 고민해서 쓴 말')

      await page.context().clearCookies({ name: 'melt_session' })
      await page.getByLabel('후원한 치즈').fill('1000')
      await page.getByLabel('이름 숨기기').check()
      await page.getByRole('button', { name: '메시지 남기기' }).click()
      if (javaScriptEnabled) {
        await expect(page.getByText('적은 내용은 그대로 있어요')).toBeVisible()
        await page.getByRole('link', { name: '치지직으로 로그인하기' }).click()
      }
      await page.getByLabel('채널 아이디').fill(fan.id)
      await page.getByLabel('이름').fill(fan.name)
      await page.getByRole('button', { name: '이 아이디로 로그인하기' }).click()
      await expect(page).toHaveURL(`/${streamer.id}`)
      const item = page.getByRole('listitem').filter({ hasText: '한참 동안 고민해서 쓴 말' })
      await expect(item).toContainText('익명')
    })

    test('whoever goes back after a logout finds no letter, neither its author’s nor its reader’s', async ({
      browser,
      page,
    }) => {
      const words = '우리 둘만 아는 이야기예요'
      const streamer = somebody('밤비노래방')
      const creator = await (await browser.newContext({ javaScriptEnabled })).newPage()
      await openChannel(creator, streamer)
      await logIn(page, somebody('새벽세시라면'))
      await page.goto(`/${streamer.id}/letter`)
      await page.getByLabel('편지', { exact: true }).fill(words)
      await page.getByRole('button', { name: '편지 보내기' }).click()
      await expect(page).toHaveURL('/letters')
      await creator.goto('/dashboard/inbox')
      await creator.getByRole('link', { name: '새벽세시라면' }).click()
      await page.goto('/letters')
      for (const one of [page, creator]) {
        await expect(one.getByText(words)).toBeVisible()
        await one.goto('/me')
        await one.getByRole('button', { name: '이 기기에서 로그아웃' }).click()
        await expect(one.locator('#notice')).toContainText('로그아웃했어요')
        for (let n = 0; n < 4; n++) {
          await one.goBack({ waitUntil: 'load' })
          await expect(one.getByRole('heading').first()).toBeVisible()
          expect(await contentOf(one), `${n + 1} back, at ${one.url()}`).not.toContain(words)
        }
      }
    })
  })
}

const FAILURES = {
  'a gateway’s page': { status: 502, contentType: 'text/html', body: '<h1>502 Bad Gateway</h1>' },
  'plain text': { status: 500, contentType: 'text/plain', body: 'Unexpected Server Error' },
  'a program’s answer': { status: 503, contentType: 'application/problem+json', body: '{}' },
}

for (const [what, answer] of Object.entries(FAILURES)) {
  test(`the page and what was written on it stay where ${what} comes back for it`, async ({
    browser,
    page,
  }) => {
    const streamer = somebody('밤비노래방')
    await openChannel(await (await browser.newContext()).newPage(), streamer)
    await logIn(page, somebody('조용히보는사람'))
    await page.goto(`/${streamer.id}/letter`)
    const letter = page.getByLabel('편지', { exact: true })
    await letter.fill('두 번 쓰고 싶지 않은 편지')
    await page.route('**/messages/dm', (route) => route.fulfill(answer))
    await page.getByRole('button', { name: '편지 보내기' }).click()
    await expect(page.locator('#notice')).toContainText('지금은 보내지 못했어요')
    await expect(letter).toHaveValue('두 번 쓰고 싶지 않은 편지')
    await expect(page.getByText(/Bad Gateway|Unexpected/)).toHaveCount(0)
    await page.unroute('**/messages/dm')
    await page.getByRole('button', { name: '편지 보내기' }).click()
    await expect(page).toHaveURL('/letters')
    await expect(page.getByText('두 번 쓰고 싶지 않은 편지')).toBeVisible()
  })
}

/** What stands on a page, also while its script asks for it anew. */
async function contentOf(page: Page): Promise<string> {
  try {
    return await page.content()
  } catch (error) {
    if (!/navigating/.test(String(error))) throw error
    await page.waitForLoadState()
    return contentOf(page)
  }
}
