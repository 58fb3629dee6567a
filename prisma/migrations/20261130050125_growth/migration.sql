-- AlterTable
ALTER TABLE "donation_events" ADD COLUMN     "has_signal" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "donation_intents" ADD COLUMN     "has_donation" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "retweeted_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "channel_unconfirmed_days" (
    "channel_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "channel_unconfirmed_days_pkey" PRIMARY KEY ("channel_id","day")
);

-- CreateIndex
CREATE INDEX "oauth_tokens_updated_at_idx" ON "oauth_tokens"("updated_at");

DROP INDEX "messages_candidates_idx";

SET LOCAL check_function_bodies = off;

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
END $$;

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
  PERFORM rebuild_badges(channel);
  PERFORM rank_channel_letters(channel);
END $$;

-- Keeps on a donation that an event is of it, where it was not made of the event.
CREATE OR REPLACE FUNCTION chzzk_events_mark_donations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE donation_events SET has_signal = true WHERE id = NEW.donation_id AND source <> 'session' AND NOT has_signal;
  RETURN NULL;
END $$;

-- Keeps on an intent whether a donation has it.
CREATE OR REPLACE FUNCTION donations_mark_intents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.intent_id IS NOT NULL THEN
    UPDATE donation_intents i SET has_donation = EXISTS (SELECT 1 FROM donation_events d WHERE d.intent_id = i.id) WHERE id = OLD.intent_id;
  END IF;
  UPDATE donation_intents SET has_donation = true WHERE id = NEW.intent_id AND NOT has_donation;
  RETURN NULL;
END $$;

-- Appending an event is the only way to change a message's state. The first event is inserted a thousand times a second: it looks up
-- nothing else.
CREATE OR REPLACE FUNCTION message_events_apply() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  m messages;
BEGIN
  IF NEW.kind = 'created' THEN
    -- The primary key refuses a second first event.
    SELECT 1, channel_id, text_digest(text_salt, content) INTO NEW.seq, NEW.channel_id, NEW.text_digest
    FROM messages WHERE id = NEW.message_id;
    RETURN NEW;
  END IF;
  SELECT * INTO m FROM messages WHERE id = NEW.message_id FOR UPDATE;
  NEW.channel_id := m.channel_id;
  NEW.seq := m.event_count + 1;
  NEW.text_digest := NULL;
  IF NOT message_can(m, NEW.kind) THEN
    RAISE EXCEPTION 'message % cannot be %', m.id, NEW.kind
      USING ERRCODE = 'check_violation', CONSTRAINT = 'message_events_legal';
  END IF;
  IF NEW.kind = 'retweeted' THEN
    INSERT INTO retweets (message_id, channel_id, at) VALUES (m.id, m.channel_id, NEW.at);
  ELSIF NEW.kind = 'unretweeted' THEN
    DELETE FROM retweets WHERE message_id = m.id;
  END IF;
  UPDATE messages SET
    event_count = NEW.seq,
    read_at = CASE WHEN NEW.kind = 'read' THEN NEW.at ELSE read_at END,
    replied_privately_at = CASE WHEN NEW.kind = 'replied_private' THEN NEW.at ELSE replied_privately_at END,
    replied_publicly_at = CASE WHEN NEW.kind = 'replied_public' THEN NEW.at ELSE replied_publicly_at END,
    retweeted_at = CASE NEW.kind WHEN 'retweeted' THEN NEW.at WHEN 'unretweeted' THEN NULL ELSE retweeted_at END,
    hidden_at = CASE NEW.kind WHEN 'hidden' THEN NEW.at WHEN 'restored' THEN NULL ELSE hidden_at END,
    held_at = CASE NEW.kind WHEN 'held' THEN NEW.at WHEN 'released' THEN NULL ELSE held_at END,
    archived_at = CASE NEW.kind WHEN 'archived' THEN NEW.at WHEN 'unarchived' THEN NULL ELSE archived_at END,
    withdrawn_at = CASE WHEN NEW.kind = 'withdrawn' THEN NEW.at ELSE withdrawn_at END,
    content = CASE WHEN NEW.kind = 'withdrawn' THEN NULL ELSE content END,
    text_salt = CASE WHEN NEW.kind = 'withdrawn' THEN NULL ELSE text_salt END,
    search_keys = CASE WHEN NEW.kind = 'withdrawn' THEN '{}' ELSE search_keys END
  WHERE id = m.id;
  RETURN NEW;
