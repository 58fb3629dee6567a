import { db } from '~/db/client.server'
import type { Tx } from '~/db/transaction'
import { env } from '~/env.server'

/**
 * Whether a machine may confirm now: neither the environment nor an operator has stopped it (ledger.md §3). The
 * operator's switch stays locked for the rest of the transaction, so that whoever stops it waits for what is under way
 * and knows that nothing follows.
 */
export async function mayConfirmAutomatically(tx: Tx): Promise<boolean> {
  if (!env.autoConfirm) return false
  const allowed = await tx.$queryRaw<object[]>`
    SELECT 1 FROM instance_switches WHERE id = 1 AND auto_confirm_stopped_at IS NULL FOR SHARE`
  return allowed.length > 0
}

/** The same to be shown, without a lock: `{environmentAllows, stoppedAt}`. */
export async function getAutoConfirmSwitch(): Promise<{
  environmentAllows: boolean
  stoppedAt: Date | null
}> {
  const { autoConfirmStoppedAt } = await db.instanceSwitches.findUniqueOrThrow({ where: { id: 1 } })
  return { environmentAllows: env.autoConfirm, stoppedAt: autoConfirmStoppedAt }
}
