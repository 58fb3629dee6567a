import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { addManualDonation } from '~/domain/donations/manual.server'
import { parseSignedCheckpoint, verifyCheckpoint } from '~/domain/proofs/checkpoint'
import { formatHeadLeaf } from '~/domain/proofs/leaf'
import { logKeys, logOrigin } from '~/domain/proofs/log-keys.server'
import { getCheckpoint, getTile } from '~/domain/proofs/published.server'
import { lastSigningTime, signDaily, signLedger } from '~/domain/proofs/sign.server'
import { useDatabase } from '../../support/database'
import { beginLog, tamper } from '../../support/log'
import { makeCreator, manualOf } from '../../support/people'
import { useWitnesses } from '../../support/witnesses'

useDatabase()
beforeEach(beginLog)
const witnesses = useWitnesses()

const sha256 = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest()

/** The root by the definition of RFC 6962 §2.1, halves first, and not by the code that is tried here. */
function rootByDefinition(leaves: Buffer[]): Buffer {
  const [only] = leaves
  if (leaves.length < 2) return only ?? sha256()
  let middle = 1
  while (middle * 2 < leaves.length) middle *= 2
  const [left, right] = [leaves.slice(0, middle), leaves.slice(middle)].map(rootByDefinition)
  return sha256(Buffer.of(1), left ?? Buffer.of(), right ?? Buffer.of())
}

const leavesOfLog = () => db.logLeaf.findMany({ orderBy: { index: 'asc' } })
const channelIdOf = ({ channel }: Viewer) => channel?.id ?? ''
const donate = (creator: Viewer, amount = 100) => addManualDonation(creator, manualOf(amount))

describe('Signing the ledgers', () => {
  test('of a Melt without donations signs nothing', async () => {
    expect(await signLedger()).toEqual({ outcome: 'unchanged', leaves: 0, size: 0 })
    await expect(getCheckpoint()).rejects.toMatchObject({ reason: 'not_found' })
  })

  test('appends one leaf for each channel that moved, by channel id, and a checkpoint over all', async () => {
    const creators = [await makeCreator('밤비노래방'), await makeCreator('고구마탐험대')]
    await makeCreator('아무도 안 온 방')
    for (const creator of creators) await donate(creator)
    const now = new Date('2026-11-30T16:00:00Z')
    expect(await signLedger(now)).toEqual({ outcome: 'signed', leaves: 2, size: 2 })
    const leaves = await leavesOfLog()
    expect(leaves.map(({ channelId }) => channelId)).toEqual(creators.map(channelIdOf).sort())
    for (const { channelId, day, seq, headHash, entriesRoot, hash } of leaves) {
      const entries = await db.donationEntry.findMany({ where: { channelId }, orderBy: { seq: 'asc' } })
      const hashes = entries.map((entry) => sha256(Buffer.of(0), Buffer.from(entry.hash, 'hex')))
      expect({ seq, headHash, entriesRoot }).toEqual({
        seq: entries.length,
        headHash: entries.at(-1)?.hash,
        entriesRoot: rootByDefinition(hashes).toString('hex'),
      })
      expect(day.toISOString()).toContain('2026-12-01')
      const text = `melt-head/v1\n${channelId}\n2026-12-01\n${seq}\n${headHash}\n${entriesRoot}\n`
      expect(formatHeadLeaf({ channelId, day: '2026-12-01', seq, headHash, entriesRoot })).toBe(text)
      expect(hash).toBe(sha256(Buffer.of(0), Buffer.from(text)).toString('hex'))
    }
    const checkpoint = parseSignedCheckpoint(await getCheckpoint())
    const verified = verifyCheckpoint(checkpoint, { origin: logOrigin, logKeys })
    expect(verified.size).toBe(2)
    expect(verified.root).toEqual(rootByDefinition(leaves.map(({ hash }) => Buffer.from(hash, 'hex'))))
  })

  test('twice without a donation between changes nothing', async () => {
    await donate(await makeCreator('밤비노래방'))
    await signLedger()
    const before = await getCheckpoint()
    expect(await signLedger()).toEqual({ outcome: 'unchanged', leaves: 0, size: 1 })
    expect(await getCheckpoint()).toBe(before)
  })

  test('again after donations appends leaves of those channels alone, and each entries root is of all entries', async () => {
    const [busy, quiet] = [await makeCreator('밤비노래방'), await makeCreator('고구마탐험대')]
    await donate(quiet)
    for (let round = 1; round <= 4; round++) {
      for (let count = 0; count < round; count++) await donate(busy)
      await signLedger()
      const last = (await leavesOfLog()).at(-1)
      if (round > 1) expect(last?.channelId).toBe(channelIdOf(busy))
      const entries = await db.donationEntry.findMany({
        where: { channelId: channelIdOf(busy) },
        orderBy: { seq: 'asc' },
      })
      const ofBusy = await db.logLeaf.findFirst({
        where: { channelId: channelIdOf(busy) },
        orderBy: { seq: 'desc' },
      })
      const hashes = entries.map((entry) => sha256(Buffer.of(0), Buffer.from(entry.hash, 'hex')))
      expect(ofBusy?.entriesRoot).toBe(rootByDefinition(hashes).toString('hex'))
    }
    expect(await leavesOfLog()).toHaveLength(5)
    for (const size of ['2', '3', '4', '5'])
      expect(parseSignedCheckpoint(await getCheckpoint(size)).size).toBe(Number(size))
  })

  test('by two at once is one signing', async () => {
    await donate(await makeCreator('밤비노래방'))
    const outcomes = (await Promise.all([signLedger(), signLedger()])).map(({ outcome }) => outcome)
    expect(outcomes).toContain('signed')
    expect(await leavesOfLog()).toHaveLength(1)
    expect(await db.logCheckpoint.count()).toBe(1)
  })

  test('leaves tiles that are the leaf hashes, and above 256 of them the root over each 256', async () => {
    await tamper(
      `INSERT INTO channels (id, chzzk_channel_id, name) SELECT gen_random_uuid(), md5(n::text), '방' FROM generate_series(1, 600) n`,
      `INSERT INTO donation_entries (channel_id, seq, donation_id, to_status, amount_delta, actor_kind, at, prev_hash, hash, form)
       SELECT id, 1, gen_random_uuid(), 'CONFIRMED', 1, 'creator', now(), repeat('0', 64), encode(sha256(id::text::bytea), 'hex'), 2
       FROM channels`,
      'INSERT INTO ledger_heads (channel_id, seq, hash) SELECT channel_id, seq, hash FROM donation_entries',
    )
    expect(await signLedger()).toMatchObject({ leaves: 600, size: 600 })
    const hashes = (await leavesOfLog()).map(({ hash }) => Buffer.from(hash, 'hex'))
    expect(await getTile('0/000')).toEqual(Buffer.concat(hashes.slice(0, 256)))
    expect(await getTile('0/002.p/88')).toEqual(Buffer.concat(hashes.slice(512)))
    const above = [hashes.slice(0, 256), hashes.slice(256, 512)].map(rootByDefinition)
    expect(await getTile('1/000.p/2')).toEqual(Buffer.concat(above))
    for (const none of [
      '0/002',
      '0/002.p/89',
      '1/000.p/3',
      '2/000.p/1',
      '0/x001/000',
      '0/2',
      '63/x999/x999/999',
      '',
    ])
      await expect(getTile(none), none).rejects.toMatchObject({ reason: 'not_found' })
    expect(parseSignedCheckpoint(await getCheckpoint()).root).toEqual(rootByDefinition(hashes))
  })
})

