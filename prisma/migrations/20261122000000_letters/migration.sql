-- CreateEnum
CREATE TYPE "message_event_kind" AS ENUM ('created', 'read', 'replied_private', 'replied_public', 'retweeted', 'unretweeted', 'hidden', 'restored', 'withdrawn', 'held', 'released', 'archived', 'unarchived');

-- CreateEnum
CREATE TYPE "message_actor" AS ENUM ('viewer', 'creator', 'admin', 'rule');

-- CreateEnum
CREATE TYPE "who_may_write" AS ENUM ('everyone', 'supporters', 'badge', 'nobody');

-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "allow_retweet" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "archived_at" TIMESTAMPTZ(3),
ADD COLUMN     "held_at" TIMESTAMPTZ(3),
ADD COLUMN     "hidden_at" TIMESTAMPTZ(3),
ADD COLUMN     "inbox_rank" SMALLINT NOT NULL DEFAULT 0,
ADD COLUMN     "pinned_at" TIMESTAMPTZ(3),
ADD COLUMN     "read_at" TIMESTAMPTZ(3),
ADD COLUMN     "replied_privately_at" TIMESTAMPTZ(3),
ADD COLUMN     "replied_publicly_at" TIMESTAMPTZ(3),
ADD COLUMN     "reply_to_id" UUID,
ADD COLUMN     "request_id" UUID,
ADD COLUMN     "search_keys" INTEGER[] NOT NULL DEFAULT '{}',
ADD COLUMN     "withdrawn_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "feed_items" ADD COLUMN     "pinned" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "message_events" (
    "message_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "channel_id" UUID NOT NULL,
    "kind" "message_event_kind" NOT NULL,
    "actor_kind" "message_actor" NOT NULL,
    "actor_id" UUID,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "message_events_pkey" PRIMARY KEY ("message_id","seq")
);

-- CreateTable
CREATE TABLE "retweets" (
    "message_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "retweets_pkey" PRIMARY KEY ("message_id")
);

-- CreateTable
CREATE TABLE "blocks" (
    "channel_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "blocks_pkey" PRIMARY KEY ("channel_id","user_id")
);

-- CreateTable
CREATE TABLE "channel_settings" (
    "channel_id" UUID NOT NULL,
    "who_may_write" "who_may_write" NOT NULL DEFAULT 'everyone',
    "allow_links" BOOLEAN NOT NULL DEFAULT false,
    "retweets_a_day" INTEGER NOT NULL DEFAULT 20,
    "blocked_words" TEXT[] NOT NULL DEFAULT '{}',
    "allowed_words" TEXT[] NOT NULL DEFAULT '{}',
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "channel_settings_pkey" PRIMARY KEY ("channel_id")
);

-- CreateIndex
CREATE INDEX "message_events_channel_id_kind_at_idx" ON "message_events"("channel_id", "kind", "at");

-- CreateIndex
CREATE INDEX "retweets_channel_id_at_idx" ON "retweets"("channel_id", "at");

-- CreateIndex
CREATE INDEX "blocks_user_id_idx" ON "blocks"("user_id");

-- CreateIndex
CREATE INDEX "messages_reply_to_id_idx" ON "messages"("reply_to_id");

-- CreateIndex
CREATE INDEX "messages_search_keys_idx" ON "messages" USING GIN ("search_keys");

-- CreateIndex
CREATE UNIQUE INDEX "messages_author_id_request_id_key" ON "messages"("author_id", "request_id");

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_reply_to_id_fkey" FOREIGN KEY ("reply_to_id") REFERENCES "messages"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_events" ADD CONSTRAINT "message_events_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_events" ADD CONSTRAINT "message_events_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "retweets" ADD CONSTRAINT "retweets_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "retweets" ADD CONSTRAINT "retweets_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel_settings" ADD CONSTRAINT "channel_settings_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The folders of the inbox, each an index of its own: Prisma knows their columns, the conditions stand here.

CREATE INDEX "messages_inbox_idx" ON "messages"("channel_id", "inbox_rank", "created_at", "id")
  WHERE "type" = 'dm' AND "held_at" IS NULL AND "archived_at" IS NULL AND "hidden_at" IS NULL;
