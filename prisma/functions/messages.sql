-- What a message said stays in its history as SHA-256 over a salt of 16 bytes and the text. The salt is erased with the text, so that
-- guessing finds nothing.
CREATE OR REPLACE FUNCTION text_digest(salt uuid, content text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(uuid_send(salt) || convert_to(content, 'UTF8')), 'hex')
$$;

-- Whether this may happen to a message in its present state: the only place that says so.
CREATE OR REPLACE FUNCTION message_can(m messages, kind message_event_kind) RETURNS boolean LANGUAGE sql STABLE AS $$
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

-- A message's history grows and never changes, but that the event of a registered text receives its digest once.
CREATE OR REPLACE FUNCTION message_events_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 AND OLD.kind = 'registered' AND OLD.text_digest IS NULL THEN
    OLD.text_digest := NEW.text_digest;
    IF NEW = OLD THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'message_events is append-only' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'message_events_append_only';
END $$;

-- For: appendMessageEvent, registerText
CREATE OR REPLACE TRIGGER message_events_append_only BEFORE UPDATE OR DELETE ON "message_events"
  FOR EACH ROW EXECUTE FUNCTION message_events_append_only();

-- For: appendMessageEvent
CREATE OR REPLACE TRIGGER message_events_no_truncate BEFORE TRUNCATE ON "message_events"
  FOR EACH STATEMENT EXECUTE FUNCTION message_events_append_only();

-- Appending an event is the only way to change a message's state. The first event is inserted a thousand times a second: it looks up
-- nothing else.
CREATE OR REPLACE FUNCTION message_events_apply() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  m messages;
BEGIN
  IF NEW.kind = 'created' THEN
    -- The primary key refuses a second first event.
    SELECT 1, channel_id, text_digest(text_salt, content) INTO NEW.seq, NEW.channel_id, NEW.text_digest
    FROM messages WHERE id = NEW.message_id;
    RETURN NEW;
  END IF;
  SELECT * INTO m FROM messages WHERE id = NEW.message_id FOR UPDATE;
  NEW.channel_id := m.channel_id;
  NEW.seq := m.event_count + 1;
  NEW.text_digest := NULL;
  IF NOT message_can(m, NEW.kind) THEN
    RAISE EXCEPTION 'message % cannot be %', m.id, NEW.kind
      USING ERRCODE = 'check_violation', CONSTRAINT = 'message_events_legal';
  END IF;
  IF NEW.kind = 'retweeted' THEN
    INSERT INTO retweets (message_id, channel_id, at) VALUES (m.id, m.channel_id, NEW.at);
  ELSIF NEW.kind = 'unretweeted' THEN
    DELETE FROM retweets WHERE message_id = m.id;
  END IF;
  UPDATE messages SET
    event_count = NEW.seq,
    read_at = CASE WHEN NEW.kind = 'read' THEN NEW.at ELSE read_at END,
    replied_privately_at = CASE WHEN NEW.kind = 'replied_private' THEN NEW.at ELSE replied_privately_at END,
    replied_publicly_at = CASE WHEN NEW.kind = 'replied_public' THEN NEW.at ELSE replied_publicly_at END,
    retweeted_at = CASE NEW.kind WHEN 'retweeted' THEN NEW.at WHEN 'unretweeted' THEN NULL ELSE retweeted_at END,
    hidden_at = CASE NEW.kind WHEN 'hidden' THEN NEW.at WHEN 'restored' THEN NULL ELSE hidden_at END,
    held_at = CASE NEW.kind WHEN 'held' THEN NEW.at WHEN 'released' THEN NULL ELSE held_at END,
    archived_at = CASE NEW.kind WHEN 'archived' THEN NEW.at WHEN 'unarchived' THEN NULL ELSE archived_at END,
    withdrawn_at = CASE WHEN NEW.kind = 'withdrawn' THEN NEW.at ELSE withdrawn_at END,
    content = CASE WHEN NEW.kind = 'withdrawn' THEN NULL ELSE content END,
    text_salt = CASE WHEN NEW.kind = 'withdrawn' THEN NULL ELSE text_salt END,
    search_keys = CASE WHEN NEW.kind = 'withdrawn' THEN '{}' ELSE search_keys END
  WHERE id = m.id;
  RETURN NEW;
END $$;

-- For: appendMessageEvent
CREATE OR REPLACE TRIGGER message_events_apply BEFORE INSERT ON "message_events"
  FOR EACH ROW EXECUTE FUNCTION message_events_apply();

