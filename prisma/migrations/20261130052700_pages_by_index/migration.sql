CREATE INDEX "channels_opened_idx" ON "channels"("opened_at", "id") WHERE "opened_at" IS NOT NULL;

CREATE INDEX "feed_items_newest_idx" ON "feed_items"("channel_id", "at", "message_id", "sort_amount");
DROP INDEX "feed_items_channel_id_at_message_id_idx";
