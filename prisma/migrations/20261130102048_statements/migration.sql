-- CreateEnum
CREATE TYPE "statement_kind" AS ENUM ('totals', 'lines');

-- CreateEnum
CREATE TYPE "statement_state" AS ENUM ('mapping', 'ready', 'applied', 'undone');

-- CreateEnum
CREATE TYPE "statement_outcome" AS ENUM ('matched', 'explained', 'differs', 'onlyStatement', 'ignored', 'onHold', 'nextPeriod');

-- CreateEnum
CREATE TYPE "statement_deed" AS ENUM ('explained', 'confirmed', 'corrected', 'added');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "job_kind" ADD VALUE 'apply_statement';
ALTER TYPE "job_kind" ADD VALUE 'undo_statement';

-- CreateTable
CREATE TABLE "statements" (
    "id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "kind" "statement_kind" NOT NULL,
    "state" "statement_state" NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "key" VARCHAR(32),
    "media_type" TEXT,
    "size_bytes" INTEGER,
    "sheet" TEXT,
    "fingerprint" VARCHAR(64),
    "header" JSONB,
    "first_rows" JSONB,
    "mapping" JSONB,
    "totals" JSONB,
    "from_day" VARCHAR(10),
    "to_day" VARCHAR(10),
    "line_count" INTEGER NOT NULL DEFAULT 0,
    "plan" JSONB,
    "plan_hash" VARCHAR(64),
    "plan_head_seq" INTEGER,
    "applied_at" TIMESTAMPTZ(3),
    "undone_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "statements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "statement_lines" (
    "statement_id" UUID NOT NULL,
    "row" INTEGER NOT NULL,
    "channel_id" UUID NOT NULL,
    "identity" VARCHAR(64) NOT NULL,
    "day" VARCHAR(10),
    "time" VARCHAR(8),
    "from_day" VARCHAR(10),
    "to_day" VARCHAR(10),
    "amount" INTEGER NOT NULL,
    "donor_id" TEXT,
    "nickname" TEXT,
    "kind" VARCHAR(20),
    "message" TEXT,
    "fee" INTEGER,
    "net" INTEGER,
    "state" TEXT,
    "counted" BOOLEAN NOT NULL,
    "outcome" "statement_outcome",
    "is_sure" BOOLEAN NOT NULL DEFAULT false,
    "ticked" BOOLEAN NOT NULL DEFAULT false,
    "pass" VARCHAR(6),
    "donation_id" UUID,
    "melt_amount" INTEGER,
    "chosen_amount" INTEGER,
    "candidates" UUID[] DEFAULT ARRAY[]::UUID[],
    "explained_twins" UUID[] DEFAULT ARRAY[]::UUID[],
    "choice" "statement_outcome",
    "choice_donation_id" UUID,
    "choice_amount" INTEGER,
    "applied_at" TIMESTAMPTZ(3),
    "deed" "statement_deed",
    "entry_seq" INTEGER,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "statement_lines_pkey" PRIMARY KEY ("statement_id","row")
);

-- CreateTable
CREATE TABLE "statement_refused_rows" (
    "statement_id" UUID NOT NULL,
    "row" INTEGER NOT NULL,
    "channel_id" UUID NOT NULL,
    "column" INTEGER,
    "reason" VARCHAR(30) NOT NULL,

    CONSTRAINT "statement_refused_rows_pkey" PRIMARY KEY ("statement_id","row")
);

-- CreateTable
CREATE TABLE "statement_mappings" (
    "channel_id" UUID NOT NULL,
    "fingerprint" VARCHAR(64) NOT NULL,
    "mapping" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "statement_mappings_pkey" PRIMARY KEY ("channel_id","fingerprint")
);

-- CreateIndex
CREATE UNIQUE INDEX "statements_key_key" ON "statements"("key");

-- CreateIndex
CREATE INDEX "statements_channel_id_created_at_id_idx" ON "statements"("channel_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "statements_channel_id_sha256_key" ON "statements"("channel_id", "sha256");

-- CreateIndex
CREATE INDEX "statement_lines_channel_id_identity_idx" ON "statement_lines"("channel_id", "identity");

-- CreateIndex
CREATE INDEX "statement_lines_statement_id_outcome_row_idx" ON "statement_lines"("statement_id", "outcome", "row");

-- CreateIndex
CREATE INDEX "statement_refused_rows_channel_id_idx" ON "statement_refused_rows"("channel_id");

-- AddForeignKey
ALTER TABLE "statements" ADD CONSTRAINT "statements_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement_lines" ADD CONSTRAINT "statement_lines_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "statements"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement_lines" ADD CONSTRAINT "statement_lines_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement_lines" ADD CONSTRAINT "statement_lines_donation_id_fkey" FOREIGN KEY ("donation_id") REFERENCES "donation_events"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement_refused_rows" ADD CONSTRAINT "statement_refused_rows_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "statements"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement_mappings" ADD CONSTRAINT "statement_mappings_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

SET LOCAL check_function_bodies = off;

-- Which status may follow which, who may confirm, and that a confirmed amount changes by reversal only.
-- A merged donation is rejected and comes back as what it was, and one that a statement confirmed waits again when that is undone: three
-- more transitions, which nothing else takes.
CREATE OR REPLACE FUNCTION donation_events_guard() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$;

-- What a statement was made of stays; it is applied from a plan, and undone only by taking back what it did.
CREATE OR REPLACE FUNCTION statements_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.channel_id, NEW.kind, NEW.sha256, NEW.key, NEW.media_type, NEW.size_bytes, NEW.totals, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.channel_id, OLD.kind, OLD.sha256, OLD.key, OLD.media_type, OLD.size_bytes, OLD.totals, OLD.created_at) THEN
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
  IF OLD.state <> NEW.state AND NEW.state = 'applied'
    AND EXISTS (SELECT 1 FROM statement_lines l WHERE l.statement_id = NEW.id AND l.ticked AND l.applied_at IS NULL) THEN
    RAISE EXCEPTION 'a statement is applied whole' USING ERRCODE = 'check_violation', CONSTRAINT = 'statements_never_half';
  END IF;
  RETURN NEW;
END $$;

-- What a row of a file said stays, and while it is applied the row does, unless its channel has closed.
CREATE OR REPLACE FUNCTION statement_lines_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND (OLD.applied_at IS NULL OR EXISTS (SELECT 1 FROM channels c WHERE c.id = OLD.channel_id AND c.opened_at IS NULL)) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'line % of a statement stays', OLD.row USING ERRCODE = 'restrict_violation', CONSTRAINT = 'statement_lines_stay';
END $$;

ALTER TABLE "statements" ADD CONSTRAINT "statements_kind_is_whole" CHECK (
  CASE "kind" WHEN 'lines' THEN "key" IS NOT NULL AND "size_bytes" BETWEEN 1 AND 5242880 AND "totals" IS NULL
    ELSE "key" IS NULL AND "totals" IS NOT NULL AND "from_day" <= "to_day" AND "state" <> 'mapping' END);

ALTER TABLE "statements" ADD CONSTRAINT "statements_plan_is_whole" CHECK (
  ("plan" IS NULL) = ("plan_hash" IS NULL) AND ("plan" IS NULL) = ("plan_head_seq" IS NULL));

ALTER TABLE "statement_lines" ADD CONSTRAINT "statement_lines_applied_is_whole" CHECK (
  "applied_at" IS NULL OR ("donation_id" IS NOT NULL AND "deed" IS NOT NULL AND ("deed" = 'explained') = ("entry_seq" IS NULL)));

-- A row of a file and its copy in another file are applied once, and a donation has one row that explains it.
CREATE UNIQUE INDEX "statement_lines_applied_once" ON "statement_lines"("channel_id", "identity") WHERE "applied_at" IS NOT NULL;

CREATE UNIQUE INDEX "statement_lines_explain_once" ON "statement_lines"("donation_id") WHERE "applied_at" IS NOT NULL;

CREATE INDEX "statement_lines_to_apply_idx" ON "statement_lines"("statement_id", "row") WHERE "ticked" AND "applied_at" IS NULL;

CREATE INDEX "statement_lines_applied_idx" ON "statement_lines"("statement_id", "row") WHERE "applied_at" IS NOT NULL;

-- For: applyStatement, undoStatement
CREATE OR REPLACE TRIGGER statements_guard BEFORE UPDATE ON "statements"
  FOR EACH ROW EXECUTE FUNCTION statements_guard();

-- For: mapStatement
CREATE OR REPLACE TRIGGER statement_lines_stay BEFORE DELETE OR UPDATE OF "statement_id", "row", "channel_id", "identity", "day", "time",
  "from_day", "to_day", "amount", "donor_id", "nickname", "kind", "message", "fee", "net", "state", "counted" ON "statement_lines"
  FOR EACH ROW EXECUTE FUNCTION statement_lines_stay();

-- For: deleteAccount
CREATE OR REPLACE TRIGGER statements_gone AFTER DELETE ON "statements"
  FOR EACH ROW WHEN (OLD.key IS NOT NULL) EXECUTE FUNCTION queue_file_removal();
