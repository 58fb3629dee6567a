import { gzipSync } from 'node:zlib'
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
  const bytes = async (type: string) => {
    const ofType = responses.filter((response) => response.request().resourceType() === type)
    const bodies = await Promise.all(ofType.map((response) => response.body()))
    return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0)
  }
  expect(await bytes('document')).toBeLessThan(20_000)
  expect(await bytes('script')).toBeLessThan(10_000)
  const foreign = responses
    .map((response) => response.url())
    .filter((url) => !url.startsWith('http://localhost:4020/'))
  expect(foreign).toEqual([])
  expect(await stranger.evaluate(() => Reflect.get(window, 'shifted'))).toBe(0)
  await stranger.getByRole('link', { name: '더 보기' }).click()
  await expect(stranger.getByRole('main').getByRole('listitem')).toHaveCount(5)
})
