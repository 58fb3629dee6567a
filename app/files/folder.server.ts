import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { env } from '~/env.server'
import { checkedKey, type Store } from './store'

/** In the data directory, readable by its owner only: a crash leaves a file whole or not at all. */
export function folderStore(dataDir: string): Store {
  const folder = path.join(dataDir, 'files')
  const placeOf = (key: string) => path.join(folder, checkedKey(key))

  return {
    async put(key, bytes) {
      const place = placeOf(key)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const unfinished = `${place}.${randomUUID()}`
      try {
        await writeWhole(unfinished, bytes)
        await rename(unfinished, place)
        await syncFolder(folder)
      } catch (error) {
        await rm(unfinished, { force: true })
        throw error
      }
    },

    async get(key, part) {
      const file = await open(placeOf(key)).catch(ifMissing)
      if (!file) return null
      return Readable.toWeb(
        file.createReadStream({ start: part?.from, end: part?.to }),
      ) as ReadableStream<Uint8Array>
    },

    async remove(key) {
      await rm(placeOf(key), { force: true })
    },
  }
}

async function writeWhole(place: string, bytes: Uint8Array) {
  const file = await open(place, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A new name is on the disk when its folder is. */
async function syncFolder(folder: string) {
  const handle = await open(folder)
  await handle.sync().finally(() => handle.close())
}

function ifMissing(error: NodeJS.ErrnoException) {
  if (error.code === 'ENOENT') return null
  throw error
}

const PROBE = Buffer.alloc(256 * 1024, 1)
const FULL = new Set(['ENOSPC', 'EDQUOT'])

/** Found out by writing: quotas and reserved blocks are in no count of free bytes. True where nothing is kept there. */
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
