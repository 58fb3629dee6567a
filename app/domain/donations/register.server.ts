import type { z } from 'zod'
import type { DonationIntent, DonationSource, Message, Prisma } from '#prisma'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { isBlocked } from '~/domain/channels/settings.server'
import { replayOf } from '~/domain/core/idempotency.server'
import { refuse } from '~/domain/core/refusal'
import { checkText, registerText, writeDonationMessage } from '~/domain/messages/write.server'
import type { occurredInput } from './input'
import { awaitsMessage, INTENT_LIFE_MS } from './intents.server'
import { type Ledger, withLedger } from './ledger.server'
import type { DonationView } from './presenter'
import { type DonationRow, presentDonation, presentQueued, withPeople } from './presenter.server'
import { countUnconfirmed, MAX_UNCONFIRMED, queueRegistration, toDonationColumns } from './queue.server'

type Registration = z.infer<typeof occurredInput>

/** Registers, or joins the donation that CHZZK signaled first; a fourth that would wait is queued (docs/ledger.md §1, §3). */
export async function registerDonation(viewer: Viewer, registration: Registration) {
  const intent = await db.donationIntent.findFirst({
    where: { id: registration.intentId, viewerId: viewer.id },
    include: { channel: { select: { openedAt: true } } },
  })
  if (!intent) refuse('not_found')
  const { heldBy } = await checkText(intent.channelId, registration.message)
  if (await isBlocked(viewer.id, intent.channelId)) refuse('blocked')
  return withLedger(intent.channelId, async (ledger) => {
    const before = await ledger.tx.donation.findUnique({
      where: { intentId: intent.id },
      include: withPeople,
    })
    const isSignaled = before !== null && awaitsMessage(before)
    const first = isSignaled
      ? null
      : await findFirstRegistration(ledger, { viewer, intent, before }, registration)
    if (first) return { ...first, replayed: true }
    if (!intent.channel.openedAt) refuse('channel_not_open')
    if (!isSignaled && Date.now() - intent.createdAt.getTime() > INTENT_LIFE_MS) refuse('intent_lapsed')
    return { ...(await registerInLedger(ledger, { viewer, intent, heldBy }, registration)), replayed: false }
  })
}

type Before = { viewer: Viewer; intent: DonationIntent; before: DonationRow | null }

/** A claim that repeats: the same is answered again, another is a conflict (docs/ledger.md "When a claim repeats"). */
async function findFirstRegistration(
  { tx }: Ledger,
  { viewer, intent, before }: Before,
  registration: Registration,
) {
  const donation = replayOf(before, (first) => isSameRegistration(first, registration), 'already_registered')
  if (donation) return withMessageId(await presentDonation(donation, { from: tx }))
  const queuedIntent = await tx.donationIntent.findFirst({
    where: { id: intent.id, registeredAt: { not: null } },
  })
  const queued = replayOf(
    queuedIntent,
    (first) => isSameQueuedRegistration(first, registration),
    'already_registered',
  )
  return queued && { donation: await presentQueued(queued, viewer, tx), messageId: null }
}

async function registerInLedger(ledger: Ledger, registrant: Registrant, registration: Registration) {
  const { tx } = ledger
  const { viewer, intent } = registrant
  const signaled = await findSignaled(ledger, intent, registration.amount ?? null)
  if (signaled) await joinSignaled(ledger, registrant, signaled, registration)
  else {
    const { visibleCount, queuedCount } = await countUnconfirmed(intent.channelId, viewer.id, tx)
    if (visibleCount >= MAX_UNCONFIRMED) {
      const queued = await queueRegistration(ledger, intent, queuedCount, registration)
      return { donation: await presentQueued(queued, viewer, tx), messageId: null }
    }
  }
  const id = signaled?.id ?? (await createFromRegistration(ledger, registrant, registration))
  // From here the message alone holds the text, so that withdrawing it leaves none behind.
  await tx.donationIntent.update({ where: { id: intent.id }, data: { message: null } })
  const registered = await tx.donation.findUniqueOrThrow({ where: { id }, include: withPeople })
  return withMessageId(await presentDonation(registered, { from: tx }))
}

const withMessageId = (donation: DonationView) => ({ donation, messageId: donation.messageId })

type Registrant = { viewer: Viewer; intent: DonationIntent; heldBy: string | null }

