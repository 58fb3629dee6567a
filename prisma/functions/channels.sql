-- What schema.prisma cannot say: checks and partial indexes.

ALTER TABLE "channels" ADD CONSTRAINT "channels_chzzk_channel_id_format" CHECK ("chzzk_channel_id" ~ '^[0-9a-f]{32}$');
ALTER TABLE "channels" ADD CONSTRAINT "channels_open_has_owner" CHECK ("opened_at" IS NULL OR "owner_id" IS NOT NULL);
CREATE INDEX "channels_opened_idx" ON "channels"("opened_at", "id") WHERE "opened_at" IS NOT NULL;
ALTER TABLE "channel_settings" ADD CONSTRAINT "channel_settings_retweets_a_day"
  CHECK ("retweets_a_day" BETWEEN 0 AND 100);
CREATE INDEX "channel_settings_wanting_idx" ON "channel_settings"("channel_id") WHERE "session_mode" <> 'off';
ALTER TABLE "channel_settings" ADD CONSTRAINT "channel_settings_from_tier_in_range"
  CHECK ("from_tier" BETWEEN 1 AND 10);
ALTER TABLE "settlement_opt_ins" ADD CONSTRAINT "settlement_opt_ins_fee_rate_is_a_part" CHECK ("fee_rate_hundredths" BETWEEN 0 AND 9999);

-- A list is never null.
ALTER TABLE "channel_settings"
  ALTER COLUMN "allowed_words" SET NOT NULL, ALTER COLUMN "allowed_words" SET DEFAULT '{}',
  ALTER COLUMN "blocked_words" SET NOT NULL, ALTER COLUMN "blocked_words" SET DEFAULT '{}';

-- Who follows thousands vanishes in the average: whether they follow one channel is asked of the key, never of all that they follow.
ALTER TABLE "follows" ALTER COLUMN "user_id" SET (n_distinct = -0.01);
