import type { DonationEntry, MergeTaking, Prisma } from '#prisma'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { actorFor, getChannelOfOwnDonation, readerFor } from './access.server'
import { takingsOf, whyNotMerged } from './doubles'
import { type Ledger, withLedger } from './ledger.server'
import { MERGED, signalOf, UNMERGED } from './presenter'
import { presentDonations, withPeople } from './presenter.server'

const UNMERGE_WITHIN_MS = 30 * 24 * 60 * 60 * 1000

const withMessage = { ...withPeople, message: true } satisfies Prisma.DonationInclude
type DonationToMerge = Prisma.DonationGetPayload<{ include: typeof withMessage }>

/** It ends REJECTED; the other takes its donor, disclosure and text (prisma/functions/ledger.sql, messages.sql, feed.sql). */
export async function mergeDonation(viewer: Viewer, id: string, intoId: string) {
  const channelId = await getChannelOfOwnDonation(viewer, id)
  return withLedger(channelId, async (ledger) => {
    const into = (await findInLedger(ledger, intoId)) ?? refuse('not_found')
    const from = (await findInLedger(ledger, id)) ?? refuse('not_found')
    if (from.mergedIntoId && from.mergedIntoId !== intoId) {
      refuse('conflict', { because: 'merged_with_other' })
    }
    if (!from.mergedIntoId) {
      const because = id === intoId ? 'merge_with_itself' : whyNotMerged(toParty(from), toParty(into))
      if (because) refuse('illegal_transition', { because })
      await merge(ledger, viewer, from, into)
    }
    return presentBoth(ledger, viewer, id, intoId)
  })
}

async function merge(ledger: Ledger, viewer: Viewer, from: DonationToMerge, into: DonationToMerge) {
  const { tx, channelId, changeStatus } = ledger
  const took = takingsOf(toParty(from), toParty(into))
  const { amountCheese } = from
  const step = { amountCheese, actor: actorFor(viewer, channelId), reason: MERGED }
  const has = (taking: MergeTaking) => took.includes(taking)
  const donorId = has('donor') ? from.donorId : into.donorId
  if (from.status === 'CONFIRMED')
    await changeStatus(from, { ...step, to: 'REVERSED', alsoSetDonor: { id: into.id, donorId } })
  const status = from.status === 'CONFIRMED' ? 'REVERSED' : from.status
  const merge = { mergedIntoId: into.id, mergedAt: new Date(), mergeTook: took }
  await changeStatus({ ...from, status }, { ...step, to: 'REJECTED', merge })
  if (has('message')) await swapMessages(ledger, from.id, into.id)
  if (has('intent')) await tx.donation.update({ where: { id: from.id }, data: { intentId: null } })
  await tx.donation.update({
    where: { id: into.id },
    data: {
      donorId,
      donorName: has('name') ? from.donorName : into.donorName,
      intentId: has('intent') ? from.intentId : into.intentId,
      claimedAmountCheese: has('claim') ? from.claimedAmountCheese : into.claimedAmountCheese,
      hideAmount: has('hid_amount') || (into.hideAmount && !has('showed_amount')),
      hideName: has('hid_name') || (into.hideName && !has('showed_name')),
    },
  })
}

/** Both are as they were before; what their donor hid meanwhile stays hidden (docs/decisions/0021-two-records-of-one-donation.md). */
export async function unmergeDonation(viewer: Viewer, id: string) {
  const channelId = await getChannelOfOwnDonation(viewer, id)
  return withLedger(channelId, async (ledger) => {
    const from = (await findInLedger(ledger, id)) ?? refuse('not_found')
    const entries = await ledger.tx.donationEntry.findMany({
      where: { donationId: id },
      orderBy: { seq: 'desc' },
    })
    if (!from.mergedIntoId) {
      if (!entries.some(({ reason }) => reason === MERGED)) refuse('illegal_transition')
      return presentBoth(ledger, viewer, id, null)
    }
    const into = (await findInLedger(ledger, from.mergedIntoId)) ?? refuse('not_found')
    await requireUndoable(ledger, from, into)
    await unmerge(ledger, viewer, from, into, entries)
    return presentBoth(ledger, viewer, id, into.id)
  })
}

