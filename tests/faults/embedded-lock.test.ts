import { statSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { acquireLock, openEmbedded } from '../../app/db/embedded/open.js'
import { placeOf } from '../../app/db/embedded/place.js'
import { emptyFolder, inDatabase, onPostgres, startChild, usedFolder } from './embedded'

// Whole processes are started here, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

describe.skipIf(onPostgres)('One folder', () => {
  test('has one opener; a second one learns who', async () => {
    const folder = usedFolder()
    const child = startChild('hold.js', folder)
    expect(await child.line()).toBe('open')
    await expect(openEmbedded(folder)).rejects.toThrow(`in use by process ${child.pid}`)
  })

  test('is free again when its opener was killed', async () => {
    const folder = usedFolder()
    const child = startChild('hold.js', folder)
    await child.line()
    await child.kill()
    expect(await inDatabase(folder, async () => 'opened')).toBe('opened')
  })

  test('is given to one of many who find it left behind', async () => {
    const folder = usedFolder()
    const child = startChild('hold.js', folder)
    await child.line()
    await child.kill()
    const { lock } = placeOf(folder)
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => acquireLock(lock, folder)))
    const taken = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    await Promise.all(taken.map((release) => release()))
    expect(taken).toHaveLength(1)
  })

  test('keeps its sockets where nobody else can reach them, on a path that is short enough', () => {
    const { lock, connection } = placeOf(emptyFolder())
    expect(statSync(connection.host).mode & 0o777).toBe(0o700)
    expect(lock.length).toBeLessThan(100)
    expect(`${connection.host}/.s.PGSQL.${connection.port}`.length).toBeLessThan(100)
  })
})
