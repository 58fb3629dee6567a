DROP TRIGGER "session_mode_told" ON "channel_settings";
DROP TRIGGER "donation_events_session_may_begin" ON "donation_events";
DROP TRIGGER "donation_events_session_may_confirm" ON "donation_events";
DROP TRIGGER "donation_events_tell" ON "donation_events";
DROP TRIGGER "donation_events_tell_change" ON "donation_events";
DROP TRIGGER "donation_events_told_by_ledger" ON "donation_events";
DROP TRIGGER "donations_begin_in_sums" ON "donation_events";
DROP TRIGGER "donations_change_in_sums" ON "donation_events";
DROP TRIGGER "feed_items_tell" ON "feed_items";
DROP TRIGGER "message_events_tell" ON "message_events";
DROP TRIGGER "messages_tell" ON "messages";
DROP TRIGGER "objections_keep_text" ON "objections";
DROP TRIGGER "session_mode_changes_never_change" ON "session_mode_changes";
DROP TRIGGER "sessions_tell_end" ON "sessions";
DROP VIEW "channel_day_readings";
DROP VIEW "channel_hour_readings";
DROP VIEW "channel_week_hour_readings";
DROP VIEW "counter_readings";
DROP VIEW "feed_readings";
DROP VIEW "user_badge_readings";
DROP VIEW "user_channel_day_readings";
DROP VIEW "user_channel_stats_readings";
DROP FUNCTION "has_reached"(channel uuid, person uuid, of_tier smallint, worth bigint);
DROP FUNCTION "text_digest"(salt uuid, words text);

SET LOCAL check_function_bodies = off;

-- Adds shares to the five aggregates, then updates the badges of those whose sum crossed a threshold.
CREATE OR REPLACE FUNCTION add_to_aggregates(shares donation_share[]) RETURNS void LANGUAGE plpgsql AS $$
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

  WITH summed AS (
    SELECT channel_id, kst_day(occurred_at) AS day, donor_id AS user_id, sum(sum_cheese)::bigint AS sum_cheese, sum(count)::int AS count
    FROM unnest(shares) WHERE donor_id IS NOT NULL
    GROUP BY 1, 2, 3 HAVING sum(count) <> 0 OR sum(sum_cheese) <> 0
  ), day_now AS (
    INSERT INTO user_channel_days AS kept (channel_id, day, user_id, sum_cheese, count)
    SELECT channel_id, day, user_id, sum_cheese, count FROM summed ORDER BY 1, 2, 3
    ON CONFLICT (channel_id, day, user_id) DO UPDATE
      SET sum_cheese = kept.sum_cheese + EXCLUDED.sum_cheese, count = kept.count + EXCLUDED.count
    RETURNING channel_id, day, user_id, count
  )
  INSERT INTO user_channel_stats AS kept (channel_id, user_id, sum_cheese, count, days)
  SELECT channel_id, user_id, sum(summed.sum_cheese), sum(summed.count),
    sum((day_now.count > 0)::int - (day_now.count - summed.count > 0)::int)
  FROM summed JOIN day_now USING (channel_id, day, user_id) GROUP BY 1, 2 ORDER BY 1, 2
  ON CONFLICT (channel_id, user_id) DO UPDATE
    SET sum_cheese = kept.sum_cheese + EXCLUDED.sum_cheese, count = kept.count + EXCLUDED.count, days = kept.days + EXCLUDED.days;

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

