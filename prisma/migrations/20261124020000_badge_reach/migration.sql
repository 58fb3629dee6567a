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

-- A channel is settled as a whole, so that a hundred thousand supporters are a few statements; what becomes of each is that of settle_badges.

CREATE OR REPLACE FUNCTION settle_channel_badges(channel uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  people uuid[];
  tiers smallint[];
BEGIN
  SELECT array_agg(due.user_id), array_agg(tier_of(channel, due.user_id)) INTO people, tiers FROM (
    SELECT everybody.user_id FROM (
      SELECT user_id FROM user_channel_stats WHERE channel_id = channel
      UNION SELECT user_id FROM user_badges WHERE channel_id = channel) everybody
    LEFT JOIN user_channel_stats s ON s.channel_id = channel AND s.user_id = everybody.user_id
    WHERE wants_settling(channel, everybody.user_id, coalesce(s.sum_cheese, 0))
  ) due;
  DELETE FROM user_badges u USING unnest(people) person
  WHERE u.channel_id = channel AND u.user_id = person AND u.threshold_cheese > coalesce(
    (SELECT s.sum_cheese FROM user_channel_stats s WHERE s.channel_id = channel AND s.user_id = person), 0);
  INSERT INTO user_badges (channel_id, user_id, tier, threshold_cheese)
  SELECT channel, s.user_id, b.tier, b.threshold_cheese FROM unnest(people) person
  JOIN user_channel_stats s ON s.channel_id = channel AND s.user_id = person
  JOIN badges b ON b.channel_id = channel AND b.threshold_cheese <= s.sum_cheese
  ON CONFLICT (channel_id, user_id, tier) DO UPDATE
    SET threshold_cheese = EXCLUDED.threshold_cheese WHERE user_badges.threshold_cheese > EXCLUDED.threshold_cheese;
  INSERT INTO badge_changes (channel_id, user_id, seq, from_tier, to_tier)
  SELECT channel, due.person, coalesce((SELECT max(c.seq) FROM badge_changes c WHERE c.channel_id = channel AND c.user_id = due.person), 0) + 1,
    due.before, due.held
  FROM (SELECT person, before, tier_of(channel, person) AS held FROM unnest(people, tiers) AS p (person, before)) due
  WHERE due.held IS DISTINCT FROM due.before;
  PERFORM rank_channel_letters(channel);
END $$;
