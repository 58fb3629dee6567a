-- AlterTable
ALTER TABLE "statements" ADD COLUMN     "asked_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "deeds" JSONB,
ADD COLUMN     "line_sums" JSONB,
ADD COLUMN     "open_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "tolerance" JSONB;

-- CreateIndex
CREATE INDEX "statement_lines_statement_id_donation_id_idx" ON "statement_lines"("statement_id", "donation_id");

SET LOCAL check_function_bodies = off;

-- What a statement was made of stays; it is applied from a plan, as often as lines are left, and undone only by taking back all it did.
CREATE OR REPLACE FUNCTION statements_guard() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$;

-- What stands for no donation: of an applied statement few lines.
CREATE INDEX "statement_lines_left_idx" ON "statement_lines"("statement_id", "row") WHERE "applied_at" IS NULL;
-- What its creator is asked about, or has answered.
CREATE INDEX "statement_lines_asked_idx" ON "statement_lines"("statement_id", "row") WHERE "outcome" IS NOT NULL AND ("choice" IS NOT NULL OR NOT "is_sure");
-- What is open: the first such line behind a row, and which lines of a day and amount are.
CREATE INDEX "statement_lines_open_idx" ON "statement_lines"("statement_id", "row") WHERE "outcome" IS NOT NULL AND NOT "is_sure" AND "applied_at" IS NULL;
CREATE INDEX "statement_lines_doubtful_idx" ON "statement_lines"("statement_id", "day", "outcome", "amount") WHERE "outcome" IS NOT NULL AND NOT "is_sure" AND "applied_at" IS NULL;
-- Which donations its creator gave to a line.
CREATE INDEX "statement_lines_chosen_idx" ON "statement_lines"("statement_id", "choice_donation_id") WHERE "choice_donation_id" IS NOT NULL;

-- A plan says by now what applying it would do to how many donations: those of before are made anew.
UPDATE "statements" SET "plan" = NULL, "plan_hash" = NULL, "plan_head_seq" = NULL WHERE "plan" IS NOT NULL;

UPDATE "statements" s SET "line_sums" = lines.sums FROM (
  SELECT "statement_id", jsonb_build_object('gross', sum("amount"), 'fee', CASE WHEN count(*) = count("fee") THEN abs(sum("fee")) END,
    'net', CASE WHEN count(*) = count("net") THEN sum("net") END) AS sums
  FROM "statement_lines" GROUP BY "statement_id") lines WHERE lines."statement_id" = s."id";
