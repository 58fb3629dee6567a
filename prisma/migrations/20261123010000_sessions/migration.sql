-- CreateEnum
CREATE TYPE "session_mode" AS ENUM ('off', 'assist', 'auto');

-- CreateEnum
CREATE TYPE "session_mode_reason" AS ENUM ('chosen', 'revoked', 'grant_gone', 'silent');

-- CreateEnum
CREATE TYPE "session_end" AS ENUM ('closed', 'lost', 'silent', 'refused', 'revoked', 'lease_lost', 'died');

-- CreateEnum
CREATE TYPE "session_outcome" AS ENUM ('confirmed', 'evidence', 'test', 'unreadable', 'off');

-- CreateEnum
CREATE TYPE "broadcast_state" AS ENUM ('live', 'after_live', 'unknown');

-- AlterTable
ALTER TABLE "channel_settings" ADD COLUMN     "session_mode" "session_mode" NOT NULL DEFAULT 'off';

-- AlterTable
ALTER TABLE "donation_events" ADD COLUMN     "broadcast" "broadcast_state" NOT NULL DEFAULT 'unknown';

-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "relayed" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "oauth_tokens" ADD COLUMN     "failed_at" TIMESTAMPTZ(3),
ADD COLUMN     "failures" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "session_mode_changes" (
    "id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "mode" "session_mode" NOT NULL,
    "reason" "session_mode_reason" NOT NULL,
    "actor_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_mode_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session_leases" (
    "channel_id" UUID NOT NULL,
    "holder_id" UUID NOT NULL,
    "held_until" TIMESTAMPTZ(3) NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "failed_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_leases_pkey" PRIMARY KEY ("channel_id")
);

-- CreateTable
CREATE TABLE "session_connections" (
    "id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "holder_id" UUID NOT NULL,
    "connected_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "subscribed_at" TIMESTAMPTZ(3),
    "heard_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "end" "session_end",

    CONSTRAINT "session_connections_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session_events" (
    "id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "event_key" VARCHAR(64) NOT NULL,
    "deliveries" INTEGER NOT NULL DEFAULT 1,
    "payload" TEXT,
    "amount_cheese" INTEGER,
    "outcome" "session_outcome",
    "processed_at" TIMESTAMPTZ(3),
    "donation_id" UUID,
    "donor_id" UUID,

    CONSTRAINT "session_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "broadcast_polls" (
    "slot" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "complete" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "broadcast_polls_pkey" PRIMARY KEY ("slot")
);

-- CreateTable
CREATE TABLE "broadcast_sightings" (
    "slot" TIMESTAMPTZ(3) NOT NULL,
    "channel_id" UUID NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "broadcast_sightings_pkey" PRIMARY KEY ("slot","channel_id")
);

-- CreateTable
CREATE TABLE "instance_switches" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "auto_confirm_stopped_at" TIMESTAMPTZ(3),

    CONSTRAINT "instance_switches_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "session_mode_changes_channel_id_at_idx" ON "session_mode_changes"("channel_id", "at");

-- CreateIndex
CREATE INDEX "session_leases_holder_id_idx" ON "session_leases"("holder_id");

-- CreateIndex
CREATE INDEX "session_connections_channel_id_connected_at_idx" ON "session_connections"("channel_id", "connected_at");

-- CreateIndex
CREATE UNIQUE INDEX "session_events_donation_id_key" ON "session_events"("donation_id");

-- CreateIndex
CREATE INDEX "session_events_donor_id_idx" ON "session_events"("donor_id");

-- CreateIndex
CREATE INDEX "session_events_channel_id_received_at_idx" ON "session_events"("channel_id", "received_at");

-- CreateIndex
CREATE UNIQUE INDEX "session_events_channel_id_event_key_key" ON "session_events"("channel_id", "event_key");

-- CreateIndex
CREATE INDEX "broadcast_sightings_channel_id_slot_idx" ON "broadcast_sightings"("channel_id", "slot");

-- AddForeignKey
ALTER TABLE "session_mode_changes" ADD CONSTRAINT "session_mode_changes_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_mode_changes" ADD CONSTRAINT "session_mode_changes_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_leases" ADD CONSTRAINT "session_leases_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_connections" ADD CONSTRAINT "session_connections_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_events" ADD CONSTRAINT "session_events_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_events" ADD CONSTRAINT "session_events_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "session_connections"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_events" ADD CONSTRAINT "session_events_donation_id_fkey" FOREIGN KEY ("donation_id") REFERENCES "donation_events"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_events" ADD CONSTRAINT "session_events_donor_id_fkey" FOREIGN KEY ("donor_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "broadcast_sightings" ADD CONSTRAINT "broadcast_sightings_slot_fkey" FOREIGN KEY ("slot") REFERENCES "broadcast_polls"("slot") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "broadcast_sightings" ADD CONSTRAINT "broadcast_sightings_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What must never happen, refused by the database itself.

ALTER TABLE "session_events" ADD CONSTRAINT "session_events_amount_positive" CHECK ("amount_cheese" > 0);
ALTER TABLE "session_events" ADD CONSTRAINT "session_events_key_format" CHECK ("event_key" ~ '^[0-9a-f]{64}$');
ALTER TABLE "session_events" ADD CONSTRAINT "session_events_counts_when_processed" CHECK (
  ("outcome" IS NULL) = ("processed_at" IS NULL)
  AND ("donation_id" IS NULL OR "outcome" IN ('confirmed', 'evidence')));
ALTER TABLE "session_connections" ADD CONSTRAINT "session_connections_end_has_time" CHECK (("end" IS NULL) = ("ended_at" IS NULL));
ALTER TABLE "instance_switches" ADD CONSTRAINT "instance_switches_one_row" CHECK ("id" = 1);
INSERT INTO "instance_switches" ("id") VALUES (1);

CREATE INDEX "session_events_pending_idx" ON "session_events"("received_at", "id") WHERE "processed_at" IS NULL;

-- Whom an event may tell of: everything but what events made themselves.
CREATE INDEX "donation_events_unsignaled_idx" ON "donation_events"("donor_id", "occurred_at") WHERE "source" <> 'session';

-- What was received is never changed: only what became of it is added, and its text goes.

CREATE FUNCTION session_events_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.channel_id, NEW.connection_id, NEW.ordinal, NEW.received_at, NEW.event_key)
    IS DISTINCT FROM (OLD.channel_id, OLD.connection_id, OLD.ordinal, OLD.received_at, OLD.event_key)
    OR (NEW.payload IS DISTINCT FROM OLD.payload AND NEW.payload IS NOT NULL)
    OR (OLD.donation_id IS NOT NULL AND NEW.donation_id IS DISTINCT FROM OLD.donation_id) THEN
    RAISE EXCEPTION 'what was received is never changed'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'session_events_never_rewritten';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER session_events_guard BEFORE UPDATE ON "session_events"
  FOR EACH ROW EXECUTE FUNCTION session_events_guard();

-- A mode has a history, which never changes and goes with its channel's settings alone.

CREATE FUNCTION session_mode_changes_never_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'session_mode_changes never change'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'session_mode_changes_never_change';
END $$;
CREATE TRIGGER session_mode_changes_never_change BEFORE UPDATE ON "session_mode_changes"
  FOR EACH ROW EXECUTE FUNCTION session_mode_changes_never_change();

CREATE FUNCTION session_mode_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce((SELECT mode FROM session_mode_changes WHERE channel_id = NEW.channel_id ORDER BY at DESC, id DESC LIMIT 1), 'off')
    IS DISTINCT FROM (SELECT session_mode FROM channel_settings WHERE channel_id = NEW.channel_id) THEN
    RAISE EXCEPTION 'the history of channel % does not tell its session mode', NEW.channel_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'channel_settings_session_mode_told';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER session_mode_told AFTER INSERT OR UPDATE OF "session_mode" ON "channel_settings"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION session_mode_told();

-- A machine confirms only where its creator switched it on and no operator switched it off. The switches are locked, so that
-- none that commits is overtaken by a confirmation.

CREATE FUNCTION session_may_confirm() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM instance_switches WHERE id = 1 AND auto_confirm_stopped_at IS NULL FOR SHARE;
  IF FOUND THEN
    PERFORM 1 FROM channel_settings WHERE channel_id = NEW.channel_id AND session_mode = 'auto' FOR SHARE;
  END IF;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no signal confirms in channel %', NEW.channel_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_session_may_confirm';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER donation_events_session_may_begin BEFORE INSERT ON "donation_events"
  FOR EACH ROW WHEN (NEW.status = 'CONFIRMED' AND NEW.confirmed_by_kind = 'session') EXECUTE FUNCTION session_may_confirm();
CREATE TRIGGER donation_events_session_may_confirm BEFORE UPDATE OF "status" ON "donation_events"
  FOR EACH ROW WHEN (NEW.status = 'CONFIRMED' AND OLD.status <> 'CONFIRMED' AND NEW.confirmed_by_kind = 'session')
  EXECUTE FUNCTION session_may_confirm();

-- Live or after-live, as far as the last look at CHZZK's lives knows; ten minutes later it knows nothing.

CREATE FUNCTION broadcast_at(channel uuid, moment timestamptz) RETURNS broadcast_state LANGUAGE sql STABLE AS $$
  SELECT coalesce((
    SELECT CASE
      WHEN EXISTS (SELECT 1 FROM broadcast_sightings s WHERE s.slot = p.slot AND s.channel_id = channel) THEN 'live'
      WHEN p.complete THEN 'after_live'
      ELSE 'unknown'
    END::broadcast_state
    FROM broadcast_polls p
    WHERE p.finished_at IS NOT NULL AND p.slot <= moment AND p.slot > moment - interval '10 minutes'
    ORDER BY p.slot DESC LIMIT 1), 'unknown')
$$;

CREATE FUNCTION donation_events_broadcast() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.broadcast := broadcast_at(NEW.channel_id, NEW.occurred_at);
  RETURN NEW;
END $$;
CREATE TRIGGER donation_events_broadcast BEFORE INSERT ON "donation_events"
  FOR EACH ROW EXECUTE FUNCTION donation_events_broadcast();

-- A donor whose words CHZZK relayed need not have agreed to anything on Melt; what a person writes here still needs it.

DROP TRIGGER messages_person_has_agreed ON "messages";
CREATE TRIGGER messages_person_has_agreed BEFORE INSERT ON "messages"
  FOR EACH ROW WHEN (NEW."author_id" IS NOT NULL AND NOT NEW."relayed") EXECUTE FUNCTION person_has_agreed('author_id');
ALTER TABLE "messages" ADD CONSTRAINT "messages_only_donations_are_relayed" CHECK (NOT "relayed" OR "type" = 'donation');

CREATE OR REPLACE FUNCTION messages_begin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO message_events (message_id, seq, channel_id, kind, actor_kind, actor_id, at)
  VALUES (NEW.id, 1, NEW.channel_id, 'created',
    CASE WHEN NEW.relayed THEN 'session'
      WHEN NEW.type IN ('dm', 'donation') AND NEW.author_id IS NOT NULL THEN 'viewer' ELSE 'creator' END::message_actor,
    CASE WHEN NEW.relayed THEN NULL ELSE NEW.author_id END, NEW.created_at);
  RETURN NULL;
END $$;

-- The words that CHZZK relayed give way once to those their author registers here.

CREATE OR REPLACE FUNCTION messages_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.channel_id, NEW.author_id, NEW.type, NEW.visibility, NEW.donation_id, NEW.reply_to_id)
    IS DISTINCT FROM (OLD.channel_id, OLD.author_id, OLD.type, OLD.visibility, OLD.donation_id, OLD.reply_to_id)
    OR (NEW.relayed AND NOT OLD.relayed)
    OR (NEW.content IS DISTINCT FROM OLD.content AND NOT (OLD.relayed AND NOT NEW.relayed AND OLD.content IS NOT NULL)
      AND (NEW.content IS NOT NULL OR pg_trigger_depth() < 2)) THEN
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

