import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { sumCursor } from '~/domain/core/keyset'
import type { SupporterLine } from './export-lines'
import type { StatsRange } from './input'
import { listSupporters } from './supporters.server'

const AT_ONCE = 1_000

/** Everybody who supported in a range, by their sum, page after page. Refusal: `forbidden` (no channel). */
export function exportSupporters(viewer: Viewer, range: StatsRange, now = new Date()) {
  requireOwnChannel(viewer)
  return pages(viewer, range, now)
}

async function* pages(viewer: Viewer, range: StatsRange, now: Date): AsyncGenerator<SupporterLine[]> {
  let next: string | null = null
  do {
    const cursor = next === null ? undefined : sumCursor.parse(next)
    const page = await listSupporters(viewer, { range, cursor, limit: AT_ONCE }, now)
    yield page.items
    next = page.nextCursor
  } while (next !== null)
}
