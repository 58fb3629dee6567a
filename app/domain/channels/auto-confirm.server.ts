import type { AutoConfirmMode, AutoConfirmModeReason } from '#prisma'
import { db, newId, type Tx } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { env } from '~/env.server'

/** The operator's switch stays locked: whoever stops it knows that nothing follows (docs/ledger.md §3). */
export async function mayConfirmAutomatically(tx: Tx): Promise<boolean> {
  if (!env.autoConfirm) return false
  const allowed = await tx.$queryRaw<object[]>`
    SELECT 1 FROM instance_switches WHERE id = 1 AND auto_confirm_stopped_at IS NULL FOR SHARE`
  return allowed.length > 0
}

export async function getAutoConfirmSwitch(): Promise<{
  environmentAllows: boolean
  stoppedAt: Date | null
}> {
  const { autoConfirmStoppedAt } = await db.instanceSwitches.findUniqueOrThrow({ where: { id: 1 } })
  return { environmentAllows: env.autoConfirm, stoppedAt: autoConfirmStoppedAt }
}

/** From its commit on no event confirms unless it is `auto` (docs/ledger.md §3). Leans on prisma/functions/chzzk-events.sql. */
export async function chooseAutoConfirmMode(
  viewer: Viewer,
  mode: AutoConfirmMode,
): Promise<{ mode: AutoConfirmMode }> {
  const { id: channelId } = requireOwnChannel(viewer, 'open_channel_first')
  await db.$transaction(async (tx) => {
    await tx.channelSettings.createMany({ data: { channelId }, skipDuplicates: true })
    await changeMode(tx, {
      channelId,
      mode,
      from: ['off', 'assist', 'auto'],
      reason: 'chosen',
      actorId: viewer.id,
    })
  })
  return { mode }
}

/** A channel in `auto` whose CHZZK connection is lost: true where it fell (docs/ledger.md §3). */
export async function dropToAssist(channelId: string, reason: Exclude<AutoConfirmModeReason, 'chosen'>) {
  return db.$transaction((tx) =>
    changeMode(tx, { channelId, mode: 'assist', from: ['auto'], reason, actorId: null }),
  )
}

/** An open socket outlives its owner's grant, and goes on receiving (docs/ledger.md §3, docs/chzzk.md §4.6). */
export async function dropWithoutGrant(): Promise<void> {
  const rows = await db.$queryRaw<{ channelId: string }[]>`
    SELECT s.channel_id AS "channelId" FROM channel_settings s JOIN channels c ON c.id = s.channel_id
    WHERE s.session_mode = 'auto'
      AND NOT EXISTS (SELECT 1 FROM oauth_tokens t WHERE t.user_id = c.owner_id)`
  for (const { channelId } of rows) await dropToAssist(channelId, 'grant_gone')
}

type Change = {
  channelId: string
  mode: AutoConfirmMode
  from: AutoConfirmMode[]
  reason: AutoConfirmModeReason
  actorId: string | null
}

/** A mode that was chosen already is recorded again only after CHZZK had taken it away. */
async function changeMode(tx: Tx, { channelId, mode, from, reason, actorId }: Change) {
  const { count } = await tx.channelSettings.updateMany({
    where: { channelId, sessionMode: { in: from } },
    data: { sessionMode: mode },
  })
  if (count === 0) return false
  const last = await tx.autoConfirmModeChange.findFirst({
    where: { channelId },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
  })
  if ((last?.mode ?? 'off') === mode && (last?.reason ?? 'chosen') === reason) return false
  await tx.$executeRaw`
    INSERT INTO session_mode_changes (id, channel_id, mode, reason, actor_id, at)
    VALUES (${newId()}::uuid, ${channelId}::uuid, ${mode}::session_mode, ${reason}::session_mode_reason,
      ${actorId}::uuid, clock_timestamp())`
  return true
}
