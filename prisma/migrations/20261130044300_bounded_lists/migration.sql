-- DropIndex
DROP INDEX "content_coupons_claimed_by_idx";

-- DropIndex
DROP INDEX "messages_author_id_created_at_id_idx";

-- CreateTable
CREATE TABLE "channel_ranges" (
    "channel_id" UUID NOT NULL,
    "range_days" SMALLINT NOT NULL,
    "last_day" DATE NOT NULL,
    "people" INTEGER NOT NULL,
    "repeating" INTEGER NOT NULL,

    CONSTRAINT "channel_ranges_pkey" PRIMARY KEY ("channel_id","range_days")
);

-- CreateTable
CREATE TABLE "user_channel_ranges" (
    "channel_id" UUID NOT NULL,
    "range_days" SMALLINT NOT NULL,
    "user_id" UUID NOT NULL,
    "sum_cheese" BIGINT NOT NULL,
    "count" INTEGER NOT NULL,
    "days" INTEGER NOT NULL,

    CONSTRAINT "user_channel_ranges_pkey" PRIMARY KEY ("channel_id","range_days","user_id")
);

-- CreateTable
CREATE TABLE "aggregate_checks" (
    "channel_id" UUID NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "disagreement" TEXT,

    CONSTRAINT "aggregate_checks_pkey" PRIMARY KEY ("channel_id")
);

-- CreateIndex
CREATE INDEX "user_channel_ranges_channel_id_range_days_sum_cheese_user_i_idx" ON "user_channel_ranges"("channel_id", "range_days", "sum_cheese", "user_id");

-- CreateIndex
CREATE INDEX "content_coupons_claimed_by_claimed_at_id_idx" ON "content_coupons"("claimed_by", "claimed_at", "id");

-- CreateIndex
CREATE INDEX "donation_events_channel_id_source_status_occurred_at_id_idx" ON "donation_events"("channel_id", "source", "status", "occurred_at", "id");

-- CreateIndex
CREATE INDEX "messages_author_id_type_created_at_id_idx" ON "messages"("author_id", "type", "created_at", "id");

-- DropIndex
DROP INDEX "contents_channel_id_created_at_id_idx";

SET LOCAL check_function_bodies = off;

-- What somebody's days add to a range, or take from it.
CREATE TYPE range_share AS (channel_id uuid, range_days smallint, user_id uuid, sum_cheese bigint, count int, days int);

