import { Buffer } from 'node:buffer'
import { hash } from 'node:crypto'
import { z } from 'zod'
import { db } from '~/db/client.server'
import { store } from '~/files/store.server'
import { DivergedDatabase } from './divergence'
import { countLeaves, findRoot, type LogReader, toHex } from './log.server'
import { findWitnessedDivergence } from './witness-states.server'

const lastSigned = z.object({ size: z.int().min(1), root: z.string().regex(/^[0-9a-f]{64}$/) })

/** What was signed last, root in hexadecimal. It stands where uploads do, not in the database: a database can be turned back. */
export type LastSigned = z.infer<typeof lastSigned>

/** Always the same, in the form that keys of files have. */
const KEY = hash('sha256', 'the checkpoint that was signed last', 'hex').slice(0, 32)

export async function findLastSigned(): Promise<LastSigned | null> {
  const stream = await store.get(KEY)
  return stream && lastSigned.parse(await new Response(stream).json())
}

export async function storeLastSigned({ size, root }: LastSigned): Promise<void> {
  await store.put(KEY, Buffer.from(JSON.stringify({ size, root })), 'application/json')
}

/** For tests, whose databases begin anew. */
export const forgetLastSigned = () => store.remove(KEY)

/** Null where the database continues what was signed last, its own newest checkpoint, and what witnesses have seen. */
export async function findDivergence(reader: LogReader = db): Promise<DivergedDatabase | null> {
  const newest = await reader.logCheckpoint.findFirst({ orderBy: { size: 'desc' } })
  for (const signed of [await findLastSigned(), newest]) {
    if (!signed) continue
    const count = await countLeaves(reader)
    if (count < signed.size)
      return new DivergedDatabase('behind', `${count} leaves where ${signed.size} are signed`)
    const root = await findRoot(signed.size, reader)
    if (!root || toHex(root) !== signed.root)
      return new DivergedDatabase('different', `another root over ${signed.size} leaves`)
  }
  return findWitnessedDivergence()
}

export async function requireContinued(reader: LogReader = db): Promise<void> {
  const diverged = await findDivergence(reader)
  if (diverged) throw diverged
}