-- Turns a statement's changed donations into shares: what counted before is taken away, what counts now is added.
CREATE OR REPLACE FUNCTION donations_into_aggregates() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  shares donation_share[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(ROW(channel_id, donor_id, occurred_at, confirming_source(confirmed_by_kind), broadcast, amount_cheese, 1)::donation_share) INTO shares
    FROM new_rows WHERE status = 'CONFIRMED';
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

-- After its tiers changed: what anybody had reached stays reached, so there is only what a threshold newly gives.
CREATE OR REPLACE FUNCTION update_channel_badges(channel uuid) RETURNS void LANGUAGE sql AS $$
  SELECT update_badges(array_agg(channel), array_agg(user_id)) FROM (
    SELECT DISTINCT s.user_id FROM user_channel_stats s
    JOIN badges b ON b.channel_id = s.channel_id AND b.threshold_cheese <= s.sum_cheese
    WHERE s.channel_id = channel
      AND NOT EXISTS (SELECT 1 FROM user_badges u WHERE u.channel_id = s.channel_id AND u.user_id = s.user_id AND u.tier = b.tier)) wanting
  HAVING count(*) > 0
$$;

-- Updates everybody in a channel whose badges are not what donations and entries say.
CREATE OR REPLACE FUNCTION rebuild_badges(channel uuid) RETURNS void LANGUAGE sql AS $$
  SELECT update_badges(array_agg(channel), array_agg(user_id)) FROM (
    SELECT DISTINCT user_id FROM (SELECT user_id, tier FROM user_badges WHERE channel_id = channel) kept
    FULL JOIN (SELECT user_id, tier FROM user_badges_expected WHERE channel_id = channel) expected USING (user_id, tier)
    WHERE kept.tier IS NULL OR expected.tier IS NULL) wanting
  HAVING count(*) > 0
$$;

-- Every open channel has tiers, at first the usual ones.
CREATE OR REPLACE FUNCTION channels_begin_with_badges() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO badges (channel_id, tier, name, icon, threshold_cheese, retweet_weight)
  SELECT NEW.id, tier, name, icon, threshold, tier FROM (VALUES
    (1, '브론즈', 'drop', 10000), (2, '실버', 'spark', 50000), (3, '골드', 'star', 200000), (4, '플래티넘', 'crown', 1000000)
  ) usual (tier, name, icon, threshold)
  WHERE NOT EXISTS (SELECT 1 FROM badges b WHERE b.channel_id = NEW.id);
  IF FOUND THEN
    PERFORM update_channel_badges(NEW.id);
  END IF;
  RETURN NULL;
END $$;

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

-- The badge that a person has in a channel: the highest tier they reached, no row without one. PostgreSQL plans it as a part of the query
-- that asks.
CREATE OR REPLACE FUNCTION badge_of(channel uuid, person uuid) RETURNS TABLE (tier smallint, name text, icon text)
LANGUAGE sql STABLE ROWS 1 AS $$
  SELECT b.tier, b.name, b.icon FROM user_badges u JOIN badges b ON b.channel_id = u.channel_id AND b.tier = u.tier
  WHERE u.channel_id = channel AND u.user_id = person ORDER BY u.tier DESC LIMIT 1
$$;

-- What was received is never changed: only its outcome is added, and its text erased.
CREATE OR REPLACE FUNCTION chzzk_events_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.channel_id, NEW.connection_id, NEW.ordinal, NEW.received_at, NEW.event_key)
    IS DISTINCT FROM (OLD.channel_id, OLD.connection_id, OLD.ordinal, OLD.received_at, OLD.event_key)
    OR (NEW.payload IS DISTINCT FROM OLD.payload AND NEW.payload IS NOT NULL)
    OR (OLD.donation_id IS NOT NULL AND NEW.donation_id IS DISTINCT FROM OLD.donation_id) THEN
    RAISE EXCEPTION 'what was received is never changed'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'session_events_never_rewritten';
  END IF;
  RETURN NEW;
END $$;

-- The history of a channel's mode never changes; it goes with the channel's settings.
CREATE OR REPLACE FUNCTION session_mode_changes_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'session_mode_changes never change'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'session_mode_changes_append_only';
END $$;

-- The mode in the settings is the one that its history says last: checked when the transaction ends.
CREATE OR REPLACE FUNCTION channel_settings_match_mode_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce((SELECT mode FROM session_mode_changes WHERE channel_id = NEW.channel_id ORDER BY at DESC, id DESC LIMIT 1), 'off')
    IS DISTINCT FROM (SELECT session_mode FROM channel_settings WHERE channel_id = NEW.channel_id) THEN
    RAISE EXCEPTION 'the history of channel % does not end with its mode', NEW.channel_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'channel_settings_match_mode_changes';
  END IF;
  RETURN NULL;
END $$;

-- A CHZZK event confirms only where its creator switched it on and no operator switched it off. The switches are locked, so that
-- no confirmation commits after a switch that committed before it.
CREATE OR REPLACE FUNCTION may_auto_confirm() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM instance_switches WHERE id = 1 AND auto_confirm_stopped_at IS NULL FOR SHARE;
  IF FOUND THEN
    PERFORM 1 FROM channel_settings WHERE channel_id = NEW.channel_id AND session_mode = 'auto' FOR SHARE;
  END IF;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no CHZZK event confirms in channel %', NEW.channel_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_may_auto_confirm';
  END IF;
  RETURN NEW;
