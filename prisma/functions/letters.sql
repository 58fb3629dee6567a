-- A letter's place in the inbox: messages.inbox_rank is inbox_rank_of its author, kept where badges and VIPs change.

-- 100 for a VIP, the tier where the tier puts letters first, else 0.
CREATE OR REPLACE FUNCTION inbox_rank_of(channel uuid, person uuid) RETURNS smallint LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM vip_users v WHERE v.channel_id = channel AND v.user_id = person) THEN 100
    ELSE coalesce((SELECT b.tier FROM badges b
      WHERE b.channel_id = channel AND b.tier = tier_of(channel, person) AND b.letters_first), 0)
  END::smallint
$$;

-- Sets the rank of one author's letters in a channel right.
CREATE OR REPLACE FUNCTION rank_letters(channel uuid, person uuid) RETURNS void LANGUAGE sql AS $$
  WITH rank AS MATERIALIZED (SELECT inbox_rank_of(channel, person) AS now)
  UPDATE messages m SET inbox_rank = rank.now FROM rank
  WHERE m.channel_id = channel AND m.author_id = person AND m.type = 'dm' AND m.inbox_rank <> rank.now
$$;

-- Sets the rank of every letter of a channel right, after its tiers or what they do changed.
CREATE OR REPLACE FUNCTION rank_channel_letters(channel uuid) RETURNS void LANGUAGE sql AS $$
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

-- A letter begins with the rank of its author.
CREATE OR REPLACE FUNCTION messages_rank() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.inbox_rank := inbox_rank_of(NEW.channel_id, NEW.author_id);
  RETURN NEW;
END $$;

-- For: sendLetter
CREATE OR REPLACE TRIGGER messages_rank BEFORE INSERT ON "messages"
  FOR EACH ROW WHEN (NEW.type = 'dm') EXECUTE FUNCTION messages_rank();

-- Becoming a VIP, or being one no more, moves a person's letters.
CREATE OR REPLACE FUNCTION vip_users_rank() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  vip vip_users := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  PERFORM rank_letters(vip.channel_id, vip.user_id);
  RETURN NULL;
END $$;

-- For: chooseVip, dismissVip
CREATE OR REPLACE TRIGGER vip_users_rank AFTER INSERT OR DELETE ON "vip_users"
  FOR EACH ROW EXECUTE FUNCTION vip_users_rank();