/** The last merge is undone first: each gives back exactly what it took. */
async function requireUndoable({ tx }: Ledger, { id, mergedAt }: DonationToMerge, into: DonationToMerge) {
  if (Date.now() - (mergedAt?.getTime() ?? 0) > UNMERGE_WITHIN_MS) {
    refuse('illegal_transition', { because: 'merged_long_ago' })
  }
  const since = { mergedIntoId: into.id, id: { not: id }, mergedAt: { gte: mergedAt ?? undefined } }
  if (into.mergedIntoId || (await tx.donation.count({ where: since })) > 0) {
    refuse('illegal_transition', { because: 'unmerge_later_first' })
  }
}

async function unmerge(
  ledger: Ledger,
  viewer: Viewer,
  from: DonationToMerge,
  into: DonationToMerge,
  entries: DonationEntry[],
) {
  const { tx, channelId, changeStatus } = ledger
  const { to, reason } = stateBefore(entries)
  const has = (taking: MergeTaking) => from.mergeTook.includes(taking)
  const keepsIntent = into.intentId !== null && !has('intent')
  const donorId = has('donor') && !keepsIntent ? null : into.donorId
  if (has('message')) await swapMessages(ledger, from.id, into.id)
  const { amountCheese } = from
  const alsoSetDonor = to === 'CONFIRMED' ? { id: into.id, donorId } : undefined
  await changeStatus(from, {
    to,
    amountCheese,
    actor: actorFor(viewer, channelId),
    reason,
    merge: null,
    alsoSetDonor,
  })
  await tx.donation.update({
    where: { id: into.id },
    data: {
      donorId,
      donorName: has('name') ? null : into.donorName,
      intentId: has('intent') ? null : into.intentId,
      claimedAmountCheese: has('claim') ? null : into.claimedAmountCheese,
      ...hiddenBefore(from, into),
    },
  })
  await tx.donation.update({
    where: { id: from.id },
    data: {
      intentId: has('intent') ? into.intentId : from.intentId,
      ...hiddenSince(from, into),
    },
  })
}

/** What it took over with its donor stays as that person left it. */
function hiddenBefore(from: DonationToMerge, into: DonationToMerge) {
  const before = (what: 'amount' | 'name', now: boolean, given: boolean) => {
    if (from.mergeTook.includes(`hid_${what}`)) return false
    if (from.mergeTook.includes(`showed_${what}`)) return true
    return from.mergeTook.includes('donor') ? given : now
  }
  return {
    hideAmount: before('amount', into.hideAmount, from.hideAmount),
    hideName: before('name', into.hideName, from.hideName),
  }
}

/** What was theirs before and is hidden now stays hidden. */
function hiddenSince(from: DonationToMerge, into: DonationToMerge) {
  const { hideAmount, hideName } = into
  if (from.mergeTook.includes('donor')) return { hideAmount, hideName }
  if (from.donorId === null || from.donorId !== into.donorId) return {}
  return { hideAmount: from.hideAmount || hideAmount, hideName: from.hideName || hideName }
}

function stateBefore([last, earlier]: DonationEntry[]) {
  if (last?.from === 'REVERSED') return { to: 'CONFIRMED' as const, reason: UNMERGED }
  if (last?.from === 'REJECTED') return { to: 'REJECTED' as const, reason: earlier?.reason ?? UNMERGED }
  return { to: 'OCCURRED' as const, reason: UNMERGED }
}

/** In one statement, because each donation has one message at most. */
async function swapMessages({ tx }: Ledger, id: string, other: string) {
  await tx.$executeRaw`
    UPDATE messages SET donation_id = CASE donation_id WHEN ${id}::uuid THEN ${other}::uuid ELSE ${id}::uuid END
    WHERE donation_id IN (${id}::uuid, ${other}::uuid)`
}

function findInLedger({ tx, channelId }: Ledger, id: string) {
  return tx.donation.findFirst({ where: { id, channelId }, include: withMessage })
}

const toParty = (donation: DonationToMerge) => ({ ...donation, hasSignal: signalOf(donation) !== null })

async function presentBoth({ tx, channelId }: Ledger, viewer: Viewer, id: string, intoId: string | null) {
  const ids = intoId ? [id, intoId] : [id]
  const rows = await tx.donation.findMany({ where: { id: { in: ids } }, include: withPeople })
  const views = await presentDonations(rows, { from: tx, readerOf: () => readerFor(viewer, channelId) })
  const donation = views.find((view) => view.id === id) ?? refuse('not_found')
  return { donation, into: views.find((view) => view.id === intoId) ?? null }
}