describe('The daily signing', () => {
  const day = (of: number, minute: number) => new Date(Date.UTC(2037, 0, of, 15, minute))

  test('is due from 00:05 in Korea', () => {
    const due = (now: string) => lastSigningTime(new Date(now)).toISOString()
    expect(due('2026-11-30T15:04:59.999Z')).toBe('2026-11-29T15:05:00.000Z')
    expect(due('2026-11-30T15:05:00.000Z')).toBe('2026-11-30T15:05:00.000Z')
    expect(due('2026-12-01T15:04:00.000Z')).toBe('2026-11-30T15:05:00.000Z')
  })

  test('runs once a day, and after days on which nothing ran once for all of them', async () => {
    const creator = await makeCreator('밤비노래방')
    await donate(creator)
    expect(await signDaily(day(1, 6))).toMatchObject({ outcome: 'signed', size: 1 })
    await donate(creator)
    expect(await signDaily(day(1, 50))).toBeNull()
    expect(await signDaily(day(2, 4))).toBeNull()
    expect(await signDaily(day(5, 6))).toMatchObject({ outcome: 'signed', size: 2 })
    const days = (await leavesOfLog()).map(({ day }) => day.toISOString().slice(0, 10))
    expect(days).toEqual(['2037-01-02', '2037-01-06'])
    expect(await signDaily(day(6, 6))).toMatchObject({ outcome: 'unchanged' })
  })

  test('goes on while a witness is not there', async () => {
    const creator = await makeCreator('밤비노래방')
    const server = await witnesses.beginAs(() => undefined)
    await server.stop()
    for (const of of [7, 8, 9]) {
      await donate(creator)
      expect(await signDaily(day(of, 6))).toMatchObject({ outcome: 'signed' })
    }
  })
})
