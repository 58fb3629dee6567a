-- The feed: feed_items is what feed_items_expected selects, kept by three triggers on what that view reads: messages_into_feed,
-- donations_into_feed and retweets_into_feed.

-- What the feed shows: the definition that feed_items is kept by and verifyAggregates compares it with. A claim without a text
-- is shown once it is confirmed.
CREATE OR REPLACE VIEW feed_items_expected AS
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

-- Sets the feed right for one message and for the public replies to it.
CREATE OR REPLACE FUNCTION refresh_feed_item(message uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO feed_items (message_id, channel_id, at, sort_amount, pinned)
  SELECT message_id, channel_id, at, sort_amount, pinned FROM feed_items_expected WHERE message_id = message
  ON CONFLICT (message_id) DO UPDATE SET at = EXCLUDED.at, sort_amount = EXCLUDED.sort_amount, pinned = EXCLUDED.pinned;
  IF NOT FOUND THEN
    DELETE FROM feed_items WHERE message_id = message;
  END IF;
  PERFORM refresh_feed_item(id) FROM messages WHERE reply_to_id = message AND visibility = 'public';
END $$;

-- A message enters, changes or leaves the feed with its row.
CREATE OR REPLACE FUNCTION messages_into_feed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO feed_items (message_id, channel_id, at, sort_amount, pinned)
    SELECT message_id, channel_id, at, sort_amount, pinned FROM feed_items_expected WHERE message_id = NEW.id;
  ELSE
    PERFORM refresh_feed_item(NEW.id);
  END IF;
  RETURN NULL;
END $$;

-- For: writeMessage, relayMessages, registerText, appendMessageEvent, pinPost, mergeDonation
CREATE OR REPLACE TRIGGER messages_into_feed AFTER INSERT OR UPDATE ON "messages"
  FOR EACH ROW EXECUTE FUNCTION messages_into_feed();

-- A donation's message enters, moves or leaves the feed with the donation.
CREATE OR REPLACE FUNCTION donations_into_feed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_feed_item(id) FROM messages WHERE donation_id = NEW.id;
  RETURN NULL;
END $$;

-- For: withLedger, discloseDonation
CREATE OR REPLACE TRIGGER donations_into_feed AFTER UPDATE OF "status", "amount_cheese", "hide_amount", "occurred_at" ON "donation_events"
  FOR EACH ROW EXECUTE FUNCTION donations_into_feed();

-- A letter is in the feed as long as its retweet exists.
CREATE OR REPLACE FUNCTION retweets_into_feed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_feed_item(coalesce(NEW.message_id, OLD.message_id));
  RETURN NULL;
END $$;

-- For: retweetMessage, unretweetMessage
CREATE OR REPLACE TRIGGER retweets_into_feed AFTER INSERT OR DELETE ON "retweets"
  FOR EACH ROW EXECUTE FUNCTION retweets_into_feed();

-- What schema.prisma cannot say: checks and partial indexes.

CREATE INDEX "feed_items_pinned_idx" ON "feed_items"("channel_id", "at") WHERE "pinned";
