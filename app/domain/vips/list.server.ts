import { query } from '~/db/query.server'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { badgeSql } from '~/domain/badges/badge'
import { refuse } from '~/domain/core/refusal'
import type { Vip } from './vip'

type Row = Omit<Vip, 'createdAt'> & { createdAt: Date }

const VIPS = `
  SELECT u.chzzk_user_id AS "chzzkUserId", u.display_name AS "displayName",
    ${badgeSql('v.channel_id', 'v.user_id')} AS badge, v.note, v.created_at AS "createdAt"
  FROM vip_users v JOIN users u ON u.id = v.user_id WHERE v.channel_id = $1`

const vipView = ({ createdAt, ...vip }: Row): Vip => ({ ...vip, createdAt: createdAt.toISOString() })

/**
 * Whom a creator put first, the latest first, for that creator alone: `{items: [{chzzkUserId, displayName, badge, note,
 * createdAt}]}`. Refusal: `forbidden` (no channel) (api.md GET /creator/vips).
 */
export async function listVips(viewer: Viewer) {
  const { id: channelId } = requireOwnChannel(viewer)
  const rows = await query<Row>('vips', `${VIPS} ORDER BY v.created_at DESC, v.user_id DESC`, [channelId])
  return { items: rows.map(vipView) }
}

/** One of them. Refusals: `forbidden` (no channel), `not_found` (no VIP) (api.md GET /creator/vips/:chzzkUserId). */
export async function findVip(viewer: Viewer, chzzkUserId: string): Promise<Vip> {
  const { id: channelId } = requireOwnChannel(viewer)
  const [row] = await query<Row>('vip', `${VIPS} AND u.chzzk_user_id = $2`, [channelId, chzzkUserId])
  return vipView(row ?? refuse('not_found'))
}
