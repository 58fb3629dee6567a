-- CreateIndex
CREATE INDEX "messages_candidates_idx" ON "messages"("channel_id", "created_at", "id")
  WHERE "type" = 'dm' AND "allow_retweet" AND "withdrawn_at" IS NULL AND "held_at" IS NULL AND "hidden_at" IS NULL AND "archived_at" IS NULL;

-- The place of every letter of a channel, set right at once: after its tiers or what they do changed.

CREATE FUNCTION rank_channel_letters(channel uuid) RETURNS void LANGUAGE sql AS $$
  WITH held AS MATERIALIZED (
    SELECT u.user_id, max(u.tier) AS tier FROM user_badges u JOIN badges b ON b.channel_id = u.channel_id AND b.tier = u.tier
    WHERE u.channel_id = channel GROUP BY 1
  ), ranks AS MATERIALIZED (
    SELECT w.author_id, CASE WHEN v.user_id IS NOT NULL THEN 100 WHEN b.letters_first THEN b.tier ELSE 0 END::smallint AS now
    FROM (SELECT DISTINCT author_id FROM messages WHERE channel_id = channel AND type = 'dm') w
    LEFT JOIN vip_users v ON v.channel_id = channel AND v.user_id = w.author_id
    LEFT JOIN held h ON h.user_id = w.author_id
    LEFT JOIN badges b ON b.channel_id = channel AND b.tier = h.tier
  )
  UPDATE messages m SET inbox_rank = ranks.now FROM ranks
  WHERE m.channel_id = channel AND m.type = 'dm' AND m.author_id = ranks.author_id AND m.inbox_rank <> ranks.now
$$;
