import type { z } from 'zod'
import { db, query } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { keysetBeforeSql, keysetValues, runtimeSql, toPage } from '~/domain/core/keyset'
import { refuse } from '~/domain/core/refusal'
import type { Vip, vipsQuery } from './vip'

/** For its creator alone. Asked of each person: EXISTS may read all of the channel's. */
export const vipSql = (channel: string, person: string) =>
  `(SELECT count(*) > 0 FROM vip_users v WHERE v.channel_id = ${channel} AND v.user_id = ${person})`

type VipRow = Omit<Vip, 'createdAt'> & { createdAt: Date }

const vipsSql = `
  SELECT u.chzzk_user_id AS "chzzkUserId", u.display_name AS "displayName",
    (SELECT to_json(b) FROM badge_of(v.channel_id, v.user_id) b) AS badge, v.note, v.created_at AS "createdAt"
  FROM vip_users v JOIN users u ON u.id = v.user_id WHERE v.channel_id = ${runtimeSql(1, 'uuid')}`

/** Whose badge is asked is on the page. */
const listSql = `
  SELECT listed.user_id AS id, vip.* FROM (
    SELECT channel_id, user_id, created_at FROM vip_users
    WHERE channel_id = ${runtimeSql(1, 'uuid')} AND ${keysetBeforeSql('created_at', 'user_id', 2)} ORDER BY created_at DESC, user_id DESC LIMIT $4) listed
  CROSS JOIN LATERAL (${vipsSql} AND v.user_id = listed.user_id) vip
  ORDER BY listed.created_at DESC, listed.user_id DESC`

const toVip = ({ createdAt, ...vip }: VipRow): Vip => ({ ...vip, createdAt: createdAt.toISOString() })

/** The last chosen first (GET /creator/vips). */
export async function listVips(viewer: Viewer, { cursor, limit }: z.infer<typeof vipsQuery>) {
  const { id: channelId } = requireOwnChannel(viewer)
  const values = [channelId, ...keysetValues(cursor), limit + 1]
  const rows = await query<VipRow & { id: string }>('vips', listSql, values)
  const { items, nextCursor } = toPage(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }))
  return { items: items.map(({ id, ...vip }) => toVip(vip)), nextCursor }
}

export async function getVip(viewer: Viewer, chzzkUserId: string): Promise<Vip> {
  const { id: channelId } = requireOwnChannel(viewer)
  const [row] = await query<VipRow>('vip', `${vipsSql} AND u.chzzk_user_id = $2`, [channelId, chzzkUserId])
  return toVip(row ?? refuse('not_found'))
}

/** The database moves their letters. Leans on prisma/functions/accounts.sql and letters.sql. */
export async function chooseVip(viewer: Viewer, chzzkUserId: string, note: string | null) {
  const { id: channelId } = requireOwnChannel(viewer)
  if (chzzkUserId === viewer.chzzkUserId) refuse('forbidden', { because: 'own_vip' })
  const person = await db.user.findFirst({ where: { chzzkUserId, agreedAt: { not: null } } })
  const userId = person?.id ?? refuse('not_found')
  const fields = { note: note || null }
  await db.$transaction([
    lockLedger(channelId),
    db.vipUser.upsert({
      where: { channelId_userId: { channelId, userId } },
      create: { channelId, userId, ...fields },
      update: fields,
    }),
  ])
  return getVip(viewer, chzzkUserId)
}

/** Leans on prisma/functions/letters.sql. */
export async function dismissVip(viewer: Viewer, chzzkUserId: string) {
  const { id: channelId } = requireOwnChannel(viewer)
  await db.$transaction([
    lockLedger(channelId),
    db.vipUser.deleteMany({ where: { channelId, user: { chzzkUserId } } }),
  ])
}

/** Badges and VIPs place letters: a change of either holds the channel's ledger, so that neither overlooks the other. */
const lockLedger = (channelId: string) => db.$executeRaw`SELECT lock_ledger(${channelId}::uuid)`