async function createFromRegistration(
  ledger: Ledger,
  { viewer, intent, heldBy }: Registrant,
  { message: content, amount, hideAmount, hideName }: Registration,
) {
  const columns = toDonationColumns({ ...intent, amountCheese: amount ?? null, hideAmount, hideName })
  const actor = { kind: 'viewer', id: viewer.id } as const
  const { id } = await ledger.createDonation({ ...columns, status: 'OCCURRED' }, actor)
  const { tx, channelId } = ledger
  await writeDonationMessage(tx, channelId, { donationId: id, author: viewer, content, heldBy })
  return id
}

const withSignal = {
  message: true,
  signal: { select: { amountCheese: true } },
} satisfies Prisma.DonationInclude

type Signaled = Prisma.DonationGetPayload<{ include: typeof withSignal }>

/** The intent's own, else the closest of the last 24 hours without an intent and of this amount (docs/ledger.md §3). */
async function findSignaled({ tx, channelId }: Ledger, intent: DonationIntent, amount: number | null) {
  const ofFan = { channelId, donorId: intent.viewerId, source: 'session' as const }
  const own = await tx.donation.findFirst({
    where: { ...ofFan, intentId: intent.id },
    include: withSignal,
  })
  if (own) return awaitsMessage(own) ? own : null
  const unregistered = await tx.donation.findMany({
    where: {
      ...ofFan,
      intentId: null,
      status: { in: ['OCCURRED', 'CONFIRMED'] },
      occurredAt: { gt: new Date(Date.now() - INTENT_LIFE_MS) },
    },
    include: withSignal,
  })
  const distance = ({ occurredAt }: Signaled) => Math.abs(occurredAt.getTime() - intent.createdAt.getTime())
  const fitting = unregistered.filter(
    (donation) =>
      awaitsMessage(donation) &&
      (amount === null || amount === (donation.amountCheese ?? donation.signal?.amountCheese)),
  )
  return fitting.sort((a, b) => distance(a) - distance(b))[0] ?? null
}

/** A message that its creator answered or hid stays as CHZZK relayed it, and what its fan hid before stays hidden. */
async function joinSignaled(
  { tx, channelId }: Ledger,
  { viewer, intent, heldBy }: Registrant,
  donation: Signaled,
  { message: content, amount, hideAmount, hideName }: Registration,
) {
  const { message } = donation
  const isKept = message !== null && isAnsweredOrHidden(message)
  const staysHidden = isKept || donation.intentId === null
  await tx.donation.update({
    where: { id: donation.id },
    data: {
      intentId: intent.id,
      claimedAmountCheese: amount ?? null,
      hideAmount: hideAmount || (staysHidden && donation.hideAmount),
      hideName: hideName || (staysHidden && donation.hideName),
    },
  })
  if (isKept) return
  if (message) return registerText(tx, viewer, message, { content, heldBy })
  await writeDonationMessage(tx, channelId, { donationId: donation.id, author: viewer, content, heldBy })
}

function isAnsweredOrHidden({ repliedPubliclyAt, repliedPrivatelyAt, hiddenAt }: Message) {
  return Boolean(repliedPubliclyAt ?? repliedPrivatelyAt ?? hiddenAt)
}

type Disclosure = { hideAmount: boolean; hideName: boolean }
type Registered = Disclosure & {
  source: DonationSource
  claimedAmountCheese: number | null
  message: { content: string | null } | null
}

function isSameRegistration(before: Registered, registration: Registration) {
  return (
    before.message?.content === registration.message &&
    before.claimedAmountCheese === (registration.amount ?? null) &&
    isHiddenAsAsked(before, 'hideAmount', registration) &&
    isHiddenAsAsked(before, 'hideName', registration)
  )
}

/** A donation that CHZZK signaled may have been hidden before it was registered, and stays so. */
function isHiddenAsAsked(before: Registered, what: keyof Disclosure, asked: Disclosure) {
  return before[what] === asked[what] || (before.source === 'session' && before[what])
}

function isSameQueuedRegistration(
  queued: DonationIntent,
  { message, amount, hideAmount, hideName }: Registration,
) {
  return (
    queued.message === message &&
    queued.amountCheese === (amount ?? null) &&
    queued.hideAmount === hideAmount &&
    queued.hideName === hideName
  )
}