CREATE OR REPLACE FUNCTION message_may(m messages, kind message_event_kind) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT CASE kind
    WHEN 'created' THEN NOT EXISTS (SELECT 1 FROM message_events e WHERE e.message_id = m.id)
    WHEN 'registered' THEN m.relayed AND m.withdrawn_at IS NULL
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

-- A message that goes takes the text of the event that brought it along.

CREATE FUNCTION erase_relayed_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE session_events SET payload = NULL WHERE donation_id = NEW.donation_id AND payload IS NOT NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER messages_erase_relayed_text AFTER UPDATE OF "content" ON "messages"
  FOR EACH ROW WHEN (NEW.content IS NULL AND OLD.content IS NOT NULL AND NEW.donation_id IS NOT NULL)
  EXECUTE FUNCTION erase_relayed_text();

-- What a thousand donations a second go through: a new message has no history and no answers to look for.

CREATE OR REPLACE FUNCTION message_events_apply() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  m messages;
BEGIN
  IF NEW.kind = 'created' THEN
    -- The primary key refuses a second first event.
    SELECT 1, channel_id INTO NEW.seq, NEW.channel_id FROM messages WHERE id = NEW.message_id;
    RETURN NEW;
  END IF;
  SELECT * INTO m FROM messages WHERE id = NEW.message_id FOR UPDATE;
  NEW.channel_id := m.channel_id;
  NEW.seq := coalesce((SELECT max(e.seq) FROM message_events e WHERE e.message_id = m.id), 0) + 1;
  IF NOT message_may(m, NEW.kind) THEN
    RAISE EXCEPTION 'message % cannot be %', m.id, NEW.kind
      USING ERRCODE = 'check_violation', CONSTRAINT = 'message_events_legal';
  END IF;
  IF NEW.kind = 'retweeted' THEN
    INSERT INTO retweets (message_id, channel_id, at) VALUES (m.id, m.channel_id, NEW.at);
  ELSIF NEW.kind = 'unretweeted' THEN
    DELETE FROM retweets WHERE message_id = m.id;
  ELSIF NEW.kind <> 'registered' THEN
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

CREATE OR REPLACE FUNCTION messages_into_feed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO feed_items (message_id, channel_id, at, sort_amount, pinned)
    SELECT message_id, channel_id, at, sort_amount, pinned FROM feed_readings WHERE message_id = NEW.id;
  ELSE
    PERFORM refresh_feed_item(NEW.id);
  END IF;
  RETURN NULL;
END $$;
