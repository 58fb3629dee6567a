import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import { demoPeople } from '~/chzzk/sandbox/demo-people'
import { Visitor } from '../../support/visitor'
import { verifyLedger } from '../process'
import { actsAgain, expectCalmLog, expectEnds, PATIENCE_MS, programs, SECRET, timed, useWorld } from './world'

const KILLS = Number(process.env.MELT_KILLS ?? 50)
const FANS = [
  demoPeople.regular,
  demoPeople.generous,
  demoPeople.quiet,
  demoPeople.newcomer,
  demoPeople.longName,
  demoPeople.oneLetter,
]

type Donation = { id: string; status: string; message: string | null }
type Fields = { intentId: string; donation: Donation; items: Donation[]; nextCursor: string | null }

describe.runIf(programs)(`A database killed ${KILLS} times under load`, () => {
  // What was acknowledged must survive its server: commits are written out, though a test need not wait for the disk itself.
  const world = useWorld({ settings: ['fsync=off', 'shared_buffers=32MB', 'log_min_messages=panic'] })
  let isOver = false
  let slowest = 0
  let refused = 0

  /** Once more until Melt has done it: people press the button again. Out: what it answered. */
  async function persist(by: Visitor, path: string, body: object): Promise<Fields> {
    for (;;) {
      const { response, text, status, tookMs } = await timed(() => by.post(path, body))
      slowest = Math.max(slowest, tookMs)
      if (status < 300) return JSON.parse(text)
      expect([path, status, text]).toEqual([path, 503, expect.stringContaining('"code":"unavailable"')])
      expect(Number(response.headers.get('Retry-After'))).toBeGreaterThan(0)
      refused++
      await wait(50)
    }
  }

  async function keepActing(fan: Visitor, name: string, kept: Map<string, string>) {
    for (let round = 1; !isOver; round++) {
      const message = `${name} ${round}번째 응원`
      const asked = { chzzkChannelId: demoPeople.streamer.channelId }
      const { intentId } = await persist(fan, '/donations/intent', asked)
      const { donation } = await persist(fan, '/donations/occurred', {
        intentId,
        message,
        amount: 1000 + round,
      })
      await persist(world.creator, `/donations/${donation.id}/confirm`, { amount: 1000 + round })
      kept.set(message, donation.id)
    }
  }

  async function readDonations() {
    const all: Donation[] = []
    for (let cursor = ''; ; ) {
      const path = `/donations?limit=50${cursor}`
      const { items, nextCursor } = JSON.parse(
        await (await world.creator.get(path, 'application/json')).text(),
      ) as Fields
      all.push(...items)
      if (!nextCursor) return all
      cursor = `&cursor=${nextCursor}`
    }
  }

  test('never takes the process along, and loses nothing that was acknowledged', {
    timeout: 60_000 + KILLS * 5_000,
  }, async () => {
    const kept = new Map<string, string>()
    const fans = await Promise.all(FANS.map(({ channelId }) => new Visitor().signIn(channelId)))
    const acting = Promise.all(fans.map((fan, n) => keepActing(fan, `팬${n}`, kept)))
    const failed = acting.then(
      () => null,
      (error: unknown) => error,
    )
    for (let kill = 1; kill <= KILLS && !(await Promise.race([failed, wait(0)])); kill++) {
      // There is something to lose on a slow machine too: every fifth kill waits for an act more.
      const hasKeptMore = () => kept.size > kill / 5
      if (kill % 5 === 0)
        await Promise.race([failed, vi.waitUntil(hasKeptMore, { timeout: 20_000, interval: 20 })])
      await wait(50 + ((kill * 37) % 250))
      await world.postgres.kill()
      await world.postgres.restart()
      await actsAgain(world)
    }
    isOver = true
    expect(await failed).toBeNull()
    const byMessage = new Map((await readDonations()).map((donation) => [donation.message, donation]))
    for (const [message, id] of kept)
      expect(byMessage.get(message)).toMatchObject({ id, status: 'CONFIRMED' })
    expect(kept.size).toBeGreaterThan(KILLS / 5)
    expect(refused).toBeGreaterThan(0)
    expect(slowest).toBeLessThan(PATIENCE_MS)
    expectCalmLog(world)
    await expectEnds(world)
    const secrets = { SESSION_SECRET: SECRET, TOKEN_ENCRYPTION_KEY: SECRET }
    const { said } = verifyLedger({ DATABASE_URL: world.postgres.url, ...secrets })
    expect(said).toContain('The ledger is whole')
  })
})
