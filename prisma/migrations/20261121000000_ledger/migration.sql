-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "user_role" AS ENUM ('viewer', 'creator', 'admin');

-- CreateEnum
CREATE TYPE "donation_status" AS ENUM ('PENDING', 'OCCURRED', 'CONFIRMED', 'REJECTED', 'REVERSED');

-- CreateEnum
CREATE TYPE "donation_source" AS ENUM ('user_flow', 'manual', 'session', 'statement');

-- CreateEnum
CREATE TYPE "actor_kind" AS ENUM ('viewer', 'creator', 'admin', 'session', 'statement');

-- CreateEnum
CREATE TYPE "message_type" AS ENUM ('donation', 'dm', 'creator_post', 'creator_reply');

-- CreateEnum
CREATE TYPE "visibility" AS ENUM ('public', 'private');

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "chzzk_user_id" VARCHAR(32) NOT NULL,
    "display_name" TEXT NOT NULL,
    "role" "user_role" NOT NULL DEFAULT 'viewer',
    "agreed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channels" (
    "id" UUID NOT NULL,
    "chzzk_channel_id" VARCHAR(32) NOT NULL,
    "name" TEXT NOT NULL,
    "image_url" TEXT,
    "owner_id" UUID,
    "opened_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "channels_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "follows" (
    "user_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "follows_pkey" PRIMARY KEY ("user_id","channel_id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "token_hash" VARCHAR(64) NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "oauth_tokens" (
    "user_id" UUID NOT NULL,
    "access_token" TEXT NOT NULL,
    "refresh_token" TEXT NOT NULL,
    "scope" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "refreshing_until" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "oauth_tokens_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "donation_intents" (
    "id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "viewer_id" UUID NOT NULL,
    "request_id" UUID,
    "message" TEXT,
    "amount_cheese" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dismissed_at" TIMESTAMPTZ(3),

    CONSTRAINT "donation_intents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "donation_events" (
    "id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "donor_id" UUID,
    "donor_name" TEXT,
    "intent_id" UUID,
    "request_id" UUID,
    "status" "donation_status" NOT NULL,
    "source" "donation_source" NOT NULL,
    "claimed_amount_cheese" INTEGER,
    "amount_cheese" INTEGER,
    "hide_amount" BOOLEAN NOT NULL DEFAULT false,
    "late" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "confirmed_by" UUID,
    "confirmed_by_kind" "actor_kind",
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "donation_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "donation_entries" (
    "channel_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "donation_id" UUID NOT NULL,
    "from_status" "donation_status",
    "to_status" "donation_status" NOT NULL,
    "amount_delta" INTEGER NOT NULL,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" UUID,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "prev_hash" VARCHAR(64) NOT NULL,
    "hash" VARCHAR(64) NOT NULL,

    CONSTRAINT "donation_entries_pkey" PRIMARY KEY ("channel_id","seq")
);

-- CreateTable
CREATE TABLE "ledger_heads" (
    "channel_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL DEFAULT 0,
    "hash" VARCHAR(64) NOT NULL,

    CONSTRAINT "ledger_heads_pkey" PRIMARY KEY ("channel_id")
);

-- CreateTable
CREATE TABLE "messages" (
    "id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "author_id" UUID,
    "type" "message_type" NOT NULL,
    "visibility" "visibility" NOT NULL,
    "content" TEXT,
    "donation_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feed_items" (
    "message_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "sort_amount" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "feed_items_pkey" PRIMARY KEY ("message_id")
);

-- CreateTable
CREATE TABLE "daily_totals" (
    "channel_id" UUID NOT NULL,
    "date" DATE NOT NULL,
    "amount_cheese" INTEGER NOT NULL,
    "entered_by" UUID NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "daily_totals_pkey" PRIMARY KEY ("channel_id","date")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "used" INTEGER NOT NULL,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key","window_start")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_chzzk_user_id_key" ON "users"("chzzk_user_id");

-- CreateIndex
CREATE UNIQUE INDEX "channels_chzzk_channel_id_key" ON "channels"("chzzk_channel_id");

-- CreateIndex
CREATE UNIQUE INDEX "channels_owner_id_key" ON "channels"("owner_id");

-- CreateIndex
CREATE INDEX "follows_channel_id_idx" ON "follows"("channel_id");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_token_hash_key" ON "sessions"("token_hash");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE INDEX "sessions_expires_at_idx" ON "sessions"("expires_at");

-- CreateIndex
CREATE INDEX "donation_intents_viewer_id_created_at_idx" ON "donation_intents"("viewer_id", "created_at");

-- CreateIndex
CREATE INDEX "donation_intents_channel_id_created_at_idx" ON "donation_intents"("channel_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "donation_intents_viewer_id_request_id_key" ON "donation_intents"("viewer_id", "request_id");

-- CreateIndex
CREATE UNIQUE INDEX "donation_events_intent_id_key" ON "donation_events"("intent_id");

-- CreateIndex
CREATE INDEX "donation_events_channel_id_status_occurred_at_id_idx" ON "donation_events"("channel_id", "status", "occurred_at", "id");

-- CreateIndex
CREATE INDEX "donation_events_channel_id_occurred_at_id_idx" ON "donation_events"("channel_id", "occurred_at", "id");

-- CreateIndex
CREATE INDEX "donation_events_donor_id_occurred_at_id_idx" ON "donation_events"("donor_id", "occurred_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "donation_events_channel_id_request_id_key" ON "donation_events"("channel_id", "request_id");

-- CreateIndex
CREATE INDEX "donation_entries_donation_id_seq_idx" ON "donation_entries"("donation_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "messages_donation_id_key" ON "messages"("donation_id");

-- CreateIndex
CREATE INDEX "messages_channel_id_created_at_id_idx" ON "messages"("channel_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "messages_author_id_created_at_id_idx" ON "messages"("author_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "feed_items_channel_id_at_message_id_idx" ON "feed_items"("channel_id", "at", "message_id");

-- CreateIndex
CREATE INDEX "feed_items_channel_id_sort_amount_at_message_id_idx" ON "feed_items"("channel_id", "sort_amount", "at", "message_id");

-- CreateIndex
CREATE INDEX "rate_limits_window_start_idx" ON "rate_limits"("window_start");

-- AddForeignKey
ALTER TABLE "channels" ADD CONSTRAINT "channels_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "follows" ADD CONSTRAINT "follows_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "follows" ADD CONSTRAINT "follows_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "oauth_tokens" ADD CONSTRAINT "oauth_tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "donation_intents" ADD CONSTRAINT "donation_intents_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "donation_intents" ADD CONSTRAINT "donation_intents_viewer_id_fkey" FOREIGN KEY ("viewer_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "donation_events" ADD CONSTRAINT "donation_events_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "donation_events" ADD CONSTRAINT "donation_events_donor_id_fkey" FOREIGN KEY ("donor_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "donation_events" ADD CONSTRAINT "donation_events_confirmed_by_fkey" FOREIGN KEY ("confirmed_by") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "donation_events" ADD CONSTRAINT "donation_events_intent_id_fkey" FOREIGN KEY ("intent_id") REFERENCES "donation_intents"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "donation_entries" ADD CONSTRAINT "donation_entries_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "donation_entries" ADD CONSTRAINT "donation_entries_donation_id_fkey" FOREIGN KEY ("donation_id") REFERENCES "donation_events"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "donation_entries" ADD CONSTRAINT "donation_entries_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_heads" ADD CONSTRAINT "ledger_heads_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_donation_id_fkey" FOREIGN KEY ("donation_id") REFERENCES "donation_events"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feed_items" ADD CONSTRAINT "feed_items_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feed_items" ADD CONSTRAINT "feed_items_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "daily_totals" ADD CONSTRAINT "daily_totals_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "daily_totals" ADD CONSTRAINT "daily_totals_entered_by_fkey" FOREIGN KEY ("entered_by") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- What must never happen, refused by the database itself.

ALTER TABLE "users" ADD CONSTRAINT "users_chzzk_user_id_format" CHECK ("chzzk_user_id" ~ '^[0-9a-f]{32}$');
ALTER TABLE "users" ADD CONSTRAINT "users_login_needs_agreement" CHECK ("role" = 'viewer' OR "agreed_at" IS NOT NULL);
ALTER TABLE "channels" ADD CONSTRAINT "channels_chzzk_channel_id_format" CHECK ("chzzk_channel_id" ~ '^[0-9a-f]{32}$');
ALTER TABLE "channels" ADD CONSTRAINT "channels_open_has_owner" CHECK ("opened_at" IS NULL OR "owner_id" IS NOT NULL);
ALTER TABLE "donation_intents" ADD CONSTRAINT "donation_intents_amount_positive" CHECK ("amount_cheese" > 0);
ALTER TABLE "donation_events" ADD CONSTRAINT "donation_events_amount_positive" CHECK ("amount_cheese" > 0);
ALTER TABLE "donation_events" ADD CONSTRAINT "donation_events_claimed_amount_positive" CHECK ("claimed_amount_cheese" > 0);
ALTER TABLE "donation_events" ADD CONSTRAINT "donation_events_never_pending" CHECK ("status" <> 'PENDING');
ALTER TABLE "donation_events" ADD CONSTRAINT "donation_events_confirmed_is_complete" CHECK (
  "status" <> 'CONFIRMED'
  OR ("amount_cheese" IS NOT NULL AND "confirmed_at" IS NOT NULL AND "confirmed_by_kind" IS NOT NULL));
ALTER TABLE "donation_events" ADD CONSTRAINT "donation_events_confirmer_is_one" CHECK (
  CASE "confirmed_by_kind"
    WHEN 'creator' THEN "confirmed_by" IS NOT NULL
    WHEN 'admin' THEN "confirmed_by" IS NOT NULL
    WHEN 'viewer' THEN false
    ELSE "confirmed_by" IS NULL
  END);
ALTER TABLE "donation_entries" ADD CONSTRAINT "donation_entries_seq_from_one" CHECK ("seq" >= 1);
ALTER TABLE "donation_entries" ADD CONSTRAINT "donation_entries_delta_fits_change" CHECK (
  CASE
    WHEN "to_status" = 'CONFIRMED' THEN "amount_delta" > 0
    WHEN "to_status" = 'REVERSED' THEN "amount_delta" < 0
    ELSE "amount_delta" = 0
  END);
ALTER TABLE "donation_entries" ADD CONSTRAINT "donation_entries_hash_format" CHECK (
  "hash" ~ '^[0-9a-f]{64}$' AND "prev_hash" ~ '^[0-9a-f]{64}$');
ALTER TABLE "daily_totals" ADD CONSTRAINT "daily_totals_amount_not_negative" CHECK ("amount_cheese" >= 0);
ALTER TABLE "messages" ADD CONSTRAINT "messages_visibility_fits_type" CHECK (
  CASE "type"
    WHEN 'dm' THEN "visibility" = 'private'
    WHEN 'creator_reply' THEN true
    ELSE "visibility" = 'public'
  END);
ALTER TABLE "messages" ADD CONSTRAINT "messages_donation_fits_type" CHECK (("type" = 'donation') = ("donation_id" IS NOT NULL));
ALTER TABLE "rate_limits" SET UNLOGGED;

-- The ledger grows and never changes.

CREATE FUNCTION donation_entries_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'donation_entries is append-only' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'donation_entries_append_only';
END $$;
CREATE TRIGGER donation_entries_append_only BEFORE UPDATE OR DELETE ON "donation_entries"
  FOR EACH ROW EXECUTE FUNCTION donation_entries_append_only();
CREATE TRIGGER donation_entries_no_truncate BEFORE TRUNCATE ON "donation_entries"
  FOR EACH STATEMENT EXECUTE FUNCTION donation_entries_append_only();

CREATE FUNCTION donation_entries_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  expected text := repeat('0', 64);
BEGIN
  IF NEW.seq > 1 THEN
    SELECT hash INTO expected FROM donation_entries WHERE channel_id = NEW.channel_id AND seq = NEW.seq - 1;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM donation_events WHERE id = NEW.donation_id AND channel_id = NEW.channel_id) THEN
    RAISE EXCEPTION 'entry % tells of a donation of another channel', NEW.seq
      USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_entries_of_own_channel';
  END IF;
  IF expected IS DISTINCT FROM NEW.prev_hash THEN
    RAISE EXCEPTION 'entry % does not follow the entry before it', NEW.seq
      USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_entries_chain';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER donation_entries_chain BEFORE INSERT ON "donation_entries"
  FOR EACH ROW EXECUTE FUNCTION donation_entries_chain();

-- A donation moves along the lines of its life only, its amount stands while it is confirmed, and its
-- confirmer is the channel's creator, an admin or a machine source.

CREATE FUNCTION donation_events_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status NOT IN ('OCCURRED', 'CONFIRMED') THEN
      RAISE EXCEPTION 'a donation cannot begin as %', NEW.status
        USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_legal_transition';
    END IF;
  ELSE
    IF NEW.channel_id <> OLD.channel_id THEN
      RAISE EXCEPTION 'a donation stays in its channel'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_stays_in_channel';
    END IF;
    IF NEW.status = OLD.status AND NEW.status = 'CONFIRMED'
      AND (NEW.amount_cheese, NEW.confirmed_at, NEW.confirmed_by, NEW.confirmed_by_kind)
        IS DISTINCT FROM (OLD.amount_cheese, OLD.confirmed_at, OLD.confirmed_by, OLD.confirmed_by_kind) THEN
      RAISE EXCEPTION 'a confirmation changes by reversal only'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_confirmed_amount_stands';
    END IF;
    IF NEW.status <> OLD.status AND (OLD.status::text, NEW.status::text) NOT IN (
      ('OCCURRED', 'CONFIRMED'), ('OCCURRED', 'REJECTED'), ('CONFIRMED', 'REVERSED'),
      ('REJECTED', 'CONFIRMED'), ('REVERSED', 'CONFIRMED')) THEN
      RAISE EXCEPTION 'a donation cannot go from % to %', OLD.status, NEW.status
        USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_legal_transition';
    END IF;
  END IF;
  IF NEW.status = 'CONFIRMED' AND (TG_OP = 'INSERT' OR OLD.status <> 'CONFIRMED') AND NOT (
    CASE NEW.confirmed_by_kind
      WHEN 'creator' THEN EXISTS (SELECT 1 FROM channels WHERE id = NEW.channel_id AND owner_id = NEW.confirmed_by)
      WHEN 'admin' THEN EXISTS (SELECT 1 FROM users WHERE id = NEW.confirmed_by AND role = 'admin')
      ELSE true
    END) THEN
    RAISE EXCEPTION 'only the creator, an admin or a machine source confirms'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_confirmer_may';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER donation_events_guard BEFORE INSERT OR UPDATE ON "donation_events"
  FOR EACH ROW EXECUTE FUNCTION donation_events_guard();

-- No status without the entry that tells it, no amount that the entries do not add up to: checked when the
-- transaction ends.

CREATE FUNCTION donation_events_told_by_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT to_status FROM donation_entries WHERE donation_id = NEW.id ORDER BY seq DESC LIMIT 1)
    IS DISTINCT FROM (SELECT status FROM donation_events WHERE id = NEW.id) THEN
    RAISE EXCEPTION 'the ledger does not tell the status of donation %', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_told_by_ledger';
  END IF;
  IF (SELECT coalesce(sum(amount_delta), 0) FROM donation_entries WHERE donation_id = NEW.id)
    IS DISTINCT FROM (SELECT CASE WHEN status = 'CONFIRMED' THEN amount_cheese ELSE 0 END FROM donation_events WHERE id = NEW.id) THEN
    RAISE EXCEPTION 'the entries of donation % do not add up to its amount', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_told_by_ledger';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER donation_events_told_by_ledger AFTER INSERT OR UPDATE OF "status" ON "donation_events"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION donation_events_told_by_ledger();

-- The feed is a reading of messages and donations: this view says alone what the public sees.

CREATE VIEW feed_readings AS
  SELECT m.id AS message_id, m.channel_id, m.created_at AS at,
    CASE WHEN d.status = 'CONFIRMED' AND NOT d.hide_amount THEN d.amount_cheese ELSE 0 END AS sort_amount
  FROM messages m LEFT JOIN donation_events d ON d.id = m.donation_id
  WHERE m.visibility = 'public' AND m.content IS NOT NULL
    AND (m.type <> 'donation' OR d.status IN ('OCCURRED', 'CONFIRMED'));

CREATE FUNCTION refresh_feed_item(message uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO feed_items (message_id, channel_id, at, sort_amount)
  SELECT message_id, channel_id, at, sort_amount FROM feed_readings WHERE message_id = message
  ON CONFLICT (message_id) DO UPDATE SET at = EXCLUDED.at, sort_amount = EXCLUDED.sort_amount;
  IF NOT FOUND THEN
    DELETE FROM feed_items WHERE message_id = message;
  END IF;
END $$;

CREATE FUNCTION messages_into_feed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_feed_item(NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER messages_into_feed AFTER INSERT OR UPDATE ON "messages"
  FOR EACH ROW EXECUTE FUNCTION messages_into_feed();

CREATE FUNCTION donations_into_feed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_feed_item(id) FROM messages WHERE donation_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER donations_into_feed AFTER UPDATE OF "status", "amount_cheese", "hide_amount" ON "donation_events"
  FOR EACH ROW EXECUTE FUNCTION donations_into_feed();
