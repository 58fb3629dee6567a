-- CreateTable
CREATE TABLE "badge_icons" (
    "id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "key" VARCHAR(32) NOT NULL,
    "media_type" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "badge_icons_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "badge_icons_key_key" ON "badge_icons"("key");

-- CreateIndex
CREATE INDEX "badge_icons_channel_id_idx" ON "badge_icons"("channel_id");

-- AddForeignKey
ALTER TABLE "badge_icons" ADD CONSTRAINT "badge_icons_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- A picture whose row goes follows it, as the files of contents do.

CREATE TRIGGER badge_icons_gone AFTER DELETE ON "badge_icons"
  FOR EACH ROW EXECUTE FUNCTION content_files_gone();