CREATE INDEX "messages_unread_idx" ON "messages"("channel_id", "inbox_rank", "created_at", "id")
  WHERE "type" = 'dm' AND "held_at" IS NULL AND "archived_at" IS NULL AND "hidden_at" IS NULL AND "read_at" IS NULL AND "withdrawn_at" IS NULL;
CREATE INDEX "messages_held_idx" ON "messages"("channel_id", "created_at", "id") WHERE "held_at" IS NOT NULL;
CREATE INDEX "messages_donations_idx" ON "messages"("channel_id", "created_at", "id") WHERE "type" = 'donation';
CREATE INDEX "feed_items_pinned_idx" ON "feed_items"("channel_id", "at") WHERE "pinned";

-- What must never happen, refused by the database itself.

ALTER TABLE "messages" ADD CONSTRAINT "messages_reply_answers" CHECK (("type" = 'creator_reply') = ("reply_to_id" IS NOT NULL));
ALTER TABLE "messages" ADD CONSTRAINT "messages_only_posts_are_pinned" CHECK ("pinned_at" IS NULL OR "type" = 'creator_post');
ALTER TABLE "messages" ADD CONSTRAINT "messages_only_letters_allow_retweet" CHECK (NOT "allow_retweet" OR "type" = 'dm');
ALTER TABLE "messages" ADD CONSTRAINT "messages_withdrawn_is_erased" CHECK ("withdrawn_at" IS NULL OR ("content" IS NULL AND "search_keys" = '{}'));
ALTER TABLE "channel_settings" ADD CONSTRAINT "channel_settings_retweets_a_day" CHECK ("retweets_a_day" BETWEEN 0 AND 100);

-- A message's history grows and never changes.

CREATE FUNCTION message_events_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'message_events is append-only' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'message_events_append_only';
END $$;
CREATE TRIGGER message_events_append_only BEFORE UPDATE OR DELETE ON "message_events"
  FOR EACH ROW EXECUTE FUNCTION message_events_append_only();
CREATE TRIGGER message_events_no_truncate BEFORE TRUNCATE ON "message_events"
  FOR EACH STATEMENT EXECUTE FUNCTION message_events_append_only();

-- What may happen to a message in its present state: the only place that says so.

CREATE FUNCTION message_may(m messages, kind message_event_kind) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT CASE kind
    WHEN 'created' THEN NOT EXISTS (SELECT 1 FROM message_events e WHERE e.message_id = m.id)
    WHEN 'read' THEN m.type IN ('dm', 'donation') AND m.read_at IS NULL
    WHEN 'replied_private' THEN m.type IN ('dm', 'donation') AND m.withdrawn_at IS NULL
    WHEN 'replied_public' THEN m.type IN ('dm', 'donation') AND m.withdrawn_at IS NULL
    WHEN 'retweeted' THEN m.type = 'dm' AND m.allow_retweet AND m.withdrawn_at IS NULL AND m.hidden_at IS NULL
      AND m.held_at IS NULL AND NOT EXISTS (SELECT 1 FROM retweets r WHERE r.message_id = m.id)
    WHEN 'unretweeted' THEN EXISTS (SELECT 1 FROM retweets r WHERE r.message_id = m.id)
    WHEN 'hidden' THEN m.hidden_at IS NULL AND m.withdrawn_at IS NULL
    WHEN 'restored' THEN m.hidden_at IS NOT NULL AND m.withdrawn_at IS NULL
    WHEN 'withdrawn' THEN m.withdrawn_at IS NULL
    WHEN 'held' THEN m.type IN ('dm', 'donation') AND m.held_at IS NULL AND m.withdrawn_at IS NULL
    WHEN 'released' THEN m.held_at IS NOT NULL AND m.withdrawn_at IS NULL
    WHEN 'archived' THEN m.type = 'dm' AND m.archived_at IS NULL
    WHEN 'unarchived' THEN m.archived_at IS NOT NULL
  END
$$;

-- The present state of a message is what its events say: this function alone writes it.

