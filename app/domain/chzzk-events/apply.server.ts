import type { ChzzkEventOutcome } from '#prisma'
import { insertMany } from '~/db/insert-many.server'
import type { Tx } from '~/db/transaction'
import { mayConfirmAutomatically } from '~/domain/channels/auto-confirm.server'
import { tidyRelayed } from '~/domain/core/text'
import type { Actor, Ledger, NewDonation } from '~/domain/donations/ledger.server'
import { relayMessages } from '~/domain/messages/append.server'
import { blockedWordInRelayed } from '~/domain/messages/check-text.server'
import { HELD_FOR_BLOCKED_PERSON } from '~/domain/messages/state'
import { type EventContext, loadEventContext, type Pending } from './batch.server'
import { type Match, matchEvent } from './match'

const SESSION: Actor = { kind: 'session', id: null }
const MAX_TEXT = 300
const CLOCK_SKEW_MS = 1_000

type Signaled = Pending & { signal: NonNullable<Pending['signal']> }
type Result = {
  id: string
  outcome: ChzzkEventOutcome
  donationId?: string
  donorId?: string
  amountCheese?: number
}
type Words = Parameters<typeof relayMessages>[1][number]
type Plan = { rows: ReturnType<Ledger['prepareDonation']>[]; words: Words[]; results: Result[] }

/**
 * Makes of stored events what docs/ledger.md §3 says, with their channels' ledgers locked: donations confirmed or marked, new
 * ones begun, their words relayed, and each event's outcome written beside it.
 */
export async function applyEvents(tx: Tx, events: Pending[], ledgers: Ledger[]) {
  const here = await loadEventContext(tx, events)
  const mayConfirm = await mayConfirmAutomatically(tx)
  const plan: Plan = { rows: [], words: [], results: [] }
  const taken = new Set<string>()
  for (const event of events) {
    const ledger = ledgers.find(({ channelId }) => channelId === event.channelId)
    const rules = here.settings.get(event.channelId)
    const mode = rules?.sessionMode ?? 'off'
    const idle = idleOutcome(event, mode)
    if (idle || !ledger || !event.signal) {
      // Whose words they are stays known, so that they go when that person leaves.
      const donorId = here.donors.get(event.signal?.donorChzzkId ?? '')?.id
      plan.results.push({ id: event.id, outcome: idle ?? 'unreadable', donorId })
    } else {
      const isSure = event.signal.isKnownKind && !event.doubtful
      const confirms = mayConfirm && mode === 'auto' && cameSince(rules?.modeSince, event) && isSure
      await tellOf({ ...event, signal: event.signal }, ledger, { here, taken, confirms, plan })
    }
  }
  await insertMany(tx, 'donation_events', plan.rows.map(donationRow))
  await relayMessages(tx, plan.words)
  await writeOutcomes(tx, plan.results)
}

/** What came before its creator switched confirmation on, and is read only now, is evidence: they had not said yes to it. */
function cameSince(modeSince: Date | null | undefined, { receivedAt }: Pending) {
  return !modeSince || receivedAt.getTime() >= modeSince.getTime() - CLOCK_SKEW_MS
}

function idleOutcome({ signal }: Pending, mode: string): ChzzkEventOutcome | null {
  if (!signal) return 'unreadable'
  if (signal.isTest) return 'test'
  return mode === 'off' ? 'off' : null
}

type Stage = { here: EventContext; taken: Set<string>; confirms: boolean; plan: Plan }

/** One event that counts: it finds its donation, or begins it. */
async function tellOf(event: Signaled, ledger: Ledger, { here, taken, confirms, plan }: Stage) {
  const { signal, channelId, at } = event
  const { amountCheese } = signal
  const donor = signal.donorChzzkId ? here.donors.get(signal.donorChzzkId) : undefined
  const pair = donor && { channelId, donorId: donor.id }
  const free = <T extends { id: string }>(items: T[]) => items.filter(({ id }) => !taken.has(id))
  const match: Match = pair
    ? matchEvent({ amountCheese, at }, free(here.donationsOf(pair)), free(here.intentsOf(pair)))
    : null
  const told = { id: event.id, donorId: donor?.id, amountCheese }
  if (match && 'donation' in match) {
    const { donation } = match
    taken.add(donation.id)
    const moves = confirms && donation.status === 'OCCURRED'
    if (moves) await ledger.changeStatus(donation, { to: 'CONFIRMED', amountCheese, actor: SESSION })
    plan.results.push({ ...told, outcome: moves ? 'confirmed' : 'evidence', donationId: donation.id })
    return
  }
  if (match) taken.add(match.intent.id)
  const created: NewDonation = {
    donorId: donor?.id ?? null,
    intentId: match?.intent.id ?? null,
    status: confirms ? 'CONFIRMED' : 'OCCURRED',
    source: 'session',
    claimedAmountCheese: match?.intent.amountCheese ?? null,
    amountCheese: confirms ? amountCheese : null,
    occurredAt: at,
  }
  const row = ledger.prepareDonation(created, SESSION)
  plan.rows.push(row)
  plan.results.push({ ...told, outcome: confirms ? 'confirmed' : 'evidence', donationId: row.id })
  const content = tidyRelayed(signal.text, MAX_TEXT)
  const rules = here.settings.get(channelId)
  const blocked = pair && here.isBlocked(pair)
  plan.words.push({
    channelId,
    authorId: donor?.id ?? null,
    donationId: row.id,
    content,
    authorName: donor?.displayName ?? '',
    heldBy: blocked ? HELD_FOR_BLOCKED_PERSON : rules ? blockedWordInRelayed(content, rules) : null,
  })
}

const donationRow = (row: Plan['rows'][number]) => ({
  id: row.id,
  channel_id: row.channelId,
  donor_id: row.donorId,
  intent_id: row.intentId,
  status: row.status,
  source: row.source,
  claimed_amount_cheese: row.claimedAmountCheese,
  amount_cheese: row.amountCheese,
  occurred_at: row.occurredAt,
  confirmed_at: row.confirmedAt ?? null,
  confirmed_by_kind: row.confirmedByKind ?? null,
})

/** Words that come after their author withdrew what they registered, or after the channel's owner left, are not kept. */
async function writeOutcomes(tx: Tx, results: Result[]) {
  const column = <Name extends keyof Result>(name: Name) => results.map((result) => result[name] ?? null)
  await tx.$executeRaw`
    UPDATE session_events e SET outcome = told.outcome::session_outcome, processed_at = now(),
      donation_id = told.donation_id, donor_id = told.donor_id, amount_cheese = told.amount_cheese,
      payload = CASE
        WHEN EXISTS (SELECT 1 FROM messages m WHERE m.donation_id = told.donation_id AND m.withdrawn_at IS NOT NULL) THEN NULL
        WHEN EXISTS (SELECT 1 FROM channels c WHERE c.id = e.channel_id AND c.opened_at IS NULL) THEN NULL
        ELSE e.payload END
    FROM unnest(${column('id')}::uuid[], ${column('outcome')}::text[], ${column('donationId')}::uuid[],
      ${column('donorId')}::uuid[], ${column('amountCheese')}::int[])
      AS told (id, outcome, donation_id, donor_id, amount_cheese)
    WHERE e.id = told.id`
}
