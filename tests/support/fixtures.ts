import { randomUUID } from 'node:crypto'
import { type Client, signedIn } from './melt'
import { someChzzkId } from './people'

export type Fixture = Awaited<ReturnType<typeof createFixture>>
type Registered = { donation: { id: string } }

/** Two creators, and a fan of the first with an open intent, a waiting donation and a confirmed one; a statement and the reference figures of the first. */
export async function createFixture() {
  const creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  const other = await signedIn({ channelId: someChzzkId(), name: '고구마탐험대', opened: true })
  const fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  const waiting = await donate(fan, creator)
  const confirmed = await donate(fan, creator)
  await creator.ask('POST', `/donations/${confirmed}/confirm`)
  const intent = await createIntent(fan, creator)
  const totals = { from: '2026-11-01', to: '2026-11-07', gross: 1_000 }
  const { statement } = await creator.ask<{ statement: { id: string } }>(
    'POST',
    '/creator/statements',
    totals,
  )
  await creator.ask('PUT', '/creator/settlement/opt-in', { agree: true })
  const things = { waiting, confirmed, intent, statement: statement.id }
  return { creator, other, fan, ...things, requestId: randomUUID() }
}

export async function createIntent(fan: Client, creator: Client, fields: object = {}) {
  const asked = { chzzkChannelId: creator.chzzkUserId, ...fields }
  const { intentId } = await fan.ask<{ intentId: string }>('POST', '/donations/intent', asked)
  return intentId
}

/** A donation that waits for its creator: its id. */
export async function donate(fan: Client, creator: Client, fields: object = {}) {
  const body = {
    intentId: await createIntent(fan, creator),
    message: '오늘도 고마워요',
    amount: 1000,
    ...fields,
  }
  const { donation } = await fan.ask<Registered>('POST', '/donations/occurred', body)
  return donation.id
}
