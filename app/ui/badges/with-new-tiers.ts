import { drawnIcons } from '~/domain/badges/badge'
import type { OwnTier } from './tier-row'

/** A channel's tiers, and empty ones above them up to this many. */
export function withNewTiers(tiers: OwnTier[], shown: number): OwnTier[] {
  const unused = drawnIcons.filter((icon) => tiers.every((tier) => tier.icon !== icon))
  const added = Array.from({ length: Math.max(0, shown - tiers.length) }, (_, index) => ({
    tier: tiers.length + index + 1,
    name: '',
    icon: unused[index] ?? 'heart',
    thresholdAmount: null,
    perks: { lettersFirst: true, retweetWeight: Math.min(tiers.length + index + 1, 10) },
    holders: 0,
  }))
  return [...tiers, ...added]
}
