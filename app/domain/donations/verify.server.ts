import { inPatientSnapshot, query as runQuery, type TypedQuery } from '~/db/client.server'
import { findDivergence } from '~/domain/proofs/last-signed.server'
import { verifyAggregates } from './verify/aggregates.server'
import { verifyCosignatures } from './verify/cosignatures.server'
import { parseEarlierHeads, verifyAgainst, verifyChain } from './verify/entries.server'
import { collectFindings, type Finding, type Findings } from './verify/findings'
import { verifyDonations, verifyMessages } from './verify/histories.server'
import { verifyLog } from './verify/log.server'

export type Verification = {
  channels: number
  entries: number
  donations: number
  compared: number
  disagreement: string | null
  disagreements: Finding[]
  counts: Record<string, number>
}

/** Whole tables are compared without a time limit and never row by row, whatever the planner estimates of fresh ones. */
const WHOLE_TABLES = ['statement_timeout = 0', 'enable_nestloop = off', 'jit = off']

/** Recomputes the invariants of docs/ledger.md §2, each step in one snapshot; `against` is an export, or heads from before. */
export async function verifyLedger({ against }: { against?: string } = {}): Promise<Verification> {
  const findings = collectFindings()
  const compared = against
    ? await inPatientSnapshot((query) => verifyAgainst(query, parseEarlierHeads(against), findings))
    : 0
  let entries = 0
  for (const id of await inPatientSnapshot(ledgers)) {
    entries += await inPatientSnapshot((query) => verifyChain(query, id, findings))
  }
  await inPatientSnapshot(async (query) => {
    await verifyLog(query, findings)
    await verifyCosignatures(query, findings)
  })
  await verifyLastSigned(findings)
  const counted = await inPatientSnapshot(async (query) => {
    for (const setting of WHOLE_TABLES) await query(setting, `SET LOCAL ${setting}`)
    await verifyDonations(query, null, findings)
    await verifyMessages(query, findings)
    await verifyAggregates(query, findings)
    return count(query)
  })
  return toVerification({ ...counted, entries, compared }, findings)
}

/** Kept outside the database, which this very process may have no second connection to. */
async function verifyLastSigned(findings: Findings) {
  const diverged = await findDivergence()
  if (diverged) findings.add('last signed', diverged.message)
}

export function verifyChannel(channelId: string): Promise<Verification> {
  const findings = collectFindings()
  return inPatientSnapshot(async (query) => {
    const entries = await verifyChain(query, channelId, findings)
    await verifyDonations(query, channelId, findings)
    return toVerification({ channels: 1, entries, donations: 0, compared: 0 }, findings)
  })
}

type Checked = Pick<Verification, 'channels' | 'entries' | 'donations' | 'compared'>

const toVerification = (checked: Checked, findings: Findings): Verification => ({
  ...checked,
  disagreement: findings.named[0]?.what ?? null,
  disagreements: findings.named,
  counts: findings.counts,
})

/** The last entry of every channel as `channel:seq:hash`, to compare the past with one day. */
export async function listHeads(): Promise<string[]> {
  const heads = await runQuery<{ head: string }>(
    'heads',
    "SELECT concat_ws(':', channel_id, seq, hash) AS head FROM ledger_heads WHERE seq > 0 ORDER BY channel_id",
  )
  return heads.map(({ head }) => head)
}

async function ledgers(query: TypedQuery) {
  const all = await query<{ id: string }>(
    'ledgers',
    'SELECT channel_id AS id FROM ledger_heads UNION SELECT channel_id FROM donation_entries UNION SELECT channel_id FROM log_leaves ORDER BY 1',
  )
  return all.map(({ id }) => id)
}

async function count(query: TypedQuery) {
  const [counts] = await query<{ channels: number; donations: number }>(
    'verified_counts',
    'SELECT (SELECT count(*) FROM channels) AS channels, (SELECT count(*) FROM donation_events) AS donations',
  )
  return counts ?? { channels: 0, donations: 0 }
}