END $$;

-- Donations by status, confirmations by source, and cheese.
CREATE OR REPLACE FUNCTION count_ledger_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO counter_changes (name, delta)
  SELECT 'donations ' || to_status, count(*) FROM new_rows GROUP BY to_status
  UNION ALL
  SELECT 'donations ' || from_status, -count(*) FROM new_rows WHERE from_status <> 'PENDING' GROUP BY from_status
  UNION ALL
  SELECT 'confirmations ' || confirming_source(actor_kind), count(*) FROM new_rows WHERE to_status = 'CONFIRMED' GROUP BY 1
  UNION ALL
  SELECT 'cheese', sum(amount_delta) FROM new_rows HAVING sum(amount_delta) <> 0;
  RETURN NULL;
END $$;

-- Counts a row, or whether its column (the second argument) is set.
CREATE OR REPLACE FUNCTION count_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO counter_changes (name, delta)
  VALUES (TG_ARGV[0], CASE WHEN TG_NARGS > 1 AND to_jsonb(NEW) ->> TG_ARGV[1] IS NULL THEN -1 ELSE 1 END);
  RETURN NULL;
END $$;

-- Sets the feed right for one message and for the public replies to it.
CREATE OR REPLACE FUNCTION refresh_feed_item(message uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO feed_items (message_id, channel_id, at, sort_amount, pinned)
  SELECT message_id, channel_id, at, sort_amount, pinned FROM feed_items_expected WHERE message_id = message
  ON CONFLICT (message_id) DO UPDATE SET at = EXCLUDED.at, sort_amount = EXCLUDED.sort_amount, pinned = EXCLUDED.pinned;
  IF NOT FOUND THEN
    DELETE FROM feed_items WHERE message_id = message;
  END IF;
  PERFORM refresh_feed_item(id) FROM messages WHERE reply_to_id = message AND visibility = 'public';
END $$;

-- A message enters, changes or leaves the feed with its row.
CREATE OR REPLACE FUNCTION messages_into_feed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO feed_items (message_id, channel_id, at, sort_amount, pinned)
    SELECT message_id, channel_id, at, sort_amount, pinned FROM feed_items_expected WHERE message_id = NEW.id;
  ELSE
    PERFORM refresh_feed_item(NEW.id);
  END IF;
  RETURN NULL;
END $$;

-- An entry carries the hash of the entry before it and belongs to a donation of its own channel.
CREATE OR REPLACE FUNCTION donation_entries_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  expected text := repeat('0', 64);
BEGIN
  IF NEW.seq > 1 THEN
    SELECT hash INTO expected FROM donation_entries WHERE channel_id = NEW.channel_id AND seq = NEW.seq - 1;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM donation_events WHERE id = NEW.donation_id AND channel_id = NEW.channel_id) THEN
    RAISE EXCEPTION 'entry % is of a donation of another channel', NEW.seq
      USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_entries_of_own_channel';
  END IF;
  IF expected IS DISTINCT FROM NEW.prev_hash THEN
    RAISE EXCEPTION 'entry % does not follow the entry before it', NEW.seq
      USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_entries_chain';
  END IF;
  RETURN NEW;
END $$;

-- No status without its entry and no amount that the entries do not add up to: checked when the transaction ends.
CREATE OR REPLACE FUNCTION donation_events_match_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  d donation_events;
  last donation_entries;
BEGIN
  SELECT * INTO d FROM donation_events WHERE id = NEW.id;
  SELECT * INTO last FROM donation_entries WHERE donation_id = NEW.id ORDER BY seq DESC LIMIT 1;
  IF last.to_status IS DISTINCT FROM d.status THEN
    RAISE EXCEPTION 'the ledger does not have the status of donation %', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_match_ledger';
  END IF;
  IF (SELECT coalesce(sum(amount_delta), 0) FROM donation_entries WHERE donation_id = NEW.id)
    IS DISTINCT FROM (CASE WHEN d.status = 'CONFIRMED' THEN d.amount_cheese ELSE 0 END) THEN
    RAISE EXCEPTION 'the entries of donation % do not add up to its amount', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_match_ledger';
  END IF;
  IF d.merged_into_id IS NOT NULL AND last.reason IS DISTINCT FROM 'merged' THEN
    RAISE EXCEPTION 'the ledger does not say that donation % was merged', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_match_ledger';
  END IF;
  RETURN NULL;
