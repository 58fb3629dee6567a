-- CreateTable
CREATE TABLE "entries_nodes" (
    "channel_id" UUID NOT NULL,
    "level" SMALLINT NOT NULL,
    "index" INTEGER NOT NULL,
    "hash" VARCHAR(64) NOT NULL,

    CONSTRAINT "entries_nodes_pkey" PRIMARY KEY ("channel_id","level","index")
);

-- AddForeignKey
ALTER TABLE "entries_nodes" ADD CONSTRAINT "entries_nodes_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "entries_nodes" ADD CONSTRAINT "entries_nodes_above_entries" CHECK ("level" >= 1 AND "index" >= 0);

-- For: foldEntries
CREATE OR REPLACE TRIGGER entries_nodes_append_only BEFORE UPDATE OR DELETE ON "entries_nodes"
  FOR EACH ROW EXECUTE FUNCTION log_append_only();

-- For: foldEntries
CREATE OR REPLACE TRIGGER entries_nodes_no_truncate BEFORE TRUNCATE ON "entries_nodes"
  FOR EACH STATEMENT EXECUTE FUNCTION log_append_only();

-- The next signing takes every ledger in once more, from its first entry, and writes the nodes that were not kept until now.
DELETE FROM "entries_frontiers";
