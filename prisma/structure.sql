-- The whole schema as PostgreSQL has it, written by "npm run db:structure": to be read and compared, not run.

CREATE TYPE actor_kind AS ENUM (
  'viewer',
  'creator',
  'admin',
  'session',
  'statement'
);

CREATE TYPE audit_act AS ENUM (
  'report_read',
  'report_hidden',
  'report_kept',
  'objection_read',
  'objection_restored',
  'objection_kept',
  'message_hidden',
  'message_restored',
  'ledger_checked',
  'auto_confirm_stopped',
  'auto_confirm_allowed',
  'donation_confirmed',
  'settlement_opted_in',
  'settlement_opted_out'
);

CREATE TYPE broadcast_state AS ENUM (
  'live',
  'after_live',
  'unknown'
);

CREATE TYPE content_file_kind AS ENUM (
  'image',
  'audio'
);

CREATE TYPE donation_source AS ENUM (
  'user_flow',
  'manual',
  'session',
  'statement'
);

CREATE TYPE donation_status AS ENUM (
  'PENDING',
  'OCCURRED',
  'CONFIRMED',
  'REJECTED',
  'REVERSED'
);

CREATE TYPE job_kind AS ENUM (
  'settle_badges',
  'delete_account',
  'apply_statement',
  'undo_statement',
  'announce_post'
);

CREATE TYPE merge_taking AS ENUM (
  'donor',
  'name',
  'intent',
  'claim',
  'message',
  'hid_amount',
  'hid_name',
  'showed_amount',
  'showed_name'
);

CREATE TYPE message_actor AS ENUM (
  'viewer',
  'creator',
  'admin',
  'rule',
  'session'
);

CREATE TYPE message_event_kind AS ENUM (
  'created',
  'read',
  'replied_private',
  'replied_public',
  'retweeted',
  'unretweeted',
  'hidden',
  'restored',
  'withdrawn',
  'held',
  'released',
  'archived',
  'unarchived',
  'registered'
);

CREATE TYPE message_type AS ENUM (
  'donation',
  'dm',
  'creator_post',
  'creator_reply'
);

CREATE TYPE notification_kind AS ENUM (
  'reply',
  'retweet',
  'confirmed',
  'corrected',
  'badge',
  'post',
  'decision',
  'waiting',
  'letter',
  'report',
  'signal_lost',
  'statement'
);

CREATE TYPE objection_outcome AS ENUM (
  'restored',
  'kept'
);

CREATE TYPE report_outcome AS ENUM (
  'hidden',
  'kept'
);

CREATE TYPE report_reason AS ENUM (
  'self_harm',
  'sexual',
  'privacy',
  'threat',
  'abuse',
  'impersonation',
  'spam',
  'false_donation',
  'other'
);

CREATE TYPE session_end AS ENUM (
  'closed',
  'lost',
  'silent',
  'refused',
  'revoked',
  'lease_lost',
  'died'
);

CREATE TYPE session_mode AS ENUM (
  'off',
  'assist',
  'auto'
);

CREATE TYPE session_mode_reason AS ENUM (
  'chosen',
  'revoked',
  'grant_gone',
  'silent'
);

CREATE TYPE session_outcome AS ENUM (
  'confirmed',
  'evidence',
  'test',
  'unreadable',
  'off'
);

CREATE TYPE statement_deed AS ENUM (
  'explained',
  'confirmed',
  'corrected',
  'added'
);

CREATE TYPE statement_kind AS ENUM (
  'totals',
  'lines'
);

CREATE TYPE statement_outcome AS ENUM (
  'matched',
  'explained',
  'differs',
  'onlyStatement',
  'ignored',
  'onHold',
  'nextPeriod'
);

CREATE TYPE statement_state AS ENUM (
  'mapping',
  'ready',
  'applied',
  'undone'
);

CREATE TYPE user_role AS ENUM (
  'viewer',
  'creator',
  'admin'
);

CREATE TYPE visibility AS ENUM (
  'public',
  'private'
);

CREATE TYPE who_may_write AS ENUM (
  'everyone',
  'supporters',
  'badge',
  'nobody'
);

CREATE TYPE donation_share AS (
  channel_id uuid,
  donor_id uuid,
  occurred_at timestamp with time zone,
  source donation_source,
  broadcast broadcast_state,
  sum_cheese bigint,
  count integer
);

CREATE TYPE range_share AS (
  channel_id uuid,
  range_days smallint,
  user_id uuid,
  sum_cheese bigint,
  count integer,
  days integer
);

