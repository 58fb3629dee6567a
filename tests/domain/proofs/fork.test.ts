import { beforeEach, describe, expect, test } from 'vitest'
import { getLogState } from '~/domain/admin/log.server'
import type { Viewer } from '~/domain/auth/viewer'
import { addManualDonation } from '~/domain/donations/manual.server'
import { verifyLedger } from '~/domain/donations/verify.server'
import { findLastSigned, forgetLastSigned, storeLastSigned } from '~/domain/proofs/last-signed.server'
import { getCheckpoint } from '~/domain/proofs/published.server'
import { signLedger } from '~/domain/proofs/sign.server'
import { useDatabase } from '../../support/database'
import { backUp, beginSignedLog, donateToAll, logFindings, tamper } from '../../support/log'
import { makeViewer, manualOf } from '../../support/people'

useDatabase()

let creators: Viewer[]
let channels: string[]
beforeEach(async () => {
  creators = await beginSignedLog()
  channels = creators.map(({ channel }) => channel?.id ?? '')
})

const donateToBoth = () => donateToAll(creators)

const stops = (divergence: string) =>
  expect(signLedger()).rejects.toMatchObject({ name: 'DivergedDatabase', divergence })

/** A chain of hashes over the same entries that fits itself, as an owner of the database can compute one. */
const rewriteChain = (channel = channels[0]) => [
  `UPDATE donation_entries SET hash = encode(sha256(('other ' || seq)::bytea), 'hex'),
     prev_hash = CASE seq WHEN 1 THEN repeat('0', 64) ELSE encode(sha256(('other ' || seq - 1)::bytea), 'hex') END
   WHERE channel_id = '${channel}'`,
  `UPDATE ledger_heads SET hash = (SELECT hash FROM donation_entries e WHERE e.channel_id = ledger_heads.channel_id ORDER BY seq DESC LIMIT 1)
   WHERE channel_id = '${channel}'`,
]

describe('A database that does not continue what was signed signs nothing, though donations go on', () => {
  test('a restored backup is behind, and every donation after it is taken', async () => {
    const restore = await backUp()
    await donateToBoth()
    await signLedger()
    await restore()
    await stops('behind')
    const checkpoint = await getCheckpoint()
    await donateToBoth()
    await stops('behind')
    expect(await getCheckpoint()).toBe(checkpoint)
    expect(await logFindings()).toEqual(['last signed'])
    const admin = await makeViewer('관리자', 'admin')
    expect(await getLogState(admin)).toMatchObject({ isSigning: true, divergence: 'behind' })
  })

  test('a restored backup that grew as long again is different', async () => {
    const restore = await backUp()
    await donateToBoth()
    await signLedger()
    const last = await findLastSigned()
    await restore()
    await forgetLastSigned()
    await donateToBoth()
    await signLedger()
    if (last) await storeLastSigned(last)
    await stops('different')
    expect(await logFindings()).toEqual(['last signed'])
  })

  test('the last entries of a channel are gone with head, sums and all', async () => {
    await tamper(
      `DELETE FROM donation_events WHERE id IN (SELECT donation_id FROM donation_entries WHERE channel_id = '${channels[0]}' AND seq > 2)`,
      `DELETE FROM donation_entries WHERE channel_id = '${channels[0]}' AND seq > 2`,
      `UPDATE ledger_heads h SET seq = e.seq, hash = e.hash FROM donation_entries e
       WHERE e.channel_id = h.channel_id AND e.seq = 2 AND h.channel_id = '${channels[0]}'`,
    )
    await stops('different')
    await addManualDonation(creators[0] ?? expect.fail(), manualOf(5))
    await stops('different')
    const [first] = (await verifyLedger()).disagreements.filter(({ kind }) => kind === 'signed entry')
    expect(first?.what).toContain(`channel ${channels[0]} entry 3: leaf`)
  })

  test('the whole chain of a channel is rewritten, and fits itself', async () => {
    await tamper(...rewriteChain())
    await stops('different')
    expect(await logFindings()).toEqual(expect.arrayContaining(['signed entry', 'entries root']))
  })

  test('all of a channel is gone, its frontier too', async () => {
    await tamper(
      `DELETE FROM donation_events WHERE channel_id = '${channels[0]}'`,
      ...['donation_entries', 'ledger_heads', 'entries_frontiers'].map(
        (table) => `DELETE FROM ${table} WHERE channel_id = '${channels[0]}'`,
      ),
    )
    expect(await logFindings()).toContain('signed entry')
  })

  test('two channels are swapped', async () => {
    const [one, other] = channels
    await tamper(
      ...['donation_entries', 'ledger_heads'].map(
        (table) =>
          `UPDATE ${table} SET channel_id = '00000000-0000-0000-0000-000000000000' WHERE channel_id = '${one}'`,
      ),
      ...['donation_entries', 'ledger_heads'].flatMap((table) => [
        `UPDATE ${table} SET channel_id = '${one}' WHERE channel_id = '${other}'`,
        `UPDATE ${table} SET channel_id = '${other}' WHERE channel_id = '00000000-0000-0000-0000-000000000000'`,
      ]),
    )
    await stops('different')
    expect(await logFindings()).toContain('signed entry')
  })

  test('a leaf of a day is dropped, and those behind it move up', async () => {
    await tamper(
      'DELETE FROM log_leaves WHERE index = 1',
      'UPDATE log_leaves SET index = index - 1 WHERE index > 1',
    )
    await stops('behind')
    expect(await logFindings()).toEqual(expect.arrayContaining(['checkpoint', 'last signed']))
  })

  test('a leaf is replaced by one that its own channel could have', async () => {
    await tamper(...rewriteChain(), `UPDATE log_leaves SET hash = repeat('a', 64) WHERE index = 0`)
    await stops('different')
    expect(await logFindings()).toEqual(expect.arrayContaining(['log leaf', 'checkpoint', 'last signed']))
  })

  test('a checkpoint of the same size and another root is not what was signed', async () => {
    await tamper(`UPDATE log_checkpoints SET root = repeat('a', 64) WHERE size = 4`)
    await stops('different')
    await forgetLastSigned()
    await stops('different')
    expect(await logFindings()).toContain('checkpoint')
  })
})
