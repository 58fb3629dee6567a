-- What open pages hear of, told by the database itself: a NOTIFY leaves with its commit, and the same words once a
-- transaction. Ids only: whoever listens asks for the rest as themselves.

CREATE FUNCTION tell_feed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('melt', json_build_object('kind', 'feed', 'channelId', NEW.channel_id, 'id', NEW.message_id)::text);
  RETURN NULL;
END $$;

CREATE FUNCTION tell_inbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('melt', json_build_object('kind', 'inbox', 'channelId', NEW.channel_id)::text);
  RETURN NULL;
END $$;

-- A message that comes back long after it was written stands further down and is no news.
CREATE TRIGGER feed_items_tell AFTER INSERT ON "feed_items"
  FOR EACH ROW WHEN (NEW.at > now() - interval '1 hour') EXECUTE FUNCTION tell_feed();

CREATE TRIGGER messages_tell AFTER INSERT ON "messages"
  FOR EACH ROW WHEN (NEW.type = 'dm') EXECUTE FUNCTION tell_inbox();
CREATE TRIGGER donation_events_tell AFTER INSERT ON "donation_events"
  FOR EACH ROW EXECUTE FUNCTION tell_inbox();
CREATE TRIGGER donation_events_tell_change AFTER UPDATE OF "status" ON "donation_events"
  FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION tell_inbox();

-- What a creator opens, files away or lets through on one screen, the other screens count anew.
CREATE TRIGGER message_events_tell AFTER INSERT ON "message_events"
  FOR EACH ROW WHEN (NEW.kind IN ('read', 'released', 'archived', 'unarchived', 'withdrawn')) EXECUTE FUNCTION tell_inbox();
