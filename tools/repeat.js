import { spawn } from 'node:child_process'

/**
 * Runs a command again and again while another process keeps a core busy, and says how long each run took:
 * `node tools/repeat.js TIMES COMMAND …`. Ends at the first run that fails.
 */
const [times, command, ...words] = process.argv.slice(2)
if (!(Number(times) > 0) || !command) {
  console.error('Usage: node tools/repeat.js TIMES COMMAND …')
  process.exit(2)
}
const busy = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' })
busy.unref()
process.once('exit', () => busy.kill('SIGKILL'))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130))

const took = []
for (let run = 1; run <= Number(times); run++) {
  const began = Date.now()
  const child = spawn(command, words, { stdio: 'inherit' })
  const status = await new Promise((resolve) => child.once('exit', resolve))
  took.push((Date.now() - began) / 1000)
  console.log(
    `\nRun ${run} of ${times}: ${status === 0 ? 'passed' : 'FAILED'} in ${took.at(-1).toFixed(0)} s`,
  )
  if (status !== 0) process.exit(1)
}
const sorted = took.toSorted((a, b) => a - b)
const [least, most] = [sorted[0], sorted.at(-1)]
console.log(`${times} of ${times} passed beside a busy core, in ${least.toFixed(0)} to ${most.toFixed(0)} s`)
