import type { Page } from '@playwright/test'
import { expect, test } from './journey'
import { donate, logIn, openChannel, somebody } from './people'

const ANYBODY = ['/', '/login', '/install', '/offline', '/terms', '/verify', '/ledger']
const FAN = ['/me', '/me/record', '/me/leaving', '/letters', '/favorites']
const CREATOR = [
  'inbox',
  'donations',
  'donations/day',
  'donations/new',
  'stats',
  'supporters',
  'badges',
  'contents',
  'settlement',
  'settlement/statements',
  'moderation',
  'settings',
].map((name) => `/dashboard/${name}`)

/** By how many pixels a page is wider than its window with letters twice as large. */
async function overflowOf(page: Page, path: string) {
  await page.goto(path)
  return page.evaluate(() => {
    const { documentElement: root } = document
    root.style.fontSize = '200%'
    return root.scrollWidth - root.clientWidth
  })
}

test('with letters twice as large no page is wider than its window', { tag: '@sweep' }, async ({
  browser,
  page,
}) => {
  test.setTimeout(120_000)
  const streamer = somebody('밤비노래방')
  await openChannel(page, streamer)
  const fan = await (await browser.newContext()).newPage()
  await logIn(fan, somebody('새벽세시라면'))
  await donate(fan, streamer, '글자가 커도 읽을 수 있어요', '3000')
  const wide: string[] = []
  const look = async (by: Page, paths: string[]) => {
    for (const path of paths) if ((await overflowOf(by, path)) > 0) wide.push(path)
  }
  await look(page, [...ANYBODY, `/${streamer.id}`, `/${streamer.id}/share`, ...CREATOR])
  await look(fan, [...FAN, `/${streamer.id}`, `/${streamer.id}/donate`, `/${streamer.id}/letter`])
  expect(wide).toEqual([])
})