CREATE OR REPLACE FUNCTION public.add_to_aggregates(shares donation_share[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION public.add_to_ranges(shares range_share[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION public.after_quiet_hours(person uuid, moment timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE WHEN (hour - quiet_from + 24) % 24 >= (quiet_to - quiet_from + 24) % 24 THEN moment
    ELSE (date_trunc('day', korean) + make_interval(days => CASE WHEN quiet_to <= hour THEN 1 ELSE 0 END, hours => quiet_to)) AT TIME ZONE 'Asia/Seoul' END
  FROM (SELECT moment AT TIME ZONE 'Asia/Seoul' AS korean, extract(hour FROM moment AT TIME ZONE 'Asia/Seoul')::int AS hour) now
  CROSS JOIN (SELECT coalesce(max(p.quiet_from), 22)::int AS quiet_from, coalesce(max(p.quiet_to), 8)::int AS quiet_to
    FROM notification_preferences p WHERE p.user_id = person) quiet
$function$;

CREATE OR REPLACE FUNCTION public.announce_post()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO jobs (id, kind, subject_id, state) VALUES (uuid_v7(), 'announce_post', NEW.id, jsonb_build_object('ends', TG_OP = 'UPDATE'));
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.audit_entries_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'audit_entries is append-only' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'audit_entries_append_only';
END $function$;

CREATE OR REPLACE FUNCTION public.audit_entries_by_admin()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF NOT (CASE WHEN NEW.act::text IN ('settlement_opted_in', 'settlement_opted_out')
    THEN EXISTS (SELECT 1 FROM channels c WHERE c.id = NEW.subject_id AND c.owner_id = NEW.actor_id)
    ELSE EXISTS (SELECT 1 FROM users u WHERE u.id = NEW.actor_id AND u.role = 'admin') END) THEN
    RAISE EXCEPTION 'only admins write the audit log, and creators of their own opt-in' USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_entries_by_admin';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.badge_of(channel uuid, person uuid)
 RETURNS TABLE(tier smallint, name text, icon text)
 LANGUAGE sql
 STABLE ROWS 1
AS $function$
  SELECT b.tier, b.name, b.icon FROM user_badges u JOIN badges b ON b.channel_id = u.channel_id AND b.tier = u.tier
  WHERE u.channel_id = channel AND u.user_id = person ORDER BY u.tier DESC LIMIT 1
$function$;

CREATE OR REPLACE FUNCTION public.badge_thresholds_guard()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.until_entry IS NOT NULL
    OR (NEW.channel_id, NEW.tier, NEW.seq, NEW.threshold_cheese, NEW.since_entry)
      IS DISTINCT FROM (OLD.channel_id, OLD.tier, OLD.seq, OLD.threshold_cheese, OLD.since_entry) THEN
    RAISE EXCEPTION 'what a tier once asked for is never rewritten'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'badge_thresholds_never_rewritten';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.badges_record_thresholds()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION public.badges_settle()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION public.broadcast_at(channel uuid, moment timestamp with time zone)
 RETURNS broadcast_state
 LANGUAGE sql
 STABLE
AS $function$
  SELECT coalesce((
    SELECT CASE
      WHEN EXISTS (SELECT 1 FROM broadcast_sightings s WHERE s.slot = p.slot AND s.channel_id = channel) THEN 'live'
      WHEN p.complete THEN 'after_live'
      ELSE 'unknown'
    END::broadcast_state
    FROM broadcast_polls p
    WHERE p.finished_at IS NOT NULL AND p.slot <= moment AND p.slot > moment - interval '10 minutes'
    ORDER BY p.slot DESC LIMIT 1), 'unknown')
$function$;

CREATE OR REPLACE FUNCTION public.can_decide(person uuid, channel uuid, for_admins boolean)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  SELECT EXISTS (SELECT 1 FROM users u WHERE u.id = person AND u.role = 'admin')
    OR (NOT for_admins AND EXISTS (SELECT 1 FROM channels c WHERE c.id = channel AND c.owner_id = person))
$function$;

CREATE OR REPLACE FUNCTION public.channel_settings_match_mode_changes()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF coalesce((SELECT mode FROM session_mode_changes WHERE channel_id = NEW.channel_id ORDER BY at DESC, id DESC LIMIT 1), 'off')
    IS DISTINCT FROM (SELECT session_mode FROM channel_settings WHERE channel_id = NEW.channel_id) THEN
    RAISE EXCEPTION 'the history of channel % does not end with its mode', NEW.channel_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'channel_settings_match_mode_changes';
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.channels_begin_with_badges()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO badges (channel_id, tier, name, icon, threshold_cheese, retweet_weight)
  SELECT NEW.id, tier, name, icon, threshold, tier FROM (VALUES
    (1, '브론즈', 'drop', 10000), (2, '실버', 'spark', 50000), (3, '골드', 'star', 200000), (4, '플래티넘', 'crown', 1000000)
  ) usual (tier, name, icon, threshold)
  WHERE NOT EXISTS (SELECT 1 FROM badges b WHERE b.channel_id = NEW.id);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.chzzk_events_guard()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF (NEW.channel_id, NEW.connection_id, NEW.ordinal, NEW.received_at, NEW.event_key)
    IS DISTINCT FROM (OLD.channel_id, OLD.connection_id, OLD.ordinal, OLD.received_at, OLD.event_key)
    OR (NEW.payload IS DISTINCT FROM OLD.payload AND NEW.payload IS NOT NULL)
    OR (OLD.donation_id IS NOT NULL AND NEW.donation_id IS DISTINCT FROM OLD.donation_id) THEN
    RAISE EXCEPTION 'what was received is never changed'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'session_events_never_rewritten';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.chzzk_events_mark_donations()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE donation_events SET has_signal = true WHERE id = NEW.donation_id AND source <> 'session' AND NOT has_signal;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.confirmed_sum_until(channel uuid, person uuid, entry integer)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
  SELECT coalesce(sum(d.amount_cheese), 0) FROM donation_events d
  WHERE d.channel_id = channel AND d.donor_id = person AND d.status = 'CONFIRMED'
    AND (SELECT min(e.seq) FROM donation_entries e WHERE e.donation_id = d.id AND e.to_status = 'CONFIRMED') <= entry
$function$;

CREATE OR REPLACE FUNCTION public.confirming_source(kind actor_kind)
 RETURNS donation_source
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  SELECT CASE kind WHEN 'session' THEN 'session' WHEN 'statement' THEN 'statement' ELSE 'manual' END::donation_source
$function$;

CREATE OR REPLACE FUNCTION public.count_badge_holders()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION public.count_ledger_entries()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION public.count_row()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO counter_changes (name, delta)
  VALUES (TG_ARGV[0], CASE WHEN TG_NARGS > 1 AND to_jsonb(NEW) ->> TG_ARGV[1] IS NULL THEN -1 ELSE 1 END);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.create_badge_job(channel uuid, lowest bigint, below bigint)
 RETURNS void
 LANGUAGE sql
AS $function$
  INSERT INTO jobs (id, kind, subject_id, state)
  SELECT gen_random_uuid(), 'settle_badges', channel, jsonb_build_object('from', lowest, 'below', below)
  WHERE EXISTS (SELECT 1 FROM user_channel_stats s
    WHERE s.channel_id = channel AND s.sum_cheese >= lowest AND s.sum_cheese < coalesce(below, 9223372036854775807))
$function$;

CREATE OR REPLACE FUNCTION public.days_until(last_day date, range_days integer)
 RETURNS datemultirange
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  SELECT coalesce(datemultirange(CASE WHEN last_day IS NOT NULL THEN daterange(last_day - range_days, last_day, '(]') END), '{}')
$function$;

CREATE OR REPLACE FUNCTION public.delete_empty_aggregates(shares donation_share[])
 RETURNS void
 LANGUAGE sql
AS $function$
  DELETE FROM channel_days k USING unnest(shares) s WHERE k.count = 0 AND k.channel_id = s.channel_id AND k.day = kst_day(s.occurred_at);
  DELETE FROM channel_hours k USING unnest(shares) s
    WHERE k.count = 0 AND k.channel_id = s.channel_id AND k.hour = date_trunc('hour', s.occurred_at, 'UTC');
  DELETE FROM channel_week_hours k USING unnest(shares) s WHERE k.count = 0 AND k.channel_id = s.channel_id;
  DELETE FROM user_channel_days k USING unnest(shares) s
    WHERE k.count = 0 AND k.channel_id = s.channel_id AND k.day = kst_day(s.occurred_at) AND k.user_id = s.donor_id;
  DELETE FROM user_channel_stats k USING unnest(shares) s WHERE k.count = 0 AND k.channel_id = s.channel_id AND k.user_id = s.donor_id;
$function$;

CREATE OR REPLACE FUNCTION public.donation_entries_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.form = 2 AND OLD.reason NOT IN ('merged', 'unmerged') THEN
      OLD.reason := NULL;
      OLD.reason_salt := NULL;
      IF NEW IS NOT DISTINCT FROM OLD THEN
        RETURN NEW;
      END IF;
    END IF;
  END IF;
  RAISE EXCEPTION 'donation_entries is append-only' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'donation_entries_append_only';
END $function$;

CREATE OR REPLACE FUNCTION public.donation_entries_chain()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
  IF NEW.form = 2 AND (NEW.reason IS NULL) <> (NEW.reason_digest IS NULL) THEN
    RAISE EXCEPTION 'entry % begins without the reason that it digests', NEW.seq
      USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_entries_digests_reason';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.donation_events_broadcast()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  NEW.broadcast := broadcast_at(NEW.channel_id, NEW.occurred_at);
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.donation_events_guard()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status NOT IN ('OCCURRED', 'CONFIRMED') THEN
      RAISE EXCEPTION 'a donation cannot begin as %', NEW.status
        USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_legal_transition';
    END IF;
  ELSE
    IF NEW.channel_id <> OLD.channel_id THEN
      RAISE EXCEPTION 'a donation stays in its channel'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_stays_in_channel';
    END IF;
    IF NEW.status = OLD.status AND NEW.status = 'CONFIRMED'
      AND (NEW.amount_cheese, NEW.confirmed_at, NEW.confirmed_by, NEW.confirmed_by_kind)
        IS DISTINCT FROM (OLD.amount_cheese, OLD.confirmed_at, OLD.confirmed_by, OLD.confirmed_by_kind) THEN
      RAISE EXCEPTION 'a confirmation changes by reversal only'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_confirmed_amount_stands';
    END IF;
    IF NEW.status <> OLD.status AND (OLD.status::text, NEW.status::text) NOT IN (
      ('OCCURRED', 'CONFIRMED'), ('OCCURRED', 'REJECTED'), ('CONFIRMED', 'REVERSED'),
      ('REJECTED', 'CONFIRMED'), ('REVERSED', 'CONFIRMED'))
      AND NOT (OLD.status = 'REVERSED' AND NEW.status = 'REJECTED' AND NEW.merged_into_id IS NOT NULL)
      AND NOT (OLD.status = 'REJECTED' AND NEW.status = 'OCCURRED' AND OLD.merged_into_id IS NOT NULL)
      AND NOT (OLD.status = 'REVERSED' AND NEW.status = 'OCCURRED' AND OLD.confirmed_by_kind = 'statement') THEN
      RAISE EXCEPTION 'a donation cannot go from % to %', OLD.status, NEW.status
        USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_legal_transition';
    END IF;
    IF NEW.merged_into_id IS NOT NULL AND NEW.merged_into_id IS DISTINCT FROM OLD.merged_into_id AND (
      OLD.merged_into_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM donation_events d
        WHERE d.id = NEW.merged_into_id AND d.channel_id = NEW.channel_id AND d.status IN ('OCCURRED', 'CONFIRMED'))) THEN
      RAISE EXCEPTION 'a donation is merged once, into one of its channel that stands'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_merged_into_standing';
    END IF;
  END IF;
  IF NEW.status = 'CONFIRMED' AND (TG_OP = 'INSERT' OR OLD.status <> 'CONFIRMED') AND NOT (
    CASE NEW.confirmed_by_kind
      WHEN 'creator' THEN EXISTS (SELECT 1 FROM channels WHERE id = NEW.channel_id AND owner_id = NEW.confirmed_by)
      WHEN 'admin' THEN EXISTS (SELECT 1 FROM users WHERE id = NEW.confirmed_by AND role = 'admin')
      ELSE true
    END) THEN
    RAISE EXCEPTION 'only the creator, an admin or a machine source confirms'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_confirmer_may';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.donation_events_match_ledger()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION public.donations_into_aggregates()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION public.donations_into_feed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM refresh_feed_item(id) FROM messages WHERE donation_id = NEW.id;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.donations_mark_intents()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.intent_id IS NOT NULL THEN
    UPDATE donation_intents i SET has_donation = EXISTS (SELECT 1 FROM donation_events d WHERE d.intent_id = i.id) WHERE id = OLD.intent_id;
  END IF;
  UPDATE donation_intents SET has_donation = true WHERE id = NEW.intent_id AND NOT has_donation;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.erase_relayed_text()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE session_events SET payload = NULL WHERE donation_id = NEW.donation_id AND payload IS NOT NULL;
  UPDATE donation_intents i SET message = NULL FROM donation_events d
    WHERE d.id = NEW.donation_id AND i.id = d.intent_id AND i.message IS NOT NULL;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.has_reached(channel uuid, person uuid, of_tier smallint, confirmed_sum bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE WHEN EXISTS (SELECT 1 FROM badge_thresholds t
      WHERE t.channel_id = channel AND t.tier = of_tier AND t.until_entry IS NULL AND t.threshold_cheese <= confirmed_sum) THEN true
    ELSE EXISTS (SELECT 1 FROM badge_thresholds t
      WHERE t.channel_id = channel AND t.tier = of_tier AND t.until_entry IS NOT NULL
        AND CASE WHEN t.threshold_cheese <= confirmed_sum THEN t.threshold_cheese <= confirmed_sum_until(channel, person, t.until_entry) ELSE false END)
  END
$function$;

CREATE OR REPLACE FUNCTION public.inbox_rank_of(channel uuid, person uuid)
 RETURNS smallint
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM vip_users v WHERE v.channel_id = channel AND v.user_id = person) THEN 100
    ELSE coalesce((SELECT b.tier FROM badges b
      WHERE b.channel_id = channel AND b.tier = tier_of(channel, person) AND b.letters_first), 0)
  END::smallint
$function$;

CREATE OR REPLACE FUNCTION public.is_badge_unsettled(state jsonb, confirmed_sum bigint, person uuid)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT confirmed_sum >= (state ->> 'from')::bigint AND (confirmed_sum, person) <
    (coalesce((state ->> 'below')::bigint, 9223372036854775807), coalesce((state ->> 'belowUser')::uuid, '00000000-0000-0000-0000-000000000000'))
$function$;

CREATE OR REPLACE FUNCTION public.is_merged_pair(first uuid, second uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  SELECT EXISTS (SELECT 1 FROM donation_events d
    WHERE (d.id = first AND d.merged_into_id = second) OR (d.id = second AND d.merged_into_id = first))
$function$;

CREATE OR REPLACE FUNCTION public.kst(moment timestamp with time zone)
 RETURNS timestamp without time zone
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  SELECT moment AT TIME ZONE 'UTC' + interval '9 hours'
$function$;

CREATE OR REPLACE FUNCTION public.kst_day(moment timestamp with time zone)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  SELECT (moment AT TIME ZONE 'UTC' + interval '9 hours')::date
$function$;

CREATE OR REPLACE FUNCTION public.lock_ledger(channel uuid)
 RETURNS void
 LANGUAGE sql
AS $function$
  INSERT INTO ledger_heads (channel_id, seq, hash) VALUES (channel, 0, repeat('0', 64))
  ON CONFLICT (channel_id) DO UPDATE SET seq = ledger_heads.seq
$function$;

CREATE OR REPLACE FUNCTION public.log_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation', CONSTRAINT = 'log_append_only';
END $function$;

CREATE OR REPLACE FUNCTION public.log_checkpoints_of_leaves()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF NEW.size IS DISTINCT FROM (SELECT max(index) + 1 FROM log_leaves) THEN
    RAISE EXCEPTION 'a checkpoint of % leaves, which is not how many there are', NEW.size
      USING ERRCODE = 'check_violation', CONSTRAINT = 'log_checkpoints_of_leaves';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.log_leaves_in_order()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF NEW.index > 0 AND NOT EXISTS (SELECT 1 FROM log_leaves WHERE index = NEW.index - 1) THEN
    RAISE EXCEPTION 'leaf % does not follow the leaf before it', NEW.index
      USING ERRCODE = 'check_violation', CONSTRAINT = 'log_leaves_in_order';
  END IF;
  IF EXISTS (SELECT 1 FROM log_leaves WHERE channel_id = NEW.channel_id AND seq >= NEW.seq) THEN
    RAISE EXCEPTION 'leaf % goes no further than its channel''s last one', NEW.index
      USING ERRCODE = 'check_violation', CONSTRAINT = 'log_leaves_in_order';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.lowest_threshold(channel uuid, of_tier smallint)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
  SELECT min(threshold_cheese) FROM badge_thresholds WHERE channel_id = channel AND tier = of_tier
$function$;

CREATE OR REPLACE FUNCTION public.may_auto_confirm()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION public.message_can(m messages, kind message_event_kind)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.message_events_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 AND OLD.kind = 'registered' AND OLD.text_digest IS NULL THEN
    OLD.text_digest := NEW.text_digest;
    IF NEW = OLD THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'message_events is append-only' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'message_events_append_only';
END $function$;

CREATE OR REPLACE FUNCTION public.message_events_apply()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION public.message_events_restored_by()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF NEW.actor_kind <> 'admin' AND 'admin' = (
    SELECT e.actor_kind FROM message_events e WHERE e.message_id = NEW.message_id AND e.kind = 'hidden'
    ORDER BY e.seq DESC LIMIT 1) THEN
    RAISE EXCEPTION 'what an admin hid, only an admin brings back'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'message_events_restored_by';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.message_readable(m messages, person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  SELECT m.content IS NOT NULL AND m.hidden_at IS NULL AND EXISTS (SELECT 1 FROM channels c WHERE c.id = m.channel_id AND c.opened_at IS NOT NULL) AND (
    EXISTS (SELECT 1 FROM feed_items f WHERE f.message_id = m.id)
    OR CASE m.type
      WHEN 'creator_reply' THEN
        (m.visibility = 'public' AND EXISTS (SELECT 1 FROM feed_items f WHERE f.message_id = m.reply_to_id))
        OR EXISTS (SELECT 1 FROM messages p WHERE p.id = m.reply_to_id AND p.author_id = person)
      WHEN 'creator_post' THEN false
      ELSE EXISTS (SELECT 1 FROM channels c WHERE c.id = m.channel_id AND c.owner_id = person)
    END)
$function$;

CREATE OR REPLACE FUNCTION public.messages_begin()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO message_events (message_id, seq, channel_id, kind, actor_kind, actor_id, at)
  VALUES (NEW.id, 1, NEW.channel_id, 'created',
    CASE WHEN NEW.relayed AND NEW.content = '' AND EXISTS (
        SELECT 1 FROM donation_events d WHERE d.id = NEW.donation_id AND d.source = 'manual') THEN 'creator'
      WHEN NEW.relayed THEN 'session'
      WHEN NEW.type IN ('dm', 'donation') AND NEW.author_id IS NOT NULL THEN 'viewer' ELSE 'creator' END::message_actor,
    CASE WHEN NEW.relayed THEN NULL ELSE NEW.author_id END, NEW.created_at);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.messages_guard()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION public.messages_into_feed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO feed_items (message_id, channel_id, at, sort_amount, pinned)
    SELECT message_id, channel_id, at, sort_amount, pinned FROM feed_items_expected WHERE message_id = NEW.id;
  ELSE
    PERFORM refresh_feed_item(NEW.id);
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.messages_rank()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  NEW.inbox_rank := inbox_rank_of(NEW.channel_id, NEW.author_id);
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.messages_written_by()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF NEW.reply_to_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM messages p WHERE p.id = NEW.reply_to_id AND p.channel_id = NEW.channel_id AND p.type IN ('dm', 'donation')) THEN
    RAISE EXCEPTION 'a reply answers a message of its own channel'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'messages_reply_in_channel';
  END IF;
  IF NEW.type IN ('creator_post', 'creator_reply') AND NOT EXISTS (
    SELECT 1 FROM channels c WHERE c.id = NEW.channel_id AND c.owner_id = NEW.author_id) THEN
    RAISE EXCEPTION 'only the channel''s owner writes as its creator'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'messages_creator_is_owner';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.move_ranges(channel uuid, today date)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION public.needs_badge_update(channel uuid, person uuid, confirmed_sum bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  SELECT EXISTS (
    SELECT 1 FROM (SELECT DISTINCT t.tier FROM badge_thresholds t WHERE t.channel_id = channel) known
    WHERE has_reached(channel, person, known.tier, confirmed_sum) IS DISTINCT FROM EXISTS (
      SELECT 1 FROM user_badges u WHERE u.channel_id = channel AND u.user_id = person AND u.tier = known.tier))
$function$;

CREATE OR REPLACE FUNCTION public.notification_leaves_at(person uuid, of_kind notification_kind, of_channel uuid)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$
  SELECT now() WHERE EXISTS (SELECT 1 FROM push_subscriptions s WHERE s.user_id = person)
    OR (of_kind IN ('waiting', 'letter') AND EXISTS (SELECT 1 FROM channel_webhooks w WHERE w.channel_id = of_channel))
$function$;

CREATE OR REPLACE FUNCTION public.notify_author()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  m messages;
BEGIN
  SELECT * INTO m FROM messages WHERE id = NEW.message_id;
  IF NEW.kind = 'unretweeted' THEN
    DELETE FROM notifications WHERE user_id = m.author_id AND kind = 'retweet' AND message_id = m.id;
  ELSIF m.author_id <> NEW.actor_id THEN
    PERFORM notify_person(m.author_id, CASE WHEN NEW.kind = 'retweeted' THEN 'retweet' ELSE 'reply' END::notification_kind, m.channel_id,
      format('message %s %s', m.id, NEW.seq), m.id, NULL);
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.notify_creator(of_channel uuid, of_kind notification_kind)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  creator uuid := (SELECT owner_id FROM channels WHERE id = of_channel AND opened_at IS NOT NULL);
  last timestamptz := (SELECT max(created_at) FROM notifications WHERE user_id = creator AND kind = of_kind);
  leaves timestamptz := CASE WHEN notification_leaves_at(creator, of_kind, of_channel) IS NOT NULL
    THEN greatest(now(), last + interval '10 minutes') END;
BEGIN
  IF creator IS NULL OR NOT wants_notification(creator, of_kind, of_channel) THEN
    RETURN;
  END IF;
  IF EXISTS (SELECT 1 FROM notifications WHERE user_id = creator AND kind = of_kind AND read_at IS NULL) THEN
    UPDATE notifications SET deliver_at = coalesce(deliver_at, leaves),
      created_at = CASE WHEN created_at < now() - interval '10 minutes' THEN now() ELSE created_at END
    WHERE id = (SELECT id FROM notifications WHERE user_id = creator AND kind = of_kind AND read_at IS NULL
        AND (created_at < now() - interval '10 minutes' OR (deliver_at IS NULL AND leaves IS NOT NULL)) FOR UPDATE SKIP LOCKED);
  ELSE
    INSERT INTO notifications (id, user_id, kind, channel_id, cause, deliver_at)
    VALUES (uuid_v7(), creator, of_kind, of_channel, 'since ' || extract(epoch FROM now()), leaves) ON CONFLICT DO NOTHING;
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION public.notify_of_badges()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM notify_person(user_id, 'badge', channel_id, format('badge %s %s', channel_id, to_tier), NULL, NULL)
  FROM added WHERE to_tier > coalesce(from_tier, 0);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.notify_of_decision()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  decided jsonb := to_jsonb(NEW);
BEGIN
  PERFORM notify_person((decided ->> TG_ARGV[0])::uuid, 'decision', NEW.channel_id, format('%s %s', TG_ARGV[1], NEW.id),
    CASE TG_ARGV[1] WHEN 'objection' THEN NEW.message_id END, NULL);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.notify_of_entries()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO notifications (id, user_id, kind, channel_id, cause, donation_id, deliver_at)
  SELECT uuid_v7(), d.donor_id, event.kind, e.channel_id, format('donation %s %s', d.id, extract(epoch FROM now())), d.id, notification_leaves_at(d.donor_id, event.kind, e.channel_id)
  FROM added e JOIN donation_events d ON d.id = e.donation_id
  CROSS JOIN LATERAL (SELECT CASE WHEN e.to_status = 'CONFIRMED' AND coalesce(e.from_status, 'PENDING') IN ('PENDING', 'OCCURRED')
    THEN 'confirmed' ELSE 'corrected' END::notification_kind AS kind) event
  WHERE d.donor_id IS NOT NULL AND e.to_status IN ('CONFIRMED', 'REVERSED') AND coalesce(e.reason, '') NOT IN ('merged', 'unmerged')
    AND e.actor_id IS DISTINCT FROM d.donor_id AND wants_notification(d.donor_id, event.kind, e.channel_id)
  ON CONFLICT DO NOTHING;
  PERFORM notify_creator(channel_id, 'waiting') FROM (SELECT DISTINCT channel_id FROM added WHERE to_status = 'OCCURRED' AND coalesce(from_status, 'PENDING') = 'PENDING') waiting;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.notify_of_letter()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF EXISTS (SELECT 1 FROM messages WHERE id = NEW.id AND held_at IS NULL) THEN
    PERFORM notify_creator(NEW.channel_id, 'letter');
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.notify_of_lost_signal()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM notify_person(c.owner_id, 'signal_lost', c.id, 'mode change ' || NEW.id, NULL, NULL)
  FROM channels c WHERE c.id = NEW.channel_id AND c.opened_at IS NOT NULL;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.notify_of_report()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM notify_creator(NEW.channel_id, 'report');
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.notify_of_statement()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM notify_person(c.owner_id, 'statement', c.id, format('statement %s %s', NEW.id, extract(epoch FROM NEW.applied_at)), NULL, NULL)
  FROM channels c WHERE c.id = NEW.channel_id AND EXISTS (
    SELECT 1 FROM jobs j WHERE j.subject_id = NEW.id AND j.kind = 'apply_statement');
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.notify_person(person uuid, of_kind notification_kind, of_channel uuid, of_cause text, of_message uuid, of_donation uuid)
 RETURNS void
 LANGUAGE sql
AS $function$
  INSERT INTO notifications (id, user_id, kind, channel_id, cause, message_id, donation_id, deliver_at)
  SELECT uuid_v7(), person, of_kind, of_channel, of_cause, of_message, of_donation, notification_leaves_at(person, of_kind, of_channel)
  WHERE wants_notification(person, of_kind, of_channel)
  ON CONFLICT DO NOTHING
$function$;

CREATE OR REPLACE FUNCTION public.objections_begin()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  m messages;
  hiding message_events;
BEGIN
  SELECT * INTO m FROM messages WHERE id = NEW.message_id;
  SELECT * INTO hiding FROM message_events WHERE message_id = m.id AND kind = 'hidden' ORDER BY seq DESC LIMIT 1;
  IF m.author_id IS DISTINCT FROM NEW.author_id THEN
    RAISE EXCEPTION 'only the author objects'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'objections_by_author';
  END IF;
  IF m.hidden_at IS NULL OR m.withdrawn_at IS NOT NULL OR hiding.seq IS DISTINCT FROM NEW.hidden_seq THEN
    RAISE EXCEPTION 'an objection is against the hiding that stands'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'objections_to_what_stands';
  END IF;
  NEW.channel_id := m.channel_id;
  NEW.for_admins := hiding.actor_kind <> 'creator';
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.objections_guard()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION public.objections_require_text()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF NEW.outcome IS NULL AND NEW.text IS NULL
    AND EXISTS (SELECT 1 FROM messages m WHERE m.id = NEW.message_id AND m.withdrawn_at IS NULL) THEN
    RAISE EXCEPTION 'an open objection keeps its text'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'objections_open_keeps_text';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.outbox_since(seen_until bigint, under_way bigint[], OUT snapshot text, OUT server text, OUT seconds double precision, OUT topics text[])
 RETURNS record
 LANGUAGE plpgsql
 STABLE
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  until bigint := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
BEGIN
  snapshot := pg_current_snapshot()::text;
  server := pg_postmaster_start_time()::text;
  seconds := extract(epoch FROM clock_timestamp());
  topics := ARRAY(SELECT topic FROM outbox WHERE xid >= seen_until AND xid < until ORDER BY xid, topic LIMIT 10001)
    || ARRAY(SELECT topic FROM outbox WHERE xid = ANY (under_way) ORDER BY xid, topic LIMIT 10001);
END $function$;

CREATE OR REPLACE FUNCTION public.person_has_agreed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM 1 FROM users WHERE id = (to_jsonb(NEW) ->> TG_ARGV[0])::uuid AND agreed_at IS NOT NULL FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION '% is of somebody who has not agreed', TG_TABLE_NAME
      USING ERRCODE = 'check_violation', CONSTRAINT = 'person_has_agreed';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.publish(VARIADIC topics text[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO outbox (topic) SELECT unnest(topics) ON CONFLICT DO NOTHING;
END $function$;

CREATE OR REPLACE FUNCTION public.publish_channel()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM publish('page channels', 'page ' || NEW.chzzk_channel_id, 'page ' || coalesce(OLD.chzzk_channel_id, NEW.chzzk_channel_id));
  IF OLD.opened_at IS DISTINCT FROM NEW.opened_at THEN
    PERFORM publish('page icons');
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.publish_channel_page()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM publish_pages(coalesce(NEW.channel_id, OLD.channel_id));
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.publish_channel_pages()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM publish_pages(VARIADIC array_agg(channel_id)) FROM (SELECT DISTINCT channel_id FROM changed) rows HAVING count(*) > 0;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.publish_donation_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF OLD.status <> NEW.status THEN
    PERFORM publish('inbox ' || NEW.channel_id);
  END IF;
  IF EXISTS (SELECT 1 FROM messages m JOIN feed_items f ON f.message_id = m.id WHERE m.donation_id = NEW.id) THEN
    PERFORM publish_pages(NEW.channel_id);
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.publish_donations()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM publish(VARIADIC array_agg('inbox ' || channel_id)) FROM (SELECT DISTINCT channel_id FROM inserted) rows HAVING count(*) > 0;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.publish_feed_item()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF EXISTS (SELECT 1 FROM feed_items WHERE message_id = NEW.message_id) THEN
    PERFORM publish_pages(NEW.channel_id);
    IF NEW.at > now() - interval '1 hour' THEN
      PERFORM publish(format('feed %s %s', NEW.channel_id, NEW.message_id));
    END IF;
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.publish_feed_item_end()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM message_events WHERE message_id = OLD.message_id AND seq = 1 AND xmin = pg_current_xact_id()::xid) THEN
    PERFORM publish_pages(OLD.channel_id);
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.publish_inbox()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM publish('inbox ' || NEW.channel_id);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.publish_message()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF EXISTS (SELECT 1 FROM feed_items WHERE message_id IN (NEW.id, NEW.reply_to_id)) THEN
    PERFORM publish_pages(NEW.channel_id);
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.publish_notifications()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF EXISTS (SELECT 1 FROM changed WHERE deliver_at IS NOT NULL) THEN
    PERFORM publish('notices');
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.publish_pages(VARIADIC of_channels uuid[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO outbox (topic) SELECT 'page ' || chzzk_channel_id FROM channels WHERE id = ANY (of_channels) ON CONFLICT DO NOTHING;
END $function$;

CREATE OR REPLACE FUNCTION public.publish_session_end()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM publish('session ' || OLD.id);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.publish_topic()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM publish(TG_ARGV[0]);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.queue_file_removal()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO file_removals (key) VALUES (OLD.key) ON CONFLICT (key) DO NOTHING;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.rank_channel_letters(channel uuid)
 RETURNS void
 LANGUAGE sql
AS $function$
  WITH held AS MATERIALIZED (
    SELECT u.user_id, max(u.tier) AS tier FROM user_badges u JOIN badges b ON b.channel_id = u.channel_id AND b.tier = u.tier
    WHERE u.channel_id = channel GROUP BY 1
  ), ranks AS MATERIALIZED (
    SELECT w.author_id, CASE WHEN v.user_id IS NOT NULL THEN 100 WHEN b.letters_first THEN b.tier ELSE 0 END::smallint AS now
    FROM (SELECT DISTINCT author_id FROM messages WHERE channel_id = channel AND type = 'dm') w
    LEFT JOIN vip_users v ON v.channel_id = channel AND v.user_id = w.author_id
    LEFT JOIN held h ON h.user_id = w.author_id
    LEFT JOIN badges b ON b.channel_id = channel AND b.tier = h.tier
  )
  UPDATE messages m SET inbox_rank = ranks.now FROM ranks
  WHERE m.channel_id = channel AND m.type = 'dm' AND m.author_id = ranks.author_id AND m.inbox_rank <> ranks.now
$function$;

CREATE OR REPLACE FUNCTION public.rank_letters(channel uuid, person uuid)
 RETURNS void
 LANGUAGE sql
AS $function$
  WITH rank AS MATERIALIZED (SELECT inbox_rank_of(channel, person) AS now)
  UPDATE messages m SET inbox_rank = rank.now FROM rank
  WHERE m.channel_id = channel AND m.author_id = person AND m.type = 'dm' AND m.inbox_rank <> rank.now
$function$;

CREATE OR REPLACE FUNCTION public.rebuild_aggregates(channel uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION public.rebuild_badges(channel uuid)
 RETURNS void
 LANGUAGE sql
AS $function$
  SELECT update_badges(array_agg(channel), array_agg(user_id)) FROM (
    SELECT DISTINCT user_id FROM (SELECT user_id, tier FROM user_badges WHERE channel_id = channel) kept
    FULL JOIN (SELECT user_id, tier FROM user_badges_expected WHERE channel_id = channel) expected USING (user_id, tier)
    WHERE kept.tier IS NULL OR expected.tier IS NULL) wanting
  HAVING count(*) > 0;
  DELETE FROM badge_holders WHERE channel_id = channel;
  INSERT INTO badge_holders (channel_id, tier, count) SELECT channel_id, tier, count FROM badge_holders_expected WHERE channel_id = channel
$function$;

CREATE OR REPLACE FUNCTION public.refresh_feed_item(message uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO feed_items (message_id, channel_id, at, sort_amount, pinned)
  SELECT message_id, channel_id, at, sort_amount, pinned FROM feed_items_expected WHERE message_id = message
  ON CONFLICT (message_id) DO UPDATE SET at = EXCLUDED.at, sort_amount = EXCLUDED.sort_amount, pinned = EXCLUDED.pinned;
  IF NOT FOUND THEN
    DELETE FROM feed_items WHERE message_id = message;
  END IF;
  PERFORM refresh_feed_item(id) FROM messages WHERE reply_to_id = message AND visibility = 'public';
END $function$;

CREATE OR REPLACE FUNCTION public.reports_begin()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  m messages;
BEGIN
  SELECT * INTO m FROM messages WHERE id = NEW.message_id;
  IF m.author_id = NEW.reporter_id THEN
    RAISE EXCEPTION 'nobody reports their own words'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'reports_of_others_words';
  END IF;
  IF message_readable(m, NEW.reporter_id) IS NOT TRUE THEN
    RAISE EXCEPTION 'only who reads a message reports it'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'reports_by_who_reads';
  END IF;
  NEW.channel_id := m.channel_id;
  NEW.evidence := m.content;
  NEW.for_admins := m.type NOT IN ('dm', 'donation') OR m.author_id IS NULL
    OR EXISTS (SELECT 1 FROM channels c WHERE c.id = m.channel_id AND c.owner_id = NEW.reporter_id);
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.reports_guard()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION public.retweets_follow_events()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'retweets follow message_events' USING ERRCODE = 'check_violation', CONSTRAINT = 'retweets_follow_events';
  END IF;
  RETURN coalesce(NEW, OLD);
END $function$;

CREATE OR REPLACE FUNCTION public.retweets_into_feed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM refresh_feed_item(coalesce(NEW.message_id, OLD.message_id));
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.reward_coupons_guard()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION public.reward_open_to(reward contents, person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  SELECT reward.deleted_at IS NULL AND (
    EXISTS (SELECT 1 FROM channels c WHERE c.id = reward.channel_id AND c.owner_id = person)
    OR EXISTS (SELECT 1 FROM vip_users v WHERE v.channel_id = reward.channel_id AND v.user_id = person)
    OR coalesce(tier_of(reward.channel_id, person) >= reward.gate_tier, false))
$function$;

CREATE OR REPLACE FUNCTION public.session_mode_changes_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'session_mode_changes never change'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'session_mode_changes_append_only';
END $function$;

CREATE OR REPLACE FUNCTION public.settle_badges(channel uuid, state jsonb, max_people integer, OUT people_count integer, OUT rest jsonb)
 RETURNS record
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION public.statement_lines_stay()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'DELETE' AND (OLD.applied_at IS NULL OR EXISTS (SELECT 1 FROM channels c WHERE c.id = OLD.channel_id AND c.opened_at IS NULL)) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'line % of a statement stays', OLD.row USING ERRCODE = 'restrict_violation', CONSTRAINT = 'statement_lines_stay';
END $function$;

CREATE OR REPLACE FUNCTION public.statements_guard()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF (NEW.id, NEW.channel_id, NEW.kind, NEW.sha256, NEW.sheet, NEW.key, NEW.media_type, NEW.size_bytes, NEW.totals, NEW.created_at)
    IS DISTINCT FROM
    (OLD.id, OLD.channel_id, OLD.kind, OLD.sha256, OLD.sheet, OLD.key, OLD.media_type, OLD.size_bytes, OLD.totals, OLD.created_at) THEN
    RAISE EXCEPTION 'what a statement was made of stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'statements_stay';
  END IF;
  IF (OLD.state::text, NEW.state::text) NOT IN (('mapping', 'mapping'), ('mapping', 'ready'), ('ready', 'ready'), ('ready', 'applied'),
    ('ready', 'undone'), ('applied', 'applied'), ('applied', 'undone'), ('undone', 'undone'), ('undone', 'ready'), ('undone', 'applied')) THEN
    RAISE EXCEPTION 'a statement cannot go from % to %', OLD.state, NEW.state
      USING ERRCODE = 'check_violation', CONSTRAINT = 'statements_legal_transition';
  END IF;
  IF OLD.state <> NEW.state AND NEW.state <> 'applied'
    AND EXISTS (SELECT 1 FROM statement_lines l WHERE l.statement_id = NEW.id AND l.applied_at IS NOT NULL) THEN
    RAISE EXCEPTION 'a statement with applied lines is applied' USING ERRCODE = 'check_violation', CONSTRAINT = 'statements_never_half';
  END IF;
  IF (OLD.state <> NEW.state OR OLD.applied_at IS DISTINCT FROM NEW.applied_at) AND NEW.state = 'applied'
    AND EXISTS (SELECT 1 FROM statement_lines l WHERE l.statement_id = NEW.id AND l.ticked AND l.applied_at IS NULL) THEN
    RAISE EXCEPTION 'a statement is applied whole' USING ERRCODE = 'check_violation', CONSTRAINT = 'statements_never_half';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.text_digest(salt uuid, content text)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  SELECT encode(sha256(uuid_send(salt) || convert_to(content, 'UTF8')), 'hex')
$function$;

CREATE OR REPLACE FUNCTION public.tier_of(channel uuid, person uuid)
 RETURNS smallint
 LANGUAGE sql
 STABLE
AS $function$
  SELECT max(b.tier) FROM user_badges u JOIN badges b ON b.channel_id = u.channel_id AND b.tier = u.tier
  WHERE u.channel_id = channel AND u.user_id = person
$function$;

CREATE OR REPLACE FUNCTION public.update_badges(of_channels uuid[], of_people uuid[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION public.uuid_v7()
 RETURNS uuid
 LANGUAGE sql
AS $function$
  SELECT (substr(at, 1, 8) || '-' || substr(at, 9, 4) || '-7' || substr(random, 16))::uuid
  FROM (SELECT lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') AS at, gen_random_uuid()::text AS random) parts
$function$;

CREATE OR REPLACE FUNCTION public.vip_users_rank()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  vip vip_users := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  PERFORM rank_letters(vip.channel_id, vip.user_id);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.wants_notification(person uuid, of_kind notification_kind, of_channel uuid)
 RETURNS boolean
 LANGUAGE sql
AS $function$
  SELECT EXISTS (SELECT 1 FROM users u WHERE u.id = person AND u.agreed_at IS NOT NULL FOR KEY SHARE SKIP LOCKED)
    AND NOT EXISTS (SELECT 1 FROM notification_mutes m
      WHERE m.user_id = person AND m.kind = of_kind AND (m.channel_id IS NULL OR m.channel_id = of_channel))
$function$;

CREATE OR REPLACE FUNCTION public.withdraw_objections()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE objections SET text = NULL WHERE message_id = NEW.message_id AND text IS NOT NULL;
  RETURN NULL;
END $function$;

CREATE TABLE aggregate_checks (
  channel_id uuid NOT NULL,
  checked_at timestamp(3) with time zone NOT NULL,
  disagreement text
);

CREATE TABLE audit_entries (
  act audit_act NOT NULL,
  actor_id uuid NOT NULL,
  at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  id uuid NOT NULL,
  reason text,
  subject_id uuid
);

CREATE TABLE badge_changes (
  at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  channel_id uuid NOT NULL,
  from_tier smallint,
  seq integer NOT NULL,
  to_tier smallint,
  user_id uuid NOT NULL
);

CREATE TABLE badge_holders (
  channel_id uuid NOT NULL,
  count integer NOT NULL,
  tier smallint NOT NULL
);

CREATE TABLE badge_icons (
  channel_id uuid NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  id uuid NOT NULL,
  key character varying(32) NOT NULL,
  media_type text NOT NULL,
  sha256 character varying(64) NOT NULL,
  size_bytes integer NOT NULL
);

CREATE TABLE badge_thresholds (
  channel_id uuid NOT NULL,
  seq integer NOT NULL,
  since_entry integer NOT NULL,
  threshold_cheese integer NOT NULL,
  tier smallint NOT NULL,
  until_entry integer
);

CREATE TABLE badges (
  channel_id uuid NOT NULL,
  icon text NOT NULL,
  letters_first boolean NOT NULL DEFAULT true,
  name text NOT NULL,
  retweet_weight smallint NOT NULL DEFAULT 1,
  threshold_cheese integer NOT NULL,
  tier smallint NOT NULL
);

CREATE TABLE blocks (
  channel_id uuid NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  user_id uuid NOT NULL
);

CREATE TABLE broadcast_polls (
  complete boolean NOT NULL DEFAULT false,
  finished_at timestamp(3) with time zone,
  slot timestamp(3) with time zone NOT NULL
);

CREATE TABLE broadcast_sightings (
  channel_id uuid NOT NULL,
  opened_at timestamp(3) with time zone NOT NULL,
  slot timestamp(3) with time zone NOT NULL
);

CREATE TABLE channel_days (
  broadcast broadcast_state NOT NULL,
  channel_id uuid NOT NULL,
  count integer NOT NULL,
  day date NOT NULL,
  nameless_cheese bigint NOT NULL DEFAULT 0,
  source donation_source NOT NULL,
  sum_cheese bigint NOT NULL
);

CREATE TABLE channel_hours (
  channel_id uuid NOT NULL,
  count integer NOT NULL,
  hour timestamp(3) with time zone NOT NULL,
  sum_cheese bigint NOT NULL
);

CREATE TABLE channel_ranges (
  channel_id uuid NOT NULL,
  last_day date NOT NULL,
  people integer NOT NULL,
  range_days smallint NOT NULL,
  repeating integer NOT NULL
);

CREATE TABLE channel_settings (
  allow_links boolean NOT NULL DEFAULT false,
  allowed_words text[] NOT NULL DEFAULT '{}'::text[],
  blocked_words text[] NOT NULL DEFAULT '{}'::text[],
  channel_id uuid NOT NULL,
  from_tier smallint NOT NULL DEFAULT 1,
  retweets_a_day integer NOT NULL DEFAULT 20,
  session_mode session_mode NOT NULL DEFAULT 'off'::session_mode,
  updated_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  who_may_write who_may_write NOT NULL DEFAULT 'everyone'::who_may_write
);

CREATE TABLE channel_unconfirmed_days (
  channel_id uuid NOT NULL,
  count integer NOT NULL,
  day date NOT NULL
);

CREATE TABLE channel_webhooks (
  channel_id uuid NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_at timestamp(3) with time zone,
  last_status integer,
  url text NOT NULL
);

CREATE TABLE channel_week_hours (
  channel_id uuid NOT NULL,
  count integer NOT NULL,
  hour smallint NOT NULL,
  sum_cheese bigint NOT NULL,
  weekday smallint NOT NULL
);

CREATE TABLE channels (
  chzzk_channel_id character varying(32) NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  id uuid NOT NULL,
  image_url text,
  name text NOT NULL,
  opened_at timestamp(3) with time zone,
  owner_id uuid
);

CREATE TABLE content_coupons (
  claimed_at timestamp(3) with time zone,
  claimed_by uuid,
  code text NOT NULL,
  content_id uuid NOT NULL,
  id uuid NOT NULL,
  seq integer NOT NULL
);

CREATE TABLE content_files (
  content_id uuid NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  height integer,
  id uuid NOT NULL,
  key character varying(32) NOT NULL,
  kind content_file_kind NOT NULL,
  media_type text NOT NULL,
  sha256 character varying(64) NOT NULL,
  size_bytes integer NOT NULL,
  width integer
);

CREATE TABLE contents (
  body text,
  change_id uuid,
  channel_id uuid NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  deleted_at timestamp(3) with time zone,
  gate_tier smallint,
  gate_vip boolean NOT NULL DEFAULT false,
  id uuid NOT NULL,
  link text,
  request_id uuid,
  title text NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE counter_changes (
  delta bigint NOT NULL,
  id bigint NOT NULL DEFAULT nextval('counter_changes_id_seq'::regclass),
  name text NOT NULL
);

CREATE TABLE counters (
  count bigint NOT NULL,
  name text NOT NULL
);

CREATE TABLE daily_totals (
  amount_cheese integer NOT NULL,
  channel_id uuid NOT NULL,
  date date NOT NULL,
  entered_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  entered_by uuid NOT NULL
);

CREATE TABLE donation_entries (
  actor_id uuid,
  actor_kind actor_kind NOT NULL,
  amount_delta integer NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  channel_id uuid NOT NULL,
  donation_id uuid NOT NULL,
  form smallint NOT NULL DEFAULT 1,
  from_status donation_status,
  hash character varying(64) NOT NULL,
  prev_hash character varying(64) NOT NULL,
  reason text,
  reason_digest character varying(64),
  reason_salt character varying(32),
  seq integer NOT NULL,
  to_status donation_status NOT NULL
);

CREATE TABLE donation_events (
  amount_cheese integer,
  broadcast broadcast_state NOT NULL DEFAULT 'unknown'::broadcast_state,
  channel_id uuid NOT NULL,
  claimed_amount_cheese integer,
  confirmed_at timestamp(3) with time zone,
  confirmed_by uuid,
  confirmed_by_kind actor_kind,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  donor_id uuid,
  donor_name text,
  has_signal boolean NOT NULL DEFAULT false,
  hide_amount boolean NOT NULL DEFAULT false,
  hide_name boolean NOT NULL DEFAULT false,
  id uuid NOT NULL,
  intent_id uuid,
  late boolean NOT NULL DEFAULT false,
  merge_took merge_taking[] NOT NULL DEFAULT '{}'::merge_taking[],
  merged_at timestamp(3) with time zone,
  merged_into_id uuid,
  note text,
  occurred_at timestamp(3) with time zone NOT NULL,
  request_id uuid,
  source donation_source NOT NULL,
  status donation_status NOT NULL
);

CREATE TABLE donation_intents (
  amount_cheese integer,
  channel_id uuid NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  dismissed_at timestamp(3) with time zone,
  has_donation boolean NOT NULL DEFAULT false,
  hide_amount boolean NOT NULL DEFAULT false,
  hide_name boolean NOT NULL DEFAULT false,
  id uuid NOT NULL,
  message text,
  registered_at timestamp(3) with time zone,
  request_id uuid,
  viewer_id uuid NOT NULL
);

CREATE TABLE entries_frontiers (
  channel_id uuid NOT NULL,
  head_hash character varying(64) NOT NULL,
  nodes text NOT NULL,
  size integer NOT NULL
);

CREATE TABLE entries_nodes (
  channel_id uuid NOT NULL,
  hash character varying(64) NOT NULL,
  index integer NOT NULL,
  level smallint NOT NULL
);

CREATE TABLE feed_items (
  at timestamp(3) with time zone NOT NULL,
  channel_id uuid NOT NULL,
  message_id uuid NOT NULL,
  pinned boolean NOT NULL DEFAULT false,
  sort_amount integer NOT NULL DEFAULT 0
);

CREATE TABLE file_removals (
  due_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  key character varying(32) NOT NULL
);

CREATE TABLE follows (
  channel_id uuid NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  user_id uuid NOT NULL
);

CREATE TABLE instance_switches (
  auto_confirm_stopped_at timestamp(3) with time zone,
  id integer NOT NULL DEFAULT 1
);

CREATE TABLE jobs (
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  done_count integer NOT NULL DEFAULT 0,
  failures integer NOT NULL DEFAULT 0,
  id uuid NOT NULL,
  kind job_kind NOT NULL,
  retry_at timestamp(3) with time zone,
  state jsonb NOT NULL,
  subject_id uuid NOT NULL
);

CREATE TABLE ledger_heads (
  channel_id uuid NOT NULL,
  hash character varying(64) NOT NULL,
  seq integer NOT NULL DEFAULT 0
);

CREATE TABLE log_checkpoints (
  at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  root character varying(64) NOT NULL,
  size integer NOT NULL,
  text text NOT NULL
);

CREATE TABLE log_cosignatures (
  at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  line text NOT NULL,
  size integer NOT NULL,
  witness text NOT NULL
);

CREATE TABLE log_leaves (
  channel_id uuid NOT NULL,
  day date NOT NULL,
  entries_root character varying(64) NOT NULL,
  hash character varying(64) NOT NULL,
  head_hash character varying(64) NOT NULL,
  index integer NOT NULL,
  seq integer NOT NULL
);

CREATE TABLE log_nodes (
  hash character varying(64) NOT NULL,
  index integer NOT NULL,
  level smallint NOT NULL
);

CREATE TABLE message_events (
  actor_id uuid,
  actor_kind message_actor NOT NULL,
  at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  channel_id uuid NOT NULL,
  kind message_event_kind NOT NULL,
  message_id uuid NOT NULL,
  reason text,
  seq integer NOT NULL,
  text_digest character varying(64)
);

CREATE TABLE messages (
  allow_retweet boolean NOT NULL DEFAULT false,
  archived_at timestamp(3) with time zone,
  author_id uuid,
  channel_id uuid NOT NULL,
  content text,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  donation_id uuid,
  event_count integer NOT NULL DEFAULT 1,
  held_at timestamp(3) with time zone,
  hidden_at timestamp(3) with time zone,
  id uuid NOT NULL,
  inbox_rank smallint NOT NULL DEFAULT 0,
  pinned_at timestamp(3) with time zone,
  read_at timestamp(3) with time zone,
  relayed boolean NOT NULL DEFAULT false,
  replied_privately_at timestamp(3) with time zone,
  replied_publicly_at timestamp(3) with time zone,
  reply_to_id uuid,
  request_id uuid,
  retweeted_at timestamp(3) with time zone,
  search_keys integer[] NOT NULL DEFAULT '{}'::integer[],
  text_salt uuid DEFAULT gen_random_uuid(),
  type message_type NOT NULL,
  visibility visibility NOT NULL,
  withdrawn_at timestamp(3) with time zone
);

CREATE TABLE notification_deliveries (
  attempts integer NOT NULL DEFAULT 0,
  due_at timestamp(3) with time zone NOT NULL,
  is_webhook boolean NOT NULL,
  notification_id uuid NOT NULL,
  target_id uuid NOT NULL
);

CREATE TABLE notification_mutes (
  channel_id uuid,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  id uuid NOT NULL,
  kind notification_kind NOT NULL,
  user_id uuid NOT NULL
);

CREATE TABLE notification_preferences (
  quiet_from smallint NOT NULL,
  quiet_to smallint NOT NULL,
  user_id uuid NOT NULL
);

CREATE TABLE notifications (
  cause character varying(120) NOT NULL,
  channel_id uuid NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  deliver_at timestamp(3) with time zone,
  donation_id uuid,
  id uuid NOT NULL,
  kind notification_kind NOT NULL,
  message_id uuid,
  read_at timestamp(3) with time zone,
  user_id uuid NOT NULL
);

CREATE TABLE oauth_tokens (
  access_token text NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  failed_at timestamp(3) with time zone,
  failures integer NOT NULL DEFAULT 0,
  refresh_token text NOT NULL,
  refreshing_until timestamp(3) with time zone,
  scope text,
  updated_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  user_id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE objections (
  author_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  for_admins boolean NOT NULL DEFAULT false,
  hidden_seq integer NOT NULL,
  id uuid NOT NULL,
  message_id uuid NOT NULL,
  outcome objection_outcome,
  outcome_reason text,
  resolved_at timestamp(3) with time zone,
  resolved_by uuid,
  text text
);

CREATE TABLE outbox (
  topic text NOT NULL,
  xid bigint NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint
);

CREATE TABLE push_subscriptions (
  auth character varying(40) NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  endpoint text NOT NULL,
  id uuid NOT NULL,
  p256dh character varying(120) NOT NULL,
  session_id uuid NOT NULL,
  user_id uuid NOT NULL
);

CREATE UNLOGGED TABLE rate_limits (
  key text NOT NULL,
  used integer NOT NULL,
  window_start timestamp(3) with time zone NOT NULL
);

CREATE TABLE reports (
  channel_id uuid NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  detail text,
  evidence text,
  for_admins boolean NOT NULL DEFAULT false,
  id uuid NOT NULL,
  message_id uuid NOT NULL,
  outcome report_outcome,
  outcome_reason text,
  reason report_reason NOT NULL,
  reporter_id uuid NOT NULL,
  resolved_at timestamp(3) with time zone,
  resolved_by uuid
);

CREATE TABLE retweets (
  at timestamp(3) with time zone NOT NULL,
  channel_id uuid NOT NULL,
  message_id uuid NOT NULL
);

CREATE TABLE session_connections (
  channel_id uuid NOT NULL,
  connected_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "end" session_end,
  ended_at timestamp(3) with time zone,
  heard_at timestamp(3) with time zone NOT NULL,
  holder_id uuid NOT NULL,
  id uuid NOT NULL,
  subscribed_at timestamp(3) with time zone
);

CREATE TABLE session_events (
  amount_cheese integer,
  channel_id uuid NOT NULL,
  connection_id uuid NOT NULL,
  deliveries integer NOT NULL DEFAULT 1,
  donation_id uuid,
  donor_id uuid,
  event_key character varying(64) NOT NULL,
  id uuid NOT NULL,
  ordinal integer NOT NULL,
  outcome session_outcome,
  payload text,
  processed_at timestamp(3) with time zone,
  received_at timestamp(3) with time zone NOT NULL
);

CREATE TABLE session_leases (
  channel_id uuid NOT NULL,
  failed_at timestamp(3) with time zone,
  failure text,
  failures integer NOT NULL DEFAULT 0,
  held_until timestamp(3) with time zone NOT NULL,
  holder_id uuid NOT NULL
);

CREATE TABLE session_mode_changes (
  actor_id uuid,
  at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  channel_id uuid NOT NULL,
  id uuid NOT NULL,
  mode session_mode NOT NULL,
  reason session_mode_reason NOT NULL
);

CREATE TABLE sessions (
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at timestamp(3) with time zone NOT NULL,
  id uuid NOT NULL,
  token_hash character varying(64) NOT NULL,
  user_id uuid NOT NULL
);

CREATE TABLE settlement_opt_ins (
  channel_id uuid NOT NULL,
  fee_rate_hundredths integer,
  opted_in_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE spent_newcomers (
  id uuid NOT NULL,
  until timestamp(3) with time zone NOT NULL
);

CREATE TABLE statement_lines (
  amount integer NOT NULL,
  applied_at timestamp(3) with time zone,
  candidates uuid[] DEFAULT ARRAY[]::uuid[],
  channel_id uuid NOT NULL,
  choice statement_outcome,
  choice_amount integer,
  choice_donation_id uuid,
  chosen_amount integer,
  counted boolean NOT NULL,
  day character varying(10),
  deed statement_deed,
  donation_id uuid,
  donor_id text,
  entry_seq integer,
  explained_twins uuid[] DEFAULT ARRAY[]::uuid[],
  fee integer,
  from_day character varying(10),
  identity character varying(64) NOT NULL,
  is_sure boolean NOT NULL DEFAULT false,
  kind character varying(20),
  melt_amount integer,
  message text,
  net integer,
  nickname text,
  outcome statement_outcome,
  pass character varying(6),
  "row" integer NOT NULL,
  state text,
  statement_id uuid NOT NULL,
  ticked boolean NOT NULL DEFAULT false,
  "time" character varying(8),
  to_day character varying(10),
  undone_at timestamp(3) with time zone
);

CREATE TABLE statement_mappings (
  channel_id uuid NOT NULL,
  fingerprint character varying(64) NOT NULL,
  mapping jsonb NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE statement_refused_rows (
  channel_id uuid NOT NULL,
  "column" integer,
  reason character varying(30) NOT NULL,
  "row" integer NOT NULL,
  statement_id uuid NOT NULL
);

CREATE TABLE statements (
  applied_at timestamp(3) with time zone,
  asked_count integer NOT NULL DEFAULT 0,
  channel_id uuid NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  deeds jsonb,
  fingerprint character varying(64),
  first_rows jsonb,
  from_day character varying(10),
  header jsonb,
  id uuid NOT NULL,
  key character varying(32),
  kind statement_kind NOT NULL,
  line_count integer NOT NULL DEFAULT 0,
  line_sums jsonb,
  mapping jsonb,
  media_type text,
  open_count integer NOT NULL DEFAULT 0,
  plan jsonb,
  plan_hash character varying(64),
  plan_head_seq integer,
  sha256 character varying(64) NOT NULL,
  sheet text NOT NULL DEFAULT ''::text,
  size_bytes integer,
  state statement_state NOT NULL,
  to_day character varying(10),
  tolerance jsonb,
  totals jsonb,
  undone_at timestamp(3) with time zone
);

CREATE TABLE user_badges (
  channel_id uuid NOT NULL,
  earned_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  tier smallint NOT NULL,
  user_id uuid NOT NULL
);

CREATE TABLE user_channel_days (
  channel_id uuid NOT NULL,
  count integer NOT NULL,
  day date NOT NULL,
  sum_cheese bigint NOT NULL,
  user_id uuid NOT NULL
);

CREATE TABLE user_channel_ranges (
  channel_id uuid NOT NULL,
  count integer NOT NULL,
  days integer NOT NULL,
  range_days smallint NOT NULL,
  sum_cheese bigint NOT NULL,
  user_id uuid NOT NULL
);

CREATE TABLE user_channel_stats (
  channel_id uuid NOT NULL,
  count integer NOT NULL,
  days integer NOT NULL,
  sum_cheese bigint NOT NULL,
  user_id uuid NOT NULL
);

CREATE TABLE users (
  agreed_at timestamp(3) with time zone,
  chzzk_user_id character varying(32) NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  display_name text NOT NULL,
  id uuid NOT NULL,
  role user_role NOT NULL DEFAULT 'viewer'::user_role
);

CREATE TABLE vip_users (
  channel_id uuid NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  note text,
  user_id uuid NOT NULL
);

ALTER TABLE aggregate_checks ADD CONSTRAINT aggregate_checks_pkey PRIMARY KEY (channel_id);

ALTER TABLE audit_entries ADD CONSTRAINT audit_entries_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE audit_entries ADD CONSTRAINT audit_entries_pkey PRIMARY KEY (id);

ALTER TABLE badge_changes ADD CONSTRAINT badge_changes_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE badge_changes ADD CONSTRAINT badge_changes_pkey PRIMARY KEY (channel_id, user_id, seq);

ALTER TABLE badge_changes ADD CONSTRAINT badge_changes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE badge_holders ADD CONSTRAINT badge_holders_pkey PRIMARY KEY (channel_id, tier);

ALTER TABLE badge_icons ADD CONSTRAINT badge_icons_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE badge_icons ADD CONSTRAINT badge_icons_pkey PRIMARY KEY (id);

ALTER TABLE badge_thresholds ADD CONSTRAINT badge_thresholds_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE badge_thresholds ADD CONSTRAINT badge_thresholds_entries_in_order CHECK (((since_entry >= 0) AND (until_entry >= since_entry)));

ALTER TABLE badge_thresholds ADD CONSTRAINT badge_thresholds_pkey PRIMARY KEY (channel_id, tier, seq);

ALTER TABLE badge_thresholds ADD CONSTRAINT badge_thresholds_positive CHECK ((threshold_cheese > 0));

ALTER TABLE badges ADD CONSTRAINT badges_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE badges ADD CONSTRAINT badges_pkey PRIMARY KEY (channel_id, tier);

ALTER TABLE badges ADD CONSTRAINT badges_threshold_positive CHECK ((threshold_cheese > 0));

ALTER TABLE badges ADD CONSTRAINT badges_tier_in_range CHECK (((tier >= 1) AND (tier <= 10)));

ALTER TABLE badges ADD CONSTRAINT badges_weight_in_range CHECK (((retweet_weight >= 0) AND (retweet_weight <= 10)));

ALTER TABLE blocks ADD CONSTRAINT blocks_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE blocks ADD CONSTRAINT blocks_pkey PRIMARY KEY (channel_id, user_id);

ALTER TABLE blocks ADD CONSTRAINT blocks_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE broadcast_polls ADD CONSTRAINT broadcast_polls_pkey PRIMARY KEY (slot);

ALTER TABLE broadcast_sightings ADD CONSTRAINT broadcast_sightings_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE broadcast_sightings ADD CONSTRAINT broadcast_sightings_pkey PRIMARY KEY (slot, channel_id);

ALTER TABLE broadcast_sightings ADD CONSTRAINT broadcast_sightings_slot_fkey FOREIGN KEY (slot) REFERENCES broadcast_polls(slot) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE channel_days ADD CONSTRAINT channel_days_pkey PRIMARY KEY (channel_id, day, source, broadcast);

ALTER TABLE channel_hours ADD CONSTRAINT channel_hours_pkey PRIMARY KEY (channel_id, hour);

ALTER TABLE channel_ranges ADD CONSTRAINT channel_ranges_pkey PRIMARY KEY (channel_id, range_days);

ALTER TABLE channel_settings ADD CONSTRAINT channel_settings_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE channel_settings ADD CONSTRAINT channel_settings_from_tier_in_range CHECK (((from_tier >= 1) AND (from_tier <= 10)));

ALTER TABLE channel_settings ADD CONSTRAINT channel_settings_pkey PRIMARY KEY (channel_id);

ALTER TABLE channel_settings ADD CONSTRAINT channel_settings_retweets_a_day CHECK (((retweets_a_day >= 0) AND (retweets_a_day <= 100)));

ALTER TABLE channel_unconfirmed_days ADD CONSTRAINT channel_unconfirmed_days_pkey PRIMARY KEY (channel_id, day);

ALTER TABLE channel_webhooks ADD CONSTRAINT channel_webhooks_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE channel_webhooks ADD CONSTRAINT channel_webhooks_pkey PRIMARY KEY (channel_id);

ALTER TABLE channel_week_hours ADD CONSTRAINT channel_week_hours_pkey PRIMARY KEY (channel_id, weekday, hour);

ALTER TABLE channels ADD CONSTRAINT channels_chzzk_channel_id_format CHECK (((chzzk_channel_id)::text ~ '^[0-9a-f]{32}$'::text));

ALTER TABLE channels ADD CONSTRAINT channels_open_has_owner CHECK (((opened_at IS NULL) OR (owner_id IS NOT NULL)));

ALTER TABLE channels ADD CONSTRAINT channels_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE SET NULL;

ALTER TABLE channels ADD CONSTRAINT channels_pkey PRIMARY KEY (id);

ALTER TABLE content_coupons ADD CONSTRAINT content_coupons_claimed_by_fkey FOREIGN KEY (claimed_by) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE content_coupons ADD CONSTRAINT content_coupons_claimed_when CHECK (((claimed_by IS NULL) OR (claimed_at IS NOT NULL)));

ALTER TABLE content_coupons ADD CONSTRAINT content_coupons_content_id_fkey FOREIGN KEY (content_id) REFERENCES contents(id) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE content_coupons ADD CONSTRAINT content_coupons_pkey PRIMARY KEY (id);

ALTER TABLE content_files ADD CONSTRAINT content_files_content_id_fkey FOREIGN KEY (content_id) REFERENCES contents(id) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE content_files ADD CONSTRAINT content_files_image_has_sides CHECK (((kind = 'image'::content_file_kind) = ((width IS NOT NULL) AND (height IS NOT NULL))));

ALTER TABLE content_files ADD CONSTRAINT content_files_key_tells_nothing CHECK (((key)::text ~ '^[0-9a-f]{32}$'::text));

ALTER TABLE content_files ADD CONSTRAINT content_files_pkey PRIMARY KEY (id);

ALTER TABLE content_files ADD CONSTRAINT content_files_size_in_range CHECK (((size_bytes >= 1) AND (size_bytes <= 10485760)));

ALTER TABLE contents ADD CONSTRAINT contents_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE contents ADD CONSTRAINT contents_channel_id_gate_tier_fkey FOREIGN KEY (channel_id, gate_tier) REFERENCES badges(channel_id, tier);

ALTER TABLE contents ADD CONSTRAINT contents_deleted_is_erased CHECK (((deleted_at IS NULL) OR ((body IS NULL) AND (link IS NULL) AND (gate_tier IS NULL))));

ALTER TABLE contents ADD CONSTRAINT contents_link_is_of_the_web CHECK ((link ~ '^https?://'::text));

ALTER TABLE contents ADD CONSTRAINT contents_one_gate CHECK (((deleted_at IS NOT NULL) OR (gate_vip <> (gate_tier IS NOT NULL))));

ALTER TABLE contents ADD CONSTRAINT contents_pkey PRIMARY KEY (id);

ALTER TABLE contents ADD CONSTRAINT contents_title_says_something CHECK ((title ~ '\S'::text));

ALTER TABLE counter_changes ADD CONSTRAINT counter_changes_pkey PRIMARY KEY (id);

ALTER TABLE counters ADD CONSTRAINT counters_pkey PRIMARY KEY (name);

ALTER TABLE daily_totals ADD CONSTRAINT daily_totals_amount_not_negative CHECK ((amount_cheese >= 0));

ALTER TABLE daily_totals ADD CONSTRAINT daily_totals_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE daily_totals ADD CONSTRAINT daily_totals_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE daily_totals ADD CONSTRAINT daily_totals_pkey PRIMARY KEY (channel_id, date);

ALTER TABLE donation_entries ADD CONSTRAINT donation_entries_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE donation_entries ADD CONSTRAINT donation_entries_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE donation_entries ADD CONSTRAINT donation_entries_delta_fits_change CHECK (
CASE
    WHEN (to_status = 'CONFIRMED'::donation_status) THEN (amount_delta > 0)
    WHEN (to_status = 'REVERSED'::donation_status) THEN (amount_delta < 0)
    ELSE (amount_delta = 0)
END);

ALTER TABLE donation_entries ADD CONSTRAINT donation_entries_digests_reason CHECK (
CASE
    WHEN (form = 1) THEN ((reason_salt IS NULL) AND (reason_digest IS NULL))
    WHEN ((form <> 2) OR ((reason_digest)::text !~ '^[0-9a-f]{64}$'::text) OR ((reason_salt)::text !~ '^[0-9a-f]{32}$'::text)) THEN false
    WHEN (reason IS NULL) THEN (reason_salt IS NULL)
    WHEN (reason_salt IS NULL) THEN false
    ELSE (NOT ((reason_digest)::text IS DISTINCT FROM encode(sha256((decode((reason_salt)::text, 'hex'::text) || convert_to(reason, 'UTF8'::name))), 'hex'::text)))
END);

ALTER TABLE donation_entries ADD CONSTRAINT donation_entries_donation_id_fkey FOREIGN KEY (donation_id) REFERENCES donation_events(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE donation_entries ADD CONSTRAINT donation_entries_hash_format CHECK ((((hash)::text ~ '^[0-9a-f]{64}$'::text) AND ((prev_hash)::text ~ '^[0-9a-f]{64}$'::text)));

ALTER TABLE donation_entries ADD CONSTRAINT donation_entries_pkey PRIMARY KEY (channel_id, seq);

ALTER TABLE donation_entries ADD CONSTRAINT donation_entries_seq_from_one CHECK ((seq >= 1));

ALTER TABLE donation_events ADD CONSTRAINT donation_events_amount_positive CHECK ((amount_cheese > 0));

ALTER TABLE donation_events ADD CONSTRAINT donation_events_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE donation_events ADD CONSTRAINT donation_events_claimed_amount_positive CHECK ((claimed_amount_cheese > 0));

ALTER TABLE donation_events ADD CONSTRAINT donation_events_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE donation_events ADD CONSTRAINT donation_events_confirmed_is_complete CHECK (((status <> 'CONFIRMED'::donation_status) OR ((amount_cheese IS NOT NULL) AND (confirmed_at IS NOT NULL) AND (confirmed_by_kind IS NOT NULL))));

ALTER TABLE donation_events ADD CONSTRAINT donation_events_confirmer_is_one CHECK (
CASE confirmed_by_kind
    WHEN 'creator'::actor_kind THEN (confirmed_by IS NOT NULL)
    WHEN 'admin'::actor_kind THEN (confirmed_by IS NOT NULL)
    WHEN 'viewer'::actor_kind THEN false
    ELSE (confirmed_by IS NULL)
END);

ALTER TABLE donation_events ADD CONSTRAINT donation_events_donor_id_fkey FOREIGN KEY (donor_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE donation_events ADD CONSTRAINT donation_events_intent_id_fkey FOREIGN KEY (intent_id) REFERENCES donation_intents(id) ON UPDATE CASCADE ON DELETE SET NULL;

ALTER TABLE donation_events ADD CONSTRAINT donation_events_merged_counts_nothing CHECK (((merged_into_id IS NULL) OR ((status = 'REJECTED'::donation_status) AND (merged_into_id <> id))));

ALTER TABLE donation_events ADD CONSTRAINT donation_events_merged_into_id_fkey FOREIGN KEY (merged_into_id) REFERENCES donation_events(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE donation_events ADD CONSTRAINT donation_events_merged_is_whole CHECK ((((merged_into_id IS NULL) = (merged_at IS NULL)) AND ((merged_into_id IS NOT NULL) OR (merge_took = '{}'::merge_taking[]))));

ALTER TABLE donation_events ADD CONSTRAINT donation_events_never_pending CHECK ((status <> 'PENDING'::donation_status));

ALTER TABLE donation_events ADD CONSTRAINT donation_events_pkey PRIMARY KEY (id);

ALTER TABLE donation_intents ADD CONSTRAINT donation_intents_amount_positive CHECK ((amount_cheese > 0));

ALTER TABLE donation_intents ADD CONSTRAINT donation_intents_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE donation_intents ADD CONSTRAINT donation_intents_pkey PRIMARY KEY (id);

ALTER TABLE donation_intents ADD CONSTRAINT donation_intents_queued_has_words CHECK (((registered_at IS NULL) OR (message IS NOT NULL)));

ALTER TABLE donation_intents ADD CONSTRAINT donation_intents_viewer_id_fkey FOREIGN KEY (viewer_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE entries_frontiers ADD CONSTRAINT entries_frontiers_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE entries_frontiers ADD CONSTRAINT entries_frontiers_pkey PRIMARY KEY (channel_id);

ALTER TABLE entries_nodes ADD CONSTRAINT entries_nodes_above_entries CHECK (((level >= 1) AND (index >= 0)));

ALTER TABLE entries_nodes ADD CONSTRAINT entries_nodes_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE entries_nodes ADD CONSTRAINT entries_nodes_pkey PRIMARY KEY (channel_id, level, index);

ALTER TABLE feed_items ADD CONSTRAINT feed_items_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE feed_items ADD CONSTRAINT feed_items_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages(id) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE feed_items ADD CONSTRAINT feed_items_pkey PRIMARY KEY (message_id);

ALTER TABLE file_removals ADD CONSTRAINT file_removals_pkey PRIMARY KEY (key);

ALTER TABLE follows ADD CONSTRAINT follows_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE follows ADD CONSTRAINT follows_pkey PRIMARY KEY (user_id, channel_id);

ALTER TABLE follows ADD CONSTRAINT follows_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE instance_switches ADD CONSTRAINT instance_switches_one_row CHECK ((id = 1));

ALTER TABLE instance_switches ADD CONSTRAINT instance_switches_pkey PRIMARY KEY (id);

ALTER TABLE jobs ADD CONSTRAINT jobs_pkey PRIMARY KEY (id);

ALTER TABLE ledger_heads ADD CONSTRAINT ledger_heads_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE ledger_heads ADD CONSTRAINT ledger_heads_pkey PRIMARY KEY (channel_id);

ALTER TABLE log_checkpoints ADD CONSTRAINT log_checkpoints_pkey PRIMARY KEY (size);

ALTER TABLE log_cosignatures ADD CONSTRAINT log_cosignatures_one_line CHECK ((line ~ '^— [^[:space:]]+ [A-Za-z0-9+/]+=*\n$'::text));

ALTER TABLE log_cosignatures ADD CONSTRAINT log_cosignatures_pkey PRIMARY KEY (witness, size, at);

ALTER TABLE log_cosignatures ADD CONSTRAINT log_cosignatures_size_fkey FOREIGN KEY (size) REFERENCES log_checkpoints(size) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE log_leaves ADD CONSTRAINT log_leaves_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE log_leaves ADD CONSTRAINT log_leaves_from_zero CHECK (((index >= 0) AND (seq >= 1)));

ALTER TABLE log_leaves ADD CONSTRAINT log_leaves_pkey PRIMARY KEY (index);

ALTER TABLE log_nodes ADD CONSTRAINT log_nodes_above_leaves CHECK (((level >= 1) AND (index >= 0)));

ALTER TABLE log_nodes ADD CONSTRAINT log_nodes_pkey PRIMARY KEY (level, index);

ALTER TABLE message_events ADD CONSTRAINT message_events_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE message_events ADD CONSTRAINT message_events_digest_of_text CHECK (((text_digest IS NULL) OR (kind = ANY (ARRAY['created'::message_event_kind, 'registered'::message_event_kind]))));

ALTER TABLE message_events ADD CONSTRAINT message_events_hidden_by CHECK (((kind <> ALL (ARRAY['hidden'::message_event_kind, 'restored'::message_event_kind])) OR (actor_kind <> 'viewer'::message_actor)));

ALTER TABLE message_events ADD CONSTRAINT message_events_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE message_events ADD CONSTRAINT message_events_pkey PRIMARY KEY (message_id, seq);

ALTER TABLE messages ADD CONSTRAINT messages_author_id_fkey FOREIGN KEY (author_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE SET NULL;

ALTER TABLE messages ADD CONSTRAINT messages_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE messages ADD CONSTRAINT messages_donation_fits_type CHECK (((type = 'donation'::message_type) = (donation_id IS NOT NULL)));

ALTER TABLE messages ADD CONSTRAINT messages_donation_id_fkey FOREIGN KEY (donation_id) REFERENCES donation_events(id) ON UPDATE CASCADE ON DELETE SET NULL;

ALTER TABLE messages ADD CONSTRAINT messages_donation_id_key UNIQUE (donation_id) DEFERRABLE;

ALTER TABLE messages ADD CONSTRAINT messages_only_donations_are_relayed CHECK (((NOT relayed) OR (type = 'donation'::message_type)));

ALTER TABLE messages ADD CONSTRAINT messages_only_letters_allow_retweet CHECK (((NOT allow_retweet) OR (type = 'dm'::message_type)));

ALTER TABLE messages ADD CONSTRAINT messages_only_posts_are_pinned CHECK (((pinned_at IS NULL) OR (type = 'creator_post'::message_type)));

ALTER TABLE messages ADD CONSTRAINT messages_pkey PRIMARY KEY (id);

ALTER TABLE messages ADD CONSTRAINT messages_reply_answers CHECK (((type = 'creator_reply'::message_type) = (reply_to_id IS NOT NULL)));

ALTER TABLE messages ADD CONSTRAINT messages_reply_to_id_fkey FOREIGN KEY (reply_to_id) REFERENCES messages(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE messages ADD CONSTRAINT messages_visibility_fits_type CHECK (
CASE type
    WHEN 'dm'::message_type THEN (visibility = 'private'::visibility)
    WHEN 'creator_reply'::message_type THEN true
    ELSE (visibility = 'public'::visibility)
END);

ALTER TABLE messages ADD CONSTRAINT messages_withdrawn_is_erased CHECK (((withdrawn_at IS NULL) OR ((content IS NULL) AND (search_keys = '{}'::integer[]) AND (text_salt IS NULL))));

ALTER TABLE messages ADD CONSTRAINT messages_without_words_are_lines CHECK (((content IS DISTINCT FROM ''::text) OR relayed));

ALTER TABLE notification_deliveries ADD CONSTRAINT notification_deliveries_notification_id_fkey FOREIGN KEY (notification_id) REFERENCES notifications(id) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE notification_deliveries ADD CONSTRAINT notification_deliveries_pkey PRIMARY KEY (notification_id, target_id);

ALTER TABLE notification_mutes ADD CONSTRAINT notification_mutes_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE SET NULL;

ALTER TABLE notification_mutes ADD CONSTRAINT notification_mutes_pkey PRIMARY KEY (id);

ALTER TABLE notification_mutes ADD CONSTRAINT notification_mutes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE notification_preferences ADD CONSTRAINT notification_preferences_hours CHECK ((((quiet_from >= 0) AND (quiet_from <= 23)) AND ((quiet_to >= 0) AND (quiet_to <= 23))));

ALTER TABLE notification_preferences ADD CONSTRAINT notification_preferences_pkey PRIMARY KEY (user_id);

ALTER TABLE notification_preferences ADD CONSTRAINT notification_preferences_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE notifications ADD CONSTRAINT notifications_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE notifications ADD CONSTRAINT notifications_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE notifications ADD CONSTRAINT notifications_pkey PRIMARY KEY (id);

ALTER TABLE notifications ADD CONSTRAINT notifications_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE oauth_tokens ADD CONSTRAINT oauth_tokens_pkey PRIMARY KEY (user_id);

ALTER TABLE oauth_tokens ADD CONSTRAINT oauth_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE objections ADD CONSTRAINT objections_author_id_fkey FOREIGN KEY (author_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE objections ADD CONSTRAINT objections_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE objections ADD CONSTRAINT objections_decided_whole CHECK ((((outcome IS NULL) = (resolved_at IS NULL)) AND ((outcome IS NULL) = (resolved_by IS NULL))));

ALTER TABLE objections ADD CONSTRAINT objections_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE objections ADD CONSTRAINT objections_message_id_hidden_seq_fkey FOREIGN KEY (message_id, hidden_seq) REFERENCES message_events(message_id, seq) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE objections ADD CONSTRAINT objections_pkey PRIMARY KEY (id);

ALTER TABLE objections ADD CONSTRAINT objections_resolved_by_fkey FOREIGN KEY (resolved_by) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE outbox ADD CONSTRAINT outbox_pkey PRIMARY KEY (xid, topic);

ALTER TABLE push_subscriptions ADD CONSTRAINT push_subscriptions_pkey PRIMARY KEY (id);

ALTER TABLE push_subscriptions ADD CONSTRAINT push_subscriptions_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions(id) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE push_subscriptions ADD CONSTRAINT push_subscriptions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE rate_limits ADD CONSTRAINT rate_limits_pkey PRIMARY KEY (key, window_start);

ALTER TABLE reports ADD CONSTRAINT reports_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE reports ADD CONSTRAINT reports_decided_whole CHECK ((((outcome IS NULL) = (resolved_at IS NULL)) AND ((outcome IS NULL) = (resolved_by IS NULL))));

ALTER TABLE reports ADD CONSTRAINT reports_hidden_for_a_reason CHECK (((outcome IS DISTINCT FROM 'hidden'::report_outcome) OR (outcome_reason IS NOT NULL)));

ALTER TABLE reports ADD CONSTRAINT reports_kept_is_erased CHECK (((outcome IS DISTINCT FROM 'kept'::report_outcome) OR ((evidence IS NULL) AND (detail IS NULL))));

ALTER TABLE reports ADD CONSTRAINT reports_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE reports ADD CONSTRAINT reports_open_keeps_evidence CHECK (((outcome IS NOT NULL) OR (evidence IS NOT NULL)));

ALTER TABLE reports ADD CONSTRAINT reports_pkey PRIMARY KEY (id);

ALTER TABLE reports ADD CONSTRAINT reports_reporter_id_fkey FOREIGN KEY (reporter_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE reports ADD CONSTRAINT reports_resolved_by_fkey FOREIGN KEY (resolved_by) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE retweets ADD CONSTRAINT retweets_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE retweets ADD CONSTRAINT retweets_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE retweets ADD CONSTRAINT retweets_pkey PRIMARY KEY (message_id);

ALTER TABLE session_connections ADD CONSTRAINT session_connections_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE session_connections ADD CONSTRAINT session_connections_end_has_time CHECK ((("end" IS NULL) = (ended_at IS NULL)));

ALTER TABLE session_connections ADD CONSTRAINT session_connections_pkey PRIMARY KEY (id);

ALTER TABLE session_events ADD CONSTRAINT session_events_amount_positive CHECK ((amount_cheese > 0));

ALTER TABLE session_events ADD CONSTRAINT session_events_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE session_events ADD CONSTRAINT session_events_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES session_connections(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE session_events ADD CONSTRAINT session_events_counts_when_processed CHECK ((((outcome IS NULL) = (processed_at IS NULL)) AND ((donation_id IS NULL) OR (outcome = ANY (ARRAY['confirmed'::session_outcome, 'evidence'::session_outcome])))));

ALTER TABLE session_events ADD CONSTRAINT session_events_donation_id_fkey FOREIGN KEY (donation_id) REFERENCES donation_events(id) ON UPDATE CASCADE ON DELETE SET NULL;

ALTER TABLE session_events ADD CONSTRAINT session_events_donor_id_fkey FOREIGN KEY (donor_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE SET NULL;

ALTER TABLE session_events ADD CONSTRAINT session_events_key_format CHECK (((event_key)::text ~ '^[0-9a-f]{64}$'::text));

ALTER TABLE session_events ADD CONSTRAINT session_events_pkey PRIMARY KEY (id);

ALTER TABLE session_leases ADD CONSTRAINT session_leases_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE session_leases ADD CONSTRAINT session_leases_pkey PRIMARY KEY (channel_id);

ALTER TABLE session_mode_changes ADD CONSTRAINT session_mode_changes_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE session_mode_changes ADD CONSTRAINT session_mode_changes_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE session_mode_changes ADD CONSTRAINT session_mode_changes_pkey PRIMARY KEY (id);

ALTER TABLE sessions ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);

ALTER TABLE sessions ADD CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE settlement_opt_ins ADD CONSTRAINT settlement_opt_ins_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE settlement_opt_ins ADD CONSTRAINT settlement_opt_ins_fee_rate_is_a_part CHECK (((fee_rate_hundredths >= 0) AND (fee_rate_hundredths <= 9999)));

ALTER TABLE settlement_opt_ins ADD CONSTRAINT settlement_opt_ins_pkey PRIMARY KEY (channel_id);

ALTER TABLE spent_newcomers ADD CONSTRAINT spent_newcomers_pkey PRIMARY KEY (id);

ALTER TABLE statement_lines ADD CONSTRAINT statement_lines_applied_is_whole CHECK (((applied_at IS NULL) OR ((donation_id IS NOT NULL) AND (deed IS NOT NULL) AND ((deed = 'explained'::statement_deed) = (entry_seq IS NULL)))));

ALTER TABLE statement_lines ADD CONSTRAINT statement_lines_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE statement_lines ADD CONSTRAINT statement_lines_donation_id_fkey FOREIGN KEY (donation_id) REFERENCES donation_events(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE statement_lines ADD CONSTRAINT statement_lines_pkey PRIMARY KEY (statement_id, "row");

ALTER TABLE statement_lines ADD CONSTRAINT statement_lines_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES statements(id) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE statement_mappings ADD CONSTRAINT statement_mappings_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE statement_mappings ADD CONSTRAINT statement_mappings_pkey PRIMARY KEY (channel_id, fingerprint);

ALTER TABLE statement_refused_rows ADD CONSTRAINT statement_refused_rows_pkey PRIMARY KEY (statement_id, "row");

ALTER TABLE statement_refused_rows ADD CONSTRAINT statement_refused_rows_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES statements(id) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE statements ADD CONSTRAINT statements_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE statements ADD CONSTRAINT statements_kind_is_whole CHECK (
CASE kind
    WHEN 'lines'::statement_kind THEN ((key IS NOT NULL) AND ((size_bytes >= 1) AND (size_bytes <= 5242880)) AND (totals IS NULL))
    ELSE ((key IS NULL) AND (totals IS NOT NULL) AND ((from_day)::text <= (to_day)::text) AND (state <> 'mapping'::statement_state))
END);

ALTER TABLE statements ADD CONSTRAINT statements_pkey PRIMARY KEY (id);

ALTER TABLE statements ADD CONSTRAINT statements_plan_is_whole CHECK ((((plan IS NULL) = (plan_hash IS NULL)) AND ((plan IS NULL) = (plan_head_seq IS NULL))));

ALTER TABLE user_badges ADD CONSTRAINT user_badges_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE user_badges ADD CONSTRAINT user_badges_pkey PRIMARY KEY (channel_id, user_id, tier);

ALTER TABLE user_badges ADD CONSTRAINT user_badges_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE user_channel_days ADD CONSTRAINT user_channel_days_pkey PRIMARY KEY (channel_id, day, user_id);

ALTER TABLE user_channel_ranges ADD CONSTRAINT user_channel_ranges_pkey PRIMARY KEY (channel_id, range_days, user_id);

ALTER TABLE user_channel_stats ADD CONSTRAINT user_channel_stats_pkey PRIMARY KEY (channel_id, user_id);

ALTER TABLE users ADD CONSTRAINT users_chzzk_user_id_format CHECK (((chzzk_user_id)::text ~ '^[0-9a-f]{32}$'::text));

ALTER TABLE users ADD CONSTRAINT users_login_needs_agreement CHECK (((role = 'viewer'::user_role) OR (agreed_at IS NOT NULL)));

ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY (id);

ALTER TABLE vip_users ADD CONSTRAINT vip_users_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE vip_users ADD CONSTRAINT vip_users_pkey PRIMARY KEY (channel_id, user_id);

ALTER TABLE vip_users ADD CONSTRAINT vip_users_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;

CREATE INDEX audit_entries_at_id_idx ON public.audit_entries USING btree (at, id);

CREATE INDEX badge_changes_user_id_idx ON public.badge_changes USING btree (user_id);

CREATE INDEX badge_icons_channel_id_idx ON public.badge_icons USING btree (channel_id);

CREATE UNIQUE INDEX badge_icons_key_key ON public.badge_icons USING btree (key);

CREATE INDEX blocks_channel_id_created_at_user_id_idx ON public.blocks USING btree (channel_id, created_at, user_id);

CREATE INDEX blocks_user_id_idx ON public.blocks USING btree (user_id);

CREATE INDEX broadcast_sightings_channel_id_slot_idx ON public.broadcast_sightings USING btree (channel_id, slot);

CREATE INDEX channel_settings_wanting_idx ON public.channel_settings USING btree (channel_id) WHERE (session_mode <> 'off'::session_mode);

CREATE UNIQUE INDEX channels_chzzk_channel_id_key ON public.channels USING btree (chzzk_channel_id);

CREATE INDEX channels_opened_idx ON public.channels USING btree (opened_at, id) WHERE (opened_at IS NOT NULL);

CREATE UNIQUE INDEX channels_owner_id_key ON public.channels USING btree (owner_id);

CREATE INDEX content_coupons_claimed_by_claimed_at_id_idx ON public.content_coupons USING btree (claimed_by, claimed_at, id);

CREATE UNIQUE INDEX content_coupons_content_id_claimed_by_key ON public.content_coupons USING btree (content_id, claimed_by);

CREATE UNIQUE INDEX content_coupons_content_id_seq_key ON public.content_coupons USING btree (content_id, seq);

CREATE UNIQUE INDEX content_files_content_id_kind_key ON public.content_files USING btree (content_id, kind);

CREATE UNIQUE INDEX content_files_key_key ON public.content_files USING btree (key);

CREATE INDEX contents_channel_id_gate_tier_idx ON public.contents USING btree (channel_id, gate_tier);

CREATE UNIQUE INDEX contents_channel_id_request_id_key ON public.contents USING btree (channel_id, request_id);

CREATE INDEX contents_listed_idx ON public.contents USING btree (channel_id, created_at, id) WHERE (deleted_at IS NULL);

CREATE INDEX donation_entries_donation_id_seq_idx ON public.donation_entries USING btree (donation_id, seq);

CREATE INDEX donation_events_by_name_idx ON public.donation_events USING btree (channel_id, amount_cheese, occurred_at) WHERE ((source = 'manual'::donation_source) AND (donor_id IS NULL));

CREATE INDEX donation_events_channel_id_occurred_at_id_idx ON public.donation_events USING btree (channel_id, occurred_at, id);

CREATE UNIQUE INDEX donation_events_channel_id_request_id_key ON public.donation_events USING btree (channel_id, request_id);

CREATE INDEX donation_events_channel_id_source_status_occurred_at_id_idx ON public.donation_events USING btree (channel_id, source, status, occurred_at, id);

CREATE INDEX donation_events_channel_id_status_occurred_at_id_idx ON public.donation_events USING btree (channel_id, status, occurred_at, id);

CREATE INDEX donation_events_claims_idx ON public.donation_events USING btree (channel_id, COALESCE(amount_cheese, claimed_amount_cheese), occurred_at) WHERE ((source = 'user_flow'::donation_source) AND (merged_into_id IS NULL));

CREATE INDEX donation_events_confirmers_idx ON public.donation_events USING btree (channel_id, confirmed_by_kind, broadcast, occurred_at, id) WHERE (status = 'CONFIRMED'::donation_status);

CREATE INDEX donation_events_donor_id_occurred_at_id_idx ON public.donation_events USING btree (donor_id, occurred_at, id);

CREATE INDEX donation_events_hidden_idx ON public.donation_events USING btree (channel_id, donor_id) WHERE (hide_name OR hide_amount);

CREATE UNIQUE INDEX donation_events_intent_id_key ON public.donation_events USING btree (intent_id);

CREATE INDEX donation_events_merged_into_id_idx ON public.donation_events USING btree (merged_into_id);

CREATE INDEX donation_events_oldest_waiting_idx ON public.donation_events USING btree (occurred_at) WHERE (status = 'OCCURRED'::donation_status);

CREATE INDEX donation_events_signaled_idx ON public.donation_events USING btree (channel_id) WHERE ((status = 'OCCURRED'::donation_status) AND ((source = 'session'::donation_source) OR has_signal));

CREATE INDEX donation_events_supporter_idx ON public.donation_events USING btree (channel_id, donor_id, occurred_at, id) WHERE (status = 'CONFIRMED'::donation_status);

CREATE INDEX donation_events_uncounted_idx ON public.donation_events USING btree (donor_id, channel_id, occurred_at, id) WHERE (status <> 'CONFIRMED'::donation_status);

CREATE INDEX donation_events_unsignaled_idx ON public.donation_events USING btree (donor_id, occurred_at) WHERE (source <> 'session'::donation_source);

CREATE INDEX donation_intents_channel_id_created_at_idx ON public.donation_intents USING btree (channel_id, created_at);

CREATE INDEX donation_intents_open_idx ON public.donation_intents USING btree (channel_id, created_at, id) WHERE ((NOT has_donation) AND (dismissed_at IS NULL));

CREATE INDEX donation_intents_queued_idx ON public.donation_intents USING btree (channel_id, viewer_id, registered_at) WHERE (registered_at IS NOT NULL);

CREATE INDEX donation_intents_viewer_id_created_at_idx ON public.donation_intents USING btree (viewer_id, created_at);

CREATE UNIQUE INDEX donation_intents_viewer_id_request_id_key ON public.donation_intents USING btree (viewer_id, request_id);

CREATE INDEX feed_items_channel_id_sort_amount_at_message_id_idx ON public.feed_items USING btree (channel_id, sort_amount, at, message_id);

CREATE INDEX feed_items_newest_idx ON public.feed_items USING btree (channel_id, at, message_id, sort_amount);

CREATE INDEX feed_items_pinned_idx ON public.feed_items USING btree (channel_id, at) WHERE pinned;

CREATE INDEX file_removals_due_at_idx ON public.file_removals USING btree (due_at);

CREATE INDEX follows_channel_id_user_id_idx ON public.follows USING btree (channel_id, user_id);

CREATE INDEX follows_user_id_created_at_idx ON public.follows USING btree (user_id, created_at);

CREATE INDEX jobs_subject_id_idx ON public.jobs USING btree (subject_id);

CREATE INDEX log_cosignatures_size_idx ON public.log_cosignatures USING btree (size);

CREATE UNIQUE INDEX log_leaves_channel_id_seq_key ON public.log_leaves USING btree (channel_id, seq);

CREATE INDEX message_events_channel_id_kind_at_idx ON public.message_events USING btree (channel_id, kind, at);

CREATE INDEX messages_archived_idx ON public.messages USING btree (channel_id, created_at, id) WHERE ((type = 'dm'::message_type) AND (held_at IS NULL) AND (archived_at IS NOT NULL) AND (hidden_at IS NULL));

CREATE UNIQUE INDEX messages_author_id_request_id_key ON public.messages USING btree (author_id, request_id);

CREATE INDEX messages_author_id_type_created_at_id_idx ON public.messages USING btree (author_id, type, created_at, id);

CREATE INDEX messages_candidates_idx ON public.messages USING btree (channel_id, inbox_rank, created_at, id) WHERE ((type = 'dm'::message_type) AND allow_retweet AND (retweeted_at IS NULL) AND (withdrawn_at IS NULL) AND (held_at IS NULL) AND (hidden_at IS NULL) AND (archived_at IS NULL));

CREATE INDEX messages_channel_id_created_at_id_idx ON public.messages USING btree (channel_id, created_at, id);

CREATE INDEX messages_donations_idx ON public.messages USING btree (channel_id, created_at, id) WHERE (type = 'donation'::message_type);

CREATE INDEX messages_held_idx ON public.messages USING btree (channel_id, created_at, id) WHERE (held_at IS NOT NULL);

CREATE INDEX messages_hidden_idx ON public.messages USING btree (channel_id, hidden_at, id) WHERE (hidden_at IS NOT NULL);

CREATE INDEX messages_hidden_of_author_idx ON public.messages USING btree (author_id, type, hidden_at, id) WHERE (hidden_at IS NOT NULL);

CREATE INDEX messages_inbox_idx ON public.messages USING btree (channel_id, inbox_rank, created_at, id) WHERE ((type = 'dm'::message_type) AND (held_at IS NULL) AND (archived_at IS NULL) AND (hidden_at IS NULL));

CREATE INDEX messages_letters_idx ON public.messages USING btree (author_id, channel_id) WHERE (type = 'dm'::message_type);

CREATE INDEX messages_reply_to_id_idx ON public.messages USING btree (reply_to_id);

CREATE INDEX messages_search_keys_idx ON public.messages USING gin (search_keys);

CREATE INDEX messages_unread_idx ON public.messages USING btree (channel_id, inbox_rank, created_at, id) WHERE ((type = 'dm'::message_type) AND (held_at IS NULL) AND (archived_at IS NULL) AND (hidden_at IS NULL) AND (read_at IS NULL) AND (withdrawn_at IS NULL));

CREATE INDEX notification_deliveries_due_at_idx ON public.notification_deliveries USING btree (due_at);

CREATE INDEX notification_deliveries_target_id_idx ON public.notification_deliveries USING btree (target_id);

CREATE INDEX notification_mutes_channel_id_idx ON public.notification_mutes USING btree (channel_id);

CREATE UNIQUE INDEX notification_mutes_everywhere ON public.notification_mutes USING btree (user_id, kind) WHERE (channel_id IS NULL);

CREATE UNIQUE INDEX notification_mutes_user_id_kind_channel_id_key ON public.notification_mutes USING btree (user_id, kind, channel_id);

CREATE INDEX notifications_channel_id_idx ON public.notifications USING btree (channel_id);

CREATE INDEX notifications_created_at_idx ON public.notifications USING btree (created_at);

CREATE INDEX notifications_due_idx ON public.notifications USING btree (deliver_at) WHERE (deliver_at IS NOT NULL);

CREATE INDEX notifications_of_message_idx ON public.notifications USING btree (message_id) WHERE (message_id IS NOT NULL);

CREATE UNIQUE INDEX notifications_one_waits ON public.notifications USING btree (user_id, kind) WHERE ((read_at IS NULL) AND (kind = ANY (ARRAY['waiting'::notification_kind, 'letter'::notification_kind, 'report'::notification_kind])));

CREATE INDEX notifications_unread_idx ON public.notifications USING btree (user_id) WHERE (read_at IS NULL);

CREATE INDEX notifications_user_id_created_at_id_idx ON public.notifications USING btree (user_id, created_at, id);

CREATE UNIQUE INDEX notifications_user_id_kind_cause_key ON public.notifications USING btree (user_id, kind, cause);

CREATE INDEX oauth_tokens_failing_idx ON public.oauth_tokens USING btree (failed_at) WHERE (failures > 0);

CREATE INDEX oauth_tokens_keys_idx ON public.oauth_tokens USING btree ((("left"(access_token, 12) || "left"(refresh_token, 12))));

CREATE INDEX oauth_tokens_updated_at_idx ON public.oauth_tokens USING btree (updated_at);

CREATE INDEX objections_author_id_created_at_idx ON public.objections USING btree (author_id, created_at);

CREATE INDEX objections_channel_id_created_at_idx ON public.objections USING btree (channel_id, created_at);

CREATE UNIQUE INDEX objections_message_id_hidden_seq_key ON public.objections USING btree (message_id, hidden_seq);

CREATE INDEX objections_open_idx ON public.objections USING btree (channel_id, created_at, id) WHERE ((outcome IS NULL) AND (text IS NOT NULL) AND (NOT for_admins));

CREATE INDEX objections_open_to_admins_idx ON public.objections USING btree (created_at, id) WHERE ((outcome IS NULL) AND (text IS NOT NULL) AND for_admins);

CREATE UNIQUE INDEX push_subscriptions_endpoint_key ON public.push_subscriptions USING btree (endpoint);

CREATE INDEX push_subscriptions_session_id_idx ON public.push_subscriptions USING btree (session_id);

CREATE INDEX push_subscriptions_user_id_idx ON public.push_subscriptions USING btree (user_id);

CREATE INDEX rate_limits_window_start_idx ON public.rate_limits USING btree (window_start);

CREATE INDEX reports_channel_id_created_at_idx ON public.reports USING btree (channel_id, created_at);

CREATE UNIQUE INDEX reports_message_id_reporter_id_key ON public.reports USING btree (message_id, reporter_id);

CREATE INDEX reports_open_first_idx ON public.reports USING btree (((reason <> 'self_harm'::report_reason)), created_at, message_id) WHERE (outcome IS NULL);

CREATE INDEX reports_open_idx ON public.reports USING btree (created_at) WHERE (outcome IS NULL);

CREATE INDEX reports_open_of_channel_idx ON public.reports USING btree (channel_id, ((reason <> 'self_harm'::report_reason)), created_at, message_id) WHERE ((outcome IS NULL) AND (NOT for_admins));

CREATE INDEX reports_reporter_id_created_at_id_idx ON public.reports USING btree (reporter_id, created_at, id);

CREATE INDEX retweets_channel_id_at_idx ON public.retweets USING btree (channel_id, at);

CREATE INDEX session_connections_channel_id_connected_at_idx ON public.session_connections USING btree (channel_id, connected_at);

CREATE INDEX session_connections_channel_id_ended_at_idx ON public.session_connections USING btree (channel_id, ended_at);

CREATE INDEX session_events_anonymous_idx ON public.session_events USING btree (channel_id, amount_cheese, received_at) WHERE ((donor_id IS NULL) AND (donation_id IS NOT NULL));

CREATE UNIQUE INDEX session_events_channel_id_event_key_key ON public.session_events USING btree (channel_id, event_key);

CREATE INDEX session_events_channel_id_received_at_idx ON public.session_events USING btree (channel_id, received_at);

CREATE UNIQUE INDEX session_events_donation_id_key ON public.session_events USING btree (donation_id);

CREATE INDEX session_events_donor_id_idx ON public.session_events USING btree (donor_id);

CREATE INDEX session_events_erasable_idx ON public.session_events USING btree (processed_at) WHERE (payload IS NOT NULL);

CREATE INDEX session_events_pending_idx ON public.session_events USING btree (received_at, id) WHERE (processed_at IS NULL);

CREATE INDEX session_events_tests_idx ON public.session_events USING btree (channel_id, received_at) WHERE (outcome = 'test'::session_outcome);

CREATE INDEX session_events_unreadable_idx ON public.session_events USING btree (processed_at) WHERE (outcome = 'unreadable'::session_outcome);

CREATE INDEX session_leases_holder_id_idx ON public.session_leases USING btree (holder_id);

CREATE INDEX session_mode_changes_channel_id_at_idx ON public.session_mode_changes USING btree (channel_id, at);

CREATE INDEX sessions_expires_at_idx ON public.sessions USING btree (expires_at);

CREATE UNIQUE INDEX sessions_token_hash_key ON public.sessions USING btree (token_hash);

CREATE INDEX sessions_user_id_idx ON public.sessions USING btree (user_id);

CREATE INDEX spent_newcomers_until_idx ON public.spent_newcomers USING btree (until);

CREATE INDEX statement_lines_applied_idx ON public.statement_lines USING btree (statement_id, "row") WHERE (applied_at IS NOT NULL);

CREATE UNIQUE INDEX statement_lines_applied_once ON public.statement_lines USING btree (channel_id, identity) WHERE (applied_at IS NOT NULL);

CREATE INDEX statement_lines_asked_idx ON public.statement_lines USING btree (statement_id, "row") WHERE ((outcome IS NOT NULL) AND ((choice IS NOT NULL) OR (NOT is_sure)));

CREATE INDEX statement_lines_channel_id_identity_idx ON public.statement_lines USING btree (channel_id, identity);

CREATE INDEX statement_lines_chosen_idx ON public.statement_lines USING btree (statement_id, choice_donation_id) WHERE (choice_donation_id IS NOT NULL);

CREATE INDEX statement_lines_doubtful_idx ON public.statement_lines USING btree (statement_id, day, outcome, amount) WHERE ((outcome IS NOT NULL) AND (NOT is_sure) AND (applied_at IS NULL));

CREATE UNIQUE INDEX statement_lines_explain_once ON public.statement_lines USING btree (donation_id) WHERE (applied_at IS NOT NULL);

CREATE INDEX statement_lines_left_idx ON public.statement_lines USING btree (statement_id, "row") WHERE (applied_at IS NULL);

CREATE INDEX statement_lines_open_idx ON public.statement_lines USING btree (statement_id, "row") WHERE ((outcome IS NOT NULL) AND (NOT is_sure) AND (applied_at IS NULL));

CREATE INDEX statement_lines_statement_id_donation_id_idx ON public.statement_lines USING btree (statement_id, donation_id);

CREATE INDEX statement_lines_statement_id_outcome_row_idx ON public.statement_lines USING btree (statement_id, outcome, "row");

CREATE INDEX statement_lines_to_apply_idx ON public.statement_lines USING btree (statement_id, "row") WHERE (ticked AND (applied_at IS NULL));

CREATE INDEX statement_refused_rows_channel_id_idx ON public.statement_refused_rows USING btree (channel_id);

CREATE INDEX statements_channel_id_created_at_id_idx ON public.statements USING btree (channel_id, created_at, id);

CREATE UNIQUE INDEX statements_channel_id_sha256_sheet_key ON public.statements USING btree (channel_id, sha256, sheet);

CREATE UNIQUE INDEX statements_key_key ON public.statements USING btree (key);

CREATE INDEX user_badges_user_id_idx ON public.user_badges USING btree (user_id);

CREATE INDEX user_channel_days_user_id_channel_id_day_idx ON public.user_channel_days USING btree (user_id, channel_id, day);

CREATE INDEX user_channel_ranges_channel_id_range_days_sum_cheese_user_i_idx ON public.user_channel_ranges USING btree (channel_id, range_days, sum_cheese, user_id);

CREATE INDEX user_channel_stats_channel_id_sum_cheese_user_id_idx ON public.user_channel_stats USING btree (channel_id, sum_cheese, user_id);

CREATE INDEX user_channel_stats_user_id_idx ON public.user_channel_stats USING btree (user_id);

CREATE UNIQUE INDEX users_chzzk_user_id_key ON public.users USING btree (chzzk_user_id);

CREATE INDEX vip_users_channel_id_created_at_user_id_idx ON public.vip_users USING btree (channel_id, created_at, user_id);

CREATE INDEX vip_users_user_id_idx ON public.vip_users USING btree (user_id);

CREATE VIEW badge_holders_expected AS
 SELECT channel_id,
    tier,
    (count(*))::integer AS count
   FROM user_badges
  GROUP BY channel_id, tier;

CREATE VIEW badges_being_settled AS
 SELECT channel_id,
    user_id,
    true AS here
   FROM user_channel_stats s
  WHERE (EXISTS ( SELECT 1
           FROM jobs j
          WHERE ((j.kind = 'settle_badges'::job_kind) AND (j.subject_id = s.channel_id) AND (j.created_at > (now() - '01:00:00'::interval)) AND is_badge_unsettled(j.state, s.sum_cheese, s.user_id))));

CREATE VIEW channel_days_expected AS
 SELECT channel_id,
    kst_day(occurred_at) AS day,
    confirming_source(confirmed_by_kind) AS source,
    broadcast,
    sum(amount_cheese) AS sum_cheese,
    (count(*))::integer AS count,
    COALESCE(sum(amount_cheese) FILTER (WHERE (donor_id IS NULL)), (0)::bigint) AS nameless_cheese
   FROM donation_events
  WHERE (status = 'CONFIRMED'::donation_status)
  GROUP BY channel_id, (kst_day(occurred_at)), (confirming_source(confirmed_by_kind)), broadcast;

CREATE VIEW channel_hours_expected AS
 SELECT channel_id,
    (date_trunc('hour'::text, occurred_at, 'UTC'::text))::timestamp(3) with time zone AS hour,
    sum(amount_cheese) AS sum_cheese,
    (count(*))::integer AS count
   FROM donation_events
  WHERE (status = 'CONFIRMED'::donation_status)
  GROUP BY channel_id, ((date_trunc('hour'::text, occurred_at, 'UTC'::text))::timestamp(3) with time zone);

CREATE VIEW channel_ranges_expected AS
 SELECT r.channel_id,
    r.range_days,
    (count(p.user_id))::integer AS people,
    (count(*) FILTER (WHERE (p.days > 1)))::integer AS repeating
   FROM (channel_ranges r
     LEFT JOIN ( SELECT user_channel_stats_expected.channel_id,
            (0)::smallint AS range_days,
            user_channel_stats_expected.user_id,
            user_channel_stats_expected.days
           FROM user_channel_stats_expected
        UNION ALL
         SELECT user_channel_ranges_expected.channel_id,
            user_channel_ranges_expected.range_days,
            user_channel_ranges_expected.user_id,
            user_channel_ranges_expected.days
           FROM user_channel_ranges_expected) p ON (((p.channel_id = r.channel_id) AND (p.range_days = r.range_days))))
  GROUP BY r.channel_id, r.range_days;

CREATE VIEW channel_unconfirmed_days_expected AS
 SELECT channel_id,
    kst_day(occurred_at) AS day,
    (count(*))::integer AS count
   FROM donation_events
  WHERE (status = 'OCCURRED'::donation_status)
  GROUP BY channel_id, (kst_day(occurred_at));

CREATE VIEW channel_week_hours_expected AS
 SELECT channel_id,
    (EXTRACT(isodow FROM kst(occurred_at)))::smallint AS weekday,
    (EXTRACT(hour FROM kst(occurred_at)))::smallint AS hour,
    sum(amount_cheese) AS sum_cheese,
    (count(*))::integer AS count
   FROM donation_events
  WHERE (status = 'CONFIRMED'::donation_status)
  GROUP BY channel_id, ((EXTRACT(isodow FROM kst(occurred_at)))::smallint), ((EXTRACT(hour FROM kst(occurred_at)))::smallint);

CREATE VIEW counters_expected AS
 SELECT ('donations '::text || donation_events.status) AS name,
    count(*) AS count
   FROM donation_events
  GROUP BY donation_events.status
UNION ALL
 SELECT ('confirmations '::text || confirming_source(donation_entries.actor_kind)) AS name,
    count(*) AS count
   FROM donation_entries
  WHERE (donation_entries.to_status = 'CONFIRMED'::donation_status)
  GROUP BY ('confirmations '::text || confirming_source(donation_entries.actor_kind))
UNION ALL
 SELECT 'cheese'::text AS name,
    sum(donation_events.amount_cheese) AS count
   FROM donation_events
  WHERE (donation_events.status = 'CONFIRMED'::donation_status)
 HAVING (count(*) > 0)
UNION ALL
 SELECT (('day '::text || to_char((kst_day(donation_events.occurred_at))::timestamp with time zone, 'YYYY-MM-DD'::text)) || ' confirmed'::text) AS name,
    count(*) AS count
   FROM donation_events
  WHERE (donation_events.status = 'CONFIRMED'::donation_status)
  GROUP BY (('day '::text || to_char((kst_day(donation_events.occurred_at))::timestamp with time zone, 'YYYY-MM-DD'::text)) || ' confirmed'::text)
UNION ALL
 SELECT (('day '::text || to_char((kst_day(donation_events.occurred_at))::timestamp with time zone, 'YYYY-MM-DD'::text)) || ' cheese'::text) AS name,
    sum(donation_events.amount_cheese) AS count
   FROM donation_events
  WHERE (donation_events.status = 'CONFIRMED'::donation_status)
  GROUP BY (('day '::text || to_char((kst_day(donation_events.occurred_at))::timestamp with time zone, 'YYYY-MM-DD'::text)) || ' cheese'::text)
UNION ALL
 SELECT 'intents'::text AS name,
    count(*) AS count
   FROM donation_intents
 HAVING (count(*) > 0)
UNION ALL
 SELECT 'letters'::text AS name,
    count(*) AS count
   FROM messages
  WHERE (messages.type = 'dm'::message_type)
 HAVING (count(*) > 0)
UNION ALL
 SELECT 'people'::text AS name,
    count(*) AS count
   FROM users
  WHERE (users.agreed_at IS NOT NULL)
 HAVING (count(*) > 0)
UNION ALL
 SELECT 'channels'::text AS name,
    count(*) AS count
   FROM channels
  WHERE (channels.opened_at IS NOT NULL)
 HAVING (count(*) > 0)
UNION ALL
 SELECT 'grants'::text AS name,
    count(*) AS count
   FROM oauth_tokens
 HAVING (count(*) > 0);

CREATE VIEW feed_items_expected AS
 SELECT m.id AS message_id,
    m.channel_id,
    COALESCE(r.at, d.occurred_at, m.created_at) AS at,
        CASE
            WHEN ((d.status = 'CONFIRMED'::donation_status) AND (NOT d.hide_amount)) THEN d.amount_cheese
            ELSE 0
        END AS sort_amount,
    (m.pinned_at IS NOT NULL) AS pinned
   FROM ((messages m
     LEFT JOIN donation_events d ON ((d.id = m.donation_id)))
     LEFT JOIN retweets r ON ((r.message_id = m.id)))
  WHERE ((m.hidden_at IS NULL) AND (m.held_at IS NULL) AND
        CASE m.type
            WHEN 'dm'::message_type THEN (r.message_id IS NOT NULL)
            WHEN 'donation'::message_type THEN ((m.content IS NOT NULL) AND ((d.status = 'CONFIRMED'::donation_status) OR ((d.status = 'OCCURRED'::donation_status) AND (m.content <> ''::text))))
            WHEN 'creator_reply'::message_type THEN ((m.content IS NOT NULL) AND (m.visibility = 'public'::visibility) AND (NOT (EXISTS ( SELECT 1
               FROM feed_items f
              WHERE (f.message_id = m.reply_to_id)))))
            ELSE (m.content IS NOT NULL)
        END);

CREATE VIEW user_badges_expected AS
 SELECT t.channel_id,
    worth.user_id,
    t.tier
   FROM (badge_thresholds t
     JOIN ( SELECT donation_events.channel_id,
            donation_events.donor_id AS user_id,
            sum(donation_events.amount_cheese) AS sum_cheese
           FROM donation_events
          WHERE ((donation_events.status = 'CONFIRMED'::donation_status) AND (donation_events.donor_id IS NOT NULL))
          GROUP BY donation_events.channel_id, donation_events.donor_id) worth USING (channel_id))
  WHERE ((t.until_entry IS NULL) AND (t.threshold_cheese <= worth.sum_cheese))
UNION
 SELECT past.channel_id,
    past.user_id,
    past.tier
   FROM ( SELECT t.channel_id,
            d.donor_id AS user_id,
            t.tier,
            t.seq
           FROM ((badge_thresholds t
             JOIN donation_events d ON (((d.channel_id = t.channel_id) AND (d.status = 'CONFIRMED'::donation_status) AND (d.donor_id IS NOT NULL))))
             JOIN ( SELECT donation_entries.channel_id,
                    donation_entries.donation_id,
                    min(donation_entries.seq) AS seq
                   FROM donation_entries
                  WHERE (donation_entries.to_status = 'CONFIRMED'::donation_status)
                  GROUP BY donation_entries.channel_id, donation_entries.donation_id) first ON (((first.channel_id = d.channel_id) AND (first.donation_id = d.id) AND (first.seq <= t.until_entry))))
          WHERE (NOT (EXISTS ( SELECT 1
                   FROM badge_thresholds later
                  WHERE ((later.channel_id = t.channel_id) AND (later.tier = t.tier) AND (later.seq > t.seq) AND (later.threshold_cheese <= t.threshold_cheese)))))
          GROUP BY t.channel_id, d.donor_id, t.tier, t.seq, t.threshold_cheese
         HAVING (sum(d.amount_cheese) >= t.threshold_cheese)) past;

CREATE VIEW user_channel_days_expected AS
 SELECT channel_id,
    kst_day(occurred_at) AS day,
    donor_id AS user_id,
    sum(amount_cheese) AS sum_cheese,
    (count(*))::integer AS count
   FROM donation_events
  WHERE ((status = 'CONFIRMED'::donation_status) AND (donor_id IS NOT NULL))
  GROUP BY channel_id, (kst_day(occurred_at)), donor_id;

CREATE VIEW user_channel_ranges_expected AS
 SELECT r.channel_id,
    r.range_days,
    d.donor_id AS user_id,
    sum(d.amount_cheese) AS sum_cheese,
    (count(*))::integer AS count,
    (count(DISTINCT kst_day(d.occurred_at)))::integer AS days
   FROM (channel_ranges r
     JOIN donation_events d ON (((d.channel_id = r.channel_id) AND ((kst_day(d.occurred_at) >= ((r.last_day - (r.range_days)::integer) + 1)) AND (kst_day(d.occurred_at) <= r.last_day)))))
  WHERE ((r.range_days > 0) AND (d.status = 'CONFIRMED'::donation_status) AND (d.donor_id IS NOT NULL))
  GROUP BY r.channel_id, r.range_days, d.donor_id;

CREATE VIEW user_channel_stats_expected AS
 SELECT channel_id,
    donor_id AS user_id,
    sum(amount_cheese) AS sum_cheese,
    (count(*))::integer AS count,
    (count(DISTINCT kst_day(occurred_at)))::integer AS days
   FROM donation_events
  WHERE ((status = 'CONFIRMED'::donation_status) AND (donor_id IS NOT NULL))
  GROUP BY channel_id, donor_id;

CREATE TRIGGER audit_entries_append_only BEFORE DELETE OR UPDATE ON public.audit_entries FOR EACH ROW EXECUTE FUNCTION audit_entries_append_only();

CREATE TRIGGER audit_entries_by_admin BEFORE INSERT ON public.audit_entries FOR EACH ROW EXECUTE FUNCTION audit_entries_by_admin();

CREATE TRIGGER audit_entries_no_truncate BEFORE TRUNCATE ON public.audit_entries FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_append_only();

CREATE TRIGGER badge_changes_notify AFTER INSERT ON public.badge_changes REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION notify_of_badges();

CREATE TRIGGER badge_icons_gone AFTER DELETE ON public.badge_icons FOR EACH ROW EXECUTE FUNCTION queue_file_removal();

CREATE TRIGGER badge_icons_publish AFTER INSERT OR DELETE OR UPDATE ON public.badge_icons FOR EACH ROW EXECUTE FUNCTION publish_topic('page icons');

CREATE TRIGGER badge_thresholds_guard BEFORE DELETE OR UPDATE ON public.badge_thresholds FOR EACH ROW EXECUTE FUNCTION badge_thresholds_guard();

CREATE TRIGGER badges_begin_threshold AFTER INSERT OR DELETE ON public.badges FOR EACH ROW EXECUTE FUNCTION badges_record_thresholds();

CREATE TRIGGER badges_change_threshold AFTER UPDATE ON public.badges FOR EACH ROW WHEN ((new.threshold_cheese <> old.threshold_cheese)) EXECUTE FUNCTION badges_record_thresholds();

CREATE TRIGGER badges_publish AFTER INSERT OR DELETE OR UPDATE ON public.badges FOR EACH ROW EXECUTE FUNCTION publish_channel_page();

CREATE TRIGGER badges_settle_changed AFTER UPDATE ON public.badges REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION badges_settle();

CREATE TRIGGER badges_settle_new AFTER INSERT ON public.badges REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION badges_settle();

CREATE TRIGGER badges_settle_removed AFTER DELETE ON public.badges REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION badges_settle();

CREATE TRIGGER broadcast_polls_publish AFTER UPDATE ON public.broadcast_polls FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION publish_topic('page live');

CREATE CONSTRAINT TRIGGER channel_settings_match_mode_changes AFTER INSERT OR UPDATE OF session_mode ON public.channel_settings DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION channel_settings_match_mode_changes();

CREATE TRIGGER channel_settings_publish AFTER INSERT OR DELETE ON public.channel_settings FOR EACH ROW EXECUTE FUNCTION publish_channel_page();

CREATE TRIGGER channel_settings_publish_change AFTER UPDATE ON public.channel_settings FOR EACH ROW WHEN (((((old.who_may_write IS DISTINCT FROM new.who_may_write) OR (old.from_tier IS DISTINCT FROM new.from_tier)) OR (old.blocked_words IS DISTINCT FROM new.blocked_words)) OR (old.allowed_words IS DISTINCT FROM new.allowed_words))) EXECUTE FUNCTION publish_channel_page();

CREATE TRIGGER channels_begin_count AFTER INSERT ON public.channels FOR EACH ROW WHEN ((new.opened_at IS NOT NULL)) EXECUTE FUNCTION count_row('channels', 'opened_at');

CREATE TRIGGER channels_count AFTER UPDATE OF opened_at ON public.channels FOR EACH ROW WHEN (((old.opened_at IS NULL) <> (new.opened_at IS NULL))) EXECUTE FUNCTION count_row('channels', 'opened_at');

CREATE TRIGGER channels_open_with_badges AFTER INSERT OR UPDATE OF opened_at ON public.channels FOR EACH ROW WHEN ((new.opened_at IS NOT NULL)) EXECUTE FUNCTION channels_begin_with_badges();

CREATE TRIGGER channels_publish AFTER INSERT ON public.channels FOR EACH ROW EXECUTE FUNCTION publish_channel();

CREATE TRIGGER channels_publish_change AFTER UPDATE ON public.channels FOR EACH ROW WHEN (((((((old.chzzk_channel_id)::text IS DISTINCT FROM (new.chzzk_channel_id)::text) OR (old.name IS DISTINCT FROM new.name)) OR (old.image_url IS DISTINCT FROM new.image_url)) OR (old.opened_at IS DISTINCT FROM new.opened_at)) OR (old.created_at IS DISTINCT FROM new.created_at))) EXECUTE FUNCTION publish_channel();

CREATE TRIGGER content_coupons_begin BEFORE INSERT ON public.content_coupons FOR EACH ROW WHEN ((new.claimed_at IS NOT NULL)) EXECUTE FUNCTION reward_coupons_guard();

CREATE TRIGGER content_coupons_change BEFORE UPDATE ON public.content_coupons FOR EACH ROW EXECUTE FUNCTION reward_coupons_guard();

CREATE TRIGGER content_coupons_go BEFORE DELETE ON public.content_coupons FOR EACH ROW WHEN ((old.claimed_at IS NOT NULL)) EXECUTE FUNCTION reward_coupons_guard();

CREATE TRIGGER content_coupons_person_has_agreed BEFORE UPDATE ON public.content_coupons FOR EACH ROW WHEN (((old.claimed_by IS NULL) AND (new.claimed_by IS NOT NULL))) EXECUTE FUNCTION person_has_agreed('claimed_by');

CREATE TRIGGER content_files_gone AFTER DELETE ON public.content_files FOR EACH ROW EXECUTE FUNCTION queue_file_removal();

CREATE TRIGGER contents_publish AFTER INSERT OR DELETE ON public.contents FOR EACH ROW EXECUTE FUNCTION publish_channel_page();

CREATE TRIGGER contents_publish_change AFTER UPDATE ON public.contents FOR EACH ROW WHEN ((((((old.title IS DISTINCT FROM new.title) OR (old.gate_tier IS DISTINCT FROM new.gate_tier)) OR (old.gate_vip IS DISTINCT FROM new.gate_vip)) OR (old.created_at IS DISTINCT FROM new.created_at)) OR (old.deleted_at IS DISTINCT FROM new.deleted_at))) EXECUTE FUNCTION publish_channel_page();

CREATE TRIGGER donation_entries_append_only BEFORE DELETE OR UPDATE ON public.donation_entries FOR EACH ROW EXECUTE FUNCTION donation_entries_append_only();

CREATE TRIGGER donation_entries_chain BEFORE INSERT ON public.donation_entries FOR EACH ROW EXECUTE FUNCTION donation_entries_chain();

CREATE TRIGGER donation_entries_count AFTER INSERT ON public.donation_entries REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_ledger_entries();

CREATE TRIGGER donation_entries_no_truncate BEFORE TRUNCATE ON public.donation_entries FOR EACH STATEMENT EXECUTE FUNCTION donation_entries_append_only();

CREATE TRIGGER donation_entries_notify AFTER INSERT ON public.donation_entries REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION notify_of_entries();

CREATE TRIGGER donation_events_broadcast BEFORE INSERT ON public.donation_events FOR EACH ROW EXECUTE FUNCTION donation_events_broadcast();

CREATE TRIGGER donation_events_guard BEFORE INSERT OR UPDATE ON public.donation_events FOR EACH ROW EXECUTE FUNCTION donation_events_guard();

CREATE CONSTRAINT TRIGGER donation_events_match_ledger AFTER INSERT OR UPDATE OF status, merged_into_id ON public.donation_events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION donation_events_match_ledger();

CREATE TRIGGER donation_events_may_auto_confirm BEFORE UPDATE OF status ON public.donation_events FOR EACH ROW WHEN (((new.status = 'CONFIRMED'::donation_status) AND (old.status <> 'CONFIRMED'::donation_status) AND (new.confirmed_by_kind = 'session'::actor_kind))) EXECUTE FUNCTION may_auto_confirm();

CREATE TRIGGER donation_events_may_auto_confirm_first BEFORE INSERT ON public.donation_events FOR EACH ROW WHEN (((new.status = 'CONFIRMED'::donation_status) AND (new.confirmed_by_kind = 'session'::actor_kind))) EXECUTE FUNCTION may_auto_confirm();

CREATE TRIGGER donation_events_publish AFTER INSERT ON public.donation_events REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION publish_donations();

CREATE TRIGGER donation_events_publish_change AFTER UPDATE ON public.donation_events FOR EACH ROW WHEN (((old.status <> new.status) OR ((old.hide_name IS DISTINCT FROM new.hide_name) OR (old.donor_name IS DISTINCT FROM new.donor_name)))) EXECUTE FUNCTION publish_donation_change();

CREATE TRIGGER donations_begin_in_aggregates AFTER INSERT ON public.donation_events REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION donations_into_aggregates();

CREATE TRIGGER donations_begin_mark_intents AFTER INSERT ON public.donation_events FOR EACH ROW WHEN ((new.intent_id IS NOT NULL)) EXECUTE FUNCTION donations_mark_intents();

CREATE TRIGGER donations_change_in_aggregates AFTER UPDATE ON public.donation_events REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION donations_into_aggregates();

CREATE TRIGGER donations_into_feed AFTER UPDATE OF status, amount_cheese, hide_amount, occurred_at ON public.donation_events FOR EACH ROW EXECUTE FUNCTION donations_into_feed();

CREATE TRIGGER donations_mark_intents AFTER UPDATE OF intent_id ON public.donation_events FOR EACH ROW WHEN ((new.intent_id IS DISTINCT FROM old.intent_id)) EXECUTE FUNCTION donations_mark_intents();

CREATE TRIGGER donation_intents_count AFTER INSERT ON public.donation_intents FOR EACH ROW EXECUTE FUNCTION count_row('intents');

CREATE TRIGGER donation_intents_person_has_agreed BEFORE INSERT ON public.donation_intents FOR EACH ROW EXECUTE FUNCTION person_has_agreed('viewer_id');

CREATE TRIGGER entries_nodes_append_only BEFORE DELETE OR UPDATE ON public.entries_nodes FOR EACH ROW EXECUTE FUNCTION log_append_only();

CREATE TRIGGER entries_nodes_no_truncate BEFORE TRUNCATE ON public.entries_nodes FOR EACH STATEMENT EXECUTE FUNCTION log_append_only();

CREATE CONSTRAINT TRIGGER feed_items_publish AFTER INSERT ON public.feed_items DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION publish_feed_item();

CREATE TRIGGER feed_items_publish_change AFTER UPDATE ON public.feed_items FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION publish_channel_page();

CREATE TRIGGER feed_items_publish_end AFTER DELETE ON public.feed_items FOR EACH ROW EXECUTE FUNCTION publish_feed_item_end();

CREATE TRIGGER follows_person_has_agreed BEFORE INSERT ON public.follows FOR EACH ROW EXECUTE FUNCTION person_has_agreed('user_id');

CREATE TRIGGER log_checkpoints_append_only BEFORE DELETE OR UPDATE ON public.log_checkpoints FOR EACH ROW EXECUTE FUNCTION log_append_only();

CREATE TRIGGER log_checkpoints_no_truncate BEFORE TRUNCATE ON public.log_checkpoints FOR EACH STATEMENT EXECUTE FUNCTION log_append_only();

CREATE TRIGGER log_checkpoints_of_leaves BEFORE INSERT ON public.log_checkpoints FOR EACH ROW EXECUTE FUNCTION log_checkpoints_of_leaves();

CREATE TRIGGER log_cosignatures_append_only BEFORE DELETE OR UPDATE ON public.log_cosignatures FOR EACH ROW EXECUTE FUNCTION log_append_only();

CREATE TRIGGER log_cosignatures_no_truncate BEFORE TRUNCATE ON public.log_cosignatures FOR EACH STATEMENT EXECUTE FUNCTION log_append_only();

CREATE TRIGGER log_leaves_append_only BEFORE DELETE OR UPDATE ON public.log_leaves FOR EACH ROW EXECUTE FUNCTION log_append_only();

CREATE TRIGGER log_leaves_in_order BEFORE INSERT ON public.log_leaves FOR EACH ROW EXECUTE FUNCTION log_leaves_in_order();

CREATE TRIGGER log_leaves_no_truncate BEFORE TRUNCATE ON public.log_leaves FOR EACH STATEMENT EXECUTE FUNCTION log_append_only();

CREATE TRIGGER log_nodes_append_only BEFORE DELETE OR UPDATE ON public.log_nodes FOR EACH ROW EXECUTE FUNCTION log_append_only();

CREATE TRIGGER log_nodes_no_truncate BEFORE TRUNCATE ON public.log_nodes FOR EACH STATEMENT EXECUTE FUNCTION log_append_only();

CREATE TRIGGER message_events_append_only BEFORE DELETE OR UPDATE ON public.message_events FOR EACH ROW EXECUTE FUNCTION message_events_append_only();

CREATE TRIGGER message_events_apply BEFORE INSERT ON public.message_events FOR EACH ROW EXECUTE FUNCTION message_events_apply();

CREATE TRIGGER message_events_no_truncate BEFORE TRUNCATE ON public.message_events FOR EACH STATEMENT EXECUTE FUNCTION message_events_append_only();

CREATE TRIGGER message_events_notify AFTER INSERT ON public.message_events FOR EACH ROW WHEN ((new.kind = ANY (ARRAY['replied_private'::message_event_kind, 'replied_public'::message_event_kind, 'retweeted'::message_event_kind, 'unretweeted'::message_event_kind]))) EXECUTE FUNCTION notify_author();

CREATE TRIGGER message_events_publish AFTER INSERT ON public.message_events FOR EACH ROW WHEN ((new.kind = ANY (ARRAY['read'::message_event_kind, 'released'::message_event_kind, 'archived'::message_event_kind, 'unarchived'::message_event_kind, 'withdrawn'::message_event_kind]))) EXECUTE FUNCTION publish_inbox();

CREATE TRIGGER message_events_restored_by BEFORE INSERT ON public.message_events FOR EACH ROW WHEN ((new.kind = 'restored'::message_event_kind)) EXECUTE FUNCTION message_events_restored_by();

CREATE TRIGGER message_events_withdraw_objections AFTER INSERT ON public.message_events FOR EACH ROW WHEN ((new.kind = 'withdrawn'::message_event_kind)) EXECUTE FUNCTION withdraw_objections();

CREATE TRIGGER messages_announce AFTER INSERT ON public.messages FOR EACH ROW WHEN ((new.type = 'creator_post'::message_type)) EXECUTE FUNCTION announce_post();

CREATE TRIGGER messages_announce_end AFTER UPDATE ON public.messages FOR EACH ROW WHEN (((new.type = 'creator_post'::message_type) AND (old.withdrawn_at IS NULL) AND (old.hidden_at IS NULL) AND ((new.withdrawn_at IS NOT NULL) OR (new.hidden_at IS NOT NULL)))) EXECUTE FUNCTION announce_post();

CREATE TRIGGER messages_begin AFTER INSERT ON public.messages FOR EACH ROW EXECUTE FUNCTION messages_begin();

CREATE TRIGGER messages_count AFTER INSERT ON public.messages FOR EACH ROW WHEN ((new.type = 'dm'::message_type)) EXECUTE FUNCTION count_row('letters');

CREATE TRIGGER messages_erase_relayed_text AFTER UPDATE OF content ON public.messages FOR EACH ROW WHEN (((new.content IS NULL) AND (old.content IS NOT NULL) AND (new.donation_id IS NOT NULL))) EXECUTE FUNCTION erase_relayed_text();

CREATE TRIGGER messages_guard BEFORE UPDATE ON public.messages FOR EACH ROW EXECUTE FUNCTION messages_guard();

CREATE TRIGGER messages_into_feed AFTER INSERT OR UPDATE ON public.messages FOR EACH ROW EXECUTE FUNCTION messages_into_feed();

CREATE CONSTRAINT TRIGGER messages_notify_letter AFTER INSERT ON public.messages DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.type = 'dm'::message_type)) EXECUTE FUNCTION notify_of_letter();

CREATE TRIGGER messages_person_has_agreed BEFORE INSERT ON public.messages FOR EACH ROW WHEN (((new.author_id IS NOT NULL) AND (NOT new.relayed))) EXECUTE FUNCTION person_has_agreed('author_id');

CREATE TRIGGER messages_publish_change AFTER UPDATE ON public.messages FOR EACH ROW WHEN (((((((((((old.channel_id IS DISTINCT FROM new.channel_id) OR (old.author_id IS DISTINCT FROM new.author_id)) OR (old.type IS DISTINCT FROM new.type)) OR (old.visibility IS DISTINCT FROM new.visibility)) OR (old.content IS DISTINCT FROM new.content)) OR (old.donation_id IS DISTINCT FROM new.donation_id)) OR (old.reply_to_id IS DISTINCT FROM new.reply_to_id)) OR (old.created_at IS DISTINCT FROM new.created_at)) OR (old.replied_publicly_at IS DISTINCT FROM new.replied_publicly_at)) OR (old.hidden_at IS DISTINCT FROM new.hidden_at))) EXECUTE FUNCTION publish_message();

CREATE TRIGGER messages_publish_letter AFTER INSERT ON public.messages FOR EACH ROW WHEN ((new.type = 'dm'::message_type)) EXECUTE FUNCTION publish_inbox();

CREATE TRIGGER messages_publish_reply AFTER INSERT ON public.messages FOR EACH ROW WHEN (((new.type = 'creator_reply'::message_type) AND (new.visibility = 'public'::visibility))) EXECUTE FUNCTION publish_message();

CREATE TRIGGER messages_rank BEFORE INSERT ON public.messages FOR EACH ROW WHEN ((new.type = 'dm'::message_type)) EXECUTE FUNCTION messages_rank();

CREATE TRIGGER messages_written_by BEFORE INSERT ON public.messages FOR EACH ROW EXECUTE FUNCTION messages_written_by();

CREATE TRIGGER notification_mutes_person_has_agreed BEFORE INSERT ON public.notification_mutes FOR EACH ROW EXECUTE FUNCTION person_has_agreed('user_id');

CREATE TRIGGER notifications_publish AFTER INSERT ON public.notifications REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION publish_notifications();

CREATE TRIGGER notifications_publish_change AFTER UPDATE ON public.notifications REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION publish_notifications();

CREATE TRIGGER oauth_tokens_begin_count AFTER INSERT ON public.oauth_tokens FOR EACH ROW EXECUTE FUNCTION count_row('grants', 'user_id');

CREATE TRIGGER oauth_tokens_end_count AFTER DELETE ON public.oauth_tokens FOR EACH ROW EXECUTE FUNCTION count_row('grants', 'user_id');

CREATE TRIGGER oauth_tokens_person_has_agreed BEFORE INSERT ON public.oauth_tokens FOR EACH ROW EXECUTE FUNCTION person_has_agreed('user_id');

CREATE TRIGGER objections_begin BEFORE INSERT ON public.objections FOR EACH ROW EXECUTE FUNCTION objections_begin();

CREATE TRIGGER objections_guard BEFORE UPDATE ON public.objections FOR EACH ROW EXECUTE FUNCTION objections_guard();

CREATE TRIGGER objections_notify_decision AFTER UPDATE ON public.objections FOR EACH ROW WHEN (((old.outcome IS NULL) AND (new.outcome IS NOT NULL))) EXECUTE FUNCTION notify_of_decision('author_id', 'objection');

CREATE TRIGGER objections_require_text BEFORE INSERT OR UPDATE ON public.objections FOR EACH ROW EXECUTE FUNCTION objections_require_text();

CREATE TRIGGER push_subscriptions_person_has_agreed BEFORE INSERT ON public.push_subscriptions FOR EACH ROW EXECUTE FUNCTION person_has_agreed('user_id');

CREATE TRIGGER reports_begin BEFORE INSERT ON public.reports FOR EACH ROW EXECUTE FUNCTION reports_begin();

CREATE TRIGGER reports_guard BEFORE UPDATE ON public.reports FOR EACH ROW EXECUTE FUNCTION reports_guard();

CREATE TRIGGER reports_notify AFTER INSERT ON public.reports FOR EACH ROW WHEN ((NOT new.for_admins)) EXECUTE FUNCTION notify_of_report();

CREATE TRIGGER reports_notify_decision AFTER UPDATE ON public.reports FOR EACH ROW WHEN (((old.outcome IS NULL) AND (new.outcome IS NOT NULL))) EXECUTE FUNCTION notify_of_decision('reporter_id', 'report');

CREATE TRIGGER retweets_follow_events BEFORE INSERT OR DELETE OR UPDATE ON public.retweets FOR EACH ROW EXECUTE FUNCTION retweets_follow_events();

CREATE TRIGGER retweets_into_feed AFTER INSERT OR DELETE ON public.retweets FOR EACH ROW EXECUTE FUNCTION retweets_into_feed();

CREATE TRIGGER session_events_guard BEFORE UPDATE ON public.session_events FOR EACH ROW EXECUTE FUNCTION chzzk_events_guard();

CREATE TRIGGER session_events_mark_donations AFTER UPDATE OF donation_id ON public.session_events FOR EACH ROW WHEN ((new.donation_id IS DISTINCT FROM old.donation_id)) EXECUTE FUNCTION chzzk_events_mark_donations();

CREATE TRIGGER session_mode_changes_append_only BEFORE UPDATE ON public.session_mode_changes FOR EACH ROW EXECUTE FUNCTION session_mode_changes_append_only();

CREATE TRIGGER session_mode_changes_notify AFTER INSERT ON public.session_mode_changes FOR EACH ROW WHEN ((new.reason <> 'chosen'::session_mode_reason)) EXECUTE FUNCTION notify_of_lost_signal();

CREATE TRIGGER sessions_person_has_agreed BEFORE INSERT ON public.sessions FOR EACH ROW EXECUTE FUNCTION person_has_agreed('user_id');

CREATE TRIGGER sessions_publish_end AFTER DELETE ON public.sessions FOR EACH ROW EXECUTE FUNCTION publish_session_end();

CREATE TRIGGER statement_lines_stay BEFORE DELETE OR UPDATE OF statement_id, "row", channel_id, identity, day, "time", from_day, to_day, amount, donor_id, nickname, kind, message, fee, net, state, counted ON public.statement_lines FOR EACH ROW EXECUTE FUNCTION statement_lines_stay();

CREATE TRIGGER statements_gone AFTER DELETE ON public.statements FOR EACH ROW WHEN ((old.key IS NOT NULL)) EXECUTE FUNCTION queue_file_removal();

CREATE TRIGGER statements_guard BEFORE UPDATE ON public.statements FOR EACH ROW EXECUTE FUNCTION statements_guard();

CREATE TRIGGER statements_notify AFTER UPDATE ON public.statements FOR EACH ROW WHEN (((new.state = 'applied'::statement_state) AND (old.applied_at IS DISTINCT FROM new.applied_at))) EXECUTE FUNCTION notify_of_statement();

CREATE TRIGGER user_badges_count AFTER INSERT ON public.user_badges REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_badge_holders();

CREATE TRIGGER user_badges_count_gone AFTER DELETE ON public.user_badges REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_badge_holders();

CREATE TRIGGER user_badges_publish AFTER INSERT ON public.user_badges REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION publish_channel_pages();

CREATE TRIGGER user_badges_publish_end AFTER DELETE ON public.user_badges REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION publish_channel_pages();

CREATE TRIGGER users_begin_count AFTER INSERT ON public.users FOR EACH ROW WHEN ((new.agreed_at IS NOT NULL)) EXECUTE FUNCTION count_row('people', 'agreed_at');

CREATE TRIGGER users_count AFTER UPDATE OF agreed_at ON public.users FOR EACH ROW WHEN (((old.agreed_at IS NULL) <> (new.agreed_at IS NULL))) EXECUTE FUNCTION count_row('people', 'agreed_at');

CREATE TRIGGER users_publish_name AFTER UPDATE OF display_name ON public.users FOR EACH ROW WHEN ((old.display_name <> new.display_name)) EXECUTE FUNCTION publish_topic('page *');

CREATE TRIGGER vip_users_person_has_agreed BEFORE INSERT ON public.vip_users FOR EACH ROW EXECUTE FUNCTION person_has_agreed('user_id');

CREATE TRIGGER vip_users_rank AFTER INSERT OR DELETE ON public.vip_users FOR EACH ROW EXECUTE FUNCTION vip_users_rank();