END $$;

-- A message is never rewritten and its state follows its events. A relayed text gives way once to the text its author registers here,
-- under a salt of its own, and its event receives the digest.
CREATE OR REPLACE FUNCTION messages_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.channel_id, NEW.author_id, NEW.type, NEW.visibility, NEW.reply_to_id)
    IS DISTINCT FROM (OLD.channel_id, OLD.author_id, OLD.type, OLD.visibility, OLD.reply_to_id)
    OR (NEW.donation_id IS DISTINCT FROM OLD.donation_id AND NOT is_merged_pair(NEW.donation_id, OLD.donation_id))
    OR (NEW.relayed AND NOT OLD.relayed)
    OR (NEW.content IS DISTINCT FROM OLD.content AND NOT (OLD.relayed AND NOT NEW.relayed AND OLD.content IS NOT NULL)
      AND (NEW.content IS NOT NULL OR pg_trigger_depth() < 2)) THEN
    RAISE EXCEPTION 'a message is never rewritten' USING ERRCODE = 'check_violation', CONSTRAINT = 'messages_never_rewritten';
  END IF;
  IF pg_trigger_depth() < 2 AND
    (NEW.read_at, NEW.replied_privately_at, NEW.replied_publicly_at, NEW.retweeted_at, NEW.hidden_at, NEW.held_at, NEW.archived_at, NEW.withdrawn_at,
      NEW.event_count, NEW.text_salt)
    IS DISTINCT FROM
    (OLD.read_at, OLD.replied_privately_at, OLD.replied_publicly_at, OLD.retweeted_at, OLD.hidden_at, OLD.held_at, OLD.archived_at, OLD.withdrawn_at,
      OLD.event_count, OLD.text_salt) THEN
    RAISE EXCEPTION 'the state of a message follows its events' USING ERRCODE = 'check_violation', CONSTRAINT = 'messages_match_events';
  END IF;
  IF OLD.relayed AND NOT NEW.relayed THEN
    NEW.text_salt := gen_random_uuid();
    UPDATE message_events SET text_digest = text_digest(NEW.text_salt, NEW.content) WHERE message_id = NEW.id AND kind = 'registered';
    IF NOT FOUND THEN
      RAISE EXCEPTION 'no event registers the text of message %', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'messages_match_events';
    END IF;
  END IF;
  RETURN NEW;
END $$;

-- What waits for its creator, by the day on which it occurred.
CREATE OR REPLACE VIEW channel_unconfirmed_days_expected AS
  SELECT channel_id, kst_day(occurred_at) AS day, count(*)::int AS count FROM donation_events WHERE status = 'OCCURRED' GROUP BY 1, 2;

-- What the counters must be, counted from the tables.
CREATE OR REPLACE VIEW counters_expected AS
  SELECT 'donations ' || status AS name, count(*) AS count FROM donation_events GROUP BY status
  UNION ALL
  SELECT 'confirmations ' || confirming_source(actor_kind), count(*) FROM donation_entries WHERE to_status = 'CONFIRMED' GROUP BY 1
  UNION ALL
  SELECT 'cheese', sum(amount_cheese) FROM donation_events WHERE status = 'CONFIRMED' HAVING count(*) > 0
  UNION ALL
  SELECT 'day ' || to_char(kst_day(occurred_at), 'YYYY-MM-DD') || ' confirmed', count(*) FROM donation_events WHERE status = 'CONFIRMED' GROUP BY 1
  UNION ALL
  SELECT 'day ' || to_char(kst_day(occurred_at), 'YYYY-MM-DD') || ' cheese', sum(amount_cheese) FROM donation_events WHERE status = 'CONFIRMED' GROUP BY 1
  UNION ALL
  SELECT 'intents', count(*) FROM donation_intents HAVING count(*) > 0
  UNION ALL
  SELECT 'letters', count(*) FROM messages WHERE type = 'dm' HAVING count(*) > 0
  UNION ALL
  SELECT 'people', count(*) FROM users WHERE agreed_at IS NOT NULL HAVING count(*) > 0
  UNION ALL
  SELECT 'channels', count(*) FROM channels WHERE opened_at IS NOT NULL HAVING count(*) > 0
  UNION ALL
  SELECT 'grants', count(*) FROM oauth_tokens HAVING count(*) > 0;

