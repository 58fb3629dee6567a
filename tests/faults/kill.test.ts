import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { createIntent } from '../support/fixtures'
import { type Client, signedIn } from '../support/melt'
import { someChzzkId } from '../support/people'
import { beforeMelt, openMelt, verifyLedger } from './process'

const FANS = 20

type Donation = {
  id: string
  status: string
  amount: number | null
  message: string | null
  messageId: string | null
}
type Registered = { donation: Donation; messageId: string }
type List = { items: Donation[]; nextCursor: string | null }

let creator: Client
const fans: Client[] = []

beforeAll(() =>
  beforeMelt(async () => {
    creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
    for (let n = 0; n < FANS; n++) fans.push(await signedIn({ channelId: someChzzkId(), name: `팬 ${n}` }))
  }),
)

/** What Melt said yes to, and the registrations that were under way when it died. */
function newRecord() {
  return {
    registered: new Map<string, Registered>(),
    confirmed: new Map<string, number>(),
    underWay: new Map<Client, object>(),
  }
}
type Recorded = ReturnType<typeof newRecord>

/** Whom Melt asks to come back, because its database did not answer in time, does so with the same act. */
async function andAgain<Answer>(act: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await act()
    } catch (error) {
      if (!String(error).includes('answered 503')) throw error
      await wait(250)
    }
  }
}

/** A fan registers, the creator confirms, and again, until nobody answers any more. */
async function keepActing(fan: Client, name: string, record: Recorded) {
  for (let round = 1; ; round++) {
    const amount = 1000 + round
    const body = {
      intentId: await andAgain(() => createIntent(fan, creator)),
      message: `${name} ${round}번째 응원`,
      amount,
    }
    record.underWay.set(fan, body)
    const registered = await andAgain(() => fan.ask<Registered>('POST', '/donations/occurred', body))
    record.underWay.delete(fan)
    record.registered.set(body.message, registered)
    await andAgain(() => creator.ask('POST', `/donations/${registered.donation.id}/confirm`, { amount }))
    record.confirmed.set(body.message, amount)
  }
}

const unanswered = (error: unknown) => {
  if (!(error instanceof TypeError)) throw error
}

async function everyDonation() {
  const all: Donation[] = []
  let cursor = ''
  do {
    const page = await creator.ask<List>('GET', `/donations?limit=50${cursor}`)
    all.push(...page.items)
    cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : ''
  } while (cursor)
  return all
}

describe('Melt killed while twenty fans register and their creator confirms', () => {
  test.each([
    [1, 'the first'],
    [2, 'forty'],
    [3, 'a hundred and twenty'],
  ])(
    '(%i) has kept every act it said yes to, and none twice, after %s',
    { timeout: 60_000 },
    async (run, many) => {
      const enough = { 'the first': 1, forty: 40 }[many] ?? 120
      const record = newRecord()
      const melt = await openMelt()
      const acting = fans.map((fan, n) => keepActing(fan, `${run}-${n}`, record).catch(unanswered))
      while (record.registered.size + record.confirmed.size < enough) await wait(5)
      expect(await melt.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' })
      await Promise.all(acting)

      const again = await openMelt()
      for (const [fan, body] of record.underWay) {
        const answers = [
          await fan.post('/donations/occurred', body),
          await fan.post('/donations/occurred', body),
        ]
        expect([200, 201]).toContain(answers[0]?.status)
        expect(answers[1]?.status).toBe(200)
      }
      const donations = await everyDonation()
      const byMessage = new Map(donations.map((donation) => [donation.message, donation]))
      expect(byMessage.size).toBe(donations.length)
      for (const [message, { donation, messageId }] of record.registered) {
        expect(byMessage.get(message)).toMatchObject({ id: donation.id, messageId })
      }
      for (const [message, amount] of record.confirmed) {
        expect(byMessage.get(message)).toMatchObject({ status: 'CONFIRMED', amount })
      }
      for (const { id, status } of donations)
        if (status === 'OCCURRED') await creator.ask('POST', `/donations/${id}/confirm`)
      expect(await again.end('SIGTERM')).toEqual({ code: 0, signal: null })
      expect(verifyLedger()).toMatchObject({
        status: 0,
        said: expect.stringContaining('The ledger is whole'),
      })
    },
  )
})
