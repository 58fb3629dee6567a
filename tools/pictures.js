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

const PUBLIC = {
  home: '/',
  channel: `/${STREAMER}`,
  donate: `/${STREAMER}/donate`,
  login: '/login',
  verify: '/verify',
}
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
    await draw(page, await bringStatement(page), `${size}-${colorScheme}`)
    await context.close()
  }
}
await browser.close()
await melt.close()
rmSync(data, { recursive: true })
process.exit(0)

/** A settlement file of the sandbox, read and not applied: its pages, and the report of the running month. */
async function bringStatement({ request }) {
  const file = await request.get(`/sandbox/chzzk/studio/${STREAMER}/statement?layout=report&as=csv&seed=1`)
  const brought = await request.post('/creator/statements', {
    multipart: { file: { name: 'statement.csv', mimeType: 'text/csv', buffer: await file.body() } },
    headers: { Accept: 'application/json' },
  })
  const { statement } = await brought.json()
  const address = `/dashboard/settlement/statements/${statement.id}`
  await request.put(`/creator/statements/${statement.id}/mapping`, { data: { columns: statement.mapping } })
  await request.put('/creator/settlement/opt-in', { data: { agree: true } })
  const month = new Date(Date.now() + 9 * 60 * 60 * 1000).toISOString().slice(0, 7)
  return {
    settlement: '/dashboard/settlement',
    statements: '/dashboard/settlement/statements',
    statement: address,
    decide: `${address}/decide`,
    report: `/dashboard/settlement/reports/${month}`,
  }
}

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

/** In the page, with every face that its words need: the texts with a letter of Hangul that is narrower than any of Pretendard. */
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
    if (text.parentElement.closest('svg')) continue
    const size = Number.parseFloat(getComputedStyle(text.parentElement).fontSize)
    const isBox = ({ index }) => {
      const letter = document.createRange()
      letter.setStart(text, index)
      letter.setEnd(text, index + 1)
      const { width } = letter.getBoundingClientRect()
      return width > 0 && width < size * 0.7
    }
    if ([...text.data.matchAll(/[가-힣]/g)].some(isBox)) found.push(text.data)
  }
  return found
}
