import { z } from 'zod'
import { db } from '~/db/client.server'
import { MERGED, UNMERGED } from './presenter'

const place = z.object({ channelId: z.uuid(), seq: z.int32().min(1) })

/**
 * What somebody wrote as the reason of an entry goes with its salt, the digest in the hash stays; likewise wherever else in its channel the
 * same was written, or copied as a merge was undone. `kept` is how many of form 1 hold it for ever; null where there is none to erase. Leans
 * on prisma/functions/ledger.sql.
 */
export async function eraseReason(of: z.infer<typeof place>) {
  const { success, data } = place.safeParse(of)
  if (!success) return null
  const entry = await db.donationEntry.findFirst({ where: { ...data, form: 2 } })
  if (!entry?.reason || entry.reason === MERGED || entry.reason === UNMERGED) return null
  const same = { channelId: entry.channelId, reason: entry.reason }
  const [{ count: erased }, kept] = await db.$transaction([
    db.donationEntry.updateMany({ where: { ...same, form: 2 }, data: { reason: null, reasonSalt: null } }),
    db.donationEntry.count({ where: { ...same, form: 1 } }),
  ])
  return { erased, kept }
}
