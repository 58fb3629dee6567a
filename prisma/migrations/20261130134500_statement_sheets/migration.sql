-- DropIndex
DROP INDEX "statements_channel_id_sha256_key";

UPDATE "statements" SET "sheet" = '' WHERE "sheet" IS NULL;

-- AlterTable
ALTER TABLE "statements" ALTER COLUMN "sheet" SET NOT NULL,
ALTER COLUMN "sheet" SET DEFAULT '';

-- CreateIndex
CREATE UNIQUE INDEX "statements_channel_id_sha256_sheet_key" ON "statements"("channel_id", "sha256", "sheet");

SET LOCAL check_function_bodies = off;

-- What a statement was made of stays; it is applied from a plan, and undone only by taking back what it did.
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
  IF OLD.state <> NEW.state AND NEW.state = 'applied'
    AND EXISTS (SELECT 1 FROM statement_lines l WHERE l.statement_id = NEW.id AND l.ticked AND l.applied_at IS NULL) THEN
    RAISE EXCEPTION 'a statement is applied whole' USING ERRCODE = 'check_violation', CONSTRAINT = 'statements_never_half';
  END IF;
  RETURN NEW;
END $$;
