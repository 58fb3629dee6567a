-- CreateEnum
CREATE TYPE "report_reason" AS ENUM ('self_harm', 'sexual', 'privacy', 'threat', 'abuse', 'impersonation', 'spam', 'false_donation', 'other');

-- CreateEnum
CREATE TYPE "report_outcome" AS ENUM ('hidden', 'kept');

-- CreateEnum
CREATE TYPE "objection_outcome" AS ENUM ('restored', 'kept');

-- CreateEnum
CREATE TYPE "audit_act" AS ENUM ('report_read', 'report_hidden', 'report_kept', 'objection_read', 'objection_restored', 'objection_kept', 'message_hidden', 'message_restored', 'ledger_checked');

-- CreateTable
CREATE TABLE "reports" (
    "id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "reporter_id" UUID NOT NULL,
    "reason" "report_reason" NOT NULL,
    "detail" TEXT,
    "evidence" TEXT,
    "for_admins" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "outcome" "report_outcome",
    "outcome_reason" TEXT,
    "resolved_by" UUID,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "reports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "objections" (
    "id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "hidden_seq" INTEGER NOT NULL,
    "channel_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "text" TEXT,
    "for_admins" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "outcome" "objection_outcome",
    "outcome_reason" TEXT,
    "resolved_by" UUID,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "objections_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" UUID NOT NULL,
    "actor_id" UUID NOT NULL,
    "act" "audit_act" NOT NULL,
    "subject_id" UUID,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "reports_message_id_reporter_id_key" ON "reports"("message_id", "reporter_id");

-- CreateIndex
CREATE INDEX "reports_reporter_id_created_at_id_idx" ON "reports"("reporter_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "reports_channel_id_created_at_idx" ON "reports"("channel_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "objections_message_id_hidden_seq_key" ON "objections"("message_id", "hidden_seq");

-- CreateIndex
CREATE INDEX "objections_author_id_created_at_idx" ON "objections"("author_id", "created_at");

-- CreateIndex
CREATE INDEX "objections_channel_id_created_at_idx" ON "objections"("channel_id", "created_at");

-- CreateIndex
CREATE INDEX "audit_entries_at_id_idx" ON "audit_entries"("at", "id");

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_reporter_id_fkey" FOREIGN KEY ("reporter_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_resolved_by_fkey" FOREIGN KEY ("resolved_by") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "objections" ADD CONSTRAINT "objections_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "objections" ADD CONSTRAINT "objections_message_id_hidden_seq_fkey" FOREIGN KEY ("message_id", "hidden_seq") REFERENCES "message_events"("message_id", "seq") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "objections" ADD CONSTRAINT "objections_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "objections" ADD CONSTRAINT "objections_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "objections" ADD CONSTRAINT "objections_resolved_by_fkey" FOREIGN KEY ("resolved_by") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entries" ADD CONSTRAINT "audit_entries_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What waits to be decided, few among many: Prisma knows the column, the condition stands here.

CREATE INDEX "reports_open_idx" ON "reports"("created_at") WHERE "outcome" IS NULL;

-- What must never happen, refused by the database itself.

ALTER TABLE "message_events" ADD CONSTRAINT "message_events_hidden_by" CHECK ("kind" NOT IN ('hidden', 'restored') OR "actor_kind" <> 'viewer');
ALTER TABLE "reports" ADD CONSTRAINT "reports_decided_whole" CHECK (
  ("outcome" IS NULL) = ("resolved_at" IS NULL) AND ("outcome" IS NULL) = ("resolved_by" IS NULL));
ALTER TABLE "reports" ADD CONSTRAINT "reports_hidden_for_a_reason" CHECK ("outcome" IS DISTINCT FROM 'hidden' OR "outcome_reason" IS NOT NULL);
ALTER TABLE "reports" ADD CONSTRAINT "reports_open_keeps_evidence" CHECK ("outcome" IS NOT NULL OR "evidence" IS NOT NULL);
ALTER TABLE "reports" ADD CONSTRAINT "reports_kept_is_erased" CHECK (
  "outcome" IS DISTINCT FROM 'kept' OR ("evidence" IS NULL AND "detail" IS NULL));
ALTER TABLE "objections" ADD CONSTRAINT "objections_decided_whole" CHECK (
  ("outcome" IS NULL) = ("resolved_at" IS NULL) AND ("outcome" IS NULL) = ("resolved_by" IS NULL));
ALTER TABLE "objections" ADD CONSTRAINT "objections_open_keeps_text" CHECK ("outcome" IS NOT NULL OR "text" IS NOT NULL);

-- Who may read a message's text besides its author, and therefore report it: the only place that says so.

CREATE FUNCTION message_readable(m messages, person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT m.content IS NOT NULL AND m.hidden_at IS NULL AND (
    EXISTS (SELECT 1 FROM feed_items f WHERE f.message_id = m.id)
    OR CASE m.type
      WHEN 'creator_reply' THEN
        (m.visibility = 'public' AND EXISTS (SELECT 1 FROM feed_items f WHERE f.message_id = m.reply_to_id))
        OR EXISTS (SELECT 1 FROM messages p WHERE p.id = m.reply_to_id AND p.author_id = person)
      WHEN 'creator_post' THEN false
      ELSE EXISTS (SELECT 1 FROM channels c WHERE c.id = m.channel_id AND c.owner_id = person)
    END)
$$;

-- A report is made by somebody who may read the message, and takes its words along; those about a creator's own words and
-- those that a creator made are for admins only.

CREATE FUNCTION reports_begin() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER reports_begin BEFORE INSERT ON "reports"
  FOR EACH ROW EXECUTE FUNCTION reports_begin();

-- An objection is its author's, against the hiding that stands; it goes to whoever hid.

CREATE FUNCTION objections_begin() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER objections_begin BEFORE INSERT ON "objections"
  FOR EACH ROW EXECUTE FUNCTION objections_begin();

-- Both are decided once, by whom they are for; what was written in them can only be erased.

CREATE FUNCTION may_decide(person uuid, channel uuid, for_admins boolean) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM users u WHERE u.id = person AND u.role = 'admin')
    OR (NOT for_admins AND EXISTS (SELECT 1 FROM channels c WHERE c.id = channel AND c.owner_id = person))
$$;

CREATE FUNCTION reports_guard() RETURNS trigger LANGUAGE plpgsql AS $$
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
    AND NOT may_decide(NEW.resolved_by, NEW.channel_id, NEW.for_admins) THEN
    RAISE EXCEPTION 'a report is decided by whom it is for'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'reports_decided_by';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reports_guard BEFORE UPDATE ON "reports"
  FOR EACH ROW EXECUTE FUNCTION reports_guard();

CREATE FUNCTION objections_guard() RETURNS trigger LANGUAGE plpgsql AS $$
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
    AND NOT may_decide(NEW.resolved_by, NEW.channel_id, NEW.for_admins) THEN
    RAISE EXCEPTION 'an objection is decided by whom it is for'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'objections_decided_by';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER objections_guard BEFORE UPDATE ON "objections"
  FOR EACH ROW EXECUTE FUNCTION objections_guard();

-- What an admin hid, only an admin brings back.

CREATE FUNCTION message_events_restored_by() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.actor_kind <> 'admin' AND 'admin' = (
    SELECT e.actor_kind FROM message_events e WHERE e.message_id = NEW.message_id AND e.kind = 'hidden'
    ORDER BY e.seq DESC LIMIT 1) THEN
    RAISE EXCEPTION 'what an admin hid, only an admin brings back'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'message_events_restored_by';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER message_events_restored_by BEFORE INSERT ON "message_events"
  FOR EACH ROW WHEN (NEW.kind = 'restored') EXECUTE FUNCTION message_events_restored_by();

-- What admins did is written down by themselves only, and never changes.

CREATE FUNCTION audit_entries_by_admin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM users u WHERE u.id = NEW.actor_id AND u.role = 'admin') THEN
    RAISE EXCEPTION 'the audit log tells of admins' USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_entries_by_admin';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER audit_entries_by_admin BEFORE INSERT ON "audit_entries"
  FOR EACH ROW EXECUTE FUNCTION audit_entries_by_admin();

CREATE FUNCTION audit_entries_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_entries is append-only' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'audit_entries_append_only';
END $$;
CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE ON "audit_entries"
  FOR EACH ROW EXECUTE FUNCTION audit_entries_append_only();
CREATE TRIGGER audit_entries_no_truncate BEFORE TRUNCATE ON "audit_entries"
  FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_append_only();
