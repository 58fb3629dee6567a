-- AlterEnum
ALTER TYPE "audit_act" ADD VALUE 'settlement_opted_in';
ALTER TYPE "audit_act" ADD VALUE 'settlement_opted_out';

-- AlterTable
ALTER TABLE "channel_days" ADD COLUMN     "nameless_cheese" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "settlement_opt_ins" (
    "channel_id" UUID NOT NULL,
    "opted_in_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "settlement_opt_ins_pkey" PRIMARY KEY ("channel_id")
);

-- AddForeignKey
ALTER TABLE "settlement_opt_ins" ADD CONSTRAINT "settlement_opt_ins_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE OR REPLACE VIEW channel_days_expected AS
  SELECT channel_id, kst_day(occurred_at) AS day, confirming_source(confirmed_by_kind) AS source, broadcast, sum(amount_cheese)::bigint AS sum_cheese, count(*)::int AS count,
    coalesce(sum(amount_cheese) FILTER (WHERE donor_id IS NULL), 0)::bigint AS nameless_cheese
  FROM donation_events WHERE status = 'CONFIRMED' GROUP BY 1, 2, 3, 4;

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

CREATE OR REPLACE FUNCTION audit_entries_by_admin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (CASE WHEN NEW.act::text IN ('settlement_opted_in', 'settlement_opted_out')
    THEN EXISTS (SELECT 1 FROM channels c WHERE c.id = NEW.subject_id AND c.owner_id = NEW.actor_id)
    ELSE EXISTS (SELECT 1 FROM users u WHERE u.id = NEW.actor_id AND u.role = 'admin') END) THEN
    RAISE EXCEPTION 'only admins write the audit log, and creators of their own opt-in' USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_entries_by_admin';
  END IF;
  RETURN NEW;
END $$;

-- What days of before hold of nobody whom Melt knows.
UPDATE channel_days kept SET nameless_cheese = expected.nameless_cheese FROM channel_days_expected expected
WHERE expected.nameless_cheese <> 0
  AND (kept.channel_id, kept.day, kept.source, kept.broadcast) = (expected.channel_id, expected.day, expected.source, expected.broadcast);
