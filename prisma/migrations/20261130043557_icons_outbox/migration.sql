SET LOCAL check_function_bodies = off;

-- An icon's own address does not say whose it is.
-- For: onChanges
CREATE OR REPLACE TRIGGER badge_icons_publish_file AFTER INSERT OR UPDATE OR DELETE ON "badge_icons"
  FOR EACH STATEMENT EXECUTE FUNCTION publish_topic('page icons');
