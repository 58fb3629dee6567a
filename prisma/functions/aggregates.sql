-- Aggregates of confirmed donations, kept by statement triggers on donation_events; docs/ledger.md says what counts.

-- What one donation adds to the aggregates, or takes from them.
CREATE TYPE donation_share AS (
  channel_id uuid, donor_id uuid, occurred_at timestamptz, source donation_source, broadcast broadcast_state, sum_cheese bigint, count int);

-- What the aggregates must be: these views alone say what counts, and verifyAggregates compares.
CREATE OR REPLACE VIEW channel_days_expected AS
  SELECT channel_id, kst_day(occurred_at) AS day, confirming_source(confirmed_by_kind) AS source, broadcast, sum(amount_cheese)::bigint AS sum_cheese, count(*)::int AS count,
    coalesce(sum(amount_cheese) FILTER (WHERE donor_id IS NULL), 0)::bigint AS nameless_cheese
  FROM donation_events WHERE status = 'CONFIRMED' GROUP BY 1, 2, 3, 4;

-- Hours in UTC, as the heat map and the timeline of a day read them.
CREATE OR REPLACE VIEW channel_hours_expected AS
  SELECT channel_id, date_trunc('hour', occurred_at, 'UTC')::timestamptz(3) AS hour, sum(amount_cheese)::bigint AS sum_cheese, count(*)::int AS count
  FROM donation_events WHERE status = 'CONFIRMED' GROUP BY 1, 2;

-- Hours of a week in Korea.
CREATE OR REPLACE VIEW channel_week_hours_expected AS
  SELECT channel_id, extract(isodow FROM kst(occurred_at))::smallint AS weekday, extract(hour FROM kst(occurred_at))::smallint AS hour,
    sum(amount_cheese)::bigint AS sum_cheese, count(*)::int AS count
  FROM donation_events WHERE status = 'CONFIRMED' GROUP BY 1, 2, 3;

-- A supporter's days.
CREATE OR REPLACE VIEW user_channel_days_expected AS
  SELECT channel_id, kst_day(occurred_at) AS day, donor_id AS user_id, sum(amount_cheese)::bigint AS sum_cheese, count(*)::int AS count
  FROM donation_events WHERE status = 'CONFIRMED' AND donor_id IS NOT NULL GROUP BY 1, 2, 3;

-- A supporter's lifetime sum, count and days.
CREATE OR REPLACE VIEW user_channel_stats_expected AS
  SELECT channel_id, donor_id AS user_id, sum(amount_cheese)::bigint AS sum_cheese, count(*)::int AS count,
    count(DISTINCT kst_day(occurred_at))::int AS days
  FROM donation_events WHERE status = 'CONFIRMED' AND donor_id IS NOT NULL GROUP BY 1, 2;

-- What waits for its creator, by the day on which it occurred.
CREATE OR REPLACE VIEW channel_unconfirmed_days_expected AS
  SELECT channel_id, kst_day(occurred_at) AS day, count(*)::int AS count FROM donation_events WHERE status = 'OCCURRED' GROUP BY 1, 2;

-- Days and hours are those of Korea, which has no daylight saving.
CREATE OR REPLACE FUNCTION kst(moment timestamptz) RETURNS timestamp LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT moment AT TIME ZONE 'UTC' + interval '9 hours'
$$;

-- The day in Korea.
CREATE OR REPLACE FUNCTION kst_day(moment timestamptz) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (moment AT TIME ZONE 'UTC' + interval '9 hours')::date
$$;

-- The trusted source by which a donation counts: its creator's or an admin's hand, a CHZZK event, or a statement.
CREATE OR REPLACE FUNCTION confirming_source(kind actor_kind) RETURNS donation_source LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE kind WHEN 'session' THEN 'session' WHEN 'statement' THEN 'statement' ELSE 'manual' END::donation_source
$$;