CREATE FUNCTION message_events_apply() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  m messages;
BEGIN
  SELECT * INTO m FROM messages WHERE id = NEW.message_id FOR UPDATE;
  NEW.channel_id := m.channel_id;
  NEW.seq := coalesce((SELECT max(e.seq) FROM message_events e WHERE e.message_id = m.id), 0) + 1;
  IF NOT message_may(m, NEW.kind) THEN
    RAISE EXCEPTION 'message % cannot be %', m.id, NEW.kind
      USING ERRCODE = 'check_violation', CONSTRAINT = 'message_events_legal';
  END IF;
  IF NEW.kind = 'created' THEN
    RETURN NEW;
  ELSIF NEW.kind = 'retweeted' THEN
    INSERT INTO retweets (message_id, channel_id, at) VALUES (m.id, m.channel_id, NEW.at);
  ELSIF NEW.kind = 'unretweeted' THEN
    DELETE FROM retweets WHERE message_id = m.id;
  ELSE
    UPDATE messages SET
      read_at = CASE WHEN NEW.kind = 'read' THEN NEW.at ELSE read_at END,
      replied_privately_at = CASE WHEN NEW.kind = 'replied_private' THEN NEW.at ELSE replied_privately_at END,
      replied_publicly_at = CASE WHEN NEW.kind = 'replied_public' THEN NEW.at ELSE replied_publicly_at END,
      hidden_at = CASE NEW.kind WHEN 'hidden' THEN NEW.at WHEN 'restored' THEN NULL ELSE hidden_at END,
      held_at = CASE NEW.kind WHEN 'held' THEN NEW.at WHEN 'released' THEN NULL ELSE held_at END,
      archived_at = CASE NEW.kind WHEN 'archived' THEN NEW.at WHEN 'unarchived' THEN NULL ELSE archived_at END,
      withdrawn_at = CASE WHEN NEW.kind = 'withdrawn' THEN NEW.at ELSE withdrawn_at END,
      content = CASE WHEN NEW.kind = 'withdrawn' THEN NULL ELSE content END,
      search_keys = CASE WHEN NEW.kind = 'withdrawn' THEN '{}' ELSE search_keys END
    WHERE id = m.id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER message_events_apply BEFORE INSERT ON "message_events"
  FOR EACH ROW EXECUTE FUNCTION message_events_apply();

-- No message without the event that tells who made it.

CREATE FUNCTION messages_begin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO message_events (message_id, seq, channel_id, kind, actor_kind, actor_id, at)
  VALUES (NEW.id, 1, NEW.channel_id, 'created',
    CASE WHEN NEW.type IN ('dm', 'donation') AND NEW.author_id IS NOT NULL THEN 'viewer' ELSE 'creator' END::message_actor,
    NEW.author_id, NEW.created_at);
  RETURN NULL;
END $$;
CREATE TRIGGER messages_begin AFTER INSERT ON "messages"
  FOR EACH ROW EXECUTE FUNCTION messages_begin();

INSERT INTO message_events (message_id, seq, channel_id, kind, actor_kind, actor_id, at)
SELECT id, 1, channel_id, 'created', CASE WHEN author_id IS NULL THEN 'creator' ELSE 'viewer' END::message_actor, author_id, created_at
FROM messages;

-- A message is never rewritten: its text can only go when it is withdrawn, and its state only follow its events.

CREATE FUNCTION messages_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.channel_id, NEW.author_id, NEW.type, NEW.visibility, NEW.donation_id, NEW.reply_to_id)
    IS DISTINCT FROM (OLD.channel_id, OLD.author_id, OLD.type, OLD.visibility, OLD.donation_id, OLD.reply_to_id)
    OR (NEW.content IS DISTINCT FROM OLD.content AND (NEW.content IS NOT NULL OR pg_trigger_depth() < 2)) THEN
    RAISE EXCEPTION 'a message is never rewritten' USING ERRCODE = 'check_violation', CONSTRAINT = 'messages_never_rewritten';
  END IF;
  IF pg_trigger_depth() < 2 AND
    (NEW.read_at, NEW.replied_privately_at, NEW.replied_publicly_at, NEW.hidden_at, NEW.held_at, NEW.archived_at, NEW.withdrawn_at)
    IS DISTINCT FROM
    (OLD.read_at, OLD.replied_privately_at, OLD.replied_publicly_at, OLD.hidden_at, OLD.held_at, OLD.archived_at, OLD.withdrawn_at) THEN
    RAISE EXCEPTION 'the state of a message follows its events' USING ERRCODE = 'check_violation', CONSTRAINT = 'messages_told_by_events';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER messages_guard BEFORE UPDATE ON "messages"
  FOR EACH ROW EXECUTE FUNCTION messages_guard();

