import type { BrowserContext, Page } from '@playwright/test'
import { expect, test } from './journey'
import { donate, logIn, openChannel, somebody } from './people'

test.use({ serviceWorkers: 'allow' })

const KEPT_TEXT = '지금은 연결이 없어 아까 본 모습이에요'
const OFFLINE_TITLE = '지금은 인터넷에 연결되어 있지 않아요'

/** Registered after the first page, at work from the second on. */
const ready = (page: Page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))

/** Everything that this browser keeps in caches: address and text. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const found: { path: string; text: string }[] = []
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) {
        const answer = await cache.match(request, { ignoreVary: true })
        found.push({ path: new URL(request.url).pathname, text: (await answer?.text()) ?? '' })
      }
    }
    return found
  })

const feedsOf = async (page: Page) =>
  (await kept(page)).map(({ path }) => path).filter((path) => /^\/[0-9a-f]{32}$/.test(path))

async function withoutConnection(context: BrowserContext, act: () => Promise<void>) {
  // The worker's own requests know nothing of `setOffline`.
  await context.route('**', (route) => route.abort('internetdisconnected'))
  await act()
  await context.unroute('**')
}

/** A channel with one message that everybody reads. */
async function channelWith(page: Page, message: string) {
  const streamer = somebody('밤비노래방')
  await openChannel(page, streamer)
  const data = { amount: 3000, donorName: '응원하는 사람', message }
  expect((await page.request.post('/donations/manual', { data })).status()).toBe(201)
  return streamer
}

test('without a connection a page says so kindly, and is there again with it', async ({ page, context }) => {
  await page.goto('/')
  await ready(page)
  await withoutConnection(context, async () => {
    await page.goto('/terms')
    await expect(page.getByRole('heading', { name: OFFLINE_TITLE })).toBeVisible()
    await expect(page.getByRole('link', { name: '로그인' })).toHaveCount(0)
    const ground = await page.locator('.frame').evaluate((frame) => getComputedStyle(frame).backgroundColor)
    expect(ground, 'its style sheet came along').not.toBe('rgba(0, 0, 0, 0)')
    await page.getByRole('link', { name: '다시 해 보기' }).click()
    await expect(page.getByRole('heading', { name: OFFLINE_TITLE })).toBeVisible()
  })
  await page.getByRole('link', { name: '다시 해 보기' }).click()
  await expect(page).toHaveURL('/terms')
  await expect(page.getByRole('heading', { name: '이용약관' })).toBeVisible()
})

test('the channel that was read last can be read without a connection, as everybody sees it', async ({
  browser,
  page,
  context,
}) => {
  const creator = await (await browser.newContext()).newPage()
  const first = await channelWith(creator, '처음 읽은 응원')
  const other = await (await browser.newContext()).newPage()
  const last = await channelWith(other, '마지막에 읽은 응원')
  const fan = somebody('새벽세시라면')
  await logIn(page, fan)
  await ready(page)
  for (const streamer of [first, last]) {
    await page.goto(`/${streamer.id}`)
    await expect.poll(() => feedsOf(page)).toEqual([`/${streamer.id}`])
  }
  await withoutConnection(context, async () => {
    await page.goto(`/${last.id}`)
    await expect(page.getByText('마지막에 읽은 응원')).toBeVisible()
    await expect(page.locator('#notice')).toHaveText(KEPT_TEXT)
    await page.goto(`/${first.id}`)
    await expect(page.getByRole('heading', { name: OFFLINE_TITLE })).toBeVisible()
    await page.goto(`/${last.id}?sort=amount`)
    await expect(page.getByRole('heading', { name: OFFLINE_TITLE })).toBeVisible()
  })
  await page.goto(`/${last.id}`)
  await expect(page.getByText('마지막에 읽은 응원')).toBeVisible()
  await expect(page.locator('#notice')).not.toContainText(KEPT_TEXT)
})

test('nothing that somebody signed in saw is ever kept, and a logout takes the rest', async ({
  browser,
  page,
  context,
}) => {
  const creator = await (await browser.newContext()).newPage()
  const streamer = await channelWith(creator, '모두가 읽는 응원')
  const fan = somebody('남몰래응원하는사람')
  await logIn(page, fan)
  await ready(page)
  const letter = '우리 둘만 아는 이야기예요'
  await page.goto(`/${streamer.id}/letter`)
  await page.getByLabel('편지', { exact: true }).fill(letter)
  await page.getByRole('button', { name: '편지 보내기' }).click()
  await expect(page).toHaveURL('/letters')
  await donate(page, streamer, '금액은 우리만 알아요', '7777')
  const own = ['/', '/letters', '/me', '/me/record', '/favorites']
  for (const path of [...own, `/${streamer.id}`, `/${streamer.id}/donate`]) await page.goto(path)
  await expect.poll(() => feedsOf(page)).toEqual([`/${streamer.id}`])
  for (const { path, text } of await kept(page)) {
    expect(path).toMatch(/^\/(?:offline|assets\/[^/]+\.css|[0-9a-f]{32})$/)
    for (const words of [letter, '7,777', '마이로 돌아가기', fan.id]) expect(text, path).not.toContain(words)
    expect(text, path).not.toMatch(/data-reader="[^"]/)
  }
  await page.goto('/me')
  await page.getByRole('button', { name: '이 기기에서 로그아웃' }).click()
  await expect(page.locator('#notice')).toContainText('로그아웃했어요')
  await expect.poll(() => feedsOf(page)).toEqual([])
  await page.goto('/')
  await ready(page)
  await withoutConnection(context, async () => {
    await page.goto(`/${streamer.id}`)
    await expect(page.getByRole('heading', { name: OFFLINE_TITLE })).toBeVisible()
  })
})

test.describe('Without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('no worker comes, and nothing is missed', async ({ page, context }) => {
    await page.goto('/')
    await expect(page.getByRole('heading').first()).toBeVisible()
    expect(context.serviceWorkers()).toEqual([])
  })
})
