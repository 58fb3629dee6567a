import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium } from 'playwright'
import sharp from 'sharp'
import { buildIfStale } from './build.js'
import { checkOut } from './check-out.js'

/**
 * Draws every page beside that of another commit and says which differ: `npm run pictures:compare -- COMMIT [--quick]
 * [--open] [--data FOLDER]`. Both serve the same data under the same name, so that nothing differs but what was changed.
 */
const PORT = 4031
const HOST = `melt.test:${PORT}`
const PLACES = { before: '127.0.0.1', after: '127.0.0.2' }
const sides = Object.keys(PLACES)
const PEOPLE = {
  nobody: null,
  streamer: ['5eafa11d9c3b4e27a8d06f1b2c4e7a90', '밤비노래방'],
  fan: ['3c9d1e7f5a2b48609e8d7c6b5a493827', '서울숲다람쥐'],
  admin: ['4d8e2f6a0b1c3957f8e6d4c2b0a19375', '조용히보는사람'],
}
const STARTS = ['/', '/me', '/letters', '/favorites', '/donate', '/dashboard', '/admin', '/nothing-here']
/** What answers with no page, ends the login or belongs to the sandbox. */
const NOT_A_PAGE = /^\/(auth|sandbox|build|assets)\b|\.(csv|ndjson|json|png|svg|txt)\b/
const QUICK = { 'phone-dark': { width: 390 } }
const VARIANTS = {
  ...QUICK,
  'phone-light': { width: 390, colorScheme: 'light' },
  'small-dark': { width: 320 },
  'desk-dark': { width: 1280 },
  'desk-light': { width: 1280, colorScheme: 'light' },
  'phone-plain': { width: 390, javaScriptEnabled: false },
}
const SAME_SHAPE = 3
const MOST_PEOPLE = 40

const [commit, ...words] = process.argv.slice(2)
if (!commit) throw new Error('Usage: npm run pictures:compare -- COMMIT [--quick] [--open] [--data FOLDER]')
const variants = words.includes('--quick') ? QUICK : VARIANTS
const opens = words.includes('--open')
const given = words.includes('--data') ? words[words.indexOf('--data') + 1] : null
const pictures = path.resolve('.cache/pictures')
rmSync(pictures, { recursive: true, force: true })
mkdirSync(pictures, { recursive: true })

const trees = { before: checkOut(commit), after: process.cwd() }
buildIfStale()
const data = await makeData()
const servers = await Promise.all(sides.map(start))
const browsers = Object.fromEntries(await Promise.all(sides.map(launch)))

const classesSeen = new Set()
const shapesSeen = new Set()
let drawn = 0
let different = 0
const people = new Map(Object.entries(PEOPLE))
for (const [name, login] of people) {
  const states = Object.fromEntries(
    await Promise.all(sides.map(async (side) => [side, await logIn(side, login)])),
  )
  const { addresses, ids } = await crawl(states)
  if (given) for (const id of ids) meet(id)
  for (const [variant, options] of Object.entries(variants))
    await compare(name, variant, options, addresses, states)
}
console.log(`${drawn} pictures compared, ${different} differ; those are in ${path.relative('.', pictures)}`)
for (const browser of Object.values(browsers)) await browser.close()
for (const server of servers) server.kill('SIGTERM')
rmSync(data.folder, { recursive: true })
process.exit(different ? 1 : 0)

/** One data directory for each side: two copies of what is given, or of the demo as the older commit makes it. */
async function makeData() {
  const folder = mkdtempSync(path.join(tmpdir(), 'melt-compared-'))
  const places = { before: path.join(folder, 'before'), after: path.join(folder, 'after') }
  if (given) cpSync(given, places.before, { recursive: true })
  else {
    const seeding =
      "import('./server.js').then(({ serve }) => serve()).then((melt) => melt.close()).then(() => process.exit())"
    const { status } = spawnSync(process.execPath, ['-e', seeding], {
      cwd: trees.before,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: environmentOf('before', places),
    })
    if (status !== 0) throw new Error('The demo could not be made')
  }
  cpSync(places.before, places.after, { recursive: true })
  return { folder, places }
}

function environmentOf(side, places) {
  return {
    ...process.env,
    NODE_ENV: 'production',
    CHZZK_SANDBOX: '1',
    HOST: PLACES[side],
    PORT: String(PORT),
    PUBLIC_URL: `http://${HOST}`,
    CHZZK_API_URL: `http://${PLACES[side]}:${PORT}/sandbox/chzzk`,
    MELT_DATA_DIR: places[side],
    MELT_ADMIN_CHANNEL_IDS: PEOPLE.admin[0],
    MELT_RATE_LIMITS: 'off',
    LOG_LEVEL: 'warn',
  }
}

async function start(side) {
  const server = spawn(process.execPath, ['server.js'], {
    cwd: trees[side],
    stdio: ['ignore', 'ignore', 'inherit'],
    env: environmentOf(side, data.places),
  })
  process.once('exit', () => server.kill('SIGTERM'))
  for (;;) {
    const ready = await get(side, '/readyz').catch(() => null)
    if (ready?.status === 200) return server
    if (server.exitCode !== null) throw new Error(`The server of ${side} ended`)
    await new Promise((later) => setTimeout(later, 200))
  }
}

