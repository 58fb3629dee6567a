import type { z } from 'zod'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import type { disclosureInput } from './input'
import type { DonationView } from './presenter'
import { presentDonation, withPeople } from './presenter.server'

/** Its donor may at any time (docs/decisions/0008-what-we-added-to-the-contract.md, prisma/functions/feed.sql). */
export async function discloseDonation(
  viewer: Viewer,
  id: string,
  disclosure: z.infer<typeof disclosureInput>,
): Promise<DonationView> {
  const { count } = await db.donation.updateMany({ where: { id, donorId: viewer.id }, data: disclosure })
  if (count === 0) refuse('not_found')
  return presentDonation(await db.donation.findUniqueOrThrow({ where: { id }, include: withPeople }))
}
