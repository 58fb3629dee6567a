import { open, rm } from 'node:fs/promises'
import path from 'node:path'
import { env } from '~/env.server'

const PROBE = Buffer.alloc(256 * 1024, 1)
const FULL = new Set(['ENOSPC', 'EDQUOT'])

/**
 * Whether the data directory takes another file, found out by writing one: quotas and reserved blocks are in no count of free bytes.
 * True where nothing is kept there.
 */
export async function hasFreeSpace(): Promise<boolean> {
  if (env.databaseUrl && env.s3) return true
  const place = path.join(env.dataDir, `.room-${process.pid}`)
  try {
    const file = await open(place, 'w', 0o600)
    await file.writeFile(PROBE).finally(() => file.close())
    return true
  } catch (error) {
    return !FULL.has(String((error as NodeJS.ErrnoException).code))
  } finally {
    await rm(place, { force: true }).catch(() => undefined)
  }
}