async function launch(side) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', `--host-resolver-rules=MAP melt.test ${PLACES[side]}`],
  })
  return [side, browser]
}

function contextOf(side, { width = 390, ...options } = {}) {
  return browsers[side].newContext({
    baseURL: `http://${HOST}`,
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
    colorScheme: 'dark',
    viewport: { width, height: 844 },
    ...options,
  })
}

async function logIn(side, login) {
  const context = await contextOf(side)
  if (login) {
    const page = await context.newPage()
    await page.goto('/auth/chzzk/login')
    await page.getByLabel('채널 아이디').fill(login[0])
    await page.getByLabel('이름').fill(login[1])
    await page.getByRole('button', { name: '이 아이디로 로그인하기' }).click()
    await page.waitForURL('/')
  }
  const state = await context.storageState()
  await context.close()
  return state
}

/** Whoever is linked to logs in, too, under a name of our own, until there are enough. */
function meet(id) {
  const known = [...people.values()].some((login) => login?.[0] === id)
  if (!known && people.size < MOST_PEOPLE) people.set(id.slice(0, 6), [id, `사람 ${id.slice(0, 6)}`])
}

/** The addresses that somebody reaches by links, asked on both sides because reading leaves marks, that show a class list or an address shape not seen before. */
async function crawl(states) {
  const cookies = Object.fromEntries(
    sides.map((side) => [side, states[side].cookies.map(({ name, value }) => `${name}=${value}`).join('; ')]),
  )
  const asked = new Set(STARTS)
  const shapes = new Map()
  const kept = []
  for (const address of asked) {
    const shape = address.replace(/[0-9a-f]{32}|[0-9a-f-]{36}/g, ':id').replace(/=[^&]*/g, '')
    shapes.set(shape, (shapes.get(shape) ?? 0) + 1)
    if (shapes.get(shape) > SAME_SHAPE) continue
    const [{ type, body }] = await Promise.all(sides.map((side) => get(side, address, cookies[side])))
    if (!type?.startsWith('text/html')) continue
    const classes = [...body.matchAll(/ class="([^"]*)"/g)].map(([, list]) => list)
    if (!shapesSeen.has(shape) || classes.some((list) => !classesSeen.has(list))) kept.push(address)
    shapesSeen.add(shape)
    for (const list of classes) classesSeen.add(list)
    for (const [, link] of body.matchAll(/ href="(\/[^"#]*)/g))
      if (!NOT_A_PAGE.test(link)) asked.add(link.replaceAll('&amp;', '&'))
  }
  const ids = [...asked].flatMap((address) => address.match(/(?<![0-9a-f-])[0-9a-f]{32}(?![0-9a-f-])/g) ?? [])
  return { addresses: kept, ids }
}

function get(side, address, cookie = '') {
  const options = { host: PLACES[side], port: PORT, path: address, headers: { host: HOST, cookie } }
  return new Promise((resolve, reject) => {
    const request = http.get(options, async (answer) => {
      const parts = await answer.setEncoding('utf8').toArray()
      resolve({ status: answer.statusCode, type: answer.headers['content-type'], body: parts.join('') })
    })
    request.once('error', reject)
  })
}

async function compare(who, variant, options, addresses, states) {
  const pages = {}
  for (const side of sides)
    pages[side] = await (await contextOf(side, { ...options, storageState: states[side] })).newPage()
  for (const address of addresses) {
    drawn++
    const [before, after] = await drawBoth(pages, address)
    if (before.equals(after)) continue
    different++
    const file = path.join(pictures, `${who}-${address.replace(/\W+/g, '_').slice(0, 80)}-${variant}`)
    await sharp(before).toFile(`${file}.before.png`)
    await sharp(after).toFile(`${file}.after.png`)
    console.log(`${who} ${variant} ${address}: ${await difference(before, after)}`)
  }
  for (const page of Object.values(pages)) await page.context().close()
}

/** A minute may pass between the two: what differs is drawn once more. */
async function drawBoth(pages, address, again = true) {
  const both = await Promise.all(Object.values(pages).map((page) => draw(page, address)))
  return both[0].equals(both[1]) || !again ? both : drawBoth(pages, address, false)
}

async function draw(page, address) {
  await page.goto(address)
  if (opens)
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true
    })
  await page.evaluate(() => document.fonts.ready)
  return page.screenshot({ fullPage: true, animations: 'disabled' })
}

async function difference(before, after) {
  const [one, two] = await Promise.all(
    [before, after].map((png) => sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true })),
  )
  if (one.info.width !== two.info.width || one.info.height !== two.info.height)
    return `${one.info.width}×${one.info.height} became ${two.info.width}×${two.info.height}`
  const rows = new Set()
  let pixels = 0
  for (let at = 0; at < one.data.length; at += 3)
    if (one.data.compare(two.data, at, at + 3, at, at + 3) !== 0) {
      pixels++
      rows.add(Math.floor(at / 3 / one.info.width))
    }
  return `${pixels} pixels, rows ${Math.min(...rows)} to ${Math.max(...rows)}`
}
