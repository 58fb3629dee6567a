-- CreateTable
CREATE TABLE "log_cosignatures" (
    "witness" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "line" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "log_cosignatures_pkey" PRIMARY KEY ("witness","size","at")
);

-- CreateIndex
CREATE INDEX "log_cosignatures_size_idx" ON "log_cosignatures"("size");

-- AddForeignKey
ALTER TABLE "log_cosignatures" ADD CONSTRAINT "log_cosignatures_size_fkey" FOREIGN KEY ("size") REFERENCES "log_checkpoints"("size") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "log_cosignatures" ADD CONSTRAINT "log_cosignatures_one_line" CHECK ("line" ~ '^— [^[:space:]]+ [A-Za-z0-9+/]+=*\n$');

-- For: collectCosignatures
CREATE OR REPLACE TRIGGER log_cosignatures_append_only BEFORE UPDATE OR DELETE ON "log_cosignatures"
  FOR EACH ROW EXECUTE FUNCTION log_append_only();

-- For: collectCosignatures
CREATE OR REPLACE TRIGGER log_cosignatures_no_truncate BEFORE TRUNCATE ON "log_cosignatures"
  FOR EACH STATEMENT EXECUTE FUNCTION log_append_only();
