-- AlterTable
ALTER TABLE "channel_settings" ADD COLUMN     "from_tier" SMALLINT NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "donation_events" ADD COLUMN     "hide_name" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "channel_days" (
    "channel_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "source" "donation_source" NOT NULL,
    "broadcast" "broadcast_state" NOT NULL,
    "sum_cheese" BIGINT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "channel_days_pkey" PRIMARY KEY ("channel_id","day","source","broadcast")
);

-- CreateTable
CREATE TABLE "channel_hours" (
    "channel_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "sum_cheese" BIGINT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "channel_hours_pkey" PRIMARY KEY ("channel_id","hour")
);

-- CreateTable
CREATE TABLE "channel_week_hours" (
    "channel_id" UUID NOT NULL,
    "weekday" SMALLINT NOT NULL,
    "hour" SMALLINT NOT NULL,
    "sum_cheese" BIGINT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "channel_week_hours_pkey" PRIMARY KEY ("channel_id","weekday","hour")
);

-- CreateTable
CREATE TABLE "user_channel_days" (
    "channel_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "user_id" UUID NOT NULL,
    "sum_cheese" BIGINT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "user_channel_days_pkey" PRIMARY KEY ("channel_id","day","user_id")
);

-- CreateTable
CREATE TABLE "user_channel_stats" (
    "channel_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "sum_cheese" BIGINT NOT NULL,
    "count" INTEGER NOT NULL,
    "days" INTEGER NOT NULL,

    CONSTRAINT "user_channel_stats_pkey" PRIMARY KEY ("channel_id","user_id")
);

-- CreateTable
CREATE TABLE "badges" (
    "channel_id" UUID NOT NULL,
    "tier" SMALLINT NOT NULL,
    "name" TEXT NOT NULL,
    "icon" TEXT NOT NULL,
    "threshold_cheese" INTEGER NOT NULL,
    "letters_first" BOOLEAN NOT NULL DEFAULT true,
    "retweet_weight" SMALLINT NOT NULL DEFAULT 1,

    CONSTRAINT "badges_pkey" PRIMARY KEY ("channel_id","tier")
);

-- CreateTable
CREATE TABLE "user_badges" (
    "channel_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "tier" SMALLINT NOT NULL,
    "threshold_cheese" INTEGER NOT NULL,
    "earned_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_badges_pkey" PRIMARY KEY ("channel_id","user_id","tier")
);

-- CreateTable
CREATE TABLE "badge_changes" (
    "channel_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "from_tier" SMALLINT,
    "to_tier" SMALLINT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "badge_changes_pkey" PRIMARY KEY ("channel_id","user_id","seq")
);

-- CreateTable
CREATE TABLE "vip_users" (
    "channel_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "note" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "vip_users_pkey" PRIMARY KEY ("channel_id","user_id")
);

-- CreateIndex
CREATE INDEX "user_channel_days_user_id_channel_id_day_idx" ON "user_channel_days"("user_id", "channel_id", "day");

-- CreateIndex
CREATE INDEX "user_channel_stats_channel_id_sum_cheese_user_id_idx" ON "user_channel_stats"("channel_id", "sum_cheese", "user_id");

-- CreateIndex
CREATE INDEX "user_channel_stats_user_id_idx" ON "user_channel_stats"("user_id");

-- CreateIndex
CREATE INDEX "user_badges_user_id_idx" ON "user_badges"("user_id");

-- CreateIndex
CREATE INDEX "badge_changes_user_id_idx" ON "badge_changes"("user_id");

-- CreateIndex
CREATE INDEX "vip_users_user_id_idx" ON "vip_users"("user_id");

-- CreateIndex
CREATE INDEX "donation_events_supporter_idx" ON "donation_events"("channel_id", "donor_id", "occurred_at", "id") WHERE "status" = 'CONFIRMED';

-- AddForeignKey
ALTER TABLE "badges" ADD CONSTRAINT "badges_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_badges" ADD CONSTRAINT "user_badges_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_badges" ADD CONSTRAINT "user_badges_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "badge_changes" ADD CONSTRAINT "badge_changes_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "badge_changes" ADD CONSTRAINT "badge_changes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vip_users" ADD CONSTRAINT "vip_users_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vip_users" ADD CONSTRAINT "vip_users_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- What must never happen, refused by the database itself.

