import { expect, test } from 'vitest'
import { useMelt } from '../support/melt'
import { listenToLog } from './listen'
import { ACTS, playHistories } from './play'
import { walkEverywhere } from './reads/walk'

const SHARES = 2
const WALK_EVERY = 25
/** The embedded database plays them one at a time, so that everybody's tests get fewer of them. */
const HISTORIES = process.env.TEST_POSTGRES_URL ? 12 : 2

/** One of the shares into which the histories are cut, so that several cores play them. */
export function playShare(share: number) {
  const histories = Math.ceil(Number(process.env.MELT_PRIVACY_HISTORIES ?? HISTORIES) / SHARES)
  const seed = Number(process.env.MELT_PRIVACY_SEED ?? Date.now() % 1_000_000_000) + share

  useMelt()

  test(`${histories} random histories of ${ACTS} acts show everybody what is theirs to read (seed ${seed})`, {
    timeout: 3 * 60 * 60 * 1000,
  }, async () => {
    const { heard, stop } = await listenToLog()
    await playHistories({ histories, seed, walk: walkEverywhere, walkEvery: WALK_EVERY }).finally(stop)
    expect(heard.lines, 'requests are logged').toBeGreaterThan(100)
    expect([...heard.words], 'the log keeps no words').toEqual([])
  })
}
