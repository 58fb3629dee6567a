import { db } from '~/db/client.server'
import { audit } from '~/domain/auth/audit.server'
import { requireAdmin } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { getAutoConfirmSwitch } from '~/domain/channels/auto-confirm.server'
import type { AutoConfirm } from './presenter'

const ROW = { id: 1 }

/**
 * Stops all automatic confirmation at once, or allows it again; what was so already changes nothing and leaves no audit
 * entry: `{allowed, environmentAllows, stoppedAt}`. Refusal: `not_found` (nobody but admins) (POST /admin/auto-confirm,
 * docs/ledger.md §3).
 */
export async function switchAutoConfirm(
  viewer: Viewer,
  allowed: boolean,
  now = new Date(),
): Promise<AutoConfirm> {
  requireAdmin(viewer)
  await db.$transaction(async (tx) => {
    const { count } = await tx.instanceSwitches.updateMany({
      where: { ...ROW, autoConfirmStoppedAt: allowed ? { not: null } : null },
      data: { autoConfirmStoppedAt: allowed ? null : now },
    })
    if (count === 1)
      await audit(tx, viewer, { act: allowed ? 'auto_confirm_allowed' : 'auto_confirm_stopped' })
  })
  return getAutoConfirm(viewer)
}

/** Whether machines may confirm, and who says no: `{allowed, environmentAllows, stoppedAt}`. Refusal: `not_found`. */
export async function getAutoConfirm(viewer: Viewer): Promise<AutoConfirm> {
  requireAdmin(viewer)
  const { environmentAllows, stoppedAt } = await getAutoConfirmSwitch()
  return {
    allowed: environmentAllows && stoppedAt === null,
    environmentAllows,
    stoppedAt: stoppedAt?.toISOString() ?? null,
  }
}
