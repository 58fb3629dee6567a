-- The highest of a channel's present tiers that a person reached.
CREATE OR REPLACE FUNCTION tier_of(channel uuid, person uuid) RETURNS smallint LANGUAGE sql STABLE AS $$
  SELECT max(b.tier) FROM user_badges u JOIN badges b ON b.channel_id = u.channel_id AND b.tier = u.tier
  WHERE u.channel_id = channel AND u.user_id = person
$$;

-- What of a person counts now and was confirmed for the first time up to this entry of the channel.
CREATE OR REPLACE FUNCTION confirmed_sum_until(channel uuid, person uuid, entry int) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(d.amount_cheese), 0) FROM donation_events d
  WHERE d.channel_id = channel AND d.donor_id = person AND d.status = 'CONFIRMED'
    AND (SELECT min(e.seq) FROM donation_entries e WHERE e.donation_id = d.id AND e.to_status = 'CONFIRMED') <= entry
$$;

-- A tier is reached if the sum reaches its threshold now, or if what counts now and was confirmed before an earlier threshold ended
-- reached that one. So a raised threshold takes nothing away, and a reversal is as if the donation had never been. No clock is asked.
CREATE OR REPLACE FUNCTION has_reached(channel uuid, person uuid, of_tier smallint, confirmed_sum bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN EXISTS (SELECT 1 FROM badge_thresholds t
      WHERE t.channel_id = channel AND t.tier = of_tier AND t.until_entry IS NULL AND t.threshold_cheese <= confirmed_sum) THEN true
    ELSE EXISTS (SELECT 1 FROM badge_thresholds t
      WHERE t.channel_id = channel AND t.tier = of_tier AND t.until_entry IS NOT NULL
        AND CASE WHEN t.threshold_cheese <= confirmed_sum THEN t.threshold_cheese <= confirmed_sum_until(channel, person, t.until_entry) ELSE false END)
  END
$$;

-- Whether a person's badges differ from what their sum reaches.
CREATE OR REPLACE FUNCTION needs_badge_update(channel uuid, person uuid, confirmed_sum bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM (SELECT DISTINCT t.tier FROM badge_thresholds t WHERE t.channel_id = channel) known
    WHERE has_reached(channel, person, known.tier, confirmed_sum) IS DISTINCT FROM EXISTS (
      SELECT 1 FROM user_badges u WHERE u.channel_id = channel AND u.user_id = person AND u.tier = known.tier))
$$;

-- Gives a tier at once and takes it when has_reached no longer holds; writes the change down and moves their letters in the inbox.
CREATE OR REPLACE FUNCTION update_badges(of_channels uuid[], of_people uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  before smallint[] := (
    SELECT array_agg(held.tier ORDER BY n) FROM unnest(of_channels, of_people) WITH ORDINALITY AS of (channel, person, n),
      LATERAL (SELECT max(b.tier) AS tier FROM user_badges u JOIN badges b ON b.channel_id = u.channel_id AND b.tier = u.tier
        WHERE u.channel_id = channel AND u.user_id = person) held);
BEGIN
  DELETE FROM user_badges u USING unnest(of_channels, of_people) AS of (channel, person)
    LEFT JOIN user_channel_stats s ON s.channel_id = channel AND s.user_id = person
  WHERE u.channel_id = channel AND u.user_id = person AND NOT has_reached(channel, person, u.tier, coalesce(s.sum_cheese, 0));

  INSERT INTO user_badges (channel_id, user_id, tier)
  SELECT channel, person, t.tier FROM unnest(of_channels, of_people) AS of (channel, person)
  JOIN user_channel_stats s ON s.channel_id = channel AND s.user_id = person
  JOIN badge_thresholds t ON t.channel_id = channel AND t.threshold_cheese <= s.sum_cheese
  WHERE t.until_entry IS NULL OR has_reached(channel, person, t.tier, s.sum_cheese)
  ON CONFLICT (channel_id, user_id, tier) DO NOTHING;

  WITH changed AS (
    INSERT INTO badge_changes (channel_id, user_id, seq, from_tier, to_tier)
    SELECT channel, person,
      coalesce((SELECT max(c.seq) FROM badge_changes c WHERE c.channel_id = channel AND c.user_id = person), 0) + 1, was, held.tier
    FROM unnest(of_channels, of_people, before) AS of (channel, person, was),
      LATERAL (SELECT max(b.tier) AS tier FROM user_badges u JOIN badges b ON b.channel_id = u.channel_id AND b.tier = u.tier
        WHERE u.channel_id = channel AND u.user_id = person) held
    WHERE was IS DISTINCT FROM held.tier
      AND EXISTS (SELECT 1 FROM users p WHERE p.id = person AND p.agreed_at IS NOT NULL)
    RETURNING channel_id, user_id
  )
  SELECT array_agg(channel_id), array_agg(user_id) INTO of_channels, of_people FROM changed
  WHERE EXISTS (SELECT 1 FROM messages m WHERE m.channel_id = changed.channel_id AND m.author_id = changed.user_id AND m.type = 'dm');
  PERFORM rank_letters(channel, person) FROM unnest(of_channels, of_people) AS of (channel, person);
END $$;

-- The lowest that a tier ever asked for: whoever has reached it has this much.
CREATE OR REPLACE FUNCTION lowest_threshold(channel uuid, of_tier smallint) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT min(threshold_cheese) FROM badge_thresholds WHERE channel_id = channel AND tier = of_tier
$$;

-- Leaves those whom a change of tiers can touch to a job: who has this much cheese, and less than that much unless it is null. None
-- where there is nobody.
CREATE OR REPLACE FUNCTION create_badge_job(channel uuid, lowest bigint, below bigint) RETURNS void LANGUAGE sql AS $$
  INSERT INTO jobs (id, kind, subject_id, state)
  SELECT gen_random_uuid(), 'settle_badges', channel, jsonb_build_object('from', lowest, 'below', below)
  WHERE EXISTS (SELECT 1 FROM user_channel_stats s
    WHERE s.channel_id = channel AND s.sum_cheese >= lowest AND s.sum_cheese < coalesce(below, 9223372036854775807))
$$;

-- What a job of this state has still to settle: those with the most cheese first, so what is left lies under the last one settled.
CREATE OR REPLACE FUNCTION is_badge_unsettled(state jsonb, confirmed_sum bigint, person uuid) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT confirmed_sum >= (state ->> 'from')::bigint AND (confirmed_sum, person) <
    (coalesce((state ->> 'below')::bigint, 9223372036854775807), coalesce((state ->> 'belowUser')::uuid, '00000000-0000-0000-0000-000000000000'))
$$;

-- Settles the next people of a job, badges and the place of letters, in the channel's ledger: how many there were, and the state to go on
-- from, null where nobody is left. Whose sum changes meanwhile is settled by that change.
CREATE OR REPLACE FUNCTION settle_badges(channel uuid, state jsonb, max_people int, OUT people_count int, OUT rest jsonb) LANGUAGE plpgsql AS $$
DECLARE
  people uuid[];
  sums bigint[];
  wanting uuid[];
BEGIN
  PERFORM lock_ledger(channel);
  SELECT array_agg(user_id ORDER BY sum_cheese DESC, user_id DESC), array_agg(sum_cheese ORDER BY sum_cheese DESC, user_id DESC)
  INTO people, sums FROM (
    SELECT s.user_id, s.sum_cheese FROM user_channel_stats s
    WHERE s.channel_id = channel AND is_badge_unsettled(state, s.sum_cheese, s.user_id)
    ORDER BY s.sum_cheese DESC, s.user_id DESC LIMIT max_people) next;
  people_count := coalesce(cardinality(people), 0);
  IF people_count > 0 THEN
    SELECT array_agg(person) INTO wanting FROM unnest(people, sums) AS of (person, confirmed_sum)
    WHERE needs_badge_update(channel, person, confirmed_sum);
    IF wanting IS NOT NULL THEN
      PERFORM update_badges(array_fill(channel, ARRAY[cardinality(wanting)]), wanting);
    END IF;
    PERFORM rank_letters(channel, person) FROM unnest(people) AS person
    WHERE EXISTS (SELECT 1 FROM messages m WHERE m.channel_id = channel AND m.author_id = person AND m.type = 'dm');
  END IF;
  IF people_count = max_people THEN
    rest := state || jsonb_build_object('below', sums[people_count], 'belowUser', people[people_count]);
  END IF;
END $$;

-- Whose badges and letters are still being settled, for an hour at most: a job that takes longer excuses nothing (verifyAggregates).
CREATE OR REPLACE VIEW badges_being_settled AS
  SELECT s.channel_id, s.user_id, true AS here FROM user_channel_stats s
  WHERE EXISTS (SELECT 1 FROM jobs j WHERE j.kind = 'settle_badges' AND j.subject_id = s.channel_id
    AND j.created_at > now() - interval '1 hour' AND is_badge_unsettled(j.state, s.sum_cheese, s.user_id));

-- Updates everybody in a channel whose badges are not what donations and entries say.
CREATE OR REPLACE FUNCTION rebuild_badges(channel uuid) RETURNS void LANGUAGE sql AS $$
  SELECT update_badges(array_agg(channel), array_agg(user_id)) FROM (
    SELECT DISTINCT user_id FROM (SELECT user_id, tier FROM user_badges WHERE channel_id = channel) kept
    FULL JOIN (SELECT user_id, tier FROM user_badges_expected WHERE channel_id = channel) expected USING (user_id, tier)
    WHERE kept.tier IS NULL OR expected.tier IS NULL) wanting
  HAVING count(*) > 0;
  DELETE FROM badge_holders WHERE channel_id = channel;
  INSERT INTO badge_holders (channel_id, tier, count) SELECT channel_id, tier, count FROM badge_holders_expected WHERE channel_id = channel
$$;

-- How many have reached each tier of a channel, whatever they wear; a tier that nobody has reached has no row.
CREATE OR REPLACE VIEW badge_holders_expected AS
  SELECT channel_id, tier, count(*)::int AS count FROM user_badges GROUP BY channel_id, tier;

-- Each statement that gives or takes badges adds what it changed, within the channel's ledger.
CREATE OR REPLACE FUNCTION count_badge_holders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO badge_holders AS kept (channel_id, tier, count)
    SELECT channel_id, tier, count(*) FROM changed GROUP BY channel_id, tier ORDER BY channel_id, tier
    ON CONFLICT (channel_id, tier) DO UPDATE SET count = kept.count + excluded.count;
  ELSE
    UPDATE badge_holders h SET count = h.count - gone.count
    FROM (SELECT channel_id, tier, count(*) AS count FROM changed GROUP BY channel_id, tier) gone
    WHERE h.channel_id = gone.channel_id AND h.tier = gone.tier;
    DELETE FROM badge_holders h USING (SELECT DISTINCT channel_id FROM changed) gone WHERE h.channel_id = gone.channel_id AND h.count = 0;
  END IF;
  RETURN NULL;
END $$;

-- For: listOwnTiers
CREATE OR REPLACE TRIGGER user_badges_count AFTER INSERT ON "user_badges"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_badge_holders();

-- For: listOwnTiers
CREATE OR REPLACE TRIGGER user_badges_count_gone AFTER DELETE ON "user_badges"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_badge_holders();

-- Every open channel has tiers, at first the usual ones.
CREATE OR REPLACE FUNCTION channels_begin_with_badges() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO badges (channel_id, tier, name, icon, threshold_cheese, retweet_weight)
  SELECT NEW.id, tier, name, icon, threshold, tier FROM (VALUES
    (1, '브론즈', 'drop', 10000), (2, '실버', 'spark', 50000), (3, '골드', 'star', 200000), (4, '플래티넘', 'crown', 1000000)
  ) usual (tier, name, icon, threshold)
  WHERE NOT EXISTS (SELECT 1 FROM badges b WHERE b.channel_id = NEW.id);
  RETURN NULL;
END $$;

-- For: openChannel
CREATE OR REPLACE TRIGGER channels_open_with_badges AFTER INSERT OR UPDATE OF "opened_at" ON "channels"
  FOR EACH ROW WHEN (NEW.opened_at IS NOT NULL) EXECUTE FUNCTION channels_begin_with_badges();

-- Which threshold a tier had, from which entry of the channel's ledger until which one.
CREATE OR REPLACE FUNCTION badges_record_thresholds() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed badges := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  entry int;
BEGIN
  PERFORM lock_ledger(changed.channel_id);
  SELECT seq INTO entry FROM ledger_heads WHERE channel_id = changed.channel_id;
  UPDATE badge_thresholds SET until_entry = entry WHERE channel_id = changed.channel_id AND tier = changed.tier AND until_entry IS NULL;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO badge_thresholds (channel_id, tier, seq, threshold_cheese, since_entry)
    SELECT NEW.channel_id, NEW.tier, coalesce(max(seq), 0) + 1, NEW.threshold_cheese, entry
    FROM badge_thresholds WHERE channel_id = NEW.channel_id AND tier = NEW.tier;
  END IF;
  RETURN NULL;
END $$;

-- For: configureTiers
CREATE OR REPLACE TRIGGER badges_begin_threshold AFTER INSERT OR DELETE ON "badges"
  FOR EACH ROW EXECUTE FUNCTION badges_record_thresholds();

-- For: configureTiers
CREATE OR REPLACE TRIGGER badges_change_threshold AFTER UPDATE ON "badges"
  FOR EACH ROW WHEN (NEW.threshold_cheese <> OLD.threshold_cheese) EXECUTE FUNCTION badges_record_thresholds();

-- Changed tiers leave to jobs whom they can touch: a lowered threshold those between the two; another place for letters those who reached
-- the tier and not the next; a tier that comes or goes all who ever reached it.
CREATE OR REPLACE FUNCTION badges_settle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    PERFORM create_badge_job(n.channel_id, n.threshold_cheese, o.threshold_cheese) FROM old_rows o JOIN new_rows n USING (channel_id, tier)
    WHERE n.threshold_cheese < o.threshold_cheese;
    PERFORM create_badge_job(n.channel_id, lowest_threshold(n.channel_id, n.tier),
      (SELECT next.threshold_cheese FROM badges next WHERE next.channel_id = n.channel_id AND next.tier = n.tier + 1))
    FROM old_rows o JOIN new_rows n USING (channel_id, tier) WHERE n.letters_first <> o.letters_first;
  ELSE
    PERFORM create_badge_job(channel_id, min(lowest_threshold(channel_id, tier)), NULL) FROM changed_rows GROUP BY channel_id;
  END IF;
  RETURN NULL;
END $$;

-- For: configureTiers, openChannel
CREATE OR REPLACE TRIGGER badges_settle_new AFTER INSERT ON "badges"
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION badges_settle();

-- For: configureTiers, deleteAccount
CREATE OR REPLACE TRIGGER badges_settle_removed AFTER DELETE ON "badges"
  REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION badges_settle();

-- For: configureTiers
CREATE OR REPLACE TRIGGER badges_settle_changed AFTER UPDATE ON "badges"
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION badges_settle();

-- What a tier once asked for is never rewritten.
CREATE OR REPLACE FUNCTION badge_thresholds_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.until_entry IS NOT NULL
    OR (NEW.channel_id, NEW.tier, NEW.seq, NEW.threshold_cheese, NEW.since_entry)
      IS DISTINCT FROM (OLD.channel_id, OLD.tier, OLD.seq, OLD.threshold_cheese, OLD.since_entry) THEN
    RAISE EXCEPTION 'what a tier once asked for is never rewritten'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'badge_thresholds_never_rewritten';
  END IF;
  RETURN NEW;
END $$;

-- For: configureTiers
CREATE OR REPLACE TRIGGER badge_thresholds_guard BEFORE UPDATE OR DELETE ON "badge_thresholds"
  FOR EACH ROW EXECUTE FUNCTION badge_thresholds_guard();

-- The badge that a person has in a channel: the highest tier they reached, no row without one. PostgreSQL plans it as a part of the query
-- that asks.
CREATE OR REPLACE FUNCTION badge_of(channel uuid, person uuid) RETURNS TABLE (tier smallint, name text, icon text)
LANGUAGE sql STABLE ROWS 1 AS $$
  SELECT b.tier, b.name, b.icon FROM user_badges u JOIN badges b ON b.channel_id = u.channel_id AND b.tier = u.tier
  WHERE u.channel_id = channel AND u.user_id = person ORDER BY u.tier DESC LIMIT 1
$$;

-- What has_reached says of everybody at once, from donations, entries and thresholds alone: user_badges is compared with
-- it and rebuilt from it. An earlier threshold that a later one was not above adds nobody.
CREATE OR REPLACE VIEW user_badges_expected AS
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

-- What schema.prisma cannot say: checks and partial indexes.

ALTER TABLE "badges" ADD CONSTRAINT "badges_tier_in_range" CHECK ("tier" BETWEEN 1 AND 10);
ALTER TABLE "badges" ADD CONSTRAINT "badges_threshold_positive" CHECK ("threshold_cheese" > 0);
ALTER TABLE "badges" ADD CONSTRAINT "badges_weight_in_range" CHECK ("retweet_weight" BETWEEN 0 AND 10);
ALTER TABLE "badge_thresholds" ADD CONSTRAINT "badge_thresholds_positive" CHECK ("threshold_cheese" > 0);
ALTER TABLE "badge_thresholds" ADD CONSTRAINT "badge_thresholds_entries_in_order"
  CHECK ("since_entry" >= 0 AND "until_entry" >= "since_entry");
