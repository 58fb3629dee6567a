-- Live updates: NOTIFY on the topic "melt", delivered at the commit and received by app/db/subscribe.server.ts. Nothing is kept
-- here: the feed's rows come from feed.sql.

-- A new line of the feed. Deferred: what leaves the feed again before the commit, held behind a blocked word, is never published.
CREATE OR REPLACE FUNCTION notify_feed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM feed_items WHERE message_id = NEW.message_id) THEN
    PERFORM pg_notify('melt', json_build_object('kind', 'feed', 'channelId', NEW.channel_id, 'id', NEW.message_id)::text);
  END IF;
  RETURN NULL;
END $$;

-- A message that comes back long after it was written stands further down and is not published.
-- For: subscribeToChannel
CREATE CONSTRAINT TRIGGER feed_items_notify AFTER INSERT ON "feed_items" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.at > now() - interval '1 hour') EXECUTE FUNCTION notify_feed();

-- A change of what a creator's inbox and queue count.
CREATE OR REPLACE FUNCTION notify_inbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('melt', json_build_object('kind', 'inbox', 'channelId', NEW.channel_id)::text);
  RETURN NULL;
END $$;

-- For: subscribeToChannel
CREATE OR REPLACE TRIGGER messages_notify AFTER INSERT ON "messages"
  FOR EACH ROW WHEN (NEW.type = 'dm') EXECUTE FUNCTION notify_inbox();

-- For: subscribeToChannel
CREATE OR REPLACE TRIGGER donation_events_notify AFTER INSERT ON "donation_events"
  FOR EACH ROW EXECUTE FUNCTION notify_inbox();

-- For: subscribeToChannel
CREATE OR REPLACE TRIGGER donation_events_notify_change AFTER UPDATE OF "status" ON "donation_events"
  FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION notify_inbox();

-- For: subscribeToChannel
CREATE OR REPLACE TRIGGER message_events_notify AFTER INSERT ON "message_events"
  FOR EACH ROW WHEN (NEW.kind IN ('read', 'released', 'archived', 'unarchived', 'withdrawn')) EXECUTE FUNCTION notify_inbox();

-- Whatever ends a session, its open streams receive it at the commit, on every instance.
CREATE OR REPLACE FUNCTION notify_session_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('melt', json_build_object('kind', 'session', 'id', OLD.id)::text);
  RETURN NULL;
END $$;

-- For: endSession, endAllSessions
CREATE OR REPLACE TRIGGER sessions_notify_end AFTER DELETE ON "sessions"
  FOR EACH ROW EXECUTE FUNCTION notify_session_end();
