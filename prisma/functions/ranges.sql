-- How many people supported in the last 7, 30 and 90 days and over all time, and what each gave: begun at the first question for them,
-- kept by add_to_aggregates from then on, and moved to a new day by move_ranges.

-- What somebody's days add to a range, or take from it.
CREATE TYPE range_share AS (channel_id uuid, range_days smallint, user_id uuid, sum_cheese bigint, count int, days int);

-- The days of a range that ends with this one; nothing without one.
CREATE OR REPLACE FUNCTION days_until(last_day date, range_days int) RETURNS datemultirange LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(datemultirange(CASE WHEN last_day IS NOT NULL THEN daterange(last_day - range_days, last_day, '(]') END), '{}')
$$;

-- Adds shares, one a range and person, to ranges that are there, and counts whom they hold then.
CREATE OR REPLACE FUNCTION add_to_ranges(shares range_share[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  WITH kept_now AS (
    INSERT INTO user_channel_ranges AS kept (channel_id, range_days, user_id, sum_cheese, count, days)
    SELECT channel_id, range_days, user_id, sum_cheese, count, days FROM unnest(shares) ORDER BY 1, 2, 3
    ON CONFLICT (channel_id, range_days, user_id) DO UPDATE
      SET sum_cheese = kept.sum_cheese + EXCLUDED.sum_cheese, count = kept.count + EXCLUDED.count, days = kept.days + EXCLUDED.days
    RETURNING channel_id, range_days, user_id, days
  ), changed AS (
    SELECT channel_id, range_days, sum((k.days > 0)::int - (k.days - s.days > 0)::int) AS people,
      sum((k.days > 1)::int - (k.days - s.days > 1)::int) AS repeating
    FROM kept_now k JOIN unnest(shares) s USING (channel_id, range_days, user_id) GROUP BY 1, 2
  )
  UPDATE channel_ranges r SET people = r.people + changed.people, repeating = r.repeating + changed.repeating
  FROM changed WHERE r.channel_id = changed.channel_id AND r.range_days = changed.range_days AND (changed.people, changed.repeating) <> (0, 0);
  DELETE FROM user_channel_ranges k USING unnest(shares) s
  WHERE s.count < 0 AND k.count = 0 AND k.channel_id = s.channel_id AND k.range_days = s.range_days AND k.user_id = s.user_id;
END $$;

-- Begins a channel's ranges, or moves them to another last day by the days that come in and go out.
CREATE OR REPLACE FUNCTION move_ranges(channel uuid, today date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  shares range_share[];
BEGIN
  PERFORM lock_ledger(channel);
  IF NOT EXISTS (SELECT 1 FROM channel_ranges WHERE channel_id = channel AND range_days = 0) THEN
    INSERT INTO channel_ranges (channel_id, range_days, last_day, people, repeating)
    SELECT channel, 0, '2199-12-31', count(*), count(*) FILTER (WHERE days > 1) FROM user_channel_stats WHERE channel_id = channel;
  END IF;
  SELECT array_agg(ROW(channel, range_days, user_id, sum_cheese, count, days)::range_share) INTO shares FROM (
    SELECT asked.days AS range_days, k.user_id, sum(k.sum_cheese * sign) AS sum_cheese, sum(k.count * sign) AS count, sum(sign) AS days
    FROM unnest('{7,30,90}'::smallint[]) asked (days)
    LEFT JOIN channel_ranges r ON r.channel_id = channel AND r.range_days = asked.days
    CROSS JOIN LATERAL (
      SELECT 1 AS sign, unnest(days_until(today, asked.days) - days_until(r.last_day, asked.days)) AS days
      UNION ALL SELECT -1, unnest(days_until(r.last_day, asked.days) - days_until(today, asked.days))) moved
    JOIN user_channel_days k ON k.channel_id = channel AND k.day >= lower(moved.days) AND k.day < upper(moved.days)
    GROUP BY 1, 2) changed
  WHERE (sum_cheese, count, days) <> (0, 0, 0);
  INSERT INTO channel_ranges (channel_id, range_days, last_day, people, repeating)
  SELECT channel, range_days, today, 0, 0 FROM unnest('{7,30,90}'::smallint[]) range_days
  ON CONFLICT (channel_id, range_days) DO UPDATE SET last_day = today;
  IF shares IS NOT NULL THEN
    PERFORM add_to_ranges(shares);
  END IF;
END $$;

-- What user_channel_ranges must be.
CREATE OR REPLACE VIEW user_channel_ranges_expected AS
  SELECT r.channel_id, r.range_days, d.donor_id AS user_id, sum(d.amount_cheese)::bigint AS sum_cheese, count(*)::int AS count,
    count(DISTINCT kst_day(d.occurred_at))::int AS days
  FROM channel_ranges r JOIN donation_events d
    ON d.channel_id = r.channel_id AND kst_day(d.occurred_at) BETWEEN r.last_day - r.range_days + 1 AND r.last_day
  WHERE r.range_days > 0 AND d.status = 'CONFIRMED' AND d.donor_id IS NOT NULL GROUP BY 1, 2, 3;

-- What channel_ranges must count.
CREATE OR REPLACE VIEW channel_ranges_expected AS
  SELECT r.channel_id, r.range_days, count(p.user_id)::int AS people, (count(*) FILTER (WHERE p.days > 1))::int AS repeating
  FROM channel_ranges r LEFT JOIN (
    SELECT channel_id, 0::smallint AS range_days, user_id, days FROM user_channel_stats_expected
    UNION ALL SELECT channel_id, range_days, user_id, days FROM user_channel_ranges_expected) p
    ON p.channel_id = r.channel_id AND p.range_days = r.range_days
  GROUP BY 1, 2;
