-- Lists that had to be read whole before they could be sorted.
CREATE INDEX "follows_user_id_created_at_idx" ON "follows"("user_id", "created_at");
CREATE INDEX "blocks_channel_id_created_at_user_id_idx" ON "blocks"("channel_id", "created_at", "user_id");
CREATE INDEX "vip_users_channel_id_created_at_user_id_idx" ON "vip_users"("channel_id", "created_at", "user_id");

-- A person's donations to each channel lead to the channels.
CREATE INDEX "uncounted_next" ON "donation_events"("donor_id", "channel_id", "occurred_at", "id") WHERE "status" <> 'CONFIRMED';

-- Few of a creator's many posts are hidden: the planner knows it by their type.
CREATE INDEX "hidden_of_author_next" ON "messages"("author_id", "type", "hidden_at", "id") WHERE "hidden_at" IS NOT NULL;

-- Readers wait for this alone.
DROP INDEX "donation_events_uncounted_idx";
ALTER INDEX "uncounted_next" RENAME TO "donation_events_uncounted_idx";
DROP INDEX "messages_hidden_of_author_idx";
ALTER INDEX "hidden_of_author_next" RENAME TO "messages_hidden_of_author_idx";
