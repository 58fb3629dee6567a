import { spawnSync } from 'node:child_process'
import pg from 'pg'
import { buildIfStale } from '../tools/build.js'
import { launchMelt } from '../tools/melt-process.js'
import { measureAggregates } from './aggregates.js'
import { compareBusyPages } from './busy.js'
import { measureEvents } from './chzzk-events.js'
import { compareConfirmations } from './confirm.js'
import { command, createDatabase } from './database.js'
import { compareFeeds } from './feed.js'
import { generate, signInFans } from './generate.js'
import { compareInboxes } from './inbox.js'
import { measureLive } from './live.js'
import { printMachine } from './machine.js'
import { measureReceipts } from './receipts.js'
import { compareRequests } from './requests.js'
import { measureSigning } from './sign.js'
import { measureFirstViews } from './size.js'
import { measureStarts } from './start.js'
import { measureStatements } from './statements.js'
import { ms } from './table.js'
import { compareWrites } from './writes.js'

const PLANS = {
  full: {
    sizes: { big: 1_000_000, small: 10_000 },
    crowd: 1_000,
    letters: { many: 100_000, few: 100 },
    samples: 400,
    seconds: 5,
    rounds: 5,
    streams: 10_000,
    growth: 1_000_000,
    events: { creators: 200, perSecond: 1_000, seconds: 60 },
    donations: { many: 10_000_000, few: 10_000 },
    statements: { lines: 50_000, donations: 200_000 },
  },
  quick: {
    sizes: { big: 100_000, small: 10_000 },
    crowd: 1_000,
    letters: { many: 100_000, few: 100 },
    samples: 100,
    seconds: 2,
    rounds: 3,
    streams: 10_000,
    growth: 100_000,
    events: { creators: 50, perSecond: 200, seconds: 10 },
    donations: { many: 1_000_000, few: 10_000 },
    statements: { lines: 10_000, donations: 40_000 },
  },
  /** Only shows that the bench itself runs, in as little time as that takes; its figures say nothing. */
  brief: {
    sizes: { big: 5_000, small: 1_000 },
    crowd: 10,
    letters: { many: 1_000, few: 100 },
    samples: 8,
    seconds: 0.25,
    rounds: 1,
    streams: 50,
    growth: 0,
    events: { creators: 2, perSecond: 20, seconds: 1 },
    donations: { many: 4_000, few: 1_000 },
    statements: { lines: 200, donations: 1_000 },
  },
}

/** Prints what Melt costs, ratios first: absolute figures belong to the machine and the moment. `npm run bench -- PART …` takes those parts alone. */
const plan = PLANS[process.env.BENCH_SIZE ?? 'full']
if (!plan) throw new Error(`BENCH_SIZE is one of ${Object.keys(PLANS).join(', ')}`)
const { BENCH_DONATIONS } = process.env
const donations = BENCH_DONATIONS ? { many: Number(BENCH_DONATIONS), few: 10_000 } : plan.donations
const PARTS = {
  requests: () => compareRequests(scene),
  busy: () => compareBusyPages(scene),
  feed: () => compareFeeds(scene),
  inbox: () => compareInboxes({ ...scene, samples: Math.min(plan.samples, 200) }),
  confirm: () => compareConfirmations({ ...scene, samples: Math.min(plan.samples, 200) }),
  size: () => measureFirstViews(scene),
  streams: () => measureLive({ ...scene, variables: filled.variables, samples: Math.min(plan.samples, 100) }),
  writes: () => compareWrites(plan),
  sign: () => measureSigning({ channels: plan.crowd, rounds: plan.rounds }),
  receipts: () =>
    measureReceipts({ messages: Math.ceil(1.1 * plan.letters.many), samples: Math.min(plan.samples, 100) }),
  growth: () => plan.growth && printGrowth(plan.growth),
  events: () => measureEvents(plan.events),
  aggregates: () => measureAggregates({ ...plan, donations, samples: Math.max(plan.samples, 40) }),
  statements: () => measureStatements({ ...scene, variables: filled.variables }),
  start: () => measureStarts(filled.variables),
}
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in PARTS))
if (unknown.length > 0) throw new Error(`There is no part ${unknown}; there are: ${Object.keys(PARTS)}`)

buildIfStale()
const filled = await createDatabase()
printMachine()
const { channels, crowd, fan } = await fill(filled.url)
const [melt, uncached] = await Promise.all([launch({}), launch({ MELT_PAGE_CACHE_MB: '0' })])
const scene = {
  ...plan,
  url: melt.url,
  database: filled.url,
  channels,
  channel: channels.big,
  melt,
  uncached,
  crowd,
  fan,
}
try {
  for (const [name, measure] of Object.entries(PARTS)) {
    if (asked.length > 0 && !asked.includes(name)) continue
    const began = performance.now()
    await measure()
    console.log(`\n${name}: ${((performance.now() - began) / 1000).toFixed(0)} s`)
  }
} finally {
  await Promise.all([melt.end(), uncached.end()])
}
for (const output of [melt.output(), uncached.output()]) if (output) console.log(`\nMelt said:\n${output}`)
const verified = command('ledger:verify', filled.variables)
console.log(`\n${verified.line} (${ms(verified.tookMs)})`)
await filled.drop()
process.exit(verified.status ?? 1)

async function fill(url) {
  const began = performance.now()
  const names = Array.from({ length: plan.crowd }, (_, n) => `crowd ${n}`)
  const { big, small, ...rest } = await generate(url, {
    ...plan.sizes,
    ...Object.fromEntries(names.map((name) => [name, 30])),
  })
  command('stats:rebuild', filled.variables)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const [fan = ''] = await signInFans(client, 1)
  await client.end()
  const sizes = Object.entries(plan.sizes).map(([name, size]) => `${name} ${size.toLocaleString('en')}`)
  const took = ((performance.now() - began) / 1000).toFixed(0)
  console.log(`Messages: ${sizes.join(', ')}, and 30 in each of ${plan.crowd} channels (made in ${took} s)`)
  return { channels: { big, small }, crowd: Object.values(rest), fan }
}

/** What the growth test counts, asked for alone: beside 3,000 donations so many. */
function printGrowth(donations) {
  const env = { ...process.env, MELT_GROWTH: '', MELT_GROWTH_DONATIONS: String(donations) }
  const words = ['vitest', 'run', '--disable-console-intercept', 'tests/growth.test.ts']
  spawnSync('npx', words, { env, stdio: ['ignore', 'inherit', 'inherit'] })
}

async function launch(settings) {
  const launched = await launchMelt({ ...filled.variables, MELT_RATE_LIMITS: 'off', ...settings })
  await launched.opened()
  return launched
}
