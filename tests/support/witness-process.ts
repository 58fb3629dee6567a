import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'

/** A witness in a process of its own, which knows the log of this vkey, until the end of a test: how it is named, and its process. */
export async function startWitness(logVkey: string) {
  const child = spawn(process.execPath, ['tests/support/witness-child.js', logVkey], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const kill = async () => {
    child.kill('SIGKILL')
    await ended
  }
  onTestFinished(kill)
  const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next()
  if (!value) throw new Error('The witness did not start')
  return { named: String(value), signal: (name: NodeJS.Signals) => child.kill(name), kill }
}
