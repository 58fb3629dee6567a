import { db, query } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { getAutoConfirmSwitch } from '~/domain/channels/auto-confirm.server'
import { connectedSpans, GAPS_SHOWN_FOR_MS, gapsBetween, MAX_GAPS, stateOf, wantedSpans } from './state'

type Seen = { lastEventAt: Date | null; lastTestAt: Date | null; waiting: number }

const MAX_WAITING = 1_000

const SEEN = `
  SELECT
    (SELECT max(received_at) FROM session_events WHERE channel_id = $1 AND outcome IN ('confirmed', 'evidence')) AS "lastEventAt",
    (SELECT max(received_at) FROM session_events WHERE channel_id = $1 AND outcome = 'test') AS "lastTestAt",
    (SELECT count(*) FROM (SELECT 1 FROM donation_events
      WHERE channel_id = $1 AND status = 'OCCURRED' AND (source = 'session' OR has_signal) LIMIT ${MAX_WAITING}) signaled) AS waiting`

/** What waits is counted to a thousand. The gaps of the last seven days, latest first (docs/ledger.md §3, docs/chzzk.md §8.9). Refusal: `forbidden`. */
export async function getConnectionState(viewer: Viewer, now = new Date()) {
  const { id: channelId } = requireOwnChannel(viewer)
  const since = new Date(now.getTime() - GAPS_SHOWN_FOR_MS)
  const [settings, changes, connections, lease, [seen], autoConfirm] = await Promise.all([
    db.channelSettings.findUnique({ where: { channelId }, select: { sessionMode: true } }),
    db.autoConfirmModeChange.findMany({ where: { channelId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] }),
    db.chzzkConnection.findMany({
      where: { channelId, OR: [{ endedAt: null }, { endedAt: { gt: since } }] },
      orderBy: { connectedAt: 'asc' },
    }),
    db.chzzkLease.findUnique({ where: { channelId } }),
    query<Seen>('session_seen', SEEN, [channelId]),
    getAutoConfirmSwitch(),
  ])
  const isHeld = lease !== null && lease.heldUntil > now
  const connected = connectedSpans(connections, isHeld, now)
  const gaps = gapsBetween(wantedSpans(changes, now), connected)
    .map(({ from, to }) => ({ from: from < since ? since : from, to }))
    .filter(({ from, to }) => to > from)
  const mode = settings?.sessionMode ?? 'off'
  const last = changes.at(-1)
  const [live, gap] = [connections.at(-1), gaps.at(-1)]
  const connection = stateOf({ mode, isHeld, lease, live, gap, now })
  return {
    mode,
    autoConfirmStopped: !autoConfirm.environmentAllows || autoConfirm.stoppedAt !== null,
    connection: { ...connection, since: connection.since?.toISOString() ?? null },
    dropped: last && last.reason !== 'chosen' ? { reason: last.reason, at: last.at.toISOString() } : null,
    gaps: gaps
      .slice(-MAX_GAPS)
      .reverse()
      .map(({ from, to }) => ({ from: from.toISOString(), to: to.toISOString() })),
    lastEventAt: seen?.lastEventAt?.toISOString() ?? null,
    lastTestAt: seen?.lastTestAt?.toISOString() ?? null,
    waiting: seen?.waiting ?? 0,
  }
}
