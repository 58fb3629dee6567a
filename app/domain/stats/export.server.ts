import { query } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { cursor, MAX_STREAMED_PAGE, pageSql, runtimeSql, streamPages, sumCursor } from '~/domain/core/keyset'
import { kstDayBounds } from '~/domain/core/kst'
import type { EntryContent } from '~/domain/donations/entry'
import { countRows, type Explanation, explainFigure, getFigure, unfit } from './explain.server'
import { listExplainedRows } from './explained-rows.server'
import type { DonationsFileQuery, Figure, FigureName, StatsRange } from './input'
import type { DonationLine, ExplainedRow, Supporter } from './presenter'
import { withRanges } from './ranges.server'
import { listSupporters } from './supporters.server'

const FIRST_ID = '00000000-0000-0000-0000-000000000000'
const PAGE_SIZE = 1_000

/** Figures that add up page by page; people are on several. */
const ADDED: FigureName[] = [
  'total',
  'count',
  'today',
  'week',
  'month',
  'source',
  'broadcast',
  'day',
  'hour',
  'supporter',
]

/** A withdrawn text is erased, a hidden one stays away; what is held the creator reads in the inbox too. */
const donationsSql = pageSql(
  `
  SELECT d.id, d.occurred_at AS "occurredAt", d.status, CASE WHEN d.status = 'CONFIRMED' THEN d.amount_cheese ELSE 0 END AS counted,
    d.claimed_amount_cheese AS claimed, CASE WHEN d.status = 'CONFIRMED' THEN confirming_source(d.confirmed_by_kind) ELSE d.source END AS source,
    d.broadcast, coalesce(u.display_name, d.donor_name) AS "donorName", u.chzzk_user_id AS "chzzkUserId",
    CASE WHEN d.status = 'CONFIRMED' THEN d.confirmed_at END AS "confirmedAt",
    CASE WHEN d.status IN ('REJECTED', 'REVERSED') THEN
      (SELECT e.reason FROM donation_entries e WHERE e.donation_id = d.id ORDER BY e.seq DESC LIMIT 1) END AS reason,
    CASE WHEN m.hidden_at IS NULL THEN m.content END AS message, d.note, d.hide_amount AS "hideAmount", d.hide_name AS "hideName"
  FROM donation_events d
  LEFT JOIN users u ON u.id = d.donor_id
  LEFT JOIN messages m ON m.donation_id = d.id
  WHERE d.channel_id = ${runtimeSql(1, 'uuid')} AND d.occurred_at < ${runtimeSql(4, 'timestamptz')}
    AND (d.occurred_at, d.id) > (${runtimeSql(2, 'timestamptz')}, ${runtimeSql(3, 'uuid')})
  ORDER BY d.occurred_at, d.id`,
  5,
  MAX_STREAMED_PAGE,
)

/** Whatever its state, oldest first (GET /creator/export/donations.csv). */
export function exportDonations(
  viewer: Viewer,
  { from, to }: DonationsFileQuery,
): AsyncGenerator<DonationLine[]> {
  const { id: channelId } = requireOwnChannel(viewer)
  const begin = from ? kstDayBounds(from).from : '-infinity'
  const end = to ? kstDayBounds(to).to : 'infinity'
  return streamPages((after, limit) =>
    query<DonationLine>('export_donations', donationsSql, [
      channelId,
      after?.occurredAt ?? begin,
      after?.id ?? FIRST_ID,
      end,
      limit,
    ]),
  )
}

export function exportSupporters(viewer: Viewer, range: StatsRange, now = new Date()) {
  requireOwnChannel(viewer)
  return supporterPages(viewer, range, now)
}

async function* supporterPages(viewer: Viewer, range: StatsRange, now: Date): AsyncGenerator<Supporter[]> {
  for (let next: string | null | undefined; next !== null; ) {
    const query = { range, cursor: next === undefined ? undefined : sumCursor.parse(next), limit: PAGE_SIZE }
    const page: Awaited<ReturnType<typeof listSupporters>> = await listSupporters(viewer, query, now)
    yield page.items
    next = page.nextCursor
  }
}

