import { inSnapshot, query } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { withRanges } from '~/domain/stats/ranges.server'
import { env } from '~/env.server'
import { findFacts, findOptIn } from './facts.server'
import { toSettlementFigures } from './figures'
import { toSaidFigures } from './net'
import { type Settlement, withoutFigures } from './presenter'

/** One's own reference figures, which exist where the instance has them and the creator asked for them (GET /creator/settlement). */
export async function getSettlement(viewer: Viewer, now = new Date()): Promise<Settlement> {
  const { id } = requireOwnChannel(viewer)
  const optedInAt = (await findOptIn(id, query))?.optedInAt.toISOString() ?? null
  if (!env.referenceFigures) return withoutFigures(optedInAt, 'switched_off')
  if (optedInAt === null) return withoutFigures(null, 'not_opted_in')
  const facts = await withRanges(viewer, now, () => inSnapshot((run) => findFacts(id, now, run)))
  if (!facts) return withoutFigures(null, 'not_opted_in')
  const asOf = now.toISOString()
  const figures = toSettlementFigures(facts)
  const said = toSaidFigures(facts, figures)
  const hasDonations = facts.firstDay !== null
  return {
    optedInAt,
    available: true,
    reason: null,
    figures: { ...figures, ...said, asOf, hasDonations },
  }
}
