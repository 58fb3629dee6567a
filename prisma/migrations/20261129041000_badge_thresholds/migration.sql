-- CreateTable
CREATE TABLE "badge_thresholds" (
    "channel_id" UUID NOT NULL,
    "tier" SMALLINT NOT NULL,
    "seq" INTEGER NOT NULL,
    "threshold_cheese" INTEGER NOT NULL,
    "since_entry" INTEGER NOT NULL,
    "until_entry" INTEGER,

    CONSTRAINT "badge_thresholds_pkey" PRIMARY KEY ("channel_id","tier","seq")
);

-- AddForeignKey
ALTER TABLE "badge_thresholds" ADD CONSTRAINT "badge_thresholds_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- What must never happen, refused by the database itself.

ALTER TABLE "badge_thresholds" ADD CONSTRAINT "badge_thresholds_positive" CHECK ("threshold_cheese" > 0);
ALTER TABLE "badge_thresholds" ADD CONSTRAINT "badge_thresholds_entries_in_order" CHECK ("since_entry" >= 0 AND "until_entry" >= "since_entry");

-- At which threshold a tier stood, from which number of the channel's ledger until which one: written by the tiers themselves.

CREATE FUNCTION badges_keep_thresholds() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  told badges := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  entry int;
BEGIN
  PERFORM lock_ledger(told.channel_id);
  SELECT seq INTO entry FROM ledger_heads WHERE channel_id = told.channel_id;
  UPDATE badge_thresholds SET until_entry = entry WHERE channel_id = told.channel_id AND tier = told.tier AND until_entry IS NULL;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO badge_thresholds (channel_id, tier, seq, threshold_cheese, since_entry)
    SELECT NEW.channel_id, NEW.tier, coalesce(max(seq), 0) + 1, NEW.threshold_cheese, entry
    FROM badge_thresholds WHERE channel_id = NEW.channel_id AND tier = NEW.tier;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER badges_begin_threshold AFTER INSERT OR DELETE ON "badges"
  FOR EACH ROW EXECUTE FUNCTION badges_keep_thresholds();
CREATE TRIGGER badges_change_threshold AFTER UPDATE ON "badges"
  FOR EACH ROW WHEN (NEW.threshold_cheese <> OLD.threshold_cheese) EXECUTE FUNCTION badges_keep_thresholds();

CREATE FUNCTION badge_thresholds_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.until_entry IS NOT NULL
    OR (NEW.channel_id, NEW.tier, NEW.seq, NEW.threshold_cheese, NEW.since_entry)
      IS DISTINCT FROM (OLD.channel_id, OLD.tier, OLD.seq, OLD.threshold_cheese, OLD.since_entry) THEN
    RAISE EXCEPTION 'what a tier once asked for is never rewritten'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'badge_thresholds_never_rewritten';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER badge_thresholds_guard BEFORE UPDATE OR DELETE ON "badge_thresholds"
  FOR EACH ROW EXECUTE FUNCTION badge_thresholds_guard();

-- A tier is a person's if what counts of theirs reaches its threshold now, or what counts now and was confirmed for the first time
-- before an earlier threshold ended reached that one. So a raised threshold takes nothing, a reversal makes it as if the donation had
-- never been, and confirming again as if nothing had been reversed. No clock is asked: the numbers are those of the channel's entries.

CREATE FUNCTION worth_until(channel uuid, person uuid, entry int) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(d.amount_cheese), 0) FROM donation_events d
  WHERE d.channel_id = channel AND d.donor_id = person AND d.status = 'CONFIRMED'
    AND (SELECT min(e.seq) FROM donation_entries e WHERE e.donation_id = d.id AND e.to_status = 'CONFIRMED') <= entry
$$;

