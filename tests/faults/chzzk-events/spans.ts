import { db } from '~/db/client.server'
import { connectedSpans, wantedSpans } from '~/domain/chzzk-events/state'
import type { Span } from './mischief'

const inMs = ({ from, to }: { from: Date; to: Date }): Span => ({ from: from.getTime(), to: to.getTime() })

/** What Melt says of a channel: when its creator wanted events, when they were heard, and over which connections. */
export async function spansOf(chzzkChannelId: string, now: Date) {
  const { id } = await db.channel.findUniqueOrThrow({ where: { chzzkChannelId } })
  const changes = await db.autoConfirmModeChange.findMany({
    where: { channelId: id },
    orderBy: { at: 'asc' },
  })
  const connections = await db.chzzkConnection.findMany({ where: { channelId: id } })
  const wanted = wantedSpans(changes, now).map(inMs)
  const heard = connectedSpans(connections, true, now).map(inMs)
  const auto = changes.flatMap(({ mode, at }, n) => {
    return mode === 'auto' ? [inMs({ from: at, to: changes[n + 1]?.at ?? now })] : []
  })
  return { id, connections, wanted, heard, auto }
}

/** Spans during which no operator had stopped automatic confirmation, by the audit log. */
export async function allowedSpans(now: Date): Promise<Span[]> {
  const acts = await db.auditEntry.findMany({
    where: { act: { in: ['auto_confirm_stopped', 'auto_confirm_allowed'] } },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  })
  let since: number | null = 0
  const spans: Span[] = []
  for (const { act, at } of acts) {
    if (act === 'auto_confirm_allowed') since ??= at.getTime()
    else if (since !== null) {
      spans.push({ from: since, to: at.getTime() })
      since = null
    }
  }
  return since === null ? spans : [...spans, { from: since, to: now.getTime() }]
}

export const covers = (spans: Span[], { from, to }: Span) =>
  spans.some((span) => span.from <= from && to <= span.to)