CREATE INDEX "oauth_tokens_failing_idx" ON "oauth_tokens"("failed_at") WHERE "failures" > 0;

CREATE INDEX "oauth_tokens_keys_idx" ON "oauth_tokens"((left("access_token", 12) || left("refresh_token", 12)));

CREATE INDEX "donation_intents_open_idx" ON "donation_intents"("channel_id", "created_at", "id")
  WHERE NOT "has_donation" AND "dismissed_at" IS NULL;

CREATE INDEX "donation_events_signaled_idx" ON "donation_events"("channel_id")
  WHERE "status" = 'OCCURRED' AND ("source" = 'session' OR "has_signal");

CREATE INDEX "messages_candidates_idx" ON "messages"("channel_id", "inbox_rank", "created_at", "id")
  WHERE "type" = 'dm' AND "allow_retweet" AND "retweeted_at" IS NULL AND "withdrawn_at" IS NULL AND "held_at" IS NULL AND "hidden_at" IS NULL AND "archived_at" IS NULL;

CREATE INDEX "messages_hidden_idx" ON "messages"("channel_id", "hidden_at", "id") WHERE "hidden_at" IS NOT NULL;

CREATE INDEX "messages_hidden_of_author_idx" ON "messages"("author_id", "hidden_at", "id") WHERE "hidden_at" IS NOT NULL;

CREATE INDEX "reports_open_first_idx" ON "reports"(("reason" <> 'self_harm'), "created_at", "message_id") WHERE "outcome" IS NULL;

CREATE INDEX "reports_open_of_channel_idx" ON "reports"("channel_id", ("reason" <> 'self_harm'), "created_at", "message_id")
  WHERE "outcome" IS NULL AND NOT "for_admins";

CREATE INDEX "objections_open_idx" ON "objections"("channel_id", "created_at", "id")
  WHERE "outcome" IS NULL AND "text" IS NOT NULL AND NOT "for_admins";

CREATE INDEX "objections_open_to_admins_idx" ON "objections"("created_at", "id")
  WHERE "outcome" IS NULL AND "text" IS NOT NULL AND "for_admins";

-- For: processPending
CREATE OR REPLACE TRIGGER session_events_mark_donations AFTER UPDATE OF "donation_id" ON "session_events"
  FOR EACH ROW WHEN (NEW.donation_id IS DISTINCT FROM OLD.donation_id) EXECUTE FUNCTION chzzk_events_mark_donations();

-- For: getCounters
CREATE OR REPLACE TRIGGER oauth_tokens_begin_count AFTER INSERT ON "oauth_tokens"
  FOR EACH ROW EXECUTE FUNCTION count_row('grants', 'user_id');

-- For: getCounters
CREATE OR REPLACE TRIGGER oauth_tokens_end_count AFTER DELETE ON "oauth_tokens"
  FOR EACH ROW EXECUTE FUNCTION count_row('grants', 'user_id');

-- For: withLedger
CREATE OR REPLACE TRIGGER donations_begin_mark_intents AFTER INSERT ON "donation_events"
  FOR EACH ROW WHEN (NEW.intent_id IS NOT NULL) EXECUTE FUNCTION donations_mark_intents();

-- For: mergeDonation
CREATE OR REPLACE TRIGGER donations_mark_intents AFTER UPDATE OF "intent_id" ON "donation_events"
  FOR EACH ROW WHEN (NEW.intent_id IS DISTINCT FROM OLD.intent_id) EXECUTE FUNCTION donations_mark_intents();

-- What the new columns, days and counters say of rows that are there.
UPDATE donation_intents i SET has_donation = true FROM donation_events d WHERE d.intent_id = i.id;
ALTER TABLE "donation_events" DISABLE TRIGGER USER;
UPDATE donation_events d SET has_signal = true FROM session_events e WHERE e.donation_id = d.id AND d.source <> 'session';
ALTER TABLE "donation_events" ENABLE TRIGGER USER;
ALTER TABLE "messages" DISABLE TRIGGER USER;
UPDATE messages m SET retweeted_at = r.at FROM retweets r WHERE r.message_id = m.id;
ALTER TABLE "messages" ENABLE TRIGGER USER;
INSERT INTO channel_unconfirmed_days (channel_id, day, count) SELECT channel_id, day, count FROM channel_unconfirmed_days_expected;
INSERT INTO counters (name, count) SELECT name, count FROM counters_expected WHERE name LIKE 'day %' OR name = 'grants';
