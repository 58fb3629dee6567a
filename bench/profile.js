import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { buildIfStale } from '../tools/build.js'
import { launchMelt } from '../tools/melt-process.js'
import { createDatabase } from './database.js'
import { generate, signInFans } from './generate.js'
import { load } from './load.js'
import { printTable } from './table.js'

/** Whose file a frame stands in; the first that fits counts. */
const PARTS = [
  ['React', /node_modules\/(react|react-dom|scheduler)\//],
  ['turbo-stream', /node_modules\/turbo-stream\//],
  ['Remix: router and server runtime', /node_modules\/(@remix-run|react-router|react-router-dom|cookie)\//],
  ['Prisma', /node_modules\/@prisma\/|generated\/prisma/],
  ['pg', /node_modules\/(pg|pg-[a-z-]+|postgres-[a-z]+)\//],
  ['zod', /node_modules\/zod\//],
  ['Express and other packages', /node_modules\//],
  [
    'web streams and undici (Request, Response, Headers)',
    /^node:internal\/(webstreams|deps\/undici|url|abort)/,
  ],
  ['zlib', /^node:(internal\/)?zlib/],
  ['the rest of Node: http, net, timers, promises', /^node:/],
  ['Melt', /build\/server\/|server\.js$/],
]
/** Loading modules is the start's, not a page's. */
const LEFT_OUT = /^node:internal\/(modules|bootstrap|process\/esm)/

/**
 * The share of CPU by part: of a page miss and of a page signed in, profiled on a database of the bench's own
 * (`npm run profile`), or of what a file of `node --cpu-prof` holds (`node bench/profile.js FILE`).
 */
const [given] = process.argv.slice(2)
if (given) printShares(given, given)
else await profilePages()

async function profilePages() {
  buildIfStale()
  const database = await createDatabase()
  const { big } = await generate(database.url, { big: Number(process.env.BENCH_MESSAGES ?? 10_000) })
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  const [fan] = await signInFans(client, 1)
  await client.end()
  const page = `/${big.chzzkChannelId}`
  await profile('a page miss', database, page)
  await profile('a page signed in', database, page, { Cookie: fan ?? '' })
  await database.drop()
}

async function profile(what, { variables }, page, headers = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'melt-profile-'))
  const melt = await launchMelt({ ...variables, MELT_RATE_LIMITS: 'off', MELT_PAGE_CACHE_MB: '0' }, [
    '--cpu-prof',
    `--cpu-prof-dir=${folder}`,
  ])
  await melt.opened()
  const seconds = Number(process.env.BENCH_SECONDS ?? 10)
  await load({ url: melt.url, paths: [page], headers, seconds, connections: 20 })
  await melt.end()
  for (const name of readdirSync(folder)) printShares(what, path.join(folder, name))
  rmSync(folder, { recursive: true, force: true })
}

function printShares(what, file) {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(file, 'utf8'))
  const partOf = new Map(nodes.map(({ id, callFrame }) => [id, partOfFrame(callFrame)]))
  const spent = new Map()
  let sum = 0
  for (const [n, id] of samples.entries()) {
    const part = partOf.get(id)
    if (!part) continue
    spent.set(part, (spent.get(part) ?? 0) + timeDeltas[n])
    sum += timeDeltas[n]
  }
  const rows = [...spent].sort(([, a], [, b]) => b - a)
  printTable(
    `Where the CPU of ${what} goes (self time)`,
    ['part', 'share'],
    rows.map(([part, microseconds]) => [part, `${((100 * microseconds) / sum).toFixed(1)} %`]),
  )
}

/** Null for what a page does not cost, and for the time in which nothing was to be done. */
function partOfFrame({ url, functionName }) {
  if (functionName === '(idle)' || functionName === '(root)' || LEFT_OUT.test(url)) return null
  if (functionName === '(garbage collector)') return 'garbage collection'
  return PARTS.find(([, pattern]) => pattern.test(url))?.[0] ?? 'native: system calls, V8'
}
