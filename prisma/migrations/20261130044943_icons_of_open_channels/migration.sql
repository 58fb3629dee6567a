DROP TRIGGER "badge_icons_publish_file" ON "badge_icons";

SET LOCAL check_function_bodies = off;

-- A channel is another, or under another id. Its badges' pictures are everybody's while it is open.
CREATE OR REPLACE FUNCTION publish_channel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM publish('page channels', 'page ' || NEW.chzzk_channel_id, 'page ' || coalesce(OLD.chzzk_channel_id, NEW.chzzk_channel_id));
  IF OLD.opened_at IS DISTINCT FROM NEW.opened_at THEN
    PERFORM publish('page icons');
  END IF;
  RETURN NULL;
END $$;

-- An icon's own address does not say whose it is.
-- For: onChanges
CREATE OR REPLACE TRIGGER badge_icons_publish AFTER INSERT OR UPDATE OR DELETE ON "badge_icons"
  FOR EACH STATEMENT EXECUTE FUNCTION publish_topic('page icons');