END $$;

-- Whether one of these two donations was merged into the other.
CREATE OR REPLACE FUNCTION is_merged_pair(first uuid, second uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM donation_events d
    WHERE (d.id = first AND d.merged_into_id = second) OR (d.id = second AND d.merged_into_id = first))
$$;

-- A new line of the feed. Deferred: what leaves the feed again before the commit, held behind a blocked word, is never published.
CREATE OR REPLACE FUNCTION notify_feed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM feed_items WHERE message_id = NEW.message_id) THEN
    PERFORM pg_notify('melt', json_build_object('kind', 'feed', 'channelId', NEW.channel_id, 'id', NEW.message_id)::text);
  END IF;
  RETURN NULL;
END $$;

-- A change of what a creator's inbox and queue count.
CREATE OR REPLACE FUNCTION notify_inbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('melt', json_build_object('kind', 'inbox', 'channelId', NEW.channel_id)::text);
  RETURN NULL;
END $$;

-- Whatever ends a session, its open streams receive it at the commit, on every instance.
CREATE OR REPLACE FUNCTION notify_session_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('melt', json_build_object('kind', 'session', 'id', OLD.id)::text);
  RETURN NULL;
END $$;

-- What a message said stays in its history as SHA-256 over a salt of 16 bytes and the text. The salt is erased with the text, so that
-- guessing tells nothing.
CREATE OR REPLACE FUNCTION text_digest(salt uuid, content text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(uuid_send(salt) || convert_to(content, 'UTF8')), 'hex')
$$;

-- Whether this may happen to a message in its present state: the only place that says so.
CREATE OR REPLACE FUNCTION message_can(m messages, kind message_event_kind) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT CASE kind
    WHEN 'created' THEN NOT EXISTS (SELECT 1 FROM message_events e WHERE e.message_id = m.id)
    WHEN 'registered' THEN m.relayed AND m.withdrawn_at IS NULL
    WHEN 'read' THEN m.type IN ('dm', 'donation') AND m.read_at IS NULL
    WHEN 'replied_private' THEN m.type IN ('dm', 'donation') AND m.withdrawn_at IS NULL
    WHEN 'replied_public' THEN m.type IN ('dm', 'donation') AND m.withdrawn_at IS NULL
    WHEN 'retweeted' THEN m.type = 'dm' AND m.allow_retweet AND m.withdrawn_at IS NULL AND m.hidden_at IS NULL
      AND m.held_at IS NULL AND NOT EXISTS (SELECT 1 FROM retweets r WHERE r.message_id = m.id)
    WHEN 'unretweeted' THEN EXISTS (SELECT 1 FROM retweets r WHERE r.message_id = m.id)
    WHEN 'hidden' THEN m.hidden_at IS NULL AND m.withdrawn_at IS NULL
    WHEN 'restored' THEN m.hidden_at IS NOT NULL AND m.withdrawn_at IS NULL
    WHEN 'withdrawn' THEN m.withdrawn_at IS NULL
    WHEN 'held' THEN m.type IN ('dm', 'donation') AND m.held_at IS NULL AND m.withdrawn_at IS NULL
    WHEN 'released' THEN m.held_at IS NOT NULL AND m.withdrawn_at IS NULL
    WHEN 'archived' THEN m.type = 'dm' AND m.archived_at IS NULL
    WHEN 'unarchived' THEN m.archived_at IS NOT NULL
  END
