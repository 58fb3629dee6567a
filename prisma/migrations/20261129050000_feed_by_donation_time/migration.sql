-- A donation stands in the feed at the time it was given, whenever its streamer added it or its fan found words for it.

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
      WHEN 'donation' THEN m.content IS NOT NULL AND d.status IN ('OCCURRED', 'CONFIRMED')
      WHEN 'creator_reply' THEN m.content IS NOT NULL AND m.visibility = 'public'
        AND NOT EXISTS (SELECT 1 FROM feed_items f WHERE f.message_id = m.reply_to_id)
      ELSE m.content IS NOT NULL
    END;

DROP TRIGGER donations_into_feed ON "donation_events";
CREATE TRIGGER donations_into_feed AFTER UPDATE OF "status", "amount_cheese", "hide_amount", "occurred_at" ON "donation_events"
  FOR EACH ROW EXECUTE FUNCTION donations_into_feed();

UPDATE feed_items f SET at = d.occurred_at
FROM messages m JOIN donation_events d ON d.id = m.donation_id
WHERE m.id = f.message_id AND f.at <> d.occurred_at;
