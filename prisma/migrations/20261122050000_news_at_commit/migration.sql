-- What is in the feed for a moment within a transaction is no news: a message that a blocked word holds is taken out
-- before its commit, and nobody may hear of it.

CREATE OR REPLACE FUNCTION tell_feed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM feed_items WHERE message_id = NEW.message_id) THEN
    PERFORM pg_notify('melt', json_build_object('kind', 'feed', 'channelId', NEW.channel_id, 'id', NEW.message_id)::text);
  END IF;
  RETURN NULL;
END $$;

DROP TRIGGER feed_items_tell ON "feed_items";
CREATE CONSTRAINT TRIGGER feed_items_tell AFTER INSERT ON "feed_items" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.at > now() - interval '1 hour') EXECUTE FUNCTION tell_feed();
