import type { Response } from '@playwright/test'
import { expect, test } from './journey'
import { openChannel, somebody } from './people'

test('a stranger’s first view of a channel is small, still, and asks nobody else', async ({
  browser,
  page,
}) => {
  const streamer = somebody('밤비노래방')
  await openChannel(page, streamer)
  for (let n = 1; n <= 25; n++) {
    const data = {
      amount: n * 1000,
      donorName: `응원하는 사람 ${n}`,
      message: `${n}번째로 남기는 응원이에요. `.repeat(8),
    }
    expect((await page.request.post('/donations/manual', { data })).status()).toBe(201)
  }
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'ko-KR' })
  const stranger = await context.newPage()
  const responses: Response[] = []
  stranger.on('response', (response) => responses.push(response))
  await stranger.addInitScript(() => {
    Object.assign(window, { shifted: 0 })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        Object.assign(window, { shifted: Reflect.get(window, 'shifted') + Reflect.get(entry, 'value') })
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await stranger.goto(`/${streamer.id}`)
  await stranger.evaluate(() => document.fonts.ready)
  await expect(stranger.getByRole('main').getByRole('listitem')).toHaveCount(20)
  await stranger.waitForLoadState('networkidle')
  const bytesOf = async (type: string) => {
    const ofType = responses.filter((response) => response.request().resourceType() === type)
    const sizes = await Promise.all(ofType.map((response) => response.request().sizes()))
    return sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0)
  }
  const isFonts = (response: Response) => response.url().includes('/assets/fonts-')
  const fonts = await Promise.all(responses.filter(isFonts).map((response) => response.request().sizes()))
  const fontsBytes = fonts.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0)
  const [html, styles, script] = [
    await bytesOf('document'),
    (await bytesOf('stylesheet')) - fontsBytes,
    await bytesOf('script'),
  ]
  expect(html + styles + script).toBeLessThan(18 * 1024)
  expect(script).toBeLessThan(5 * 1024)
  const foreign = responses
    .map((response) => response.url())
    .filter((url) => !url.startsWith('http://localhost:4020/'))
  expect(foreign).toEqual([])
  expect(await stranger.evaluate(() => Reflect.get(window, 'shifted'))).toBe(0)
  await stranger.getByRole('link', { name: '더 보기' }).click()
  await expect(stranger.getByRole('main').getByRole('listitem')).toHaveCount(5)
})

test('the first sight of a page waits for no font', async ({ browser, page }) => {
  const streamer = somebody('밤비노래방')
  await openChannel(page, streamer)
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'ko-KR' })
  const stranger = await context.newPage()
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await stranger.route('**/assets/fonts-*.css', async (route) => {
    await held
    await route.continue()
  })
  await stranger.goto(`/${streamer.id}`, { waitUntil: 'commit' })
  const painted = () => performance.getEntriesByName('first-contentful-paint').length
  await expect.poll(() => stranger.evaluate(painted)).toBe(1)
  release()
  await stranger.waitForLoadState('networkidle')
})

test('times become relative in the browser, and the whole time stays behind a tap', async ({ page }) => {
  const streamer = somebody('밤비노래방')
  await openChannel(page, streamer)
  const data = { amount: 1000, donorName: '응원하는 사람', message: '방금 남긴 응원이에요' }
  expect((await page.request.post('/donations/manual', { data })).status()).toBe(201)
  await page.goto(`/${streamer.id}`)
  const item = page.getByRole('main').getByRole('listitem').first()
  await item.getByText('방금', { exact: true }).click()
  await expect(item.locator('details[open]')).toHaveText(/^방금\s*\d{4}\. \d+\. \d+\. \d\d:\d\d$/)
})
