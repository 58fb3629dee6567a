-- A claim that its fan registered while three of theirs waited: kept with the intent until a place is free (ledger.md §1).
ALTER TABLE "donation_intents"
  ADD COLUMN "registered_at" TIMESTAMPTZ(3),
  ADD COLUMN "hide_amount" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "hide_name" BOOLEAN NOT NULL DEFAULT false,
  ADD CONSTRAINT "donation_intents_queued_has_words" CHECK ("registered_at" IS NULL OR "message" IS NOT NULL);

CREATE INDEX "donation_intents_queued_idx" ON "donation_intents"("channel_id", "viewer_id", "registered_at")
  WHERE "registered_at" IS NOT NULL;
