-- The log of all ledgers: leaves, the nodes above them and above each channel's entries, and signed checkpoints only ever come behind those
-- that are there.

-- Nothing of the log is changed or deleted.
CREATE OR REPLACE FUNCTION log_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation', CONSTRAINT = 'log_append_only';
END $$;

-- A leaf comes right behind the one before it, and a channel's leaf goes further than its last one.
CREATE OR REPLACE FUNCTION log_leaves_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$;

-- A checkpoint is of the leaves that are there.
CREATE OR REPLACE FUNCTION log_checkpoints_of_leaves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.size IS DISTINCT FROM (SELECT max(index) + 1 FROM log_leaves) THEN
    RAISE EXCEPTION 'a checkpoint of % leaves, which is not how many there are', NEW.size
      USING ERRCODE = 'check_violation', CONSTRAINT = 'log_checkpoints_of_leaves';
  END IF;
  RETURN NEW;
END $$;

-- For: appendLeaves
CREATE OR REPLACE TRIGGER log_leaves_append_only BEFORE UPDATE OR DELETE ON "log_leaves"
  FOR EACH ROW EXECUTE FUNCTION log_append_only();

-- For: appendLeaves
CREATE OR REPLACE TRIGGER log_leaves_no_truncate BEFORE TRUNCATE ON "log_leaves"
  FOR EACH STATEMENT EXECUTE FUNCTION log_append_only();

-- For: appendLeaves
CREATE OR REPLACE TRIGGER log_leaves_in_order BEFORE INSERT ON "log_leaves"
  FOR EACH ROW EXECUTE FUNCTION log_leaves_in_order();

-- For: appendLeaves
CREATE OR REPLACE TRIGGER log_nodes_append_only BEFORE UPDATE OR DELETE ON "log_nodes"
  FOR EACH ROW EXECUTE FUNCTION log_append_only();

-- For: appendLeaves
CREATE OR REPLACE TRIGGER log_nodes_no_truncate BEFORE TRUNCATE ON "log_nodes"
  FOR EACH STATEMENT EXECUTE FUNCTION log_append_only();

-- For: foldEntries
CREATE OR REPLACE TRIGGER entries_nodes_append_only BEFORE UPDATE OR DELETE ON "entries_nodes"
  FOR EACH ROW EXECUTE FUNCTION log_append_only();

-- For: foldEntries
CREATE OR REPLACE TRIGGER entries_nodes_no_truncate BEFORE TRUNCATE ON "entries_nodes"
  FOR EACH STATEMENT EXECUTE FUNCTION log_append_only();

-- For: signLedger
CREATE OR REPLACE TRIGGER log_checkpoints_append_only BEFORE UPDATE OR DELETE ON "log_checkpoints"
  FOR EACH ROW EXECUTE FUNCTION log_append_only();

-- For: signLedger
CREATE OR REPLACE TRIGGER log_checkpoints_no_truncate BEFORE TRUNCATE ON "log_checkpoints"
  FOR EACH STATEMENT EXECUTE FUNCTION log_append_only();

-- For: signLedger
CREATE OR REPLACE TRIGGER log_checkpoints_of_leaves BEFORE INSERT ON "log_checkpoints"
  FOR EACH ROW EXECUTE FUNCTION log_checkpoints_of_leaves();

-- For: collectCosignatures
CREATE OR REPLACE TRIGGER log_cosignatures_append_only BEFORE UPDATE OR DELETE ON "log_cosignatures"
  FOR EACH ROW EXECUTE FUNCTION log_append_only();

-- For: collectCosignatures
CREATE OR REPLACE TRIGGER log_cosignatures_no_truncate BEFORE TRUNCATE ON "log_cosignatures"
  FOR EACH STATEMENT EXECUTE FUNCTION log_append_only();

-- What schema.prisma cannot say.

ALTER TABLE "log_leaves" ADD CONSTRAINT "log_leaves_from_zero" CHECK ("index" >= 0 AND "seq" >= 1);
ALTER TABLE "log_nodes" ADD CONSTRAINT "log_nodes_above_leaves" CHECK ("level" >= 1 AND "index" >= 0);
ALTER TABLE "entries_nodes" ADD CONSTRAINT "entries_nodes_above_entries" CHECK ("level" >= 1 AND "index" >= 0);
ALTER TABLE "log_cosignatures" ADD CONSTRAINT "log_cosignatures_one_line" CHECK ("line" ~ '^— [^[:space:]]+ [A-Za-z0-9+/]+=*\n$');
