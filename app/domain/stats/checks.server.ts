import { inPatientSnapshot, query } from '~/db/client.server'
import { verifyAggregatesOf } from '~/domain/donations/verify/aggregates.server'
import { collectFindings } from '~/domain/donations/verify/findings'

const MAX_WANTED = 1_000

/** Channels whose figures somebody asked to have explained, until this instance compares them with their donations. */
const wanted = new Set<string>()

const DISAGREEMENT = `
  SELECT disagreement FROM aggregate_checks WHERE channel_id = $1 AND disagreement IS NOT NULL`

/** Throws where the last comparison found that this channel's aggregates are not what its donations say, and wants the next one. */
export async function requireAgreement(channelId: string, run = query) {
  if (wanted.size < MAX_WANTED) wanted.add(channelId)
  const [found] = await run<{ disagreement: string | null }>('figures_disagreement', DISAGREEMENT, [
    channelId,
  ])
  if (found) throw new Error(`The figures of ${channelId} do not fit their rows: ${found.disagreement}`)
}

/** At most once an hour and channel, whichever instance comes first. */
const CLAIM = `
  INSERT INTO aggregate_checks AS earlier (channel_id, checked_at) VALUES ($1, $2)
  ON CONFLICT (channel_id) DO UPDATE SET checked_at = $2 WHERE earlier.checked_at < $2::timestamptz - interval '1 hour'
  RETURNING channel_id AS "channelId"`
const STORE = 'UPDATE aggregate_checks SET disagreement = $2 WHERE channel_id = $1'

/** What could not be compared is compared when it is next wanted. */
const UNCLAIM = "UPDATE aggregate_checks SET checked_at = '-infinity' WHERE channel_id = $1"

export type FigureDisagreement = { channelId: string; what: string }

/** Compares the aggregates of the channels that are wanted with their donations. */
export async function checkWanted(now = new Date()): Promise<FigureDisagreement[]> {
  const disagreements: FigureDisagreement[] = []
  for (const channelId of wanted) {
    wanted.delete(channelId)
    const claimed = await query<{ channelId: string }>('figures_claim', CLAIM, [channelId, now])
    if (claimed.length === 0) continue
    const what = await compare(channelId).catch(async (error: unknown) => {
      await query('figures_unclaimed', UNCLAIM, [channelId])
      throw error
    })
    await query('figures_checked', STORE, [channelId, what])
    if (what !== null) disagreements.push({ channelId, what })
  }
  return disagreements
}

async function compare(channelId: string): Promise<string | null> {
  const findings = collectFindings()
  await inPatientSnapshot((run) => verifyAggregatesOf(run, channelId, findings))
  return findings.named[0]?.what ?? null
}
