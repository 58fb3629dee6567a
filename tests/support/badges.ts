import { donate } from './fixtures'
import type { Client } from './melt'

export type Tier = {
  tier: number
  name: string
  icon: string
  thresholdAmount: number
  perks: { lettersFirst: boolean; retweetWeight: number }
}

/** The tiers that every channel begins with, with these changes by number. */
export function usualTiers(changes: Record<number, Partial<Tier>> = {}): Tier[] {
  const usual = [
    ['브론즈', 'drop', 10_000],
    ['실버', 'spark', 50_000],
    ['골드', 'star', 200_000],
    ['플래티넘', 'crown', 1_000_000],
  ] as const
  return usual.map(([name, icon, thresholdAmount], index) => ({
    tier: index + 1,
    name,
    icon,
    thresholdAmount,
    perks: { lettersFirst: true, retweetWeight: index + 1 },
    ...changes[index + 1],
  }))
}

/** The creator's tiers, saved. */
export const configure = (creator: Client, tiers: Tier[]) =>
  creator.ask('PUT', '/badges/tier-config', { tiers })

/** A donation of this much, confirmed: its id. */
export async function support(fan: Client, creator: Client, amount: number, fields: object = {}) {
  const id = await donate(fan, creator, fields)
  await creator.ask('POST', `/donations/${id}/confirm`, { amount })
  return id
}

type Donation = { donation: { donor: { badge: { tier: number; name: string } | null } } }

/** The name of the badge beside a donation's donor, as this reader sees it. */
export async function badgeOf(reader: Client, donation: string) {
  return (await reader.ask<Donation>('GET', `/donations/${donation}`)).donation.donor.badge?.name ?? null
}
