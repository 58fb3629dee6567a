import { db } from '~/db/client.server'
import { primaryKeyPrefix } from '~/domain/auth/encrypt.server'
import { requireAdmin } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import type { GrantFigures } from './presenter'

const DAY_MS = 24 * 60 * 60 * 1000
/** A grant ends with its refresh token, thirty days after CHZZK last renewed it (docs/chzzk.md §1.2 [DOC]). */
const GRANT_LIFE_MS = 30 * DAY_MS

/**
 * CHZZK's grants in numbers and nothing else of them: held, ending within a day, failing and since when, encrypted with
 * another key than the first, and open channels that want signals but whose owner gave no grant. Refusal: `not_found`
 * (nobody but admins).
 */
export async function getGrantFigures(viewer: Viewer, now = new Date()): Promise<GrantFigures> {
  requireAdmin(viewer)
  const encrypted = { startsWith: primaryKeyPrefix }
  const [held, ending, failing, olderKey, missing] = await Promise.all([
    db.oauthToken.count(),
    db.oauthToken.count({ where: { updatedAt: { lt: new Date(now.getTime() + DAY_MS - GRANT_LIFE_MS) } } }),
    db.oauthToken.aggregate({ where: { failures: { gt: 0 } }, _count: true, _min: { failedAt: true } }),
    db.oauthToken.count({ where: { NOT: { accessToken: encrypted, refreshToken: encrypted } } }),
    db.channel.count({
      where: {
        openedAt: { not: null },
        settings: { sessionMode: { not: 'off' } },
        OR: [{ owner: null }, { owner: { oauthToken: null } }],
      },
    }),
  ])
  return {
    held,
    ending,
    failing: { count: failing._count, since: failing._min.failedAt?.toISOString() ?? null },
    olderKey,
    missing,
  }
}
