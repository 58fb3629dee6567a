-- CreateTable
CREATE TABLE "entries_frontiers" (
    "channel_id" UUID NOT NULL,
    "size" INTEGER NOT NULL,
    "head_hash" VARCHAR(64) NOT NULL,
    "nodes" TEXT NOT NULL,

    CONSTRAINT "entries_frontiers_pkey" PRIMARY KEY ("channel_id")
);

-- CreateTable
CREATE TABLE "log_leaves" (
    "index" INTEGER NOT NULL,
    "channel_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "seq" INTEGER NOT NULL,
    "head_hash" VARCHAR(64) NOT NULL,
    "entries_root" VARCHAR(64) NOT NULL,
    "hash" VARCHAR(64) NOT NULL,

    CONSTRAINT "log_leaves_pkey" PRIMARY KEY ("index")
);

-- CreateTable
CREATE TABLE "log_nodes" (
    "level" SMALLINT NOT NULL,
    "index" INTEGER NOT NULL,
    "hash" VARCHAR(64) NOT NULL,

    CONSTRAINT "log_nodes_pkey" PRIMARY KEY ("level","index")
);

-- CreateTable
CREATE TABLE "log_checkpoints" (
    "size" INTEGER NOT NULL,
    "root" VARCHAR(64) NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "log_checkpoints_pkey" PRIMARY KEY ("size")
);

-- CreateIndex
CREATE UNIQUE INDEX "log_leaves_channel_id_seq_key" ON "log_leaves"("channel_id", "seq");

-- AddForeignKey
ALTER TABLE "entries_frontiers" ADD CONSTRAINT "entries_frontiers_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "log_leaves" ADD CONSTRAINT "log_leaves_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "log_leaves" ADD CONSTRAINT "log_leaves_from_zero" CHECK ("index" >= 0 AND "seq" >= 1);
ALTER TABLE "log_nodes" ADD CONSTRAINT "log_nodes_above_leaves" CHECK ("level" >= 1 AND "index" >= 0);

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

-- For: signLedger
CREATE OR REPLACE TRIGGER log_checkpoints_append_only BEFORE UPDATE OR DELETE ON "log_checkpoints"
  FOR EACH ROW EXECUTE FUNCTION log_append_only();

-- For: signLedger
CREATE OR REPLACE TRIGGER log_checkpoints_no_truncate BEFORE TRUNCATE ON "log_checkpoints"
  FOR EACH STATEMENT EXECUTE FUNCTION log_append_only();

-- For: signLedger
CREATE OR REPLACE TRIGGER log_checkpoints_of_leaves BEFORE INSERT ON "log_checkpoints"
  FOR EACH ROW EXECUTE FUNCTION log_checkpoints_of_leaves();
