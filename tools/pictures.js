import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium } from 'playwright'
import { buildIfStale } from './build.js'

/** Draws the main pages with the cast on stage into docs/pictures: phone and desk, dark and light. */
const PORT = 4021
const FOLDER = 'docs/pictures'
const STREAMER = '5eafa11d9c3b4e27a8d06f1b2c4e7a90'
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-sync',
]

const PUBLIC = { home: '/', channel: `/${STREAMER}`, donate: `/${STREAMER}/donate`, login: '/login' }
const CREATOR = {
  inbox: '/dashboard/inbox',
  confirm: '/dashboard/donations',
  day: '/dashboard/donations/day',
  stats: '/dashboard/stats?range=7d',
  explain: '/dashboard/stats/explain?figure=total&range=7d',
  supporters: '/dashboard/supporters?range=all',
  share: `/${STREAMER}/share`,
}
const SIZES = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } }

buildIfStale()
const data = mkdtempSync(path.join(tmpdir(), 'melt-pictures-'))
Object.assign(process.env, {
  NODE_ENV: 'production',
  CHZZK_SANDBOX: '1',
  PORT: String(PORT),
  MELT_DATA_DIR: data,
  LOG_LEVEL: 'warn',
})
const { serve } = await import('../server.js')
const melt = await serve()
mkdirSync(FOLDER, { recursive: true })
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: QUIET,
})

for (const colorScheme of ['dark', 'light']) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    if (size === 'desk' && colorScheme === 'light') continue
    const context = await browser.newContext({
      baseURL: `http://localhost:${PORT}`,
      colorScheme,
      viewport,
      locale: 'ko-KR',
      timezoneId: 'Asia/Seoul',
    })
    const page = await context.newPage()
    await draw(page, PUBLIC, `${size}-${colorScheme}`)
    await page.goto('/auth/chzzk/login')
    await page.locator(`button[value="${STREAMER}"]`).click()
    await page.waitForURL('/')
    await draw(page, CREATOR, `${size}-${colorScheme}`)
    await context.close()
  }
}
await browser.close()
await melt.close()
rmSync(data, { recursive: true })
process.exit(0)

async function draw(page, pages, kind) {
  for (const [name, address] of Object.entries(pages)) {
    await page.goto(address)
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: path.join(FOLDER, `${name}-${kind}.png`) })
  }
}
