SET LOCAL check_function_bodies = off;

-- Computes a channel's aggregates anew from its donations while nothing else changes its ledger.
CREATE OR REPLACE FUNCTION rebuild_aggregates(channel uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  ranges_until date;
BEGIN
  PERFORM lock_ledger(channel);
  ranges_until := (SELECT last_day FROM channel_ranges WHERE channel_id = channel AND range_days = 7);
  DELETE FROM channel_days WHERE channel_id = channel;
  DELETE FROM channel_hours WHERE channel_id = channel;
  DELETE FROM channel_week_hours WHERE channel_id = channel;
  DELETE FROM user_channel_days WHERE channel_id = channel;
  DELETE FROM user_channel_stats WHERE channel_id = channel;
  DELETE FROM user_channel_ranges WHERE channel_id = channel;
  DELETE FROM channel_ranges WHERE channel_id = channel;
  DELETE FROM aggregate_checks WHERE channel_id = channel;
  DELETE FROM channel_unconfirmed_days WHERE channel_id = channel;
  INSERT INTO channel_days (channel_id, day, source, broadcast, sum_cheese, count)
  SELECT channel_id, day, source, broadcast, sum_cheese, count FROM channel_days_expected WHERE channel_id = channel;
  INSERT INTO channel_hours (channel_id, hour, sum_cheese, count)
  SELECT channel_id, hour, sum_cheese, count FROM channel_hours_expected WHERE channel_id = channel;
  INSERT INTO channel_week_hours (channel_id, weekday, hour, sum_cheese, count)
  SELECT channel_id, weekday, hour, sum_cheese, count FROM channel_week_hours_expected WHERE channel_id = channel;
  INSERT INTO user_channel_days (channel_id, day, user_id, sum_cheese, count)
  SELECT channel_id, day, user_id, sum_cheese, count FROM user_channel_days_expected WHERE channel_id = channel;
  INSERT INTO user_channel_stats (channel_id, user_id, sum_cheese, count, days)
  SELECT channel_id, user_id, sum_cheese, count, days FROM user_channel_stats_expected WHERE channel_id = channel;
  INSERT INTO channel_unconfirmed_days (channel_id, day, count)
  SELECT channel_id, day, count FROM channel_unconfirmed_days_expected WHERE channel_id = channel;
  IF ranges_until IS NOT NULL THEN
    PERFORM move_ranges(channel, ranges_until);
  END IF;
  PERFORM rebuild_badges(channel);
  PERFORM rank_channel_letters(channel);
END $$;

-- An icon's own address does not say whose it is.
-- For: onChanges
CREATE OR REPLACE TRIGGER badge_icons_publish AFTER INSERT OR UPDATE OR DELETE ON "badge_icons"
  FOR EACH ROW EXECUTE FUNCTION publish_topic('page icons');
