-- The outbox: what a transaction changed for others, as topics, written in that transaction and read by app/db/outbox.server.ts once it
-- committed. A row is one transaction's, so no writer waits for another. Ids only:
--   page <CHZZK id>    what public pages show of a channel         feed <channel> <message>  a new line of the feed
--   page channels      the list and the search of channels         inbox <channel>           what a creator's inbox and queue count
--   page live          a poll of CHZZK's lives finished            session <session>         it ended
--   page *             anything, such as somebody's name
--   page icons         pictures of badges                       notices          something is to be sent to browsers

-- Writes topics, each once a transaction.
CREATE OR REPLACE FUNCTION publish(VARIADIC topics text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outbox (topic) SELECT unnest(topics) ON CONFLICT DO NOTHING;
END $$;

-- Writes the topics of these channels' pages.
CREATE OR REPLACE FUNCTION publish_pages(VARIADIC of_channels uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outbox (topic) SELECT 'page ' || chzzk_channel_id FROM channels WHERE id = ANY (of_channels) ON CONFLICT DO NOTHING;
END $$;

-- What transactions published that a snapshot did not see and the present one does: those from its end on, and those under way in it.
-- The bound leaves out what a restored dump brought of another server's later transactions. In PL/pgSQL, whose plans stay with the
-- server's session also behind a pooler; by index, whatever the statistics of a table that grows and shrinks all day say.
CREATE OR REPLACE FUNCTION outbox_since(seen_until bigint, under_way bigint[], OUT snapshot text, OUT server text, OUT seconds float8, OUT topics text[])
LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $$
DECLARE
  until bigint := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
BEGIN
  snapshot := pg_current_snapshot()::text;
  server := pg_postmaster_start_time()::text;
  seconds := extract(epoch FROM clock_timestamp());
  topics := ARRAY(SELECT topic FROM outbox WHERE xid >= seen_until AND xid < until ORDER BY xid, topic LIMIT 10001)
    || ARRAY(SELECT topic FROM outbox WHERE xid = ANY (under_way) ORDER BY xid, topic LIMIT 10001);
END $$;

-- A row's channel shows something else.
CREATE OR REPLACE FUNCTION publish_channel_page() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM publish_pages(coalesce(NEW.channel_id, OLD.channel_id));
  RETURN NULL;
END $$;

-- Rows' channels show something else.
CREATE OR REPLACE FUNCTION publish_channel_pages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM publish_pages(VARIADIC array_agg(channel_id)) FROM (SELECT DISTINCT channel_id FROM changed) rows HAVING count(*) > 0;
  RETURN NULL;
END $$;

-- A new line of the feed. What leaves again before the commit, held behind a blocked word, is never published; what comes back long
-- after it was written stands further down and is no new line.
CREATE OR REPLACE FUNCTION publish_feed_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM feed_items WHERE message_id = NEW.message_id) THEN
    PERFORM publish_pages(NEW.channel_id);
    IF NEW.at > now() - interval '1 hour' THEN
      PERFORM publish(format('feed %s %s', NEW.channel_id, NEW.message_id));
    END IF;
  END IF;
  RETURN NULL;
END $$;

-- For: subscribeToChannel, onChanges
CREATE CONSTRAINT TRIGGER feed_items_publish AFTER INSERT ON "feed_items" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION publish_feed_item();

-- For: onChanges
CREATE OR REPLACE TRIGGER feed_items_publish_change AFTER UPDATE ON "feed_items"
  FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION publish_channel_page();

-- A line left the feed, and its message was not begun by this very transaction.
CREATE OR REPLACE FUNCTION publish_feed_item_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM message_events WHERE message_id = OLD.message_id AND seq = 1 AND xmin = pg_current_xact_id()::xid) THEN
    PERFORM publish_pages(OLD.channel_id);
  END IF;
  RETURN NULL;
END $$;

-- For: onChanges
CREATE OR REPLACE TRIGGER feed_items_publish_end AFTER DELETE ON "feed_items"
  FOR EACH ROW EXECUTE FUNCTION publish_feed_item_end();

