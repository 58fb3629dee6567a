import pg from 'pg'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { db } from '~/db/client.server'
import { foldEntries } from '~/domain/proofs/frontiers.server'
import { hashEntryLeaf } from '~/domain/proofs/leaf'
import { signLedger } from '~/domain/proofs/sign.server'
import { appendToFrontier, EMPTY_FRONTIER, formatFrontier, rootOf } from '~/domain/proofs/tree'
import { useDatabase } from '../../support/database'
import { beginLog, tamper } from '../../support/log'

useDatabase()
beforeEach(beginLog)

/** So many more channels with so many entries each, whose hashes follow each other and nothing else. */
const addChannels = (name: string, channels: number, entries: number) =>
  tamper(
    `INSERT INTO channels (id, chzzk_channel_id, name)
     SELECT gen_random_uuid(), md5('${name}' || n), '${name}' FROM generate_series(1, ${channels}) n`,
    `INSERT INTO donation_entries (channel_id, seq, donation_id, to_status, amount_delta, actor_kind, at, prev_hash, hash, form)
     SELECT id, n, gen_random_uuid(), 'CONFIRMED', 1, 'creator', now(),
       CASE n WHEN 1 THEN repeat('0', 64) ELSE encode(sha256((id || ':' || n - 1)::bytea), 'hex') END,
       encode(sha256((id || ':' || n)::bytea), 'hex'), 2
     FROM channels, generate_series(1, ${entries}) n WHERE name = '${name}'`,
    `INSERT INTO ledger_heads (channel_id, seq, hash) SELECT channel_id, seq, hash FROM donation_entries
     JOIN channels ON id = channel_id WHERE name = '${name}' AND seq = ${entries}`,
  )

/** Plain ones and those with values, as they go over the wire. */
async function countStatements(act: () => Promise<unknown>) {
  const sent = [vi.spyOn(pg.Connection.prototype, 'query'), vi.spyOn(pg.Connection.prototype, 'bind')]
  await act()
  const count = sent.reduce((sum, { mock }) => sum + mock.calls.length, 0)
  for (const spy of sent) spy.mockRestore()
  return count
}

describe('A signing', () => {
  test('asks the database by batches of channels, not by channels', async () => {
    const sign = async (size: number) => expect(await signLedger()).toMatchObject({ outcome: 'signed', size })
    await addChannels('처음', 10, 2)
    await sign(10)
    await addChannels('몇', 10, 2)
    const few = await countStatements(() => sign(20))
    await addChannels('많은', 1_300, 2)
    const many = await countStatements(() => sign(1_320))
    console.info(`A signing of 10 channels is ${few} statements, of 1,300 channels ${many}`)
    const [batches, nodes] = [Math.ceil(1_300 / 500), Math.floor(1_320 / 256)]
    expect(few).toBeGreaterThan(10)
    expect(few).toBeLessThan(60)
    expect(many).toBeLessThanOrEqual(few + 6 * batches + 2 * nodes)
  })

  test('takes ledgers that are longer than a batch, each entry once', async () => {
    await addChannels('긴', 3, 4_000)
    await addChannels('짧은', 5, 1)
    expect(await countStatements(foldEntries)).toBeLessThan(6 * 5)
    const frontiers = await db.$queryRaw<
      { channelId: string; size: number; nodes: string; headHash: string }[]
    >`
      SELECT channel_id AS "channelId", size, nodes, head_hash AS "headHash" FROM entries_frontiers ORDER BY size`
    expect(frontiers.map(({ size }) => size)).toEqual([1, 1, 1, 1, 1, 4_000, 4_000, 4_000])
    for (const { channelId, nodes, headHash } of frontiers) {
      const entries = await db.donationEntry.findMany({ where: { channelId }, orderBy: { seq: 'asc' } })
      const leaves = entries.map(({ hash }) => hashEntryLeaf(hash))
      expect(nodes).toBe(formatFrontier(appendToFrontier(EMPTY_FRONTIER, leaves)).toString('hex'))
      expect(headHash).toBe(entries.at(-1)?.hash)
    }
    await signLedger()
    const leaf = await db.logLeaf.findFirstOrThrow({ orderBy: { seq: 'desc' } })
    const entries = await db.donationEntry.findMany({
      where: { channelId: leaf.channelId },
      orderBy: { seq: 'asc' },
    })
    const root = rootOf(entries.map(({ hash }) => hashEntryLeaf(hash)))
    expect(leaf.entriesRoot).toBe(Buffer.from(root).toString('hex'))
  })

  test.each([
    ['an entry that is gone', 'DELETE FROM donation_entries WHERE seq = 3'],
    ['the last entry that is gone', 'DELETE FROM donation_entries WHERE seq = 5'],
    [
      'an entry that follows another',
      `UPDATE donation_entries SET prev_hash = repeat('a', 64) WHERE seq = 4`,
    ],
    ['all that is new gone', 'DELETE FROM donation_entries'],
  ])('takes no ledger with %s', async (_what, statement) => {
    await addChannels('다섯', 2, 5)
    await tamper(statement)
    await expect(signLedger()).rejects.toMatchObject({ name: 'DivergedDatabase', divergence: 'different' })
    expect(await db.logLeaf.count()).toBe(0)
  })
})
