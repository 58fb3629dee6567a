-- Notifications: what a person should know of, written with what happened, once a person and cause. Rows hold ids; what a notification says is
-- found when it is read. Whoever does not want to know gets no row.

-- An id that follows the time, as the application makes them.
CREATE OR REPLACE FUNCTION uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT (substr(at, 1, 8) || '-' || substr(at, 9, 4) || '-7' || substr(random, 16))::uuid
  FROM (SELECT lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') AS at, gen_random_uuid()::text AS random) parts
$$;

-- Whether somebody is still here and wants to know of this kind in a channel. Who is just leaving does not, and no act waits for that.
CREATE OR REPLACE FUNCTION wants_notification(person uuid, of_kind notification_kind, of_channel uuid) RETURNS boolean LANGUAGE sql VOLATILE AS $$
  SELECT EXISTS (SELECT 1 FROM users u WHERE u.id = person AND u.agreed_at IS NOT NULL FOR KEY SHARE SKIP LOCKED)
    AND NOT EXISTS (SELECT 1 FROM notification_mutes m
      WHERE m.user_id = person AND m.kind = of_kind AND (m.channel_id IS NULL OR m.channel_id = of_channel))
$$;

-- When it leaves: at once where there is a browser or a webhook to send it to.
CREATE OR REPLACE FUNCTION notification_leaves_at(person uuid, of_kind notification_kind, of_channel uuid) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT now() WHERE EXISTS (SELECT 1 FROM push_subscriptions s WHERE s.user_id = person)
    OR (of_kind IN ('waiting', 'letter') AND EXISTS (SELECT 1 FROM channel_webhooks w WHERE w.channel_id = of_channel))
$$;

-- The end of a person's quiet hours, or that very moment outside of them.
CREATE OR REPLACE FUNCTION after_quiet_hours(person uuid, moment timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN (hour - quiet_from + 24) % 24 >= (quiet_to - quiet_from + 24) % 24 THEN moment
    ELSE (date_trunc('day', korean) + make_interval(days => CASE WHEN quiet_to <= hour THEN 1 ELSE 0 END, hours => quiet_to)) AT TIME ZONE 'Asia/Seoul' END
  FROM (SELECT moment AT TIME ZONE 'Asia/Seoul' AS korean, extract(hour FROM moment AT TIME ZONE 'Asia/Seoul')::int AS hour) now
  CROSS JOIN (SELECT coalesce(max(p.quiet_from), 22)::int AS quiet_from, coalesce(max(p.quiet_to), 8)::int AS quiet_to
    FROM notification_preferences p WHERE p.user_id = person) quiet
$$;

-- Writes one for a person, unless they know of this cause.
CREATE OR REPLACE FUNCTION notify_person(person uuid, of_kind notification_kind, of_channel uuid, of_cause text, of_message uuid, of_donation uuid)
RETURNS void LANGUAGE sql AS $$
  INSERT INTO notifications (id, user_id, kind, channel_id, cause, message_id, donation_id, deliver_at)
  SELECT uuid_v7(), person, of_kind, of_channel, of_cause, of_message, of_donation, notification_leaves_at(person, of_kind, of_channel)
  WHERE wants_notification(person, of_kind, of_channel)
  ON CONFLICT DO NOTHING
$$;

-- Something waits for a channel's creator: one unread notification a kind, which comes to the top and leaves again once in ten minutes at
-- most, and never without a last word. How many wait is counted when it is read. What another transaction is moving is left to it.
CREATE OR REPLACE FUNCTION notify_creator(of_channel uuid, of_kind notification_kind) RETURNS void LANGUAGE plpgsql AS $$
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
END $$;

-- A creator answered somebody's message, or made their letter public.
CREATE OR REPLACE FUNCTION notify_author() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$;

-- For: listNotifications
CREATE OR REPLACE TRIGGER message_events_notify AFTER INSERT ON "message_events"
  FOR EACH ROW WHEN (NEW.kind IN ('replied_private', 'replied_public', 'retweeted', 'unretweeted')) EXECUTE FUNCTION notify_author();

-- A letter came. One that a blocked word held by the end of the act reaches nobody.
CREATE OR REPLACE FUNCTION notify_of_letter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM messages WHERE id = NEW.id AND held_at IS NULL) THEN
    PERFORM notify_creator(NEW.channel_id, 'letter');
  END IF;
  RETURN NULL;
END $$;

-- For: listNotifications
CREATE CONSTRAINT TRIGGER messages_notify_letter AFTER INSERT ON "messages" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.type = 'dm') EXECUTE FUNCTION notify_of_letter();

