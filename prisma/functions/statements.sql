-- Statements: what a file said never changes, and a line is applied once.

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

-- For: applyStatement, undoStatement
CREATE OR REPLACE TRIGGER statements_guard BEFORE UPDATE ON "statements"
  FOR EACH ROW EXECUTE FUNCTION statements_guard();

-- What a row of a file said stays, and while it is applied the row does, unless its channel has closed.
CREATE OR REPLACE FUNCTION statement_lines_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND (OLD.applied_at IS NULL OR EXISTS (SELECT 1 FROM channels c WHERE c.id = OLD.channel_id AND c.opened_at IS NULL)) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'line % of a statement stays', OLD.row USING ERRCODE = 'restrict_violation', CONSTRAINT = 'statement_lines_stay';
END $$;

-- For: mapStatement
CREATE OR REPLACE TRIGGER statement_lines_stay BEFORE DELETE OR UPDATE OF "statement_id", "row", "channel_id", "identity", "day", "time",
  "from_day", "to_day", "amount", "donor_id", "nickname", "kind", "message", "fee", "net", "state", "counted" ON "statement_lines"
  FOR EACH ROW EXECUTE FUNCTION statement_lines_stay();

-- For: deleteAccount
CREATE OR REPLACE TRIGGER statements_gone AFTER DELETE ON "statements"
  FOR EACH ROW WHEN (OLD.key IS NOT NULL) EXECUTE FUNCTION queue_file_removal();

-- What schema.prisma cannot say: checks and partial indexes.

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
-- What stands for no donation: of an applied statement few lines.
CREATE INDEX "statement_lines_left_idx" ON "statement_lines"("statement_id", "row") WHERE "applied_at" IS NULL;
-- What its creator is asked about, or has answered.
CREATE INDEX "statement_lines_asked_idx" ON "statement_lines"("statement_id", "row") WHERE "outcome" IS NOT NULL AND ("choice" IS NOT NULL OR NOT "is_sure");
-- What is open: the first such line behind a row, and which lines of a day and amount are.
CREATE INDEX "statement_lines_open_idx" ON "statement_lines"("statement_id", "row") WHERE "outcome" IS NOT NULL AND NOT "is_sure" AND "applied_at" IS NULL;
CREATE INDEX "statement_lines_doubtful_idx" ON "statement_lines"("statement_id", "day", "outcome", "amount") WHERE "outcome" IS NOT NULL AND NOT "is_sure" AND "applied_at" IS NULL;
-- Which donations its creator gave to a line.
CREATE INDEX "statement_lines_chosen_idx" ON "statement_lines"("statement_id", "choice_donation_id") WHERE "choice_donation_id" IS NOT NULL;