-- A message is another where the feed shows it, or shows what it answers.
CREATE OR REPLACE FUNCTION publish_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM feed_items WHERE message_id IN (NEW.id, NEW.reply_to_id)) THEN
    PERFORM publish_pages(NEW.channel_id);
  END IF;
  RETURN NULL;
END $$;

-- For: onChanges
CREATE OR REPLACE TRIGGER messages_publish_reply AFTER INSERT ON "messages"
  FOR EACH ROW WHEN (NEW.type = 'creator_reply' AND NEW.visibility = 'public') EXECUTE FUNCTION publish_message();

-- For: onChanges
CREATE OR REPLACE TRIGGER messages_publish_change AFTER UPDATE ON "messages"
  FOR EACH ROW WHEN ((OLD.channel_id, OLD.author_id, OLD.type, OLD.visibility, OLD.content, OLD.donation_id, OLD.reply_to_id,
      OLD.created_at, OLD.replied_publicly_at, OLD.hidden_at)
    IS DISTINCT FROM (NEW.channel_id, NEW.author_id, NEW.type, NEW.visibility, NEW.content, NEW.donation_id, NEW.reply_to_id,
      NEW.created_at, NEW.replied_publicly_at, NEW.hidden_at))
  EXECUTE FUNCTION publish_message();

-- A change of what a creator's inbox and queue count.
CREATE OR REPLACE FUNCTION publish_inbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM publish('inbox ' || NEW.channel_id);
  RETURN NULL;
END $$;

-- For: subscribeToChannel
CREATE OR REPLACE TRIGGER messages_publish_letter AFTER INSERT ON "messages"
  FOR EACH ROW WHEN (NEW.type = 'dm') EXECUTE FUNCTION publish_inbox();

-- For: subscribeToChannel
CREATE OR REPLACE TRIGGER message_events_publish AFTER INSERT ON "message_events"
  FOR EACH ROW WHEN (NEW.kind IN ('read', 'released', 'archived', 'unarchived', 'withdrawn')) EXECUTE FUNCTION publish_inbox();

-- New donations wait in their channels' queues, or count.
CREATE OR REPLACE FUNCTION publish_donations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM publish(VARIADIC array_agg('inbox ' || channel_id)) FROM (SELECT DISTINCT channel_id FROM inserted) rows HAVING count(*) > 0;
  RETURN NULL;
END $$;

-- For: subscribeToChannel
CREATE OR REPLACE TRIGGER donation_events_publish AFTER INSERT ON "donation_events"
  REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION publish_donations();

-- A donation is another: in its creator's queue, and where the feed shows its message.
CREATE OR REPLACE FUNCTION publish_donation_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> NEW.status THEN
    PERFORM publish('inbox ' || NEW.channel_id);
  END IF;
  IF EXISTS (SELECT 1 FROM messages m JOIN feed_items f ON f.message_id = m.id WHERE m.donation_id = NEW.id) THEN
    PERFORM publish_pages(NEW.channel_id);
  END IF;
  RETURN NULL;
END $$;

-- For: subscribeToChannel, onChanges
CREATE OR REPLACE TRIGGER donation_events_publish_change AFTER UPDATE ON "donation_events"
  FOR EACH ROW WHEN (OLD.status <> NEW.status OR (OLD.hide_name, OLD.donor_name) IS DISTINCT FROM (NEW.hide_name, NEW.donor_name))
  EXECUTE FUNCTION publish_donation_change();

-- Whatever ends a session, its open streams end with it, on every instance.
CREATE OR REPLACE FUNCTION publish_session_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM publish('session ' || OLD.id);
  RETURN NULL;
END $$;

-- For: endSession, endAllSessions
CREATE OR REPLACE TRIGGER sessions_publish_end AFTER DELETE ON "sessions"
  FOR EACH ROW EXECUTE FUNCTION publish_session_end();