-- A post is announced to its channel's followers by a job, however many they are, and so is its end.
CREATE OR REPLACE FUNCTION announce_post() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO jobs (id, kind, subject_id, state) VALUES (uuid_v7(), 'announce_post', NEW.id, jsonb_build_object('ends', TG_OP = 'UPDATE'));
  RETURN NULL;
END $$;

-- For: announcePost
CREATE OR REPLACE TRIGGER messages_announce AFTER INSERT ON "messages"
  FOR EACH ROW WHEN (NEW.type = 'creator_post') EXECUTE FUNCTION announce_post();

-- For: announcePost
CREATE OR REPLACE TRIGGER messages_announce_end AFTER UPDATE ON "messages"
  FOR EACH ROW WHEN (NEW.type = 'creator_post' AND OLD.withdrawn_at IS NULL AND OLD.hidden_at IS NULL
    AND (NEW.withdrawn_at IS NOT NULL OR NEW.hidden_at IS NOT NULL))
  EXECUTE FUNCTION announce_post();

-- Entries of confirmations and corrections go to their donors, what waits to the channel's creator. A correction is two entries of one
-- transaction and one notification; a merge is none.
CREATE OR REPLACE FUNCTION notify_of_entries() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$;

-- For: listNotifications
CREATE OR REPLACE TRIGGER donation_entries_notify AFTER INSERT ON "donation_entries" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION notify_of_entries();

-- A better badge than before.
CREATE OR REPLACE FUNCTION notify_of_badges() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM notify_person(user_id, 'badge', channel_id, format('badge %s %s', channel_id, to_tier), NULL, NULL)
  FROM added WHERE to_tier > coalesce(from_tier, 0);
  RETURN NULL;
END $$;

-- For: listNotifications
CREATE OR REPLACE TRIGGER badge_changes_notify AFTER INSERT ON "badge_changes" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION notify_of_badges();

-- A report that its channel's creator decides.
CREATE OR REPLACE FUNCTION notify_of_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM notify_creator(NEW.channel_id, 'report');
  RETURN NULL;
END $$;

-- For: listNotifications
CREATE OR REPLACE TRIGGER reports_notify AFTER INSERT ON "reports"
  FOR EACH ROW WHEN (NOT NEW.for_admins) EXECUTE FUNCTION notify_of_report();

-- What somebody reported or objected to was decided.
CREATE OR REPLACE FUNCTION notify_of_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  decided jsonb := to_jsonb(NEW);
BEGIN
  PERFORM notify_person((decided ->> TG_ARGV[0])::uuid, 'decision', NEW.channel_id, format('%s %s', TG_ARGV[1], NEW.id),
    CASE TG_ARGV[1] WHEN 'objection' THEN NEW.message_id END, NULL);
  RETURN NULL;
END $$;

-- For: listNotifications
CREATE OR REPLACE TRIGGER reports_notify_decision AFTER UPDATE ON "reports"
  FOR EACH ROW WHEN (OLD.outcome IS NULL AND NEW.outcome IS NOT NULL) EXECUTE FUNCTION notify_of_decision('reporter_id', 'report');