CREATE FUNCTION has_reached(channel uuid, person uuid, of_tier smallint, worth bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN EXISTS (SELECT 1 FROM badge_thresholds t
      WHERE t.channel_id = channel AND t.tier = of_tier AND t.until_entry IS NULL AND t.threshold_cheese <= worth) THEN true
    ELSE EXISTS (SELECT 1 FROM badge_thresholds t
      WHERE t.channel_id = channel AND t.tier = of_tier AND t.until_entry IS NOT NULL
        AND CASE WHEN t.threshold_cheese <= worth THEN t.threshold_cheese <= worth_until(channel, person, t.until_entry) ELSE false END)
  END
$$;

-- The same of everybody at once, from donations and entries alone: what the kept badges are compared with and rebuilt from. An earlier
-- threshold that a later one was not above adds nobody.

CREATE VIEW user_badge_readings AS
  SELECT t.channel_id, worth.user_id, t.tier
  FROM badge_thresholds t JOIN (
    SELECT channel_id, donor_id AS user_id, sum(amount_cheese) AS sum_cheese FROM donation_events
    WHERE status = 'CONFIRMED' AND donor_id IS NOT NULL GROUP BY 1, 2) worth USING (channel_id)
  WHERE t.until_entry IS NULL AND t.threshold_cheese <= worth.sum_cheese
  UNION
  SELECT past.channel_id, past.user_id, past.tier FROM (
    SELECT t.channel_id, d.donor_id AS user_id, t.tier, t.seq FROM badge_thresholds t
    JOIN donation_events d ON d.channel_id = t.channel_id AND d.status = 'CONFIRMED' AND d.donor_id IS NOT NULL
    JOIN (SELECT channel_id, donation_id, min(seq) AS seq FROM donation_entries WHERE to_status = 'CONFIRMED' GROUP BY 1, 2) first
      ON first.channel_id = d.channel_id AND first.donation_id = d.id AND first.seq <= t.until_entry
    WHERE NOT EXISTS (SELECT 1 FROM badge_thresholds later
      WHERE later.channel_id = t.channel_id AND later.tier = t.tier AND later.seq > t.seq AND later.threshold_cheese <= t.threshold_cheese)
    GROUP BY t.channel_id, d.donor_id, t.tier, t.seq, t.threshold_cheese
    HAVING sum(d.amount_cheese) >= t.threshold_cheese) past;

CREATE OR REPLACE FUNCTION wants_settling(channel uuid, person uuid, worth bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM (SELECT DISTINCT t.tier FROM badge_thresholds t WHERE t.channel_id = channel) known
    WHERE has_reached(channel, person, known.tier, worth) IS DISTINCT FROM EXISTS (
      SELECT 1 FROM user_badges u WHERE u.channel_id = channel AND u.user_id = person AND u.tier = known.tier))
$$;

CREATE OR REPLACE FUNCTION settle_badges(of_channels uuid[], of_people uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  before smallint[] := (
    SELECT array_agg(held.tier ORDER BY n) FROM unnest(of_channels, of_people) WITH ORDINALITY AS one (channel, person, n),
      LATERAL (SELECT max(b.tier) AS tier FROM user_badges u JOIN badges b ON b.channel_id = u.channel_id AND b.tier = u.tier
        WHERE u.channel_id = channel AND u.user_id = person) held);
BEGIN
  DELETE FROM user_badges u USING unnest(of_channels, of_people) AS one (channel, person)
    LEFT JOIN user_channel_stats s ON s.channel_id = channel AND s.user_id = person
  WHERE u.channel_id = channel AND u.user_id = person AND NOT has_reached(channel, person, u.tier, coalesce(s.sum_cheese, 0));

  INSERT INTO user_badges (channel_id, user_id, tier)
  SELECT channel, person, t.tier FROM unnest(of_channels, of_people) AS one (channel, person)
  JOIN user_channel_stats s ON s.channel_id = channel AND s.user_id = person
  JOIN badge_thresholds t ON t.channel_id = channel AND t.threshold_cheese <= s.sum_cheese
  WHERE t.until_entry IS NULL OR has_reached(channel, person, t.tier, s.sum_cheese)
  ON CONFLICT (channel_id, user_id, tier) DO NOTHING;

  WITH told AS (
    INSERT INTO badge_changes (channel_id, user_id, seq, from_tier, to_tier)
    SELECT channel, person,
      coalesce((SELECT max(c.seq) FROM badge_changes c WHERE c.channel_id = channel AND c.user_id = person), 0) + 1, was, held.tier
    FROM unnest(of_channels, of_people, before) AS one (channel, person, was),
      LATERAL (SELECT max(b.tier) AS tier FROM user_badges u JOIN badges b ON b.channel_id = u.channel_id AND b.tier = u.tier
        WHERE u.channel_id = channel AND u.user_id = person) held
    WHERE was IS DISTINCT FROM held.tier
      AND EXISTS (SELECT 1 FROM users p WHERE p.id = person AND p.agreed_at IS NOT NULL)
    RETURNING channel_id, user_id
  )
  SELECT array_agg(channel_id), array_agg(user_id) INTO of_channels, of_people FROM told
  WHERE EXISTS (SELECT 1 FROM messages m WHERE m.channel_id = told.channel_id AND m.author_id = told.user_id AND m.type = 'dm');
  PERFORM rank_letters(channel, person) FROM unnest(of_channels, of_people) AS one (channel, person);
END $$;

-- After its tiers changed: what anybody had reached is still reached, so there is only what a threshold newly gives.

CREATE OR REPLACE FUNCTION settle_channel_badges(channel uuid) RETURNS void LANGUAGE sql AS $$
  SELECT settle_badges(array_agg(channel), array_agg(user_id)) FROM (
    SELECT DISTINCT s.user_id FROM user_channel_stats s
    JOIN badges b ON b.channel_id = s.channel_id AND b.threshold_cheese <= s.sum_cheese
    WHERE s.channel_id = channel
      AND NOT EXISTS (SELECT 1 FROM user_badges u WHERE u.channel_id = s.channel_id AND u.user_id = s.user_id AND u.tier = b.tier)) wanting
  HAVING count(*) > 0
$$;

-- Everybody in a channel whose badges are not what donations and entries say.

CREATE FUNCTION rebuild_badges(channel uuid) RETURNS void LANGUAGE sql AS $$
  SELECT settle_badges(array_agg(channel), array_agg(user_id)) FROM (
    SELECT DISTINCT user_id FROM (SELECT user_id, tier FROM user_badges WHERE channel_id = channel) kept
    FULL JOIN (SELECT user_id, tier FROM user_badge_readings WHERE channel_id = channel) told USING (user_id, tier)
    WHERE kept.tier IS NULL OR told.tier IS NULL) wanting
  HAVING count(*) > 0
$$;

CREATE OR REPLACE FUNCTION rebuild_sums(channel uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_ledger(channel);
  DELETE FROM channel_days WHERE channel_id = channel;
  DELETE FROM channel_hours WHERE channel_id = channel;
  DELETE FROM channel_week_hours WHERE channel_id = channel;
  DELETE FROM user_channel_days WHERE channel_id = channel;
  DELETE FROM user_channel_stats WHERE channel_id = channel;
  INSERT INTO channel_days SELECT * FROM channel_day_readings WHERE channel_id = channel;
  INSERT INTO channel_hours SELECT * FROM channel_hour_readings WHERE channel_id = channel;
  INSERT INTO channel_week_hours SELECT * FROM channel_week_hour_readings WHERE channel_id = channel;
  INSERT INTO user_channel_days SELECT * FROM user_channel_day_readings WHERE channel_id = channel;
  INSERT INTO user_channel_stats SELECT * FROM user_channel_stats_readings WHERE channel_id = channel;
  PERFORM rebuild_badges(channel);
  PERFORM rank_channel_letters(channel);
END $$;

-- What is there already: today's thresholds from the first entry on, and before them those at which somebody still holds a tier, until
-- the last of them reached it.

INSERT INTO badge_thresholds (channel_id, tier, seq, threshold_cheese, since_entry, until_entry)
SELECT channel_id, tier, row_number() OVER past, threshold_cheese, coalesce(lag(until_entry) OVER past, 0), until_entry
FROM (
  SELECT u.channel_id, u.tier, u.threshold_cheese, coalesce((
    SELECT max(e.seq) FROM donation_entries e
    WHERE e.channel_id = u.channel_id AND e.at <= max(u.earned_at) + interval '1 minute'), 0) AS until_entry
  FROM user_badges u LEFT JOIN badges b ON b.channel_id = u.channel_id AND b.tier = u.tier
  WHERE b.tier IS NULL OR u.threshold_cheese < b.threshold_cheese
  GROUP BY u.channel_id, u.tier, u.threshold_cheese) earlier
WINDOW past AS (PARTITION BY channel_id, tier ORDER BY until_entry, threshold_cheese DESC);
INSERT INTO badge_thresholds (channel_id, tier, seq, threshold_cheese, since_entry)
SELECT b.channel_id, b.tier, coalesce((SELECT max(t.seq) FROM badge_thresholds t WHERE t.channel_id = b.channel_id AND t.tier = b.tier), 0) + 1,
  b.threshold_cheese, coalesce((SELECT max(t.until_entry) FROM badge_thresholds t WHERE t.channel_id = b.channel_id AND t.tier = b.tier), 0)
FROM badges b;

ALTER TABLE "user_badges" DROP COLUMN "threshold_cheese";
SELECT rebuild_badges(id) FROM channels;

-- Letters to channels that are closed since: their tiers went, the places that these had given stayed.

SELECT rank_channel_letters(id) FROM channels WHERE opened_at IS NULL;