-- For: onChanges
CREATE OR REPLACE TRIGGER user_badges_publish AFTER INSERT ON "user_badges"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION publish_channel_pages();

-- For: onChanges
CREATE OR REPLACE TRIGGER user_badges_publish_end AFTER DELETE ON "user_badges"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION publish_channel_pages();

-- For: onChanges
CREATE OR REPLACE TRIGGER badges_publish AFTER INSERT OR UPDATE OR DELETE ON "badges"
  FOR EACH ROW EXECUTE FUNCTION publish_channel_page();

-- For: onChanges
CREATE OR REPLACE TRIGGER contents_publish AFTER INSERT OR DELETE ON "contents"
  FOR EACH ROW EXECUTE FUNCTION publish_channel_page();

-- For: onChanges
CREATE OR REPLACE TRIGGER contents_publish_change AFTER UPDATE ON "contents"
  FOR EACH ROW WHEN ((OLD.title, OLD.gate_tier, OLD.gate_vip, OLD.created_at, OLD.deleted_at)
    IS DISTINCT FROM (NEW.title, NEW.gate_tier, NEW.gate_vip, NEW.created_at, NEW.deleted_at))
  EXECUTE FUNCTION publish_channel_page();

-- For: onChanges
CREATE OR REPLACE TRIGGER channel_settings_publish AFTER INSERT OR DELETE ON "channel_settings"
  FOR EACH ROW EXECUTE FUNCTION publish_channel_page();

-- For: onChanges
CREATE OR REPLACE TRIGGER channel_settings_publish_change AFTER UPDATE ON "channel_settings"
  FOR EACH ROW WHEN ((OLD.who_may_write, OLD.from_tier, OLD.blocked_words, OLD.allowed_words)
    IS DISTINCT FROM (NEW.who_may_write, NEW.from_tier, NEW.blocked_words, NEW.allowed_words))
  EXECUTE FUNCTION publish_channel_page();

-- A channel is another, or under another id. Its badges' pictures are everybody's while it is open.
CREATE OR REPLACE FUNCTION publish_channel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM publish('page channels', 'page ' || NEW.chzzk_channel_id, 'page ' || coalesce(OLD.chzzk_channel_id, NEW.chzzk_channel_id));
  IF OLD.opened_at IS DISTINCT FROM NEW.opened_at THEN
    PERFORM publish('page icons');
  END IF;
  RETURN NULL;
END $$;

-- For: onChanges
CREATE OR REPLACE TRIGGER channels_publish AFTER INSERT ON "channels"
  FOR EACH ROW EXECUTE FUNCTION publish_channel();

-- For: onChanges
CREATE OR REPLACE TRIGGER channels_publish_change AFTER UPDATE ON "channels"
  FOR EACH ROW WHEN ((OLD.chzzk_channel_id, OLD.name, OLD.image_url, OLD.opened_at, OLD.created_at)
    IS DISTINCT FROM (NEW.chzzk_channel_id, NEW.name, NEW.image_url, NEW.opened_at, NEW.created_at))
  EXECUTE FUNCTION publish_channel();

-- What a trigger names is another.
CREATE OR REPLACE FUNCTION publish_topic() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM publish(TG_ARGV[0]);
  RETURN NULL;
END $$;

-- A name stands wherever its person wrote.
-- For: onChanges
CREATE OR REPLACE TRIGGER users_publish_name AFTER UPDATE OF "display_name" ON "users"
  FOR EACH ROW WHEN (OLD.display_name <> NEW.display_name) EXECUTE FUNCTION publish_topic('page *');

-- An icon's own address does not say whose it is.
-- For: onChanges
CREATE OR REPLACE TRIGGER badge_icons_publish AFTER INSERT OR UPDATE OR DELETE ON "badge_icons"
  FOR EACH ROW EXECUTE FUNCTION publish_topic('page icons');

-- For: onChanges
CREATE OR REPLACE TRIGGER broadcast_polls_publish AFTER UPDATE ON "broadcast_polls"
  FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION publish_topic('page live');