-- For: listNotifications
CREATE OR REPLACE TRIGGER objections_notify_decision AFTER UPDATE ON "objections"
  FOR EACH ROW WHEN (OLD.outcome IS NULL AND NEW.outcome IS NOT NULL) EXECUTE FUNCTION notify_of_decision('author_id', 'objection');

-- Automatic confirmation was taken from a channel because CHZZK's signals stopped.
CREATE OR REPLACE FUNCTION notify_of_lost_signal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM notify_person(c.owner_id, 'signal_lost', c.id, 'mode change ' || NEW.id, NULL, NULL)
  FROM channels c WHERE c.id = NEW.channel_id AND c.opened_at IS NOT NULL;
  RETURN NULL;
END $$;

-- For: listNotifications
CREATE OR REPLACE TRIGGER session_mode_changes_notify AFTER INSERT ON "session_mode_changes"
  FOR EACH ROW WHEN (NEW.reason <> 'chosen') EXECUTE FUNCTION notify_of_lost_signal();

-- A job has applied a long statement; a short one is applied while its creator looks on.
CREATE OR REPLACE FUNCTION notify_of_statement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM notify_person(c.owner_id, 'statement', c.id, format('statement %s %s', NEW.id, extract(epoch FROM NEW.applied_at)), NULL, NULL)
  FROM channels c WHERE c.id = NEW.channel_id AND EXISTS (
    SELECT 1 FROM jobs j WHERE j.subject_id = NEW.id AND j.kind = 'apply_statement');
  RETURN NULL;
END $$;

-- For: listNotifications
CREATE OR REPLACE TRIGGER statements_notify AFTER UPDATE ON "statements"
  FOR EACH ROW WHEN (NEW.state = 'applied' AND OLD.applied_at IS DISTINCT FROM NEW.applied_at) EXECUTE FUNCTION notify_of_statement();

-- Something is to leave: whoever sends it need not look for it time and again.
CREATE OR REPLACE FUNCTION publish_notifications() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM changed WHERE deliver_at IS NOT NULL) THEN
    PERFORM publish('notices');
  END IF;
  RETURN NULL;
END $$;

-- For: deliverNotifications
CREATE OR REPLACE TRIGGER notifications_publish AFTER INSERT ON "notifications" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION publish_notifications();

-- For: deliverNotifications
CREATE OR REPLACE TRIGGER notifications_publish_change AFTER UPDATE ON "notifications" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION publish_notifications();

-- For: muteNotifications
CREATE OR REPLACE TRIGGER notification_mutes_person_has_agreed BEFORE INSERT ON "notification_mutes"
  FOR EACH ROW EXECUTE FUNCTION person_has_agreed('user_id');

-- For: savePushSubscription
CREATE OR REPLACE TRIGGER push_subscriptions_person_has_agreed BEFORE INSERT ON "push_subscriptions"
  FOR EACH ROW EXECUTE FUNCTION person_has_agreed('user_id');

-- What schema.prisma cannot say: checks and partial indexes.

CREATE UNIQUE INDEX "notifications_one_waits" ON "notifications"("user_id", "kind")
  WHERE "read_at" IS NULL AND "kind" IN ('waiting', 'letter', 'report');
CREATE INDEX "notifications_unread_idx" ON "notifications"("user_id") WHERE "read_at" IS NULL;
CREATE INDEX "notifications_due_idx" ON "notifications"("deliver_at") WHERE "deliver_at" IS NOT NULL;
CREATE INDEX "notifications_of_message_idx" ON "notifications"("message_id") WHERE "message_id" IS NOT NULL;
CREATE UNIQUE INDEX "notification_mutes_everywhere" ON "notification_mutes"("user_id", "kind") WHERE "channel_id" IS NULL;
ALTER TABLE "notification_preferences" ADD CONSTRAINT "notification_preferences_hours"
  CHECK ("quiet_from" BETWEEN 0 AND 23 AND "quiet_to" BETWEEN 0 AND 23);
