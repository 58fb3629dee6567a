import { readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import { emptyFolder, inDatabase, onPostgres, startChild, usedFolder } from './embedded'

// Whole processes are started here, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

/** Another process that inserts, with its calls to the disk watched. */
function startWatched(folder: string) {
  const notes = path.join(folder, 'syncs')
  const loader = path.resolve('tests/faults/child/watch-syncs.js')
  const child = startChild('insert.js', folder, ['--import', loader], { SYNC_NOTES: notes })
  const breakDisk = () => writeFileSync(`${notes}.broken`, '')
  return { child, breakDisk, syncs: () => statSync(notes).size }
}

async function counted(folder: string) {
  const sql = 'SELECT max(n) AS highest, count(*)::int AS rows FROM counted'
  const { rows } = await inDatabase(folder, (client) => client.query<{ highest: number; rows: number }>(sql))
  return rows[0] ?? { highest: 0, rows: 0 }
}

describe.skipIf(onPostgres)('An answered commit', () => {
  test('was on the disk first', async () => {
    const folder = usedFolder()
    const { child, syncs } = startWatched(folder)
    while (Number(await child.line()) < 100);
    await child.kill()
    const { rows } = await counted(folder)
    expect(syncs()).toBeGreaterThanOrEqual(rows)
  })

  test('survives the process being killed', async () => {
    const folder = usedFolder()
    const child = startChild('insert.js', folder)
    let answered = 0
    while (answered < 200) answered = Number(await child.line())
    await child.kill()
    const { highest, rows } = await counted(folder)
    expect(highest).toBeGreaterThanOrEqual(answered)
    expect(rows).toBe(highest)
  })

  test('is never claimed of a disk that refuses: the process ends and says why', async () => {
    const folder = usedFolder()
    const { child, breakDisk } = startWatched(folder)
    let answered = Number(await child.line())
    breakDisk()
    await expect(
      (async () => {
        for (;;) answered = Number(await child.line())
      })(),
    ).rejects.toThrow('insert.js ended')
    expect(await child.ended).not.toBe(0)
    expect(await child.complaint).toContain('The embedded database')
    const { highest, rows } = await counted(folder)
    expect(highest).toBeGreaterThanOrEqual(answered)
    expect(rows).toBe(highest)
  })
})

describe.skipIf(onPostgres)('A database that was being made', () => {
  test('is made anew when the process was killed half-way', async () => {
    const folder = emptyFolder()
    const child = startChild('hold.js', folder)
    while (!readdirSync(folder).some((name) => name.startsWith('pg.new-'))) await wait(20)
    await child.kill()
    expect(readdirSync(folder)).not.toContain('pg')
    const { rows } = await inDatabase(folder, (client) => client.query('SELECT 1 AS one'))
    expect(rows).toEqual([{ one: 1 }])
    expect(readdirSync(folder)).toEqual(['pg'])
  })
})
