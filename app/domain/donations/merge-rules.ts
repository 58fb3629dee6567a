import type { ActorKind, DonationSource, DonationStatus, MergeTaking } from '#prisma'

type Words = { authorId: string | null; relayed: boolean; content: string | null } | null

/** What is known of a donation when two are asked to become one. */
export type Mergeable = {
  status: DonationStatus
  source: DonationSource
  donorId: string | null
  donorName: string | null
  confirmedByKind: ActorKind | null
  mergedIntoId: string | null
  hasSignal: boolean
}
type Told = Mergeable & {
  intentId: string | null
  claimedAmountCheese: number | null
  hideAmount: boolean
  hideName: boolean
  message: Words
}

/** Why this donation may not be merged into that one, in words for their creator; null where it may. */
export function whyNotMerged(one: Mergeable, into: Mergeable): string | null {
  if (one.mergedIntoId || into.mergedIntoId) return '이미 다른 후원과 합친 후원이에요'
  if (into.status !== 'OCCURRED' && into.status !== 'CONFIRMED')
    return '제외하거나 취소한 후원에는 합칠 수 없어요'
  if (one.status === 'REVERSED') return '확인을 취소한 후원은 합칠 수 없어요'
  if (one.hasSignal && into.hasSignal) return '치지직 신호가 따로 온 두 후원이에요'
  if (one.donorId && into.donorId && one.donorId !== into.donorId) return '서로 다른 팬의 후원이에요'
  if (one.status !== 'CONFIRMED') return null
  if (into.status !== 'CONFIRMED') return '확인한 후원에 다른 후원을 합쳐 주세요'
  const byHand = one.confirmedByKind === 'creator' || one.confirmedByKind === 'admin'
  return byHand ? null : '치지직 신호로 확인한 후원에 다른 후원을 합쳐 주세요'
}

/** Which of two donations goes into which: what the fan says into what CHZZK or the creator says; null where neither may. */
export function chooseMerge<T extends Mergeable>(one: T, other: T): { from: T; into: T } | null {
  const pairs = [
    { from: one, into: other },
    { from: other, into: one },
  ].toSorted((a, b) => weight(a.from) - weight(b.from))
  return pairs.find(({ from, into }) => whyNotMerged(from, into) === null) ?? null
}

const weight = ({ source }: Mergeable) => ['user_flow', 'manual', 'session', 'statement'].indexOf(source)

/**
 * What `into` takes over: whose donation it is and what they chose to hide, what they announced, and their words where a
 * person wrote them. A name that a creator typed stays hidden on a donation that was given anonymously.
 */
export function takingsOf(one: Told, into: Told): MergeTaking[] {
  const took: MergeTaking[] = []
  const givesDonor = one.donorId !== null && into.donorId === null
  const givesName = !one.donorId && !into.donorId && one.donorName !== null && into.donorName === null
  if (givesDonor) took.push('donor')
  if (givesName) took.push('name')
  if (one.intentId && !into.intentId) took.push('intent')
  if (one.claimedAmountCheese !== null && into.claimedAmountCheese === null) took.push('claim')
  if (spoken(one.message) > spoken(into.message)) took.push('message')
  if (one.donorId && one.hideAmount && !into.hideAmount) took.push('hid_amount')
  if (((one.donorId && one.hideName) || (givesName && into.source === 'session')) && !into.hideName)
    took.push('hid_name')
  if (givesDonor && !one.hideAmount && into.hideAmount) took.push('showed_amount')
  if (givesDonor && !one.hideName && into.hideName) took.push('showed_name')
  return took
}

/** A person's own words go before what was copied or relayed, and that before a line without words. */
function spoken(message: Words) {
  if (!message) return 0
  if (message.content === '') return message.authorId ? 2 : 1
  return message.authorId && !message.relayed ? 4 : 3
}
