import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium } from 'playwright'
import { buildIfStale } from './build.js'

/** Draws the main pages with the demo people into docs/pictures: phone and desk, dark and light. */
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
    await untilLetters(page, address)
    await page.screenshot({ path: path.join(FOLDER, `${name}-${kind}.png`) })
  }
}

/** Chromium may keep boxes that it drew before a font came, whatever `document.fonts` says: the letters themselves are measured. */
async function untilLetters(page, address, tries = 3) {
  await page.waitForFunction(() => [...document.fonts].some(({ family }) => family.includes('Pretendard')))
  const boxes = await page.evaluate(wordsInBoxes)
  if (boxes.length === 0) return
  if (tries === 0) throw new Error(`${address}: no font came for ${boxes.join(' · ')}`)
  await page.reload()
  await untilLetters(page, address, tries - 1)
}

/** In the page, with every face that its words need: the texts whose Hangul is narrower than any letter of Pretendard. */
async function wordsInBoxes() {
  const words = document.body.innerText
  const family = getComputedStyle(document.body).fontFamily
  await Promise.all([400, 600, 800].map((weight) => document.fonts.load(`${weight} 16px ${family}`, words)))
  await document.fonts.ready
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found = []
  while (texts.nextNode()) {
    const { currentNode: text } = texts
    const at = text.data.search(/[가-힣]/)
    if (at < 0 || text.parentElement.closest('svg')) continue
    const letter = document.createRange()
    letter.setStart(text, at)
    letter.setEnd(text, at + 1)
    const { width } = letter.getBoundingClientRect()
    const size = Number.parseFloat(getComputedStyle(text.parentElement).fontSize)
    if (width > 0 && width < size * 0.7) found.push(text.data)
  }
  return found
}
