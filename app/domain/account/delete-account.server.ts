import { type OauthToken, Prisma } from '#prisma'
import { patientDb, type Tx } from '~/db/client.server'
import { databaseTrouble } from '~/db/errors.server'
import { revokeTokens } from '~/domain/auth/login.server'
import type { Viewer } from '~/domain/auth/viewer'
import { createJob, runFirstBatch, wakeJobs } from '~/domain/core/jobs.server'
import { removeSoon } from '~/domain/files/stored-file.server'
import { eraseLater } from './erase.server'
import { inventory } from './inventory'
import type { TableRule } from './table-rule'

/** Withdrawing takes a fan of 10,000 letters some fifteen seconds. */
const TIMEOUT_MS = 600_000
const MAX_RETRIES = 5
const MAX_WITHDRAWN_AT_ONCE = 2_000

type Person = { userId: string; channelId: string | null }
type Deleted = { grant: OauthToken | null; hasJob: boolean }

/**
 * One transaction takes the person away from everybody else; what a channel may have any number of, and nobody sees any more, follows in
 * batches. Then CHZZK's grant is revoked if CHZZK answers (POST /me/leave). Leans on prisma/functions/badges.sql, moderation.sql and statements.sql.
 */
export async function deleteAccount(viewer: Viewer) {
  const { grant, hasJob } = await eraseWithRetry(viewer)
  if (hasJob) wakeJobs()
  await removeSoon()
  if (grant) await revokeTokens(grant)
}

/** An act on the person's texts may deadlock with the deletion, which is then retried. */
async function eraseWithRetry(viewer: Viewer): Promise<Deleted> {
  for (let retries = MAX_RETRIES; ; retries--) {
    try {
      return await patientDb().$transaction((tx) => erase(tx, viewer), { timeout: TIMEOUT_MS })
    } catch (error) {
      if (retries === 0 || databaseTrouble(error) !== 'deadlock') throw error
    }
  }
}

/** The channel is locked before the person, as other acts do, and read again: it may just have been opened. */
async function erase(tx: Tx, viewer: Viewer): Promise<Deleted> {
  const { id: userId } = viewer
  await lockChannelOf(tx, viewer)
  const agreed = await tx.$queryRaw<object[]>`
    SELECT id FROM users WHERE id = ${userId}::uuid AND agreed_at IS NOT NULL FOR UPDATE`
  if (agreed.length === 0) return { grant: null, hasJob: false }
  const channelId = await lockChannelOf(tx, viewer)
  if (channelId) await tx.channel.update({ where: { id: channelId }, data: { ownerId: userId } })
  const grant = await tx.oauthToken.findUnique({ where: { userId } })
  for (const [table, rule] of Object.entries(inventory)) {
    await eraseIn(tx, table, rule, { userId, channelId })
  }
  if (!channelId) return { grant, hasJob: false }
  await createJob(tx, 'delete_account', userId, {})
  await runFirstBatch(tx, 'delete_account', userId, eraseLater)
  return { grant, hasJob: true }
}

/** Locked around the ledger: an act that holds the ledger may still refer to the channel, and one that waits for it holds no lock that is needed here. Also a channel never opened. */
async function lockChannelOf(tx: Tx, { id, chzzkUserId }: Viewer) {
  const [own] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM channels
    WHERE owner_id = ${id}::uuid OR (chzzk_channel_id = ${chzzkUserId} AND owner_id IS NULL) FOR NO KEY UPDATE`
  if (!own) return null
  await tx.$executeRaw`SELECT lock_ledger(${own.id}::uuid)`
  await tx.$queryRaw`SELECT id FROM channels WHERE id = ${own.id}::uuid FOR UPDATE`
  return own.id
}

async function eraseIn(tx: Tx, table: string, rule: TableRule, { userId, channelId }: Person) {
  const { onDelete } = rule
  if (onDelete.does === 'keep') return
  if (onDelete.does === 'erase' && onDelete.by === 'withdrawing')
    return withdrawAll(tx, { userId, channelId })
  const only = onDelete.does === 'anonymise' ? onDelete.only : undefined
  const of = { person: rule.person ?? [], channel: rule.channel && !onDelete.later ? [rule.channel] : [] }
  const change = onDelete.does === 'erase' ? `DELETE FROM "${table}"` : update(table, onDelete.set)
  for (const column of only === 'channel' ? [] : of.person) {
    await tx.$executeRawUnsafe(`${change} WHERE "${column}" = $1::uuid`, userId)
  }
  for (const column of only === 'person' || !channelId ? [] : of.channel) {
    await tx.$executeRawUnsafe(`${change} WHERE "${column}" = $1::uuid`, channelId)
  }
}

function update(table: string, set: Readonly<Record<string, string>>) {
  const changes = Object.entries(set).map(([column, value]) => `"${column}" = ${value}`)
  return `UPDATE "${table}" SET ${changes.join(', ')}`
}

/** What they wrote, and what a creator copied as the message of their donation; what a creator wrote in their own channel follows later. */
async function withdrawAll(tx: Tx, person: Person) {
  let withdrawn: number
  do {
    withdrawn = await withdrawSome(tx, person)
  } while (withdrawn === MAX_WITHDRAWN_AT_ONCE)
}

/** A creator's own channel may hold any number of their texts: their letters are found without reading those. */
function withdrawSome(tx: Tx, { userId, channelId }: Person) {
  const lettersOnly = channelId ? Prisma.sql`AND type = 'dm'` : Prisma.empty
  return tx.$executeRaw`
    INSERT INTO message_events (message_id, seq, channel_id, kind, actor_kind, actor_id)
    SELECT m.id, 0, m.channel_id, 'withdrawn', 'viewer', ${userId}::uuid FROM messages m
    WHERE m.withdrawn_at IS NULL AND m.channel_id IS DISTINCT FROM ${channelId}::uuid AND m.id IN (
      SELECT id FROM messages WHERE author_id = ${userId}::uuid ${lettersOnly}
      UNION ALL
      SELECT g.id FROM donation_events d JOIN messages g ON g.donation_id = d.id WHERE d.donor_id = ${userId}::uuid)
    LIMIT ${MAX_WITHDRAWN_AT_ONCE}`
}
