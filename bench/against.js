import { buildIfStale } from '../tools/build.js'
import { checkOut } from '../tools/check-out.js'
import { launchMelt } from '../tools/melt-process.js'
import { confirm, waitingIn } from './confirm.js'
import { command, createDatabase } from './database.js'
import { median, ms, printTable } from './table.js'

/** What the present tree costs beside another commit, asked in turn on copies of one database: `npm run bench:against -- COMMIT`. */
const [commit] = process.argv.slice(2)
if (!commit) throw new Error('Usage: npm run bench:against -- COMMIT')
const SAMPLES = Number(process.env.BENCH_SAMPLES ?? 200)
const WARM_UP = 20

buildIfStale()
const tree = checkOut(commit)
const { generate } = await import(`${tree}/bench/generate.js`)
const before = await createDatabase({ tree })
const channels = await generate(before.url, { big: 100_000, small: 10_000 })
command('stats:rebuild', before.variables, tree)
const after = await createDatabase({ template: before.name })
const melts = await Promise.all([launch(before, tree), launch(after)])

const { chzzkChannelId, cookie } = channels.big
const ASKED = {
  'the channel, as JSON': `/feed?chzzkChannelId=${chzzkChannelId}`,
  'the channel’s page': `/${chzzkChannelId}`,
  'by amount': `/feed?chzzkChannelId=${chzzkChannelId}&sort=amount`,
  'the inbox': '/creator/inbox',
  'the inbox’s page': '/dashboard/inbox',
  'donations to confirm': '/dashboard/donations',
  'figures of 30 days': '/dashboard/stats?range=30d',
}
const rows = []
for (const [what, path] of Object.entries(ASKED))
  rows.push(row(what, await inTurn(({ url }) => read(url + path, cookie))))
const waiting = await waitingIn(before.url, channels.big)
rows.push(row('confirming', await inTurn(({ url }, sample) => confirm(url, waiting[sample], cookie))))
printTable(
  `Now beside ${commit} (p50 over HTTP, ${SAMPLES} in turn)`,
  ['request', 'ratio', 'now', commit],
  rows,
)

for (const melt of melts) await melt.end()
for (const database of [after, before]) await database.drop()
process.exit()

async function launch({ variables }, place) {
  const melt = await launchMelt({ ...variables, MELT_RATE_LIMITS: 'off' }, [], place)
  await melt.opened()
  return melt
}

async function inTurn(ask) {
  const took = [[], []]
  for (let sample = 0; sample < SAMPLES + WARM_UP; sample++)
    for (const [side, melt] of melts.entries()) {
      const began = performance.now()
      await ask(melt, sample)
      if (sample >= WARM_UP) took[side].push(performance.now() - began)
    }
  return took.map(median)
}

async function read(address, Cookie) {
  const response = await fetch(address, { headers: { Cookie } })
  await response.text()
  if (response.status !== 200) throw new Error(`${address} answered ${response.status}`)
}

function row(what, [then, now]) {
  return [what, `${(now / then).toFixed(2)}×`, ms(now), ms(then)]
}
