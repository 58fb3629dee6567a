-- A donation without words has a message too, with nothing in it: its line in the feed, which is answered, reported, hidden
-- and withdrawn like any other, and which the words that its fan registers later take over.

ALTER TABLE "messages" ADD CONSTRAINT "messages_without_words_are_lines" CHECK ("content" IS DISTINCT FROM '' OR "relayed");

-- What a fan only claims is a line once it is confirmed.

CREATE OR REPLACE VIEW feed_readings AS
  SELECT m.id AS message_id, m.channel_id, coalesce(r.at, d.occurred_at, m.created_at) AS at,
    CASE WHEN d.status = 'CONFIRMED' AND NOT d.hide_amount THEN d.amount_cheese ELSE 0 END AS sort_amount,
    m.pinned_at IS NOT NULL AS pinned
  FROM messages m
  LEFT JOIN donation_events d ON d.id = m.donation_id
  LEFT JOIN retweets r ON r.message_id = m.id
  WHERE m.hidden_at IS NULL AND m.held_at IS NULL
    AND CASE m.type
      WHEN 'dm' THEN r.message_id IS NOT NULL
      WHEN 'donation' THEN m.content IS NOT NULL AND (d.status = 'CONFIRMED' OR (d.status = 'OCCURRED' AND m.content <> ''))
      WHEN 'creator_reply' THEN m.content IS NOT NULL AND m.visibility = 'public'
        AND NOT EXISTS (SELECT 1 FROM feed_items f WHERE f.message_id = m.reply_to_id)
      ELSE m.content IS NOT NULL
    END;

-- The line of what a creator added by hand was begun by them, not by CHZZK.

CREATE OR REPLACE FUNCTION messages_begin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO message_events (message_id, seq, channel_id, kind, actor_kind, actor_id, at)
  VALUES (NEW.id, 1, NEW.channel_id, 'created',
    CASE WHEN NEW.relayed AND NEW.content = '' AND EXISTS (
        SELECT 1 FROM donation_events d WHERE d.id = NEW.donation_id AND d.source = 'manual') THEN 'creator'
      WHEN NEW.relayed THEN 'session'
      WHEN NEW.type IN ('dm', 'donation') AND NEW.author_id IS NOT NULL THEN 'viewer' ELSE 'creator' END::message_actor,
    CASE WHEN NEW.relayed THEN NULL ELSE NEW.author_id END, NEW.created_at);
  RETURN NULL;
END $$;

-- Those that are there get theirs; who left Melt is not brought back by it.

INSERT INTO messages (id, channel_id, author_id, type, visibility, content, donation_id, relayed, created_at)
SELECT overlay(overlay(replace(gen_random_uuid()::text, '-', '')
    PLACING lpad(to_hex((extract(epoch FROM d.created_at) * 1000)::bigint), 12, '0') FROM 1) PLACING '7' FROM 13)::uuid,
  d.channel_id, d.donor_id, 'donation', 'public', '', d.id, true, d.created_at
FROM donation_events d LEFT JOIN users u ON u.id = d.donor_id
WHERE NOT EXISTS (SELECT 1 FROM messages m WHERE m.donation_id = d.id)
  AND (u.id IS NULL OR u.agreed_at IS NOT NULL OR u.display_name <> '탈퇴한 사람');

INSERT INTO message_events (message_id, seq, channel_id, kind, actor_kind, reason)
SELECT m.id, 0, m.channel_id, 'held', 'rule', '차단한 사람'
FROM messages m JOIN blocks b ON b.channel_id = m.channel_id AND b.user_id = m.author_id
WHERE m.content = '' AND m.held_at IS NULL;
