/**
 * Rewards as person $1 may have them: what is locked to them leaves the database without its text, files, link and
 * coupon. Who uses it adds which.
 */
export const rewardSql = `
  SELECT c.id, c.title, c.created_at AS "createdAt", ch.chzzk_channel_id AS "chzzkChannelId", ch.name AS "channelName", ch.id AS "channelId",
    c.gate_vip AS "gateVip", b.tier, b.name AS "tierName", b.threshold_cheese AS threshold, gate.open,
    CASE WHEN gate.open THEN c.body END AS body,
    CASE WHEN gate.open THEN c.link END AS link,
    CASE WHEN gate.open THEN (SELECT json_agg(json_build_object('kind', f.kind, 'mediaType', f.media_type,
      'sizeBytes', f.size_bytes, 'width', f.width, 'height', f.height)) FROM content_files f WHERE f.content_id = c.id) END AS files,
    CASE WHEN gate.open THEN (SELECT json_build_object('total', count(*), 'left', count(*) FILTER (WHERE k.claimed_at IS NULL))
      FROM content_coupons k WHERE k.content_id = c.id) END AS coupons,
    CASE WHEN gate.open THEN (SELECT json_build_object('code', k.code, 'claimedAt', k.claimed_at)
      FROM content_coupons k WHERE k.content_id = c.id AND k.claimed_by = $1) END AS mine
  FROM contents c
  JOIN channels ch ON ch.id = c.channel_id AND ch.opened_at IS NOT NULL
  LEFT JOIN badges b ON b.channel_id = c.channel_id AND b.tier = c.gate_tier
  CROSS JOIN LATERAL (SELECT content_open_to(c, $1) AS open OFFSET 0) gate
  WHERE c.deleted_at IS NULL`
