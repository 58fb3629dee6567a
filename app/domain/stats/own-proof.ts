import type { DonationStatus } from '#prisma'
import type { Period } from '~/domain/core/kst'

/** One of a person's own donations in a proof, in cheese. */
export type ProofDonation = {
  id: string
  status: DonationStatus
  amount: number | null
  occurredAt: string
}

type ProofPage = { items: ProofDonation[]; nextCursor: string | null }

/** A person's figure with the rows that make it, all of one moment; `value` is the kept sum, `sum` that of the rows. */
export type OwnProof = {
  channelName: string
  period: Period
  value: number
  sum: number
  count: number
  leftCount: number
  counted: ProofPage
  left: ProofPage
  asOf: string
}
