import { spawn } from 'node:child_process'
import { findServer } from './find-postgres.js'

// What is refused before any database is asked is tried once, where a database answers quickest.
if (findServer()) process.env.MELT_EDGE = 'on PostgreSQL only'

const npm = (name) => ['npm', 'run', '--silent', name]

/** Everything that must hold, in the order in which a mistake shows soonest; what stands in one line runs side by side. */
const STEPS = [
  ['generated client', npm('generate')],
  ['types and lint', npm('typecheck'), npm('lint')],
  ['build', ['node', 'tools/build.js']],
  ['tests on the embedded database', npm('test:unit')],
  ['tests on PostgreSQL', npm('test:postgres')],
  ['browser', npm('test:browser')],
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

function run([command, ...words]) {
  return new Promise((resolve) => spawn(command, words, { stdio: 'inherit' }).once('exit', resolve))
}
