import { execFileSync } from 'node:child_process'
import os from 'node:os'

/** What every table must be read with: the machine, the day and the commit. */
export function printMachine() {
  const git = (...words) => execFileSync('git', words, { encoding: 'utf8' }).trim()
  const changed = git('status', '--porcelain', '--untracked-files=no') ? ', changed since' : ''
  const [cpu] = os.cpus()
  const gigabytes = Math.round(os.totalmem() / 1024 ** 3)
  console.log(
    `${new Date().toISOString().slice(0, 10)}, commit ${git('rev-parse', '--short', 'HEAD')}${changed}, Node ${process.version}, ` +
      `${os.cpus().length} × ${cpu?.model.trim() || 'unnamed cores'}, ${gigabytes} GB, load ${os.loadavg()[0]?.toFixed(1)} at the start`,
  )
}