-- A message's first event. What CHZZK relayed was begun by CHZZK, except for the line of a donation that its creator added by hand.
CREATE OR REPLACE FUNCTION messages_begin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO message_events (message_id, seq, channel_id, kind, actor_kind, actor_id, at)
  VALUES (NEW.id, 1, NEW.channel_id, 'created',
    CASE WHEN NEW.relayed AND NEW.content = '' AND EXISTS (
        SELECT 1 FROM donation_events d WHERE d.id = NEW.donation_id AND d.source = 'manual') THEN 'creator'
      WHEN NEW.relayed THEN 'session'
      WHEN NEW.type IN ('dm', 'donation') AND NEW.author_id IS NOT NULL THEN 'viewer' ELSE 'creator' END::message_actor,
    CASE WHEN NEW.relayed THEN NULL ELSE NEW.author_id END, NEW.created_at);
  RETURN NULL;
END $$;

-- For: writeMessage, relayMessages
CREATE OR REPLACE TRIGGER messages_begin AFTER INSERT ON "messages"
  FOR EACH ROW EXECUTE FUNCTION messages_begin();

-- A message is never rewritten and its state follows its events. A relayed text gives way once to the text its author registers here,
-- under a salt of its own, and its event receives the digest.
CREATE OR REPLACE FUNCTION messages_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.channel_id, NEW.author_id, NEW.type, NEW.visibility, NEW.reply_to_id)
    IS DISTINCT FROM (OLD.channel_id, OLD.author_id, OLD.type, OLD.visibility, OLD.reply_to_id)
    OR (NEW.donation_id IS DISTINCT FROM OLD.donation_id AND NOT is_merged_pair(NEW.donation_id, OLD.donation_id))
    OR (NEW.relayed AND NOT OLD.relayed)
    OR (NEW.content IS DISTINCT FROM OLD.content AND NOT (OLD.relayed AND NOT NEW.relayed AND OLD.content IS NOT NULL)
      AND (NEW.content IS NOT NULL OR pg_trigger_depth() < 2)) THEN
    RAISE EXCEPTION 'a message is never rewritten' USING ERRCODE = 'check_violation', CONSTRAINT = 'messages_never_rewritten';
  END IF;
  IF pg_trigger_depth() < 2 AND
    (NEW.read_at, NEW.replied_privately_at, NEW.replied_publicly_at, NEW.retweeted_at, NEW.hidden_at, NEW.held_at, NEW.archived_at, NEW.withdrawn_at,
      NEW.event_count, NEW.text_salt)
    IS DISTINCT FROM
    (OLD.read_at, OLD.replied_privately_at, OLD.replied_publicly_at, OLD.retweeted_at, OLD.hidden_at, OLD.held_at, OLD.archived_at, OLD.withdrawn_at,
      OLD.event_count, OLD.text_salt) THEN
    RAISE EXCEPTION 'the state of a message follows its events' USING ERRCODE = 'check_violation', CONSTRAINT = 'messages_match_events';
  END IF;
  IF OLD.relayed AND NOT NEW.relayed THEN
    NEW.text_salt := gen_random_uuid();
    UPDATE message_events SET text_digest = text_digest(NEW.text_salt, NEW.content) WHERE message_id = NEW.id AND kind = 'registered';
    IF NOT FOUND THEN
      RAISE EXCEPTION 'no event registers the text of message %', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'messages_match_events';
    END IF;
  END IF;
  RETURN NEW;
END $$;

-- For: appendMessageEvent, registerText, mergeDonation
CREATE OR REPLACE TRIGGER messages_guard BEFORE UPDATE ON "messages"
  FOR EACH ROW EXECUTE FUNCTION messages_guard();

-- A reply answers a message of its own channel, and what a creator writes is written by the channel's owner.
CREATE OR REPLACE FUNCTION messages_written_by() RETURNS trigger LANGUAGE plpgsql AS $$
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

-- For: replyToMessage, createPost
CREATE OR REPLACE TRIGGER messages_written_by BEFORE INSERT ON "messages"
  FOR EACH ROW EXECUTE FUNCTION messages_written_by();

-- Retweets are written by message_events_apply only.
CREATE OR REPLACE FUNCTION retweets_follow_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'retweets follow message_events' USING ERRCODE = 'check_violation', CONSTRAINT = 'retweets_follow_events';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;

