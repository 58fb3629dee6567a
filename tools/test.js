import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { findServer } from './find-postgres.js'

// What asks a database is tried once here, where one answers quickest; the browser's journeys and .ci/run try it on
// the embedded one.
if (findServer()) process.env.MELT_EMBEDDED_TESTS = 'pure'
// What tries everything there is takes a third of the time: `npm run test:sweeps`, and .ci/run.
process.env.MELT_SWEEPS = 'later'

const npm = (name, ...words) => ['npm', 'run', '--silent', name, '--', ...words]

/** The longest has the most processes, so that all three end at about the same time. */
const TESTS = [
  npm('test:unit', '--maxWorkers=2'),
  npm('test:postgres', '--maxWorkers=4'),
  npm('test:browser'),
]

/** Everything that must hold, in the order in which a mistake shows soonest; what stands in one line runs side by side, and what each has to say is printed in one piece. */
const STEPS = [
  ['generated client', npm('generate')],
  ['build and lint', ['node', 'tools/build.js'], npm('lint')],
  ['types and a migrated database', npm('typecheck'), ['node', 'tools/embedded-template.js']],
  ['tests on both databases and in a browser', ...TESTS],
]

for (const [name, ...commands] of STEPS) {
  const began = Date.now()
  console.log(`\n— ${name}`)
  const statuses = await Promise.all(commands.map(run))
  const failed = statuses.find((status) => status !== 0)
  if (failed !== undefined) process.exit(failed ?? 1)
  console.log(`  ${name}: ${((Date.now() - began) / 1000).toFixed(1)} s`)
}
console.log('\nAll of it holds.')

async function run([command, ...words], _, { length }) {
  const child = spawn(command, words, { stdio: length > 1 ? ['ignore', 'pipe', 'pipe'] : 'inherit' })
  const output = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => output.push(chunk))
  const [status] = await once(child, 'close')
  process.stdout.write(Buffer.concat(output))
  return status
}
