import { badgeSql } from '~/domain/badges/badge-sql'
import { vipSql } from '~/domain/vips/vip-sql'

/** A letter or donation message with all that its creator sees of it; who uses it adds whose and which. */
export const letterSql = `
  SELECT m.id, m.type, m.content, m.created_at AS "createdAt", m.inbox_rank AS rank,
    coalesce(u.display_name, d.donor_name) AS "authorName", u.chzzk_user_id AS "authorChzzkId",
    CASE WHEN m.content IS NOT NULL THEN ${badgeSql('m.channel_id', 'm.author_id')} END AS badge,
    ${vipSql('m.channel_id', 'm.author_id')} AS vip,
    EXISTS (SELECT 1 FROM blocks b WHERE b.channel_id = m.channel_id AND b.user_id = m.author_id) AS blocked,
    m.allow_retweet AS "allowRetweet", m.read_at AS "readAt", m.replied_privately_at AS "repliedPrivatelyAt",
    m.replied_publicly_at AS "repliedPubliclyAt", m.hidden_at AS "hiddenAt", m.held_at AS "heldAt",
    m.archived_at AS "archivedAt", m.withdrawn_at AS "withdrawnAt", r.at AS "retweetedAt",
    (SELECT e.reason FROM message_events e WHERE e.message_id = m.id AND e.kind = 'held' ORDER BY e.seq DESC LIMIT 1) AS "heldBy",
    d.status, d.amount_cheese AS amount,
    (SELECT json_agg(json_build_object('id', p.id, 'content', p.content, 'visibility', p.visibility, 'createdAt', p.created_at)
        ORDER BY p.created_at)
      FROM messages p WHERE p.reply_to_id = m.id AND p.content IS NOT NULL AND p.hidden_at IS NULL) AS replies
  FROM messages m
  LEFT JOIN users u ON u.id = m.author_id
  LEFT JOIN donation_events d ON d.id = m.donation_id
  LEFT JOIN retweets r ON r.message_id = m.id`
