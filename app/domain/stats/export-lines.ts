import type { BroadcastState, DonationSource, DonationStatus } from '#prisma'

/** A donation as its creator's file tells it; `counted` is what the figures count of it. */
export type DonationLine = {
  id: string
  occurredAt: Date
  status: DonationStatus
  counted: number
  claimed: number | null
  source: DonationSource
  broadcast: BroadcastState
  donorName: string | null
  chzzkUserId: string | null
  confirmedAt: Date | null
  reason: string | null
  message: string | null
  note: string | null
  hideAmount: boolean
  hideName: boolean
}

/** A supporter as their creator's file tells them. */
export type SupporterLine = {
  chzzkUserId: string
  displayName: string
  badge: { name: string } | null
  vip: boolean
  sum: number
  count: number
  lastSupportAt: string
}

/** A row of an explanation in its file. */
export type ExplainedLine = {
  id: string
  kind: 'donation' | 'intent' | 'test'
  occurredAt: string
  donorName: string | null
  amount: number | null
  status: string | null
  source: string | null
  broadcast: string | null
  reason: string | null
  hideAmount: boolean
  hideName: boolean
}