CREATE FUNCTION retweets_follow_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'retweets follow message_events' USING ERRCODE = 'check_violation', CONSTRAINT = 'retweets_follow_events';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER retweets_follow_events BEFORE INSERT OR UPDATE OR DELETE ON "retweets"
  FOR EACH ROW EXECUTE FUNCTION retweets_follow_events();

-- A reply answers a message of its own channel, and a creator's words are written by the channel's owner.

CREATE FUNCTION messages_written_by() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.reply_to_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM messages p WHERE p.id = NEW.reply_to_id AND p.channel_id = NEW.channel_id AND p.type IN ('dm', 'donation')) THEN
    RAISE EXCEPTION 'a reply answers a message of its own channel'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'messages_reply_in_channel';
  END IF;
  IF NEW.type IN ('creator_post', 'creator_reply') AND NOT EXISTS (
    SELECT 1 FROM channels c WHERE c.id = NEW.channel_id AND c.owner_id = NEW.author_id) THEN
    RAISE EXCEPTION 'only the channel''s owner writes as its creator'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'messages_creator_is_owner';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER messages_written_by BEFORE INSERT ON "messages"
  FOR EACH ROW EXECUTE FUNCTION messages_written_by();

-- The feed again: letters that were retweeted, replies alone where what they answer is not public.

CREATE OR REPLACE VIEW feed_readings AS
  SELECT m.id AS message_id, m.channel_id, coalesce(r.at, m.created_at) AS at,
    CASE WHEN d.status = 'CONFIRMED' AND NOT d.hide_amount THEN d.amount_cheese ELSE 0 END AS sort_amount,
    m.pinned_at IS NOT NULL AS pinned
  FROM messages m
  LEFT JOIN donation_events d ON d.id = m.donation_id
  LEFT JOIN retweets r ON r.message_id = m.id
  WHERE m.hidden_at IS NULL AND m.held_at IS NULL
    AND CASE m.type
      WHEN 'dm' THEN r.message_id IS NOT NULL
      WHEN 'donation' THEN m.content IS NOT NULL AND d.status IN ('OCCURRED', 'CONFIRMED')
      WHEN 'creator_reply' THEN m.content IS NOT NULL AND m.visibility = 'public'
        AND NOT EXISTS (SELECT 1 FROM feed_items f WHERE f.message_id = m.reply_to_id)
      ELSE m.content IS NOT NULL
    END;

CREATE OR REPLACE FUNCTION refresh_feed_item(message uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO feed_items (message_id, channel_id, at, sort_amount, pinned)
  SELECT message_id, channel_id, at, sort_amount, pinned FROM feed_readings WHERE message_id = message
  ON CONFLICT (message_id) DO UPDATE SET at = EXCLUDED.at, sort_amount = EXCLUDED.sort_amount, pinned = EXCLUDED.pinned;
  IF NOT FOUND THEN
    DELETE FROM feed_items WHERE message_id = message;
  END IF;
  PERFORM refresh_feed_item(id) FROM messages WHERE reply_to_id = message AND visibility = 'public';
END $$;

CREATE FUNCTION retweets_into_feed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_feed_item(coalesce(NEW.message_id, OLD.message_id));
  RETURN NULL;
END $$;
CREATE TRIGGER retweets_into_feed AFTER INSERT OR DELETE ON "retweets"
  FOR EACH ROW EXECUTE FUNCTION retweets_into_feed();
