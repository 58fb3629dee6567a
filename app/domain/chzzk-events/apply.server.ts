import type { ChzzkEventOutcome } from '#prisma'
import { insertMany, type Tx } from '~/db/client.server'
import { mayConfirmAutomatically } from '~/domain/channels/auto-confirm.server'
import { tidyRelayed } from '~/domain/core/text'
import type { Actor, NewDonation } from '~/domain/donations/entry'
import type { Ledger } from '~/domain/donations/ledger.server'
import { findReasonToHold, relayMessages } from '~/domain/messages/write.server'
import { type EventContext, loadEventContext, type Pending } from './batch.server'
import { type Match, matchEvent } from './event'

const BY_EVENT: Actor = { kind: 'session', id: null }
const MAX_TEXT = 300
const INSTANCE_SKEW_MS = 1_000

type Readable = Pending & { parsed: NonNullable<Pending['parsed']> }
type Result = {
  id: string
  outcome: ChzzkEventOutcome
  donationId?: string
  donorId?: string
  amountCheese?: number
}
type RelayedText = Parameters<typeof relayMessages>[1][number]
type Plan = { rows: ReturnType<Ledger['prepareDonation']>[]; texts: RelayedText[]; results: Result[] }

/** By docs/ledger.md §3, with the channels' ledgers locked. Leans on prisma/functions/chzzk-events.sql. */
export async function applyEvents(tx: Tx, events: Pending[], ledgers: Ledger[]) {
  const context = await loadEventContext(tx, events)
  const mayConfirm = await mayConfirmAutomatically(tx)
  const plan: Plan = { rows: [], texts: [], results: [] }
  const taken = new Set<string>()
  for (const event of events) {
    const ledger = ledgers.find(({ channelId }) => channelId === event.channelId)
    const rules = context.settings.get(event.channelId)
    const mode = rules?.sessionMode ?? 'off'
    const idle = idleOutcome(event, mode)
    if (idle || !ledger || !event.parsed) {
      // The donor stays known, so that the payload is erased with their account.
      const donorId = context.donors.get(event.parsed?.donorChzzkId ?? '')?.id
      plan.results.push({ id: event.id, outcome: idle ?? 'unreadable', donorId })
    } else {
      const isSure = event.parsed.isKnownKind && !event.doubtful
      const confirms = mayConfirm && mode === 'auto' && arrivedSince(rules?.modeSince, event) && isSure
      await planEvent({ ...event, parsed: event.parsed }, ledger, { context, taken, confirms, plan })
    }
  }
  await insertMany(tx, 'donation_events', plan.rows.map(donationRow))
  await relayMessages(tx, plan.texts)
  await writeOutcomes(tx, plan.results)
}

/** An event from before its creator switched confirmation on is evidence only: they had not agreed to it. */
function arrivedSince(modeSince: Date | null | undefined, { receivedAt }: Pending) {
  return !modeSince || receivedAt.getTime() >= modeSince.getTime() - INSTANCE_SKEW_MS
}

function idleOutcome({ parsed }: Pending, mode: string): ChzzkEventOutcome | null {
  if (!parsed) return 'unreadable'
  if (parsed.isTest) return 'test'
  return mode === 'off' ? 'off' : null
}

type Planning = { context: EventContext; taken: Set<string>; confirms: boolean; plan: Plan }

async function planEvent(event: Readable, ledger: Ledger, { context, taken, confirms, plan }: Planning) {
  const { parsed, channelId, at } = event
  const { amountCheese } = parsed
  const donor = parsed.donorChzzkId ? context.donors.get(parsed.donorChzzkId) : undefined
  const pair = donor && { channelId, donorId: donor.id }
  const free = <T extends { id: string }>(items: T[]) => items.filter(({ id }) => !taken.has(id))
  const match: Match = pair
    ? matchEvent({ amountCheese, at }, free(context.donationsOf(pair)), free(context.intentsOf(pair)))
    : null
  const result = { id: event.id, donorId: donor?.id, amountCheese }
  if (match && 'donation' in match) {
    const { donation } = match
    taken.add(donation.id)
    const moves = confirms && donation.status === 'OCCURRED'
    if (moves) await ledger.changeStatus(donation, { to: 'CONFIRMED', amountCheese, actor: BY_EVENT })
    plan.results.push({ ...result, outcome: moves ? 'confirmed' : 'evidence', donationId: donation.id })
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
  const row = ledger.prepareDonation(created, BY_EVENT)
  plan.rows.push(row)
  plan.results.push({ ...result, outcome: confirms ? 'confirmed' : 'evidence', donationId: row.id })
  const content = tidyRelayed(parsed.text, MAX_TEXT)
  const rules = context.settings.get(channelId)
  const isAuthorBlocked = pair !== undefined && context.isBlocked(pair)
  plan.texts.push({
    channelId,
    authorId: donor?.id ?? null,
    donationId: row.id,
    content,
    authorName: donor?.displayName ?? '',
    heldBy: rules ? findReasonToHold(content, rules, isAuthorBlocked) : null,
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

/** The payload is not stored where its author withdrew what they registered, or where the channel has closed. */
async function writeOutcomes(tx: Tx, results: Result[]) {
  const column = <Name extends keyof Result>(name: Name) => results.map((result) => result[name] ?? null)
  await tx.$executeRaw`
    UPDATE session_events e SET outcome = result.outcome::session_outcome, processed_at = now(),
      donation_id = result.donation_id, donor_id = result.donor_id, amount_cheese = result.amount_cheese,
      payload = CASE
        WHEN EXISTS (SELECT 1 FROM messages m WHERE m.donation_id = result.donation_id AND m.withdrawn_at IS NOT NULL) THEN NULL
        WHEN EXISTS (SELECT 1 FROM channels c WHERE c.id = e.channel_id AND c.opened_at IS NULL) THEN NULL
        ELSE e.payload END
    FROM unnest(${column('id')}::uuid[], ${column('outcome')}::text[], ${column('donationId')}::uuid[],
      ${column('donorId')}::uuid[], ${column('amountCheese')}::int[])
      AS result (id, outcome, donation_id, donor_id, amount_cheese)
    WHERE e.id = result.id`
}