$$;

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
    (NEW.read_at, NEW.replied_privately_at, NEW.replied_publicly_at, NEW.hidden_at, NEW.held_at, NEW.archived_at, NEW.withdrawn_at,
      NEW.event_count, NEW.text_salt)
    IS DISTINCT FROM
    (OLD.read_at, OLD.replied_privately_at, OLD.replied_publicly_at, OLD.hidden_at, OLD.held_at, OLD.archived_at, OLD.withdrawn_at,
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

-- A report is decided once, by those it is for; what was written in it can only be erased.
CREATE OR REPLACE FUNCTION reports_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.message_id, NEW.channel_id, NEW.reporter_id, NEW.reason, NEW.for_admins, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.message_id, OLD.channel_id, OLD.reporter_id, OLD.reason, OLD.for_admins, OLD.created_at)
    OR (NEW.evidence IS DISTINCT FROM OLD.evidence AND NEW.evidence IS NOT NULL)
    OR (NEW.detail IS DISTINCT FROM OLD.detail AND NEW.detail IS NOT NULL) THEN
    RAISE EXCEPTION 'a report is never rewritten' USING ERRCODE = 'check_violation', CONSTRAINT = 'reports_never_rewritten';
  END IF;
  IF OLD.outcome IS NOT NULL AND (NEW.outcome, NEW.outcome_reason, NEW.resolved_by, NEW.resolved_at)
    IS DISTINCT FROM (OLD.outcome, OLD.outcome_reason, OLD.resolved_by, OLD.resolved_at) THEN
    RAISE EXCEPTION 'a report is decided once' USING ERRCODE = 'check_violation', CONSTRAINT = 'reports_decided_once';
  END IF;
  IF OLD.outcome IS NULL AND NEW.outcome IS NOT NULL
    AND NOT can_decide(NEW.resolved_by, NEW.channel_id, NEW.for_admins) THEN
    RAISE EXCEPTION 'a report is decided by whom it is for'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'reports_decided_by';
  END IF;
  RETURN NEW;
END $$;

-- An objection is decided once, by those it is for; what was written in it can only be erased.
CREATE OR REPLACE FUNCTION objections_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.message_id, NEW.hidden_seq, NEW.channel_id, NEW.author_id, NEW.for_admins, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.message_id, OLD.hidden_seq, OLD.channel_id, OLD.author_id, OLD.for_admins, OLD.created_at)
    OR (NEW.text IS DISTINCT FROM OLD.text AND NEW.text IS NOT NULL) THEN
    RAISE EXCEPTION 'an objection is never rewritten' USING ERRCODE = 'check_violation', CONSTRAINT = 'objections_never_rewritten';
  END IF;
  IF OLD.outcome IS NOT NULL AND (NEW.outcome, NEW.outcome_reason, NEW.resolved_by, NEW.resolved_at)
    IS DISTINCT FROM (OLD.outcome, OLD.outcome_reason, OLD.resolved_by, OLD.resolved_at) THEN
    RAISE EXCEPTION 'an objection is decided once' USING ERRCODE = 'check_violation', CONSTRAINT = 'objections_decided_once';
  END IF;
  IF OLD.outcome IS NULL AND NEW.outcome IS NOT NULL
    AND NOT can_decide(NEW.resolved_by, NEW.channel_id, NEW.for_admins) THEN
    RAISE EXCEPTION 'an objection is decided by whom it is for'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'objections_decided_by';
  END IF;
  RETURN NEW;
END $$;

-- An open objection has its text as long as its message is not withdrawn.
CREATE OR REPLACE FUNCTION objections_require_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.outcome IS NULL AND NEW.text IS NULL
    AND EXISTS (SELECT 1 FROM messages m WHERE m.id = NEW.message_id AND m.withdrawn_at IS NULL) THEN
    RAISE EXCEPTION 'an open objection keeps its text'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'objections_open_keeps_text';
  END IF;
  RETURN NEW;
END $$;

-- Whether this person decides such a report or objection: an admin, or the creator where it is not for admins only.
CREATE OR REPLACE FUNCTION can_decide(person uuid, channel uuid, for_admins boolean) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM users u WHERE u.id = person AND u.role = 'admin')
    OR (NOT for_admins AND EXISTS (SELECT 1 FROM channels c WHERE c.id = channel AND c.owner_id = person))
$$;

-- The audit log is written by admins only.
CREATE OR REPLACE FUNCTION audit_entries_by_admin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM users u WHERE u.id = NEW.actor_id AND u.role = 'admin') THEN
    RAISE EXCEPTION 'only admins write the audit log' USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_entries_by_admin';
  END IF;
  RETURN NEW;
END $$;

