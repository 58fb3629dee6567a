-- Who may open a reward: its channel's creator, a VIP of the channel, or a person who has its tier or a higher one now.
CREATE OR REPLACE FUNCTION reward_open_to(reward contents, person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT reward.deleted_at IS NULL AND (
    EXISTS (SELECT 1 FROM channels c WHERE c.id = reward.channel_id AND c.owner_id = person)
    OR EXISTS (SELECT 1 FROM vip_users v WHERE v.channel_id = reward.channel_id AND v.user_id = person)
    OR coalesce(tier_of(reward.channel_id, person) >= reward.gate_tier, false))
$$;

-- A coupon is claimed once, by a person to whom its reward is open; afterwards it only loses the person, when the account is deleted.
CREATE OR REPLACE FUNCTION reward_coupons_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    RAISE EXCEPTION 'a coupon begins with nobody'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'content_coupons_begin_unclaimed';
  END IF;
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT 1 FROM contents c WHERE c.id = OLD.content_id) THEN
      RAISE EXCEPTION 'a claimed coupon stays as long as its reward'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'content_coupons_claimed_stay';
    END IF;
    RETURN OLD;
  END IF;
  IF (NEW.id, NEW.content_id, NEW.seq, NEW.code) IS DISTINCT FROM (OLD.id, OLD.content_id, OLD.seq, OLD.code)
    OR (OLD.claimed_at IS NOT NULL AND (NEW.claimed_at IS DISTINCT FROM OLD.claimed_at
      OR (NEW.claimed_by IS NOT NULL AND NEW.claimed_by IS DISTINCT FROM OLD.claimed_by))) THEN
    RAISE EXCEPTION 'a coupon is claimed once and never rewritten'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'content_coupons_claimed_once';
  END IF;
  IF OLD.claimed_at IS NULL AND NEW.claimed_at IS NOT NULL AND NOT coalesce(
    (SELECT reward_open_to(c, NEW.claimed_by) FROM contents c WHERE c.id = NEW.content_id), false) THEN
    RAISE EXCEPTION 'a coupon is claimed by somebody to whom its reward is open'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'content_coupons_claimed_by_who_opens';
  END IF;
  RETURN NEW;
END $$;

-- For: addCoupons
CREATE OR REPLACE TRIGGER content_coupons_begin BEFORE INSERT ON "content_coupons"
  FOR EACH ROW WHEN (NEW.claimed_at IS NOT NULL) EXECUTE FUNCTION reward_coupons_guard();

-- For: claimCoupon
CREATE OR REPLACE TRIGGER content_coupons_change BEFORE UPDATE ON "content_coupons"
  FOR EACH ROW EXECUTE FUNCTION reward_coupons_guard();

-- For: updateReward
CREATE OR REPLACE TRIGGER content_coupons_go BEFORE DELETE ON "content_coupons"
  FOR EACH ROW WHEN (OLD.claimed_at IS NOT NULL) EXECUTE FUNCTION reward_coupons_guard();

-- A file that no row points at any more is due to be removed, however its row went.
CREATE OR REPLACE FUNCTION queue_file_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO file_removals (key) VALUES (OLD.key) ON CONFLICT (key) DO NOTHING;
  RETURN NULL;
END $$;

-- For: detachFiles
CREATE OR REPLACE TRIGGER content_files_gone AFTER DELETE ON "content_files"
  FOR EACH ROW EXECUTE FUNCTION queue_file_removal();

-- For: assignIcons
CREATE OR REPLACE TRIGGER badge_icons_gone AFTER DELETE ON "badge_icons"
  FOR EACH ROW EXECUTE FUNCTION queue_file_removal();

-- What schema.prisma cannot say: checks and partial indexes.

ALTER TABLE "contents" ADD CONSTRAINT "contents_one_gate"
  CHECK ("deleted_at" IS NOT NULL OR "gate_vip" <> ("gate_tier" IS NOT NULL));
ALTER TABLE "contents" ADD CONSTRAINT "contents_deleted_is_erased"
  CHECK ("deleted_at" IS NULL OR ("body" IS NULL AND "link" IS NULL AND "gate_tier" IS NULL));
ALTER TABLE "contents" ADD CONSTRAINT "contents_title_says_something" CHECK ("title" ~ '\S');
ALTER TABLE "contents" ADD CONSTRAINT "contents_link_is_of_the_web" CHECK ("link" ~ '^https?://');
ALTER TABLE "content_files" ADD CONSTRAINT "content_files_key_tells_nothing" CHECK ("key" ~ '^[0-9a-f]{32}$');
ALTER TABLE "content_files" ADD CONSTRAINT "content_files_size_in_range" CHECK ("size_bytes" BETWEEN 1 AND 10485760);
ALTER TABLE "content_files" ADD CONSTRAINT "content_files_image_has_sides"
  CHECK (("kind" = 'image') = ("width" IS NOT NULL AND "height" IS NOT NULL));
ALTER TABLE "content_coupons" ADD CONSTRAINT "content_coupons_claimed_when"
  CHECK ("claimed_by" IS NULL OR "claimed_at" IS NOT NULL);
CREATE INDEX "contents_listed_idx" ON "contents"("channel_id", "created_at", "id") WHERE "deleted_at" IS NULL;
