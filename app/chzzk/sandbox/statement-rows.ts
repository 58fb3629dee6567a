import { createHash } from 'node:crypto'
import { demoPeople } from './demo-people'
import type { SandboxDonation } from './memory.server'

export type StatementRow = {
  at: Date
  name: string
  donorId: string
  kind: 'chat' | 'mission' | 'party' | 'subscription' | 'gift' | 'ad' | 'refund'
  amount: number
  fee: number
  message: string
}

const MINUTE_MS = 60_000
const FEE_PERMILLE = 230
const ONE_OMITTED_OF = 6

type Of = { channelId: string; seed: number; donations: readonly SandboxDonation[]; now: Date }

/**
 * What an invented settlement says of a channel, the same for the same seed: most of what was donated, and what was not; equal rows, other
 * income, nothing at all and a great deal.
 */
export function inventRows({ channelId, seed, donations, now }: Of): StatementRow[] {
  const random = randomFrom(`${channelId} ${seed}`)
  const given = donations.filter((donation) => donation.channelId === channelId)
  const omitted = new Set<number>()
  while (omitted.size < Math.floor(given.length / ONE_OMITTED_OF))
    omitted.add(Math.floor(random() * given.length))
  const kept = given.filter((_, n) => !omitted.has(n)).map(toRow)
  return [...kept, ...inventOthers(random, now)].sort((a, b) => a.at.getTime() - b.at.getTime())
}

const feeOf = (amount: number) => Math.trunc((amount * FEE_PERMILLE) / 1_000)

function toRow({ at, donor, anonymous, amount, text }: SandboxDonation): StatementRow {
  const [name, donorId] = anonymous ? ['익명의 후원자', ''] : [donor.channelName, donor.channelId]
  return { at, name, donorId, kind: 'chat', amount, fee: feeOf(amount), message: text }
}

/** Beside the donations of today and two days before. */
function inventOthers(random: () => number, now: Date): StatementRow[] {
  const { longName, oneLetter, generous, quiet, regular } = demoPeople
  const nobody = { channelName: '익명의 후원자', channelId: '' }
  const row = (
    kind: StatementRow['kind'],
    { channelName: name, channelId: donorId }: { channelName: string; channelId: string },
    amount: number,
    message = '',
  ): StatementRow => {
    const at = new Date(now.getTime() - Math.ceil(random() * 2 * 24 * 60) * MINUTE_MS)
    return { at, name, donorId, kind, amount, fee: feeOf(amount), message }
  }
  const twice = row('chat', quiet, 1_000, '한 번 더!')
  return [
    twice,
    { ...twice },
    row('chat', longName, 1_000_000, '똠방각하 노래 잘 들었어요'),
    row('chat', oneLetter, 1_000 * (1 + Math.floor(random() * 9))),
    row('chat', nobody, 2_000, '쉼표, 그리고 "따옴표"'),
    row('chat', regular, 0),
    row('mission', generous, 10_000, '고음 미션'),
    row('party', generous, 3_000),
    row('subscription', regular, 4_500),
    row('gift', generous, 22_500),
    row('ad', { channelName: '', channelId: '' }, 7_300),
    row('refund', regular, -4_500),
  ]
}

/** Numbers from 0 to 1 that follow from a text. */
function randomFrom(text: string): () => number {
  let bytes = createHash('sha256').update(text).digest()
  let at = 0
  return () => {
    if (at + 4 > bytes.length) {
      bytes = createHash('sha256').update(bytes).digest()
      at = 0
    }
    const number = bytes.readUInt32LE(at)
    at += 4
    return number / 2 ** 32
  }
}