-- Who may open a reward: its channel's creator, a VIP of the channel, or a person who has its tier or a higher one now.
CREATE OR REPLACE FUNCTION reward_open_to(reward contents, person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT reward.deleted_at IS NULL AND (
    EXISTS (SELECT 1 FROM channels c WHERE c.id = reward.channel_id AND c.owner_id = person)
    OR EXISTS (SELECT 1 FROM vip_users v WHERE v.channel_id = reward.channel_id AND v.user_id = person)
    OR coalesce(tier_of(reward.channel_id, person) >= reward.gate_tier, false))
$$;

-- A coupon is claimed once, by a person to whom its reward is open; afterwards it only loses the person, when the account is deleted.
CREATE OR REPLACE FUNCTION reward_coupons_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    RAISE EXCEPTION 'a coupon begins with nobody'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'content_coupons_begin_unclaimed';
  END IF;
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT 1 FROM contents c WHERE c.id = OLD.content_id) THEN
      RAISE EXCEPTION 'a claimed coupon stays as long as its reward'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'content_coupons_claimed_stay';
    END IF;
    RETURN OLD;
  END IF;
  IF (NEW.id, NEW.content_id, NEW.seq, NEW.code) IS DISTINCT FROM (OLD.id, OLD.content_id, OLD.seq, OLD.code)
    OR (OLD.claimed_at IS NOT NULL AND (NEW.claimed_at IS DISTINCT FROM OLD.claimed_at
      OR (NEW.claimed_by IS NOT NULL AND NEW.claimed_by IS DISTINCT FROM OLD.claimed_by))) THEN
    RAISE EXCEPTION 'a coupon is claimed once and never rewritten'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'content_coupons_claimed_once';
  END IF;
  IF OLD.claimed_at IS NULL AND NEW.claimed_at IS NOT NULL AND NOT coalesce(
    (SELECT reward_open_to(c, NEW.claimed_by) FROM contents c WHERE c.id = NEW.content_id), false) THEN
    RAISE EXCEPTION 'a coupon is claimed by somebody to whom its reward is open'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'content_coupons_claimed_by_who_opens';
  END IF;
  RETURN NEW;
END $$;

-- A file that no row points at any more is due to be removed, however its row went.
CREATE OR REPLACE FUNCTION queue_file_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO file_removals (key) VALUES (OLD.key) ON CONFLICT (key) DO NOTHING;
  RETURN NULL;
END $$;

-- What the aggregates must be: these views alone say what counts, and verifyAggregates compares.
CREATE OR REPLACE VIEW channel_days_expected AS
  SELECT channel_id, kst_day(occurred_at) AS day, confirming_source(confirmed_by_kind) AS source, broadcast, sum(amount_cheese)::bigint AS sum_cheese, count(*)::int AS count
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

-- What the counters must be, counted from the tables.
CREATE OR REPLACE VIEW counters_expected AS
  SELECT 'donations ' || status AS name, count(*) AS count FROM donation_events GROUP BY status
  UNION ALL
  SELECT 'confirmations ' || confirming_source(actor_kind), count(*) FROM donation_entries WHERE to_status = 'CONFIRMED' GROUP BY 1
  UNION ALL
  SELECT 'cheese', sum(amount_cheese) FROM donation_events WHERE status = 'CONFIRMED' HAVING count(*) > 0
  UNION ALL
  SELECT 'intents', count(*) FROM donation_intents HAVING count(*) > 0
  UNION ALL
  SELECT 'letters', count(*) FROM messages WHERE type = 'dm' HAVING count(*) > 0
  UNION ALL
  SELECT 'people', count(*) FROM users WHERE agreed_at IS NOT NULL HAVING count(*) > 0
  UNION ALL
  SELECT 'channels', count(*) FROM channels WHERE opened_at IS NOT NULL HAVING count(*) > 0;

-- What the feed shows: the definition that feed_items is kept by and verifyAggregates compares it with. A claim without a text
-- is shown once it is confirmed.
CREATE OR REPLACE VIEW feed_items_expected AS
  SELECT m.id AS message_id, m.channel_id, coalesce(r.at, d.occurred_at, m.created_at) AS at,
    CASE WHEN d.status = 'CONFIRMED' AND NOT d.hide_amount THEN d.amount_cheese ELSE 0 END AS sort_amount,
    m.pinned_at IS NOT NULL AS pinned
  FROM messages m
  LEFT JOIN donation_events d ON d.id = m.donation_id
  LEFT JOIN retweets r ON r.message_id = m.id
  WHERE m.hidden_at IS NULL AND m.held_at IS NULL
    AND CASE m.type
      WHEN 'dm' THEN r.message_id IS NOT NULL
      WHEN 'donation' THEN m.content IS NOT NULL AND (d.status = 'CONFIRMED' OR (d.status = 'OCCURRED' AND m.content <> ''))
      WHEN 'creator_reply' THEN m.content IS NOT NULL AND m.visibility = 'public'
        AND NOT EXISTS (SELECT 1 FROM feed_items f WHERE f.message_id = m.reply_to_id)
      ELSE m.content IS NOT NULL
    END;