-- Adds shares to the five aggregates and to the ranges that are kept of them, then updates the badges of those whose sum crossed a threshold.
CREATE OR REPLACE FUNCTION add_to_aggregates(shares donation_share[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  of_channels uuid[];
  of_people uuid[];
  of_ranges range_share[];
BEGIN
  INSERT INTO channel_days AS kept (channel_id, day, source, broadcast, sum_cheese, count, nameless_cheese)
  SELECT channel_id, kst_day(occurred_at), source, broadcast, sum(sum_cheese), sum(count),
    sum(CASE WHEN donor_id IS NULL THEN sum_cheese ELSE 0 END) FROM unnest(shares)
  GROUP BY 1, 2, 3, 4
  HAVING sum(count) <> 0 OR sum(sum_cheese) <> 0 OR sum(CASE WHEN donor_id IS NULL THEN sum_cheese ELSE 0 END) <> 0 ORDER BY 1, 2, 3, 4
  ON CONFLICT (channel_id, day, source, broadcast) DO UPDATE
    SET sum_cheese = kept.sum_cheese + EXCLUDED.sum_cheese, count = kept.count + EXCLUDED.count,
      nameless_cheese = kept.nameless_cheese + EXCLUDED.nameless_cheese;

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

  INSERT INTO counter_changes (name, delta)
  SELECT 'day ' || to_char(day, 'YYYY-MM-DD') || ' ' || part.name, part.delta
  FROM (SELECT kst_day(occurred_at) AS day, sum(count) AS count, sum(sum_cheese)::bigint AS cheese FROM unnest(shares) GROUP BY 1) days
  CROSS JOIN LATERAL (VALUES ('confirmed', count), ('cheese', cheese)) part (name, delta) WHERE part.delta <> 0;

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

  -- A job goes through people by their sums: whose letters it has still to place, and who passes it, is placed here.
  PERFORM rank_letters(moved.channel_id, moved.donor_id)
  FROM (SELECT DISTINCT channel_id, donor_id FROM unnest(shares) WHERE donor_id IS NOT NULL ORDER BY 1, 2) moved
  WHERE EXISTS (SELECT 1 FROM jobs j WHERE j.subject_id = moved.channel_id AND j.kind = 'settle_badges');
END $$;

-- An aggregate of nothing is no row.
CREATE OR REPLACE FUNCTION delete_empty_aggregates(shares donation_share[]) RETURNS void LANGUAGE sql AS $$
  DELETE FROM channel_days k USING unnest(shares) s WHERE k.count = 0 AND k.channel_id = s.channel_id AND k.day = kst_day(s.occurred_at);
  DELETE FROM channel_hours k USING unnest(shares) s
    WHERE k.count = 0 AND k.channel_id = s.channel_id AND k.hour = date_trunc('hour', s.occurred_at, 'UTC');
  DELETE FROM channel_week_hours k USING unnest(shares) s WHERE k.count = 0 AND k.channel_id = s.channel_id;
  DELETE FROM user_channel_days k USING unnest(shares) s
    WHERE k.count = 0 AND k.channel_id = s.channel_id AND k.day = kst_day(s.occurred_at) AND k.user_id = s.donor_id;
  DELETE FROM user_channel_stats k USING unnest(shares) s WHERE k.count = 0 AND k.channel_id = s.channel_id AND k.user_id = s.donor_id;
$$;

-- Turns a statement's changed donations into shares: what counted or waited before is taken away, what does now is added.
CREATE OR REPLACE FUNCTION donations_into_aggregates() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  shares donation_share[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(ROW(channel_id, donor_id, occurred_at, confirming_source(confirmed_by_kind), broadcast, amount_cheese, 1)::donation_share) INTO shares
    FROM new_rows WHERE status = 'CONFIRMED';
    INSERT INTO channel_unconfirmed_days AS kept (channel_id, day, count)
    SELECT channel_id, kst_day(occurred_at), count(*) FROM new_rows WHERE status = 'OCCURRED' GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (channel_id, day) DO UPDATE SET count = kept.count + EXCLUDED.count;
  ELSE
    SELECT array_agg(share) INTO shares FROM (
      SELECT ROW(o.channel_id, o.donor_id, o.occurred_at, confirming_source(o.confirmed_by_kind), o.broadcast, -o.amount_cheese, -1)::donation_share AS share
      FROM old_rows o JOIN new_rows n USING (id) WHERE o.status = 'CONFIRMED'
        AND (n.status, n.amount_cheese, n.donor_id, n.occurred_at, n.confirmed_by_kind, n.broadcast)
          IS DISTINCT FROM (o.status, o.amount_cheese, o.donor_id, o.occurred_at, o.confirmed_by_kind, o.broadcast)
      UNION ALL
      SELECT ROW(n.channel_id, n.donor_id, n.occurred_at, confirming_source(n.confirmed_by_kind), n.broadcast, n.amount_cheese, 1)::donation_share
      FROM old_rows o JOIN new_rows n USING (id) WHERE n.status = 'CONFIRMED'
        AND (n.status, n.amount_cheese, n.donor_id, n.occurred_at, n.confirmed_by_kind, n.broadcast)
          IS DISTINCT FROM (o.status, o.amount_cheese, o.donor_id, o.occurred_at, o.confirmed_by_kind, o.broadcast)
    ) changed;
    WITH summed AS (
      SELECT channel_id, kst_day(occurred_at) AS day, sum(change)::int AS count FROM (
        SELECT channel_id, occurred_at, -1 AS change FROM old_rows WHERE status = 'OCCURRED'
        UNION ALL
        SELECT channel_id, occurred_at, 1 FROM new_rows WHERE status = 'OCCURRED') waited
      GROUP BY 1, 2 HAVING sum(change) <> 0
    ), gone AS (
      DELETE FROM channel_unconfirmed_days k USING summed s
      WHERE k.channel_id = s.channel_id AND k.day = s.day AND k.count + s.count = 0
      RETURNING k.channel_id, k.day
    )
    INSERT INTO channel_unconfirmed_days AS kept (channel_id, day, count)
    SELECT channel_id, day, count FROM summed WHERE (channel_id, day) NOT IN (SELECT channel_id, day FROM gone) ORDER BY 1, 2
    ON CONFLICT (channel_id, day) DO UPDATE SET count = kept.count + EXCLUDED.count;
  END IF;
  IF shares IS NOT NULL THEN
    PERFORM add_to_aggregates(shares);
  END IF;
  RETURN NULL;
END $$;

-- For: withLedger
CREATE OR REPLACE TRIGGER donations_begin_in_aggregates AFTER INSERT ON "donation_events"
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION donations_into_aggregates();

-- For: withLedger
CREATE OR REPLACE TRIGGER donations_change_in_aggregates AFTER UPDATE ON "donation_events"
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION donations_into_aggregates();

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
  INSERT INTO channel_days (channel_id, day, source, broadcast, sum_cheese, count, nameless_cheese)
  SELECT channel_id, day, source, broadcast, sum_cheese, count, nameless_cheese FROM channel_days_expected WHERE channel_id = channel;
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

-- What schema.prisma cannot say: checks and partial indexes.

ALTER TABLE "daily_totals" ADD CONSTRAINT "daily_totals_amount_not_negative" CHECK ("amount_cheese" >= 0);