/** What the figure is made of, then what is left out; a file whose figure is another than its rows breaks off. */
export async function exportExplanation(viewer: Viewer, figure: Figure, now = new Date()) {
  const first = await explainFigure(viewer, { ...figure, limit: PAGE_SIZE }, now)
  return explainedPages(viewer, figure, first, now)
}

async function* explainedPages(
  viewer: Viewer,
  figure: Figure,
  first: Explanation,
  now: Date,
): AsyncGenerator<ExplainedRow[]> {
  let counted = 0
  for (const list of ['included', 'excluded'] as const) {
    let page = first[list]
    for (;;) {
      if (list === 'included') counted += countRows(figure, page.items) ?? 0
      yield page.items
      if (page.nextCursor === null) break
      const next = { included: list === 'included', cursor: cursor.parse(page.nextCursor), limit: PAGE_SIZE }
      page = await withRanges(viewer, now, () => listExplainedRows(viewer, figure, next, now))
    }
    if (list === 'included' && ADDED.includes(figure.figure) && counted !== first.value) {
      // What was confirmed or taken back while the file went out may be in it or not.
      if ((await getFigure(viewer, figure, now, query)) === first.value) throw unfit(viewer, figure)
    }
  }
}

type Entry = EntryContent & { hash: string }

/** With what the hash covers in its order (`hashEntry`). */
const ledgerSql = pageSql(
  `
  SELECT form, channel_id AS "channelId", seq, donation_id AS "donationId", from_status AS "from", to_status AS "to",
    amount_delta AS "amountDelta", actor_kind AS "actorKind", actor_id AS "actorId", reason, reason_salt AS "reasonSalt",
    reason_digest AS "reasonDigest", at, prev_hash AS "prevHash", hash
  FROM donation_entries WHERE channel_id = ${runtimeSql(1, 'uuid')} AND seq > ${runtimeSql(2, 'int')} ORDER BY seq`,
  3,
  MAX_STREAMED_PAGE,
)

function toLine({ form, reason, reasonSalt, reasonDigest, at, prevHash, hash, ...first }: Entry) {
  if (form === 1) return { ...first, reason, at, prevHash, hash }
  return { form, ...first, reasonDigest, at, prevHash, hash, reason, reasonSalt }
}

/** For other people's eyes: what somebody wrote stays away, so that of form 1, whose hash covers it, no hash can be computed. */
function toBareLine({ form, reason, reasonSalt: _, reasonDigest, at, prevHash, hash, ...first }: Entry) {
  if (form !== 1) return { form, ...first, reasonDigest, at, prevHash, hash }
  return { ...first, ...(reason === null ? { reason } : { reasonWithheld: true }), at, prevHash, hash }
}

/** So that the chain can be verified without Melt (GET /creator/export/ledger.ndjson). */
export function exportLedger(viewer: Viewer): AsyncGenerator<string> {
  return ledgerLines(requireOwnChannel(viewer).id, toLine)
}

/** The same up to this entry, and without a reason that anybody wrote. */
export const exportBareLedger = (viewer: Viewer, throughSeq: number) =>
  ledgerLines(requireOwnChannel(viewer).id, toBareLine, throughSeq)

async function* ledgerLines(
  channelId: string,
  lineOf: (entry: Entry) => object,
  throughSeq = Number.POSITIVE_INFINITY,
) {
  const findEntries = (after: Entry | null, limit: number) =>
    query<Entry>('export_ledger', ledgerSql, [channelId, after?.seq ?? 0, limit])
  for await (const entries of streamPages(findEntries)) {
    const wanted = entries.filter(({ seq }) => seq <= throughSeq)
    yield wanted.map((entry) => `${JSON.stringify(lineOf(entry))}\n`).join('')
    if (wanted.length < entries.length) return
  }
}