-- For: withLedger
CREATE OR REPLACE TRIGGER donations_begin_in_aggregates AFTER INSERT ON "donation_events"
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION donations_into_aggregates();

-- For: withLedger
CREATE OR REPLACE TRIGGER donations_change_in_aggregates AFTER UPDATE ON "donation_events"
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION donations_into_aggregates();

-- For: configureTiers
CREATE OR REPLACE TRIGGER badges_begin_threshold AFTER INSERT OR DELETE ON "badges"
  FOR EACH ROW EXECUTE FUNCTION badges_record_thresholds();

-- For: configureTiers
CREATE OR REPLACE TRIGGER badges_change_threshold AFTER UPDATE ON "badges"
  FOR EACH ROW WHEN (NEW.threshold_cheese <> OLD.threshold_cheese) EXECUTE FUNCTION badges_record_thresholds();

-- For: processPending, erasePayloads
CREATE OR REPLACE TRIGGER session_events_guard BEFORE UPDATE ON "session_events"
  FOR EACH ROW EXECUTE FUNCTION chzzk_events_guard();

-- For: chooseAutoConfirmMode
CREATE OR REPLACE TRIGGER session_mode_changes_append_only BEFORE UPDATE ON "session_mode_changes"
  FOR EACH ROW EXECUTE FUNCTION session_mode_changes_append_only();

-- For: chooseAutoConfirmMode
CREATE CONSTRAINT TRIGGER channel_settings_match_mode_changes AFTER INSERT OR UPDATE OF "session_mode" ON "channel_settings"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION channel_settings_match_mode_changes();

-- For: applyEvents
CREATE OR REPLACE TRIGGER donation_events_may_auto_confirm_first BEFORE INSERT ON "donation_events"
  FOR EACH ROW WHEN (NEW.status = 'CONFIRMED' AND NEW.confirmed_by_kind = 'session') EXECUTE FUNCTION may_auto_confirm();

-- For: applyEvents
CREATE OR REPLACE TRIGGER donation_events_may_auto_confirm BEFORE UPDATE OF "status" ON "donation_events"
  FOR EACH ROW WHEN (NEW.status = 'CONFIRMED' AND OLD.status <> 'CONFIRMED' AND NEW.confirmed_by_kind = 'session')
  EXECUTE FUNCTION may_auto_confirm();

-- For: getCounters
CREATE OR REPLACE TRIGGER donation_entries_count AFTER INSERT ON "donation_entries"
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_ledger_entries();

-- For: getCounters
CREATE OR REPLACE TRIGGER donation_intents_count AFTER INSERT ON "donation_intents" FOR EACH ROW EXECUTE FUNCTION count_row('intents');

-- For: getCounters
CREATE OR REPLACE TRIGGER messages_count AFTER INSERT ON "messages" FOR EACH ROW WHEN (NEW.type = 'dm') EXECUTE FUNCTION count_row('letters');

-- For: getCounters
CREATE OR REPLACE TRIGGER users_begin_count AFTER INSERT ON "users"
  FOR EACH ROW WHEN (NEW.agreed_at IS NOT NULL) EXECUTE FUNCTION count_row('people', 'agreed_at');

-- For: getCounters
CREATE OR REPLACE TRIGGER users_count AFTER UPDATE OF "agreed_at" ON "users"
  FOR EACH ROW WHEN ((OLD.agreed_at IS NULL) <> (NEW.agreed_at IS NULL)) EXECUTE FUNCTION count_row('people', 'agreed_at');

-- For: getCounters
CREATE OR REPLACE TRIGGER channels_begin_count AFTER INSERT ON "channels"
  FOR EACH ROW WHEN (NEW.opened_at IS NOT NULL) EXECUTE FUNCTION count_row('channels', 'opened_at');

-- For: getCounters
CREATE OR REPLACE TRIGGER channels_count AFTER UPDATE OF "opened_at" ON "channels"
  FOR EACH ROW WHEN ((OLD.opened_at IS NULL) <> (NEW.opened_at IS NULL)) EXECUTE FUNCTION count_row('channels', 'opened_at');

-- For: withLedger
CREATE CONSTRAINT TRIGGER donation_events_match_ledger AFTER INSERT OR UPDATE OF "status", "merged_into_id" ON "donation_events"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION donation_events_match_ledger();

