import { db, type Tx } from '~/db/client.server'
import { DAY_MS, kstDayBounds, kstDayOf } from '~/domain/core/kst'
import { formatSignedCheckpoint, signCheckpoint } from './checkpoint'
import { consultWitnesses } from './cosignatures.server'
import { DivergedDatabase } from './divergence'
import { foldEntries, listNewLeaves, requireSignedEntries } from './frontiers.server'
import { findLastSigned, requireContinued, storeLastSigned } from './last-signed.server'
import { appendLeaves, countLeaves, findRoot, toHex } from './log.server'
import { isSigning, logKeys, logOrigin } from './log-keys.server'

/** What became of it; `busy` where another instance is at it. */
export type Signing = { outcome: 'signed' | 'unchanged' | 'busy' | 'off'; leaves: number; size: number }

/**
 * A leaf for each ledger that moved, and a checkpoint over all of them. The leaves are committed first; then what is
 * signed is written outside the database; only then is it signed and published. Whatever dies between, the next one
 * signs the very same. Throws `DivergedDatabase` rather than sign a fork. Leans on prisma/functions/log.sql.
 */
export async function signLedger(now = new Date()): Promise<Signing> {
  if (!isSigning) return { outcome: 'off', leaves: 0, size: await countLeaves() }
  await consultWitnesses()
  await requireContinued()
  await foldEntries()
  const leaves = await locked((tx) => appendMoved(tx, kstDayOf(now)))
  const signed = leaves === null ? null : await locked((tx) => publishCheckpoint(tx, now))
  if (leaves === null || !signed) return { outcome: 'busy', leaves: leaves ?? 0, size: await countLeaves() }
  return { outcome: signed.isNew ? 'signed' : 'unchanged', leaves, size: signed.size }
}

/** One instance at a time, and only over a database that continues what was signed; null where another one has the lock. */
function locked<T>(act: (tx: Tx) => Promise<T>): Promise<T | null> {
  return db.$transaction(async (tx) => {
    const [lock] = await tx.$queryRaw<{ isTaken: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(hashtextextended('the log of all ledgers', 0)) AS "isTaken"`
    if (!lock?.isTaken) return null
    await requireContinued(tx)
    return act(tx)
  })
}

async function appendMoved(tx: Tx, day: string): Promise<number> {
  await requireSignedEntries(tx)
  const leaves = await listNewLeaves(tx, day)
  if (leaves.length > 0) await appendLeaves(tx, leaves)
  return leaves.length
}

async function publishCheckpoint(tx: Tx, now: Date): Promise<{ size: number; isNew: boolean }> {
  const size = await countLeaves(tx)
  if (size === 0) return { size, isNew: false }
  const published = await tx.logCheckpoint.findUnique({ where: { size } })
  if (published) {
    if (!(await findLastSigned())) await storeLastSigned(published)
    return { size, isNew: false }
  }
  const root = await findRoot(size, tx)
  if (!root) throw new DivergedDatabase('different', 'hashes of the log are missing')
  await storeLastSigned({ size, root: toHex(root) })
  const text = formatSignedCheckpoint(signCheckpoint({ origin: logOrigin, size, root }, logKeys))
  await tx.logCheckpoint.create({ data: { size, root: toHex(root), text, at: now } })
  return { size, isNew: true }
}

const MINUTES_AFTER_MIDNIGHT_MS = 5 * 60 * 1000

/** The last time that it was 00:05 in Korea. */
export function lastSigningTime(now: Date): Date {
  const day = kstDayOf(new Date(now.getTime() - MINUTES_AFTER_MIDNIGHT_MS))
  return new Date(kstDayBounds(day).from.getTime() + MINUTES_AFTER_MIDNIGHT_MS)
}

/** When an entry of this moment is signed, at the latest. */
export const nextSigningTime = (at: Date) => new Date(lastSigningTime(at).getTime() + DAY_MS)

let ranAt = new Date(0)

/** Once a day, from 00:05 in Korea on; null where that was done. Days on which nothing ran are caught up by the next that does. */
export async function signDaily(now = new Date()): Promise<Signing | null> {
  const due = lastSigningTime(now)
  if (ranAt >= due) return null
  const newest = await db.logCheckpoint.findFirst({ orderBy: { size: 'desc' }, select: { at: true } })
  const signing = newest && newest.at >= due ? null : await signLedger(now)
  if (signing?.outcome !== 'busy') ranAt = now
  return signing
}