-- Adds shares to the five aggregates and to the ranges that are kept of them, then updates the badges of those whose sum crossed a threshold.
CREATE OR REPLACE FUNCTION add_to_aggregates(shares donation_share[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  of_channels uuid[];
  of_people uuid[];
  of_ranges range_share[];
BEGIN
  INSERT INTO channel_days AS kept (channel_id, day, source, broadcast, sum_cheese, count)
  SELECT channel_id, kst_day(occurred_at), source, broadcast, sum(sum_cheese), sum(count) FROM unnest(shares)
  GROUP BY 1, 2, 3, 4 HAVING sum(count) <> 0 OR sum(sum_cheese) <> 0 ORDER BY 1, 2, 3, 4
  ON CONFLICT (channel_id, day, source, broadcast) DO UPDATE
    SET sum_cheese = kept.sum_cheese + EXCLUDED.sum_cheese, count = kept.count + EXCLUDED.count;

  INSERT INTO channel_hours AS kept (channel_id, hour, sum_cheese, count)
  SELECT channel_id, date_trunc('hour', occurred_at, 'UTC'), sum(sum_cheese), sum(count) FROM unnest(shares)
  GROUP BY 1, 2 HAVING sum(count) <> 0 OR sum(sum_cheese) <> 0 ORDER BY 1, 2
  ON CONFLICT (channel_id, hour) DO UPDATE
    SET sum_cheese = kept.sum_cheese + EXCLUDED.sum_cheese, count = kept.count + EXCLUDED.count;

  INSERT INTO channel_week_hours AS kept (channel_id, weekday, hour, sum_cheese, count)
  SELECT channel_id, extract(isodow FROM kst(occurred_at)), extract(hour FROM kst(occurred_at)), sum(sum_cheese), sum(count)
  FROM unnest(shares) GROUP BY 1, 2, 3 HAVING sum(count) <> 0 OR sum(sum_cheese) <> 0 ORDER BY 1, 2, 3
  ON CONFLICT (channel_id, weekday, hour) DO UPDATE
    SET sum_cheese = kept.sum_cheese + EXCLUDED.sum_cheese, count = kept.count + EXCLUDED.count;

  WITH summed AS (
    SELECT channel_id, kst_day(occurred_at) AS day, donor_id AS user_id, sum(sum_cheese)::bigint AS sum_cheese, sum(count)::int AS count
    FROM unnest(shares) WHERE donor_id IS NOT NULL
    GROUP BY 1, 2, 3 HAVING sum(count) <> 0 OR sum(sum_cheese) <> 0
  ), days_now AS (
    INSERT INTO user_channel_days AS kept (channel_id, day, user_id, sum_cheese, count)
    SELECT channel_id, day, user_id, sum_cheese, count FROM summed ORDER BY 1, 2, 3
    ON CONFLICT (channel_id, day, user_id) DO UPDATE
      SET sum_cheese = kept.sum_cheese + EXCLUDED.sum_cheese, count = kept.count + EXCLUDED.count
    RETURNING channel_id, day, user_id, count
  ), changed AS (
    SELECT channel_id, day, user_id, s.sum_cheese, s.count, (n.count > 0)::int - (n.count - s.count > 0)::int AS days
    FROM summed s JOIN days_now n USING (channel_id, day, user_id)
  ), people AS (
    SELECT channel_id, user_id, sum(sum_cheese) AS sum_cheese, sum(count) AS count, sum(days)::int AS days FROM changed GROUP BY 1, 2
  ), people_now AS (
    INSERT INTO user_channel_stats AS kept (channel_id, user_id, sum_cheese, count, days)
    SELECT channel_id, user_id, sum_cheese, count, days FROM people ORDER BY 1, 2
    ON CONFLICT (channel_id, user_id) DO UPDATE
      SET sum_cheese = kept.sum_cheese + EXCLUDED.sum_cheese, count = kept.count + EXCLUDED.count, days = kept.days + EXCLUDED.days
    RETURNING channel_id, user_id, days
  ), all_time AS (
    UPDATE channel_ranges r SET people = r.people + counted.people, repeating = r.repeating + counted.repeating FROM (
      SELECT channel_id, sum((n.days > 0)::int - (n.days - p.days > 0)::int) AS people,
        sum((n.days > 1)::int - (n.days - p.days > 1)::int) AS repeating
      FROM people_now n JOIN people p USING (channel_id, user_id) GROUP BY 1) counted
    WHERE r.channel_id = counted.channel_id AND r.range_days = 0 AND (counted.people, counted.repeating) <> (0, 0)
  )
  SELECT array_agg(ROW(channel_id, range_days, user_id, sum_cheese, count, days)::range_share) INTO of_ranges FROM (
    SELECT channel_id, r.range_days, c.user_id, sum(c.sum_cheese) AS sum_cheese, sum(c.count) AS count, sum(c.days) AS days
    FROM changed c JOIN channel_ranges r USING (channel_id)
    WHERE r.range_days > 0 AND days_until(r.last_day, r.range_days) @> c.day GROUP BY 1, 2, 3) ranged;
  IF of_ranges IS NOT NULL THEN
    PERFORM add_to_ranges(of_ranges);
  END IF;

  IF EXISTS (SELECT 1 FROM unnest(shares) WHERE count < 0) THEN
    PERFORM delete_empty_aggregates(shares);
  END IF;

  SELECT array_agg(wanting.channel_id), array_agg(wanting.donor_id) INTO of_channels, of_people FROM (
    SELECT DISTINCT summed.channel_id, summed.donor_id FROM unnest(shares) summed
    LEFT JOIN user_channel_stats s ON s.channel_id = summed.channel_id AND s.user_id = summed.donor_id
    WHERE summed.donor_id IS NOT NULL AND needs_badge_update(summed.channel_id, summed.donor_id, coalesce(s.sum_cheese, 0))
    ORDER BY 1, 2) wanting;
  IF of_people IS NOT NULL THEN
    PERFORM update_badges(of_channels, of_people);
  END IF;
END $$;

-- Computes a channel's aggregates anew from its donations while nothing else changes its ledger.
CREATE OR REPLACE FUNCTION rebuild_aggregates(channel uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_ledger(channel);
  DELETE FROM channel_days WHERE channel_id = channel;
  DELETE FROM channel_hours WHERE channel_id = channel;
  DELETE FROM channel_week_hours WHERE channel_id = channel;
  DELETE FROM user_channel_days WHERE channel_id = channel;
  DELETE FROM user_channel_stats WHERE channel_id = channel;
  DELETE FROM user_channel_ranges WHERE channel_id = channel;
  DELETE FROM channel_ranges WHERE channel_id = channel;
  DELETE FROM aggregate_checks WHERE channel_id = channel;
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
  PERFORM rebuild_badges(channel);
  PERFORM rank_channel_letters(channel);
END $$;

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

CREATE INDEX "donation_events_uncounted_idx" ON "donation_events"("channel_id", "donor_id", "occurred_at", "id") WHERE "status" <> 'CONFIRMED';

CREATE INDEX "donation_events_confirmers_idx" ON "donation_events"("channel_id", "confirmed_by_kind", "broadcast", "occurred_at", "id")
  WHERE "status" = 'CONFIRMED';

CREATE INDEX "contents_listed_idx" ON "contents"("channel_id", "created_at", "id") WHERE "deleted_at" IS NULL;
