import type { OauthToken } from '#prisma'
import { patientDb } from '~/db/client.server'
import { databaseTrouble } from '~/db/errors.server'
import type { Tx } from '~/db/transaction'
import { revokeTokens } from '~/domain/auth/revoke-grant.server'
import type { Viewer } from '~/domain/auth/viewer'
import { removeSoon } from '~/domain/files/remove-due.server'
import type { Entry } from './entry'
import { inventory } from './inventory'
import { withdrawAll } from './withdraw-all.server'

/** Withdrawing takes a creator of 100,000 texts two to three minutes. */
const LONGEST_MS = 600_000
const MAX_RETRIES = 5

type Person = { userId: string; channelId: string | null }

/**
 * A person leaves: what the inventory says becomes of each table, in one transaction, and then CHZZK's grant is given
 * back if CHZZK answers. Once more changes nothing, and whoever comes back comes as somebody new (api.md POST /me/leave).
 */
export async function deleteAccount(viewer: Viewer) {
  const grant = await forgetWithRetry(viewer)
  await removeSoon()
  if (grant) await revokeTokens(grant)
}

/** Whoever acts on the person's texts at the same moment may meet them in a deadlock; of the two, leaving is not what gives way. */
async function forgetWithRetry(viewer: Viewer): Promise<OauthToken | null> {
  for (let retries = MAX_RETRIES; ; retries--) {
    try {
      return await patientDb().$transaction((tx) => forget(tx, viewer), { timeout: LONGEST_MS })
    } catch (error) {
      if (retries === 0 || databaseTrouble(error) !== 'deadlock') throw error
    }
  }
}

/** The channel is locked before the person, as other acts do, and looked for again: it may just have been opened. */
async function forget(tx: Tx, viewer: Viewer): Promise<OauthToken | null> {
  const { id: userId } = viewer
  await lockChannelOf(tx, viewer)
  const here = await tx.$queryRaw<object[]>`
    SELECT id FROM users WHERE id = ${userId}::uuid AND agreed_at IS NOT NULL FOR UPDATE`
  if (here.length === 0) return null
  const channelId = await lockChannelOf(tx, viewer)
  if (channelId) await tx.channel.update({ where: { id: channelId }, data: { ownerId: userId } })
  const grant = await tx.oauthToken.findUnique({ where: { userId } })
  for (const [table, entry] of Object.entries(inventory)) {
    await forgetIn(tx, table, entry, { userId, channelId })
  }
  if (channelId) await tx.$executeRaw`SELECT rank_channel_letters(${channelId}::uuid)`
  return grant
}

/**
 * The channel of a person's CHZZK id is theirs even where they never opened it. Its ledger is locked between two locks of the channel:
 * acts that hold the ledger may still point at the channel, and whoever waits for the ledger holds nothing that they need.
 */
async function lockChannelOf(tx: Tx, { id, chzzkUserId }: Viewer) {
  const [own] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM channels
    WHERE owner_id = ${id}::uuid OR (chzzk_channel_id = ${chzzkUserId} AND owner_id IS NULL) FOR NO KEY UPDATE`
  if (!own) return null
  await tx.$executeRaw`SELECT lock_ledger(${own.id}::uuid)`
  await tx.$queryRaw`SELECT id FROM channels WHERE id = ${own.id}::uuid FOR UPDATE`
  return own.id
}

async function forgetIn(tx: Tx, table: string, entry: Entry, { userId, channelId }: Person) {
  const { leaving } = entry
  if (leaving.does === 'keep') return
  if (leaving.does === 'erase' && leaving.by === 'withdrawing') return withdrawAll(tx, userId)
  const only = leaving.does === 'anonymise' ? leaving.only : undefined
  const of = { person: entry.person ?? [], channel: entry.channel ? [entry.channel] : [] }
  const change = leaving.does === 'erase' ? `DELETE FROM "${table}"` : update(table, leaving.set)
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