-- For: retweetMessage, unretweetMessage
CREATE OR REPLACE TRIGGER retweets_follow_events BEFORE INSERT OR UPDATE OR DELETE ON "retweets"
  FOR EACH ROW EXECUTE FUNCTION retweets_follow_events();

-- What schema.prisma cannot say: checks and partial indexes.

ALTER TABLE "messages" ADD CONSTRAINT "messages_visibility_fits_type" CHECK (
  CASE "type"
    WHEN 'dm' THEN "visibility" = 'private'
    WHEN 'creator_reply' THEN true
    ELSE "visibility" = 'public'
  END);
ALTER TABLE "messages" ADD CONSTRAINT "messages_donation_fits_type"
  CHECK (("type" = 'donation') = ("donation_id" IS NOT NULL));
CREATE INDEX "messages_inbox_idx" ON "messages"("channel_id", "inbox_rank", "created_at", "id")
  WHERE "type" = 'dm' AND "held_at" IS NULL AND "archived_at" IS NULL AND "hidden_at" IS NULL;
CREATE INDEX "messages_unread_idx" ON "messages"("channel_id", "inbox_rank", "created_at", "id")
  WHERE "type" = 'dm' AND "held_at" IS NULL AND "archived_at" IS NULL AND "hidden_at" IS NULL AND "read_at" IS NULL AND "withdrawn_at" IS NULL;
CREATE INDEX "messages_letters_idx" ON "messages"("author_id", "channel_id") WHERE "type" = 'dm';
CREATE INDEX "messages_held_idx" ON "messages"("channel_id", "created_at", "id") WHERE "held_at" IS NOT NULL;
CREATE INDEX "messages_donations_idx" ON "messages"("channel_id", "created_at", "id") WHERE "type" = 'donation';
ALTER TABLE "messages" ADD CONSTRAINT "messages_reply_answers"
  CHECK (("type" = 'creator_reply') = ("reply_to_id" IS NOT NULL));
ALTER TABLE "messages" ADD CONSTRAINT "messages_only_posts_are_pinned"
  CHECK ("pinned_at" IS NULL OR "type" = 'creator_post');
ALTER TABLE "messages" ADD CONSTRAINT "messages_only_letters_allow_retweet"
  CHECK (NOT "allow_retweet" OR "type" = 'dm');
ALTER TABLE "messages" ADD CONSTRAINT "messages_withdrawn_is_erased"
  CHECK ("withdrawn_at" IS NULL OR ("content" IS NULL AND "search_keys" = '{}' AND "text_salt" IS NULL));
ALTER TABLE "message_events" ADD CONSTRAINT "message_events_hidden_by"
  CHECK ("kind" NOT IN ('hidden', 'restored') OR "actor_kind" <> 'viewer');
ALTER TABLE "messages" ADD CONSTRAINT "messages_only_donations_are_relayed"
  CHECK (NOT "relayed" OR "type" = 'donation');
CREATE INDEX "messages_candidates_idx" ON "messages"("channel_id", "inbox_rank", "created_at", "id")
  WHERE "type" = 'dm' AND "allow_retweet" AND "retweeted_at" IS NULL AND "withdrawn_at" IS NULL AND "held_at" IS NULL AND "hidden_at" IS NULL AND "archived_at" IS NULL;
ALTER TABLE "messages" ADD CONSTRAINT "messages_donation_id_key" UNIQUE ("donation_id") DEFERRABLE INITIALLY IMMEDIATE;
CREATE INDEX "messages_hidden_idx" ON "messages"("channel_id", "hidden_at", "id") WHERE "hidden_at" IS NOT NULL;
CREATE INDEX "messages_hidden_of_author_idx" ON "messages"("author_id", "type", "hidden_at", "id") WHERE "hidden_at" IS NOT NULL;
CREATE INDEX "messages_archived_idx" ON "messages"("channel_id", "created_at", "id")
  WHERE "type" = 'dm' AND "held_at" IS NULL AND "archived_at" IS NOT NULL AND "hidden_at" IS NULL;
ALTER TABLE "message_events" ADD CONSTRAINT "message_events_digest_of_text"
  CHECK ("text_digest" IS NULL OR "kind" IN ('created', 'registered'));
ALTER TABLE "messages" ADD CONSTRAINT "messages_without_words_are_lines"
  CHECK ("content" IS DISTINCT FROM '' OR "relayed");

-- A list is never null.
ALTER TABLE "messages" ALTER COLUMN "search_keys" SET NOT NULL, ALTER COLUMN "search_keys" SET DEFAULT '{}';
