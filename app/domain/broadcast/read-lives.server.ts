import { fetchLivesPage } from '~/chzzk/client.server'
import { begunAt } from './slot'

/** The most pages that one look may cost; 600 broadcasts, those with the most viewers. */
export const PAGE_BUDGET = 30
const FULL_PAGE = 20

export type OnAir = { begun: Map<string, Date>; complete: boolean }

/**
 * Who is on air on CHZZK, by channel id with since when. `complete` when the list ended within the budget; after a full
 * page without a `next` it is not known whether it ended. Throws ChzzkError (chzzk.md §3.4).
 */
export async function fetchLives(now: Date): Promise<OnAir> {
  const begun = new Map<string, Date>()
  let next: string | undefined
  for (let page = 0; page < PAGE_BUDGET; page++) {
    const { lives, next: following } = await fetchLivesPage(next)
    for (const { channelId, openedAt } of lives) {
      if (!begun.has(channelId)) begun.set(channelId, begunAt(openedAt, now))
    }
    if (!following) return { begun, complete: lives.length < FULL_PAGE }
    next = following
  }
  return { begun, complete: false }
}