ALTER TABLE "badges" ADD CONSTRAINT "badges_tier_in_range" CHECK ("tier" BETWEEN 1 AND 10);
ALTER TABLE "badges" ADD CONSTRAINT "badges_threshold_positive" CHECK ("threshold_cheese" > 0);
ALTER TABLE "badges" ADD CONSTRAINT "badges_weight_in_range" CHECK ("retweet_weight" BETWEEN 0 AND 10);
ALTER TABLE "user_badges" ADD CONSTRAINT "user_badges_threshold_positive" CHECK ("threshold_cheese" > 0);
ALTER TABLE "channel_settings" ADD CONSTRAINT "channel_settings_from_tier_in_range" CHECK ("from_tier" BETWEEN 1 AND 10);
CREATE TRIGGER vip_users_person_has_agreed BEFORE INSERT ON "vip_users"
  FOR EACH ROW EXECUTE FUNCTION person_has_agreed('user_id');

-- Days and hours are those of Korea, which has no daylight saving.

CREATE FUNCTION kst(moment timestamptz) RETURNS timestamp LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT moment AT TIME ZONE 'UTC' + interval '9 hours'
$$;
CREATE FUNCTION kst_day(moment timestamptz) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (moment AT TIME ZONE 'UTC' + interval '9 hours')::date
$$;

-- By which trusted source a donation counts (ledger.md §1): its creator's or an admin's hand, a signal, or a statement.

CREATE FUNCTION confirming_source(kind actor_kind) RETURNS donation_source LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE kind WHEN 'session' THEN 'session' WHEN 'statement' THEN 'statement' ELSE 'manual' END::donation_source
$$;

-- Sums are readings of donations: these views say alone what counts.

CREATE VIEW channel_day_readings AS
  SELECT channel_id, kst_day(occurred_at) AS day, confirming_source(confirmed_by_kind) AS source, broadcast, sum(amount_cheese)::bigint AS sum_cheese, count(*)::int AS count
  FROM donation_events WHERE status = 'CONFIRMED' GROUP BY 1, 2, 3, 4;
CREATE VIEW channel_hour_readings AS
  SELECT channel_id, date_trunc('hour', occurred_at, 'UTC')::timestamptz(3) AS hour, sum(amount_cheese)::bigint AS sum_cheese, count(*)::int AS count
  FROM donation_events WHERE status = 'CONFIRMED' GROUP BY 1, 2;
CREATE VIEW channel_week_hour_readings AS
  SELECT channel_id, extract(isodow FROM kst(occurred_at))::smallint AS weekday, extract(hour FROM kst(occurred_at))::smallint AS hour,
    sum(amount_cheese)::bigint AS sum_cheese, count(*)::int AS count
  FROM donation_events WHERE status = 'CONFIRMED' GROUP BY 1, 2, 3;
CREATE VIEW user_channel_day_readings AS
  SELECT channel_id, kst_day(occurred_at) AS day, donor_id AS user_id, sum(amount_cheese)::bigint AS sum_cheese, count(*)::int AS count
  FROM donation_events WHERE status = 'CONFIRMED' AND donor_id IS NOT NULL GROUP BY 1, 2, 3;
CREATE VIEW user_channel_stats_readings AS
  SELECT channel_id, donor_id AS user_id, sum(amount_cheese)::bigint AS sum_cheese, count(*)::int AS count,
    count(DISTINCT kst_day(occurred_at))::int AS days
  FROM donation_events WHERE status = 'CONFIRMED' AND donor_id IS NOT NULL GROUP BY 1, 2;

-- Badges: the highest of a channel's tiers that a person reached, and what it does to their letters' place in the inbox.

CREATE FUNCTION tier_of(channel uuid, person uuid) RETURNS smallint LANGUAGE sql STABLE AS $$
  SELECT max(b.tier) FROM user_badges u JOIN badges b ON b.channel_id = u.channel_id AND b.tier = u.tier
  WHERE u.channel_id = channel AND u.user_id = person
$$;

CREATE FUNCTION inbox_rank_of(channel uuid, person uuid) RETURNS smallint LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM vip_users v WHERE v.channel_id = channel AND v.user_id = person) THEN 100
    ELSE coalesce((SELECT b.tier FROM badges b
      WHERE b.channel_id = channel AND b.tier = tier_of(channel, person) AND b.letters_first), 0)
  END::smallint
