-- The folder of archived letters, newest first.
CREATE INDEX "messages_archived_idx" ON "messages"("channel_id", "created_at", "id")
  WHERE "type" = 'dm' AND "held_at" IS NULL AND "archived_at" IS NOT NULL AND "hidden_at" IS NULL;
