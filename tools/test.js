import { spawnSync } from 'node:child_process'
import { buildIfStale } from './build.js'
import { findServer } from './find-postgres.js'

// What is refused before any database is asked is tried once, where a database answers quickest.
if (findServer()) process.env.MELT_EDGE = 'on PostgreSQL only'

/** Everything that must hold, in the order in which a mistake shows soonest. */
const STEPS = [
  ['generated client', ['npm', 'run', '--silent', 'generate']],
  ['types', ['npm', 'run', '--silent', 'typecheck']],
  ['lint', ['npm', 'run', '--silent', 'lint']],
  ['build', buildIfStale],
  ['tests on the embedded database', ['npm', 'run', '--silent', 'test:unit']],
  ['tests on PostgreSQL', ['npm', 'run', '--silent', 'test:postgres']],
  ['browser', ['npm', 'run', '--silent', 'test:browser']],
]

for (const [name, step] of STEPS) {
  const began = Date.now()
  console.log(`\n— ${name}`)
  if (typeof step === 'function') step()
  else run(step)
  console.log(`  ${name}: ${((Date.now() - began) / 1000).toFixed(1)} s`)
}
console.log('\nAll of it holds.')

function run([command, ...words]) {
  const { status } = spawnSync(command, words, { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
