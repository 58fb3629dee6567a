import { db } from '~/db/client.server'
import { requireAdmin } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { type Period, startOfPeriod } from '~/domain/core/kst'
import type { InstanceFigures } from './presenter'

/**
 * The instance in numbers, for the daily, weekly and monthly look: what was confirmed since the KST period began (in
 * cheese, by when it occurred), and what waits now. Refusal: `not_found` (nobody but admins).
 */
export async function getInstanceFigures(
  viewer: Viewer,
  period: Period,
  now = new Date(),
): Promise<InstanceFigures> {
  requireAdmin(viewer)
  const since = startOfPeriod(period, now) ?? undefined
  const [confirmed, waiting, reports, channels, people] = await Promise.all([
    db.donation.aggregate({
      where: { status: 'CONFIRMED', occurredAt: { gte: since } },
      _count: true,
      _sum: { amountCheese: true },
    }),
    db.donation.aggregate({ where: { status: 'OCCURRED' }, _count: true, _min: { occurredAt: true } }),
    db.report.aggregate({ where: { outcome: null }, _count: true, _min: { createdAt: true } }),
    db.channel.count({ where: { openedAt: { not: null } } }),
    db.user.count({ where: { agreedAt: { not: null } } }),
  ])
  return {
    confirmed: { count: confirmed._count, sum: confirmed._sum.amountCheese ?? 0 },
    waiting: { count: waiting._count, oldestAt: waiting._min.occurredAt?.toISOString() ?? null },
    reports: { count: reports._count, oldestAt: reports._min.createdAt?.toISOString() ?? null },
    channels,
    people,
  }
}
