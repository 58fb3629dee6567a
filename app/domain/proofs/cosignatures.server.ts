import { setTimeout as wait } from 'node:timers/promises'
import { db } from '~/db/client.server'
import { env } from '~/env.server'
import { parseSignedCheckpoint, type SignedCheckpoint, signCheckpoint } from './checkpoint'
import { DivergedDatabase } from './divergence'
import type { Witness } from './key'
import { findConsistencyProof } from './log.server'
import { isSigning, logKeys, logOrigin } from './log-keys.server'
import { EMPTY_ROOT } from './tree'
import { submitCheckpoint, WitnessError } from './witness-client.server'
import { getWitnessState, recordAnswer, recordDivergence, recordFailure } from './witness-states.server'

type Cosigned = { size: number; at: Date }

/** The largest checkpoint that each witness has cosigned, and when last, by its key. */
export async function findLastCosigned(): Promise<Map<string, Cosigned>> {
  const found = await db.$queryRaw<(Cosigned & { witness: string })[]>`
    SELECT w.vkey AS witness, c.size, c.at FROM unnest(${env.witnesses.map(({ vkey }) => vkey)}::text[]) AS w (vkey)
    CROSS JOIN LATERAL (SELECT size, at FROM log_cosignatures WHERE witness = w.vkey ORDER BY size DESC, at DESC LIMIT 1) c`
  return new Map(found.map(({ witness, ...cosigned }) => [witness, cosigned]))
}

/** How many witnesses have cosigned the checkpoint of this size, and how many there are. */
export async function countCosigners(size: number): Promise<{ cosigners: number; witnesses: number }> {
  const cosigned = [...(await findLastCosigned()).values()].filter((last) => last.size === size)
  return { cosigners: cosigned.length, witnesses: env.witnesses.length }
}

/**
 * Has the newest checkpoint cosigned by every witness that has not done so yet, or that was never asked by this process,
 * all at once; never throws for what a witness does. Leans on prisma/functions/log.sql.
 */
export async function collectCosignatures({ now = new Date(), fromAll = false } = {}): Promise<void> {
  if (!isSigning || env.witnesses.length === 0) return
  const [{ size }, cosigned] = [await getNewest(), await findLastCosigned()]
  const isUpToDate = (witness: Witness) =>
    getWitnessState(witness).hasAnswered && (cosigned.get(witness.vkey)?.size ?? 0) === size
  const due = env.witnesses.filter(
    (witness) => getWitnessState(witness).notBefore <= now && (fromAll || !isUpToDate(witness)),
  )
  await Promise.all(
    due.map((witness) => collectCosignature(witness, cosigned.get(witness.vkey)?.size ?? 0, now)),
  )
}

const PATIENCE_MS = 3_000

/** Before a signing, because what witnesses have seen is the one memory that cannot be turned back here. Whoever is silent is not waited for. */
export async function consultWitnesses(): Promise<void> {
  const patience = new AbortController()
  const collected = collectCosignatures({ fromAll: true })
  collected.catch(() => undefined)
  const waited = wait(PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined)
  await Promise.race([collected, waited]).finally(() => patience.abort())
}

async function collectCosignature(witness: Witness, cosignedSize: number, now: Date) {
  try {
    await cosignNewest(witness, cosignedSize)
    recordAnswer(witness)
  } catch (error) {
    if (error instanceof DivergedDatabase) recordDivergence(witness, error)
    else if (error instanceof WitnessError) recordFailure(witness, error, now)
    else throw error
  }
}

/** Where it knows another size than the one that it cosigned last, once more from there. */
async function cosignNewest(witness: Witness, cosignedSize: number) {
  const first = await getNewest()
  const reply = await submit(witness, Math.min(cosignedSize, first.size), first)
  if (reply.outcome === 'cosigned') return storeCosignature(witness, first.size, reply.line)
  const newest = await getNewest()
  if (reply.size > newest.size)
    throw new DivergedDatabase(
      'behind',
      `${witness.key.name} has seen ${reply.size} leaves where ${newest.size} are signed`,
    )
  const second = await submit(witness, reply.size, newest)
  if (second.outcome !== 'cosigned') throw new WitnessError('unsettled')
  await storeCosignature(witness, newest.size, second.line)
}

async function submit(witness: Witness, oldSize: number, checkpoint: SignedCheckpoint) {
  const hashes = await findConsistencyProof(oldSize, checkpoint.size)
  if (!hashes) throw new DivergedDatabase('different', 'hashes of the log are missing')
  const reply = await submitCheckpoint(witness, { oldSize, hashes, checkpoint })
  if (reply.outcome === 'disproved')
    throw new DivergedDatabase(
      'different',
      `${witness.key.name} has seen other leaves than the ${checkpoint.size} that are signed`,
    )
  return reply
}

/** What was signed last; before there is anything, that there is nothing: what a witness has seen is more then. */
async function getNewest(): Promise<SignedCheckpoint> {
  const newest = await db.logCheckpoint.findFirst({ orderBy: { size: 'desc' }, select: { text: true } })
  return newest
    ? parseSignedCheckpoint(newest.text)
    : signCheckpoint({ origin: logOrigin, size: 0, root: EMPTY_ROOT }, logKeys)
}

async function storeCosignature({ vkey }: Witness, size: number, line: string) {
  if (size > 0)
    await db.logCosignature.createMany({ data: { witness: vkey, size, line }, skipDuplicates: true })
}
