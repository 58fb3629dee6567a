import { expect } from 'vitest'
import { pool } from '~/db/pool.server'
import type { Viewer } from '~/domain/auth/viewer'
import { addManualDonation } from '~/domain/donations/manual.server'
import { verifyLedger } from '~/domain/donations/verify.server'
import { forgetLastSigned } from '~/domain/proofs/last-signed.server'
import { signLedger } from '~/domain/proofs/sign.server'
import { emptyDatabase } from './empty'
import { makeCreator, manualOf } from './people'

/** Writes as nobody may: with every trigger and foreign key of this connection asleep. */
export async function tamper(...statements: string[]) {
  const client = await pool.connect()
  try {
    await client.query('SET session_replication_role = replica')
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.query('RESET session_replication_role')
    client.release()
  }
}

/** A database with nothing in it, of which nothing was signed. */
export async function beginLog() {
  await emptyDatabase()
  await forgetLastSigned()
}

export async function donateToAll(creators: Viewer[]) {
  for (const creator of creators) await addManualDonation(creator, manualOf(100))
}

/** Two channels of three entries each, signed on two days: four leaves. */
export async function beginSignedLog(): Promise<Viewer[]> {
  await beginLog()
  const creators = [await makeCreator('밤비노래방'), await makeCreator('고구마탐험대')]
  await donateToAll(creators)
  await signLedger()
  await donateToAll(creators)
  await donateToAll(creators)
  await signLedger()
  expect((await verifyLedger()).counts).toEqual({})
  return creators
}

const OF_LOG = [
  'signed entry',
  'entries root',
  'entries node',
  'log leaf',
  'log node',
  'checkpoint',
  'cosignature',
  'last signed',
]

/** What kinds of disagreement there are about the log, besides all that is derived of donations. */
export const logFindings = async () =>
  Object.keys((await verifyLedger()).counts).filter((kind) => OF_LOG.includes(kind))

const OF_BACKUP = [
  'donation_events',
  'ledger_heads',
  'donation_entries',
  'entries_frontiers',
  'log_leaves',
  'log_nodes',
  'log_checkpoints',
  'log_cosignatures',
]

/** The ledgers and their log as they stand: what puts them back, as the restoring of a backup would. */
export async function backUp(): Promise<() => Promise<void>> {
  const kept: string[] = []
  for (const table of OF_BACKUP) {
    const { rows } = await pool.query<{ sql: string }>(
      `SELECT format('INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, %L)', coalesce(json_agg(t), '[]')) AS sql
       FROM ${table} t`,
    )
    kept.push(...rows.map(({ sql }) => sql))
  }
  return () => tamper(...[...OF_BACKUP].reverse().map((table) => `DELETE FROM ${table}`), ...kept)
}
