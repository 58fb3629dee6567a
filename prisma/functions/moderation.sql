-- Who may read a message's text besides its author, and therefore report it: the only place that says so. Nobody in a closed channel.
CREATE OR REPLACE FUNCTION message_readable(m messages, person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT m.content IS NOT NULL AND m.hidden_at IS NULL AND EXISTS (SELECT 1 FROM channels c WHERE c.id = m.channel_id AND c.opened_at IS NOT NULL) AND (
    EXISTS (SELECT 1 FROM feed_items f WHERE f.message_id = m.id)
    OR CASE m.type
      WHEN 'creator_reply' THEN
        (m.visibility = 'public' AND EXISTS (SELECT 1 FROM feed_items f WHERE f.message_id = m.reply_to_id))
        OR EXISTS (SELECT 1 FROM messages p WHERE p.id = m.reply_to_id AND p.author_id = person)
      WHEN 'creator_post' THEN false
      ELSE EXISTS (SELECT 1 FROM channels c WHERE c.id = m.channel_id AND c.owner_id = person)
    END)
$$;

-- A report is made by somebody who may read the message, and copies its text. Reports of a creator's own words and
-- reports made by a creator are for admins only.
CREATE OR REPLACE FUNCTION reports_begin() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$;

-- For: reportMessage
CREATE OR REPLACE TRIGGER reports_begin BEFORE INSERT ON "reports"
  FOR EACH ROW EXECUTE FUNCTION reports_begin();

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

-- For: resolveReport
CREATE OR REPLACE TRIGGER reports_guard BEFORE UPDATE ON "reports"
  FOR EACH ROW EXECUTE FUNCTION reports_guard();

-- An objection is the author's, against the hiding that stands; it is for whoever hid the message.
CREATE OR REPLACE FUNCTION objections_begin() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$;

-- For: createObjection
CREATE OR REPLACE TRIGGER objections_begin BEFORE INSERT ON "objections"
  FOR EACH ROW EXECUTE FUNCTION objections_begin();

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

-- For: resolveObjection
CREATE OR REPLACE TRIGGER objections_guard BEFORE UPDATE ON "objections"
  FOR EACH ROW EXECUTE FUNCTION objections_guard();

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

-- For: createObjection
CREATE OR REPLACE TRIGGER objections_require_text BEFORE INSERT OR UPDATE ON "objections"
  FOR EACH ROW EXECUTE FUNCTION objections_require_text();

-- Withdrawing a message erases what its author wrote in objections.
CREATE OR REPLACE FUNCTION withdraw_objections() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE objections SET text = NULL WHERE message_id = NEW.message_id AND text IS NOT NULL;
  RETURN NULL;
END $$;

-- For: deleteAccount
CREATE OR REPLACE TRIGGER message_events_withdraw_objections AFTER INSERT ON "message_events"
  FOR EACH ROW WHEN (NEW.kind = 'withdrawn') EXECUTE FUNCTION withdraw_objections();

-- Whether this person decides such a report or objection: an admin, or the creator where it is not for admins only.
CREATE OR REPLACE FUNCTION can_decide(person uuid, channel uuid, for_admins boolean) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM users u WHERE u.id = person AND u.role = 'admin')
    OR (NOT for_admins AND EXISTS (SELECT 1 FROM channels c WHERE c.id = channel AND c.owner_id = person))
$$;

-- What an admin hid, only an admin restores.
CREATE OR REPLACE FUNCTION message_events_restored_by() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.actor_kind <> 'admin' AND 'admin' = (
    SELECT e.actor_kind FROM message_events e WHERE e.message_id = NEW.message_id AND e.kind = 'hidden'
    ORDER BY e.seq DESC LIMIT 1) THEN
    RAISE EXCEPTION 'what an admin hid, only an admin brings back'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'message_events_restored_by';
  END IF;
  RETURN NEW;
END $$;

-- For: restoreMessage
CREATE OR REPLACE TRIGGER message_events_restored_by BEFORE INSERT ON "message_events"
  FOR EACH ROW WHEN (NEW.kind = 'restored') EXECUTE FUNCTION message_events_restored_by();

-- The audit log is written by admins, and by creators where they ask for the reference figures of their own channel or revoke that.
CREATE OR REPLACE FUNCTION audit_entries_by_admin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (CASE WHEN NEW.act::text IN ('settlement_opted_in', 'settlement_opted_out')
    THEN EXISTS (SELECT 1 FROM channels c WHERE c.id = NEW.subject_id AND c.owner_id = NEW.actor_id)
    ELSE EXISTS (SELECT 1 FROM users u WHERE u.id = NEW.actor_id AND u.role = 'admin') END) THEN
    RAISE EXCEPTION 'only admins write the audit log, and creators of their own opt-in' USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_entries_by_admin';
  END IF;
  RETURN NEW;
END $$;

-- For: audit
CREATE OR REPLACE TRIGGER audit_entries_by_admin BEFORE INSERT ON "audit_entries"
  FOR EACH ROW EXECUTE FUNCTION audit_entries_by_admin();

-- The audit log grows and never changes.
CREATE OR REPLACE FUNCTION audit_entries_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_entries is append-only' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'audit_entries_append_only';
END $$;

-- For: audit
CREATE OR REPLACE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE ON "audit_entries"
  FOR EACH ROW EXECUTE FUNCTION audit_entries_append_only();

-- For: audit
CREATE OR REPLACE TRIGGER audit_entries_no_truncate BEFORE TRUNCATE ON "audit_entries"
  FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_append_only();

-- What schema.prisma cannot say: checks and partial indexes.

CREATE INDEX "reports_open_first_idx" ON "reports"(("reason" <> 'self_harm'), "created_at", "message_id") WHERE "outcome" IS NULL;
CREATE INDEX "reports_open_of_channel_idx" ON "reports"("channel_id", ("reason" <> 'self_harm'), "created_at", "message_id")
  WHERE "outcome" IS NULL AND NOT "for_admins";
CREATE INDEX "objections_open_idx" ON "objections"("channel_id", "created_at", "id")
  WHERE "outcome" IS NULL AND "text" IS NOT NULL AND NOT "for_admins";
CREATE INDEX "objections_open_to_admins_idx" ON "objections"("created_at", "id")
  WHERE "outcome" IS NULL AND "text" IS NOT NULL AND "for_admins";
CREATE INDEX "reports_open_idx" ON "reports"("created_at") WHERE "outcome" IS NULL;
ALTER TABLE "reports" ADD CONSTRAINT "reports_decided_whole" CHECK (
  ("outcome" IS NULL) = ("resolved_at" IS NULL) AND ("outcome" IS NULL) = ("resolved_by" IS NULL));
ALTER TABLE "reports" ADD CONSTRAINT "reports_hidden_for_a_reason"
  CHECK ("outcome" IS DISTINCT FROM 'hidden' OR "outcome_reason" IS NOT NULL);
ALTER TABLE "reports" ADD CONSTRAINT "reports_open_keeps_evidence"
  CHECK ("outcome" IS NOT NULL OR "evidence" IS NOT NULL);
ALTER TABLE "reports" ADD CONSTRAINT "reports_kept_is_erased" CHECK (
  "outcome" IS DISTINCT FROM 'kept' OR ("evidence" IS NULL AND "detail" IS NULL));
ALTER TABLE "objections" ADD CONSTRAINT "objections_decided_whole" CHECK (
  ("outcome" IS NULL) = ("resolved_at" IS NULL) AND ("outcome" IS NULL) = ("resolved_by" IS NULL));
