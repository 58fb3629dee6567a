import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { launchMelt } from '../tools/melt-process.js'
import { ms, printTable } from './table.js'

/** Time to the first answer: an empty embedded folder, the same folder again, and a migrated PostgreSQL. */
export async function measureStarts(variables) {
  const folder = mkdtempSync(path.join(tmpdir(), 'melt-bench-'))
  const rows = []
  const starts = [
    ['embedded, empty folder', { MELT_DATA_DIR: folder }],
    ['embedded, again', { MELT_DATA_DIR: folder }],
    ['PostgreSQL, migrated', variables],
  ]
  for (const [what, settings] of starts) {
    const melt = await launchMelt(settings)
    rows.push([what, ms(await melt.opened())])
    await melt.end()
  }
  rmSync(folder, { recursive: true, force: true })
  printTable('From the command to the first answer', ['start', 'time'], rows)
}
