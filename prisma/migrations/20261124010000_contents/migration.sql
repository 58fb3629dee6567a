-- CreateEnum
CREATE TYPE "content_file_kind" AS ENUM ('image', 'audio');

-- CreateTable
CREATE TABLE "contents" (
    "id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT,
    "link" TEXT,
    "gate_tier" SMALLINT,
    "gate_vip" BOOLEAN NOT NULL DEFAULT false,
    "request_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "contents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "content_files" (
    "id" UUID NOT NULL,
    "content_id" UUID NOT NULL,
    "kind" "content_file_kind" NOT NULL,
    "key" VARCHAR(32) NOT NULL,
    "media_type" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "content_files_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "content_coupons" (
    "id" UUID NOT NULL,
    "content_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "claimed_by" UUID,
    "claimed_at" TIMESTAMPTZ(3),

    CONSTRAINT "content_coupons_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "file_removals" (
    "key" VARCHAR(32) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "file_removals_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "contents_channel_id_created_at_id_idx" ON "contents"("channel_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "contents_channel_id_request_id_key" ON "contents"("channel_id", "request_id");

-- CreateIndex
CREATE INDEX "contents_channel_id_gate_tier_idx" ON "contents"("channel_id", "gate_tier");

-- CreateIndex
CREATE UNIQUE INDEX "content_files_key_key" ON "content_files"("key");

-- CreateIndex
CREATE UNIQUE INDEX "content_files_content_id_kind_key" ON "content_files"("content_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "content_coupons_content_id_seq_key" ON "content_coupons"("content_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "content_coupons_content_id_claimed_by_key" ON "content_coupons"("content_id", "claimed_by");

-- CreateIndex
CREATE INDEX "content_coupons_claimed_by_idx" ON "content_coupons"("claimed_by");

-- CreateIndex
CREATE INDEX "file_removals_due_at_idx" ON "file_removals"("due_at");

-- AddForeignKey
ALTER TABLE "contents" ADD CONSTRAINT "contents_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contents" ADD CONSTRAINT "contents_channel_id_gate_tier_fkey" FOREIGN KEY ("channel_id", "gate_tier") REFERENCES "badges"("channel_id", "tier") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "content_files" ADD CONSTRAINT "content_files_content_id_fkey" FOREIGN KEY ("content_id") REFERENCES "contents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "content_coupons" ADD CONSTRAINT "content_coupons_content_id_fkey" FOREIGN KEY ("content_id") REFERENCES "contents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "content_coupons" ADD CONSTRAINT "content_coupons_claimed_by_fkey" FOREIGN KEY ("claimed_by") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A content that stands has one gate; of one that was deleted only its title is left, for whoever got a coupon of it.

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
ALTER TABLE "content_coupons" ADD CONSTRAINT "content_coupons_claimed_when" CHECK ("claimed_by" IS NULL OR "claimed_at" IS NOT NULL);

-- Who opens a content: its channel's creator, a VIP of the channel, or whoever holds its tier or a higher one now.

CREATE FUNCTION content_open_to(content contents, person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT content.deleted_at IS NULL AND (
    EXISTS (SELECT 1 FROM channels c WHERE c.id = content.channel_id AND c.owner_id = person)
    OR EXISTS (SELECT 1 FROM vip_users v WHERE v.channel_id = content.channel_id AND v.user_id = person)
    OR coalesce(tier_of(content.channel_id, person) >= content.gate_tier, false))
$$;

-- A coupon is claimed once, by somebody to whom its content is open; afterwards it only loses the person, when they leave.

CREATE FUNCTION content_coupons_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    RAISE EXCEPTION 'a coupon begins with nobody'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'content_coupons_begin_unclaimed';
  END IF;
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT 1 FROM contents c WHERE c.id = OLD.content_id) THEN
      RAISE EXCEPTION 'a claimed coupon stays as long as its content'
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
    (SELECT content_open_to(c, NEW.claimed_by) FROM contents c WHERE c.id = NEW.content_id), false) THEN
    RAISE EXCEPTION 'a coupon is claimed by somebody to whom its content is open'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'content_coupons_claimed_by_who_opens';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER content_coupons_begin BEFORE INSERT ON "content_coupons"
  FOR EACH ROW WHEN (NEW.claimed_at IS NOT NULL) EXECUTE FUNCTION content_coupons_guard();
CREATE TRIGGER content_coupons_change BEFORE UPDATE ON "content_coupons"
  FOR EACH ROW EXECUTE FUNCTION content_coupons_guard();
CREATE TRIGGER content_coupons_go BEFORE DELETE ON "content_coupons"
  FOR EACH ROW WHEN (OLD.claimed_at IS NOT NULL) EXECUTE FUNCTION content_coupons_guard();
CREATE TRIGGER content_coupons_person_has_agreed BEFORE UPDATE ON "content_coupons"
  FOR EACH ROW WHEN (OLD.claimed_by IS NULL AND NEW.claimed_by IS NOT NULL) EXECUTE FUNCTION person_has_agreed('claimed_by');

-- A file that nothing points at any more is due to be removed, however its row went.

CREATE FUNCTION content_files_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO file_removals (key) VALUES (OLD.key) ON CONFLICT (key) DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER content_files_gone AFTER DELETE ON "content_files"
  FOR EACH ROW EXECUTE FUNCTION content_files_gone();