-- A message that comes back long after it was written stands further down and is no news.
-- For: subscribeToChannel
CREATE CONSTRAINT TRIGGER feed_items_notify AFTER INSERT ON "feed_items" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.at > now() - interval '1 hour') EXECUTE FUNCTION notify_feed();

-- For: publishInboxCounts
CREATE OR REPLACE TRIGGER messages_notify AFTER INSERT ON "messages"
  FOR EACH ROW WHEN (NEW.type = 'dm') EXECUTE FUNCTION notify_inbox();

-- For: publishInboxCounts
CREATE OR REPLACE TRIGGER donation_events_notify AFTER INSERT ON "donation_events"
  FOR EACH ROW EXECUTE FUNCTION notify_inbox();

-- For: publishInboxCounts
CREATE OR REPLACE TRIGGER donation_events_notify_change AFTER UPDATE OF "status" ON "donation_events"
  FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION notify_inbox();

-- For: publishInboxCounts
CREATE OR REPLACE TRIGGER message_events_notify AFTER INSERT ON "message_events"
  FOR EACH ROW WHEN (NEW.kind IN ('read', 'released', 'archived', 'unarchived', 'withdrawn')) EXECUTE FUNCTION notify_inbox();

-- For: endSession, endAllSessions
CREATE OR REPLACE TRIGGER sessions_notify_end AFTER DELETE ON "sessions"
  FOR EACH ROW EXECUTE FUNCTION notify_session_end();

-- For: createObjection
CREATE OR REPLACE TRIGGER objections_require_text BEFORE INSERT OR UPDATE ON "objections"
  FOR EACH ROW EXECUTE FUNCTION objections_require_text();

-- For: addCoupons
CREATE OR REPLACE TRIGGER content_coupons_begin BEFORE INSERT ON "content_coupons"
  FOR EACH ROW WHEN (NEW.claimed_at IS NOT NULL) EXECUTE FUNCTION reward_coupons_guard();

-- For: claimCoupon
CREATE OR REPLACE TRIGGER content_coupons_change BEFORE UPDATE ON "content_coupons"
  FOR EACH ROW EXECUTE FUNCTION reward_coupons_guard();

-- For: updateReward
CREATE OR REPLACE TRIGGER content_coupons_go BEFORE DELETE ON "content_coupons"
  FOR EACH ROW WHEN (OLD.claimed_at IS NOT NULL) EXECUTE FUNCTION reward_coupons_guard();

-- For: detachFiles
CREATE OR REPLACE TRIGGER content_files_gone AFTER DELETE ON "content_files"
  FOR EACH ROW EXECUTE FUNCTION queue_file_removal();

-- For: assignIcons
CREATE OR REPLACE TRIGGER badge_icons_gone AFTER DELETE ON "badge_icons"
  FOR EACH ROW EXECUTE FUNCTION queue_file_removal();

DROP FUNCTION "are_merged"(one uuid, other uuid);
DROP FUNCTION "badges_keep_thresholds"();
DROP FUNCTION "content_coupons_guard"();
DROP FUNCTION "content_files_gone"();
DROP FUNCTION "content_open_to"(content contents, person uuid);
DROP FUNCTION "count_entries"();
DROP FUNCTION "count_one"();
DROP FUNCTION "count_shares"(shares donation_share[]);
DROP FUNCTION "donation_events_told_by_ledger"();
DROP FUNCTION "donations_into_sums"();
DROP FUNCTION "forget_nothing"(shares donation_share[]);
DROP FUNCTION "may_decide"(person uuid, channel uuid, for_admins boolean);
DROP FUNCTION "message_may"(m messages, kind message_event_kind);
DROP FUNCTION "objections_keep_text"();
DROP FUNCTION "rebuild_sums"(channel uuid);
DROP FUNCTION "session_events_guard"();
DROP FUNCTION "session_may_confirm"();
DROP FUNCTION "session_mode_changes_never_change"();
DROP FUNCTION "session_mode_told"();
DROP FUNCTION "settle_badges"(of_channels uuid[], of_people uuid[]);
DROP FUNCTION "settle_channel_badges"(channel uuid);
DROP FUNCTION "tell_feed"();
DROP FUNCTION "tell_inbox"();
DROP FUNCTION "tell_session_end"();
DROP FUNCTION "wants_settling"(channel uuid, person uuid, worth bigint);
DROP FUNCTION "worth_until"(channel uuid, person uuid, entry integer);