$$;

CREATE FUNCTION rank_letters(channel uuid, person uuid) RETURNS void LANGUAGE sql AS $$
  WITH rank AS MATERIALIZED (SELECT inbox_rank_of(channel, person) AS now)
  UPDATE messages m SET inbox_rank = rank.now FROM rank
  WHERE m.channel_id = channel AND m.author_id = person AND m.type = 'dm' AND m.inbox_rank <> rank.now
$$;

CREATE FUNCTION messages_rank() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.inbox_rank := inbox_rank_of(NEW.channel_id, NEW.author_id);
  RETURN NEW;
END $$;
CREATE TRIGGER messages_rank BEFORE INSERT ON "messages"
  FOR EACH ROW WHEN (NEW.type = 'dm') EXECUTE FUNCTION messages_rank();

CREATE FUNCTION vip_users_rank() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  vip vip_users := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  PERFORM rank_letters(vip.channel_id, vip.user_id);
  RETURN NULL;
END $$;
CREATE TRIGGER vip_users_rank AFTER INSERT OR DELETE ON "vip_users"
  FOR EACH ROW EXECUTE FUNCTION vip_users_rank();

-- A tier is reached at once; it goes when the sum falls below the lowest threshold at which it was this person's, and never otherwise.

CREATE FUNCTION settle_badges(of_channels uuid[], of_people uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  before smallint[] := (
    SELECT array_agg(held.tier ORDER BY n) FROM unnest(of_channels, of_people) WITH ORDINALITY AS one (channel, person, n),
      LATERAL (SELECT max(b.tier) AS tier FROM user_badges u JOIN badges b ON b.channel_id = u.channel_id AND b.tier = u.tier
        WHERE u.channel_id = channel AND u.user_id = person) held);
BEGIN
  DELETE FROM user_badges u USING unnest(of_channels, of_people) AS one (channel, person)
    LEFT JOIN user_channel_stats s ON s.channel_id = channel AND s.user_id = person
  WHERE u.channel_id = channel AND u.user_id = person AND u.threshold_cheese > coalesce(s.sum_cheese, 0);

  INSERT INTO user_badges (channel_id, user_id, tier, threshold_cheese)
  SELECT channel, person, b.tier, b.threshold_cheese FROM unnest(of_channels, of_people) AS one (channel, person)
  JOIN user_channel_stats s ON s.channel_id = channel AND s.user_id = person
  JOIN badges b ON b.channel_id = channel AND b.threshold_cheese <= s.sum_cheese
  ON CONFLICT (channel_id, user_id, tier) DO UPDATE
    SET threshold_cheese = least(user_badges.threshold_cheese, EXCLUDED.threshold_cheese)
    WHERE user_badges.threshold_cheese > EXCLUDED.threshold_cheese;

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

CREATE FUNCTION wants_settling(channel uuid, person uuid, worth bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM user_badges u WHERE u.channel_id = channel AND u.user_id = person AND u.threshold_cheese > worth)
    OR EXISTS (SELECT 1 FROM badges b
      LEFT JOIN user_badges u ON u.channel_id = channel AND u.user_id = person AND u.tier = b.tier
      WHERE b.channel_id = channel AND b.threshold_cheese <= worth AND b.threshold_cheese < coalesce(u.threshold_cheese, 2147483647))
$$;

-- The sums follow every confirmed donation, in the transaction that changes it.

CREATE TYPE donation_share AS (
  channel_id uuid, donor_id uuid, occurred_at timestamptz, source donation_source, broadcast broadcast_state, sum_cheese bigint, count int);

CREATE FUNCTION count_shares(shares donation_share[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  of_channels uuid[];
  of_people uuid[];
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

  WITH told AS (
    SELECT channel_id, kst_day(occurred_at) AS day, donor_id AS user_id, sum(sum_cheese)::bigint AS sum_cheese, sum(count)::int AS count
    FROM unnest(shares) WHERE donor_id IS NOT NULL
    GROUP BY 1, 2, 3 HAVING sum(count) <> 0 OR sum(sum_cheese) <> 0
  ), day_now AS (
    INSERT INTO user_channel_days AS kept (channel_id, day, user_id, sum_cheese, count)
    SELECT channel_id, day, user_id, sum_cheese, count FROM told ORDER BY 1, 2, 3
    ON CONFLICT (channel_id, day, user_id) DO UPDATE
      SET sum_cheese = kept.sum_cheese + EXCLUDED.sum_cheese, count = kept.count + EXCLUDED.count
    RETURNING channel_id, day, user_id, count
  )
  INSERT INTO user_channel_stats AS kept (channel_id, user_id, sum_cheese, count, days)
  SELECT channel_id, user_id, sum(told.sum_cheese), sum(told.count),
    sum((day_now.count > 0)::int - (day_now.count - told.count > 0)::int)
  FROM told JOIN day_now USING (channel_id, day, user_id) GROUP BY 1, 2 ORDER BY 1, 2
  ON CONFLICT (channel_id, user_id) DO UPDATE
    SET sum_cheese = kept.sum_cheese + EXCLUDED.sum_cheese, count = kept.count + EXCLUDED.count, days = kept.days + EXCLUDED.days;

  IF EXISTS (SELECT 1 FROM unnest(shares) WHERE count < 0) THEN
    PERFORM forget_nothing(shares);
  END IF;

  SELECT array_agg(wanting.channel_id), array_agg(wanting.donor_id) INTO of_channels, of_people FROM (
    SELECT DISTINCT told.channel_id, told.donor_id FROM unnest(shares) told
    LEFT JOIN user_channel_stats s ON s.channel_id = told.channel_id AND s.user_id = told.donor_id
    WHERE told.donor_id IS NOT NULL AND wants_settling(told.channel_id, told.donor_id, coalesce(s.sum_cheese, 0))
    ORDER BY 1, 2) wanting;
  IF of_people IS NOT NULL THEN
    PERFORM settle_badges(of_channels, of_people);
  END IF;
END $$;

-- A sum of nothing is no row.

CREATE FUNCTION forget_nothing(shares donation_share[]) RETURNS void LANGUAGE sql AS $$
  DELETE FROM channel_days k USING unnest(shares) s WHERE k.count = 0 AND k.channel_id = s.channel_id AND k.day = kst_day(s.occurred_at);
  DELETE FROM channel_hours k USING unnest(shares) s
    WHERE k.count = 0 AND k.channel_id = s.channel_id AND k.hour = date_trunc('hour', s.occurred_at, 'UTC');
  DELETE FROM channel_week_hours k USING unnest(shares) s WHERE k.count = 0 AND k.channel_id = s.channel_id;
  DELETE FROM user_channel_days k USING unnest(shares) s
    WHERE k.count = 0 AND k.channel_id = s.channel_id AND k.day = kst_day(s.occurred_at) AND k.user_id = s.donor_id;
  DELETE FROM user_channel_stats k USING unnest(shares) s WHERE k.count = 0 AND k.channel_id = s.channel_id AND k.user_id = s.donor_id;
$$;

CREATE FUNCTION donations_into_sums() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  shares donation_share[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(ROW(channel_id, donor_id, occurred_at, confirming_source(confirmed_by_kind), broadcast, amount_cheese, 1)::donation_share) INTO shares
    FROM came WHERE status = 'CONFIRMED';
  ELSE
    SELECT array_agg(share) INTO shares FROM (
      SELECT ROW(o.channel_id, o.donor_id, o.occurred_at, confirming_source(o.confirmed_by_kind), o.broadcast, -o.amount_cheese, -1)::donation_share AS share
      FROM went o JOIN came n USING (id) WHERE o.status = 'CONFIRMED'
        AND (n.status, n.amount_cheese, n.donor_id, n.occurred_at, n.confirmed_by_kind, n.broadcast)
          IS DISTINCT FROM (o.status, o.amount_cheese, o.donor_id, o.occurred_at, o.confirmed_by_kind, o.broadcast)
      UNION ALL
      SELECT ROW(n.channel_id, n.donor_id, n.occurred_at, confirming_source(n.confirmed_by_kind), n.broadcast, n.amount_cheese, 1)::donation_share
      FROM went o JOIN came n USING (id) WHERE n.status = 'CONFIRMED'
        AND (n.status, n.amount_cheese, n.donor_id, n.occurred_at, n.confirmed_by_kind, n.broadcast)
          IS DISTINCT FROM (o.status, o.amount_cheese, o.donor_id, o.occurred_at, o.confirmed_by_kind, o.broadcast)
    ) told;
  END IF;
  IF shares IS NOT NULL THEN
    PERFORM count_shares(shares);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER donations_begin_in_sums AFTER INSERT ON "donation_events"
  REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION donations_into_sums();
CREATE TRIGGER donations_change_in_sums AFTER UPDATE ON "donation_events"
  REFERENCING OLD TABLE AS went NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION donations_into_sums();

-- A channel's sums, thrown away and added up anew while nothing else changes its ledger.

CREATE FUNCTION lock_ledger(channel uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO ledger_heads (channel_id, seq, hash) VALUES (channel, 0, repeat('0', 64))
  ON CONFLICT (channel_id) DO UPDATE SET seq = ledger_heads.seq
$$;

CREATE FUNCTION rebuild_sums(channel uuid) RETURNS void LANGUAGE plpgsql AS $$
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
  PERFORM settle_channel_badges(channel);
  PERFORM rank_channel_letters(channel);
END $$;

-- Everybody in a channel whose badges and sum do not fit each other: after its tiers changed, or its sums were rebuilt.

CREATE FUNCTION settle_channel_badges(channel uuid) RETURNS void LANGUAGE sql AS $$
  SELECT settle_badges(array_agg(channel), array_agg(user_id)) FROM (
    SELECT s.user_id FROM user_channel_stats s
    JOIN badges b ON b.channel_id = s.channel_id AND b.threshold_cheese <= s.sum_cheese
    LEFT JOIN user_badges u ON u.channel_id = s.channel_id AND u.user_id = s.user_id AND u.tier = b.tier
    WHERE s.channel_id = channel AND (u.threshold_cheese IS NULL OR u.threshold_cheese > b.threshold_cheese)
    UNION
    SELECT u.user_id FROM user_badges u
    LEFT JOIN user_channel_stats s ON s.channel_id = u.channel_id AND s.user_id = u.user_id
    WHERE u.channel_id = channel AND u.threshold_cheese > coalesce(s.sum_cheese, 0)) wanting
  HAVING count(*) > 0
$$;

-- Every open channel has tiers, at first the usual ones (ledger.md §4).

CREATE FUNCTION channels_begin_with_badges() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO badges (channel_id, tier, name, icon, threshold_cheese, retweet_weight)
  SELECT NEW.id, tier, name, icon, threshold, tier FROM (VALUES
    (1, '브론즈', 'drop', 10000), (2, '실버', 'spark', 50000), (3, '골드', 'star', 200000), (4, '플래티넘', 'crown', 1000000)
  ) usual (tier, name, icon, threshold)
  WHERE NOT EXISTS (SELECT 1 FROM badges b WHERE b.channel_id = NEW.id);
  IF FOUND THEN
    PERFORM settle_channel_badges(NEW.id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER channels_open_with_badges AFTER INSERT OR UPDATE OF "opened_at" ON "channels"
  FOR EACH ROW WHEN (NEW.opened_at IS NOT NULL) EXECUTE FUNCTION channels_begin_with_badges();

-- What is there already.

INSERT INTO badges (channel_id, tier, name, icon, threshold_cheese, retweet_weight)
SELECT c.id, tier, usual.name, icon, threshold, tier FROM channels c, (VALUES
  (1, '브론즈', 'drop', 10000), (2, '실버', 'spark', 50000), (3, '골드', 'star', 200000), (4, '플래티넘', 'crown', 1000000)
) usual (tier, name, icon, threshold) WHERE c.opened_at IS NOT NULL;
INSERT INTO channel_days SELECT * FROM channel_day_readings;
INSERT INTO channel_hours SELECT * FROM channel_hour_readings;
INSERT INTO channel_week_hours SELECT * FROM channel_week_hour_readings;
INSERT INTO user_channel_days SELECT * FROM user_channel_day_readings;
INSERT INTO user_channel_stats SELECT * FROM user_channel_stats_readings;
SELECT settle_channel_badges(id) FROM channels WHERE opened_at IS NOT NULL;
