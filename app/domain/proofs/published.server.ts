import type { Buffer } from 'node:buffer'
import { db } from '~/db/client.server'
import { refuse } from '~/domain/core/refusal'
import { ProofError } from './encoding'
import { findTile } from './log.server'
import { listVkeys } from './log-keys.server'
import { formatTile, parseTilePath } from './tile'

export type Published = { text: string; at: Date }

/** The checkpoint that was signed last, as it is published. */
export async function findNewestCheckpoint(): Promise<Published | null> {
  const found = await db.logCheckpoint.findFirst({ orderBy: { size: 'desc' } })
  return found && { text: await withCosignatures(found), at: found.at }
}

/** The checkpoint that was signed last, or the one over so many leaves, as it was signed; below that what witnesses cosigned. */
export async function getCheckpoint(size?: string): Promise<string> {
  if (size === undefined) return (await findNewestCheckpoint())?.text ?? refuse('not_found')
  const found = await db.logCheckpoint.findUnique({ where: { size: parseSize(size) } })
  return found ? withCosignatures(found) : refuse('not_found')
}

async function withCosignatures({ size, text }: { size: number; text: string }): Promise<string> {
  const cosignatures = await db.$queryRaw<{ line: string }[]>`
    SELECT DISTINCT ON (witness) line FROM log_cosignatures WHERE size = ${size} ORDER BY witness, at DESC`
  return text + cosignatures.map(({ line }) => line).join('')
}

const parseSize = (text: string) => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : refuse('not_found'))

/** The keys that checkpoints are signed with. */
export const getVkeys = () => listVkeys() || refuse('not_found')

/** A tile by the rest of its address, as c2sp.org/tlog-tiles has it: hashes, which say nothing about anybody. */
export async function getTile(path: string): Promise<Buffer> {
  return formatTile((await findTile(parseAddress(path))) ?? refuse('not_found'))
}

function parseAddress(path: string) {
  try {
    return parseTilePath(`tile/${path}`)
  } catch (error) {
    if (error instanceof ProofError) refuse('not_found')
    throw error
  }
}
