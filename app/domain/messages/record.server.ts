import type { Prisma } from '#prisma'

type DonationMessage = { channelId: string; authorId: string | null; donationId: string; content: string }

/** Writes the public message of a donation, inside the donation's own transaction. */
export async function recordDonationMessage(tx: Prisma.TransactionClient, message: DonationMessage) {
  await tx.message.create({ data: { ...message, type: 'donation', visibility: 'public' } })
}
