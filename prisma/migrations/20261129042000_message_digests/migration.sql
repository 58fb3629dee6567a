-- AlterTable
ALTER TABLE "message_events" ADD COLUMN     "text_digest" VARCHAR(64);

-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "event_count" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "text_salt" UUID DEFAULT gen_random_uuid();



-- What a message said is in its history as a digest: SHA-256 over a salt of 16 bytes and the text. The salt stands beside the text and
-- goes with it, so that what is left of an erased text tells nothing to whoever guesses.

CREATE FUNCTION text_digest(salt uuid, words text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(uuid_send(salt) || convert_to(words, 'UTF8')), 'hex')
$$;

-- What is there already.

ALTER TABLE "messages" DISABLE TRIGGER USER;
ALTER TABLE "message_events" DISABLE TRIGGER USER;
UPDATE messages SET text_salt = NULL WHERE content IS NULL;
UPDATE messages m SET event_count = told.count
FROM (SELECT message_id, max(seq) AS count FROM message_events GROUP BY 1 HAVING max(seq) > 1) told WHERE told.message_id = m.id;
UPDATE message_events e SET text_digest = text_digest(m.text_salt, m.content)
FROM messages m WHERE m.id = e.message_id AND m.content IS NOT NULL
  AND e.seq = coalesce((SELECT max(r.seq) FROM message_events r WHERE r.message_id = m.id AND r.kind = 'registered'), 1);
ALTER TABLE "messages" ENABLE TRIGGER USER;
ALTER TABLE "message_events" ENABLE TRIGGER USER;

-- What must never happen, refused by the database itself.

ALTER TABLE "messages" DROP CONSTRAINT "messages_withdrawn_is_erased";
ALTER TABLE "messages" ADD CONSTRAINT "messages_withdrawn_is_erased"
  CHECK ("withdrawn_at" IS NULL OR ("content" IS NULL AND "search_keys" = '{}' AND "text_salt" IS NULL));
ALTER TABLE "message_events" ADD CONSTRAINT "message_events_digest_of_text" CHECK ("text_digest" IS NULL OR "kind" IN ('created', 'registered'));

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
  IF NOT message_may(m, NEW.kind) THEN
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

-- The words that CHZZK relayed give way once to those their author registers here, under a salt of their own: the event of it then says
-- which ones.

CREATE OR REPLACE FUNCTION messages_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.channel_id, NEW.author_id, NEW.type, NEW.visibility, NEW.reply_to_id)
    IS DISTINCT FROM (OLD.channel_id, OLD.author_id, OLD.type, OLD.visibility, OLD.reply_to_id)
    OR (NEW.donation_id IS DISTINCT FROM OLD.donation_id AND NOT are_merged(NEW.donation_id, OLD.donation_id))
    OR (NEW.relayed AND NOT OLD.relayed)
    OR (NEW.content IS DISTINCT FROM OLD.content AND NOT (OLD.relayed AND NOT NEW.relayed AND OLD.content IS NOT NULL)
      AND (NEW.content IS NOT NULL OR pg_trigger_depth() < 2)) THEN
    RAISE EXCEPTION 'a message is never rewritten' USING ERRCODE = 'check_violation', CONSTRAINT = 'messages_never_rewritten';
  END IF;
  IF pg_trigger_depth() < 2 AND
    (NEW.read_at, NEW.replied_privately_at, NEW.replied_publicly_at, NEW.hidden_at, NEW.held_at, NEW.archived_at, NEW.withdrawn_at,
      NEW.event_count, NEW.text_salt)
    IS DISTINCT FROM
    (OLD.read_at, OLD.replied_privately_at, OLD.replied_publicly_at, OLD.hidden_at, OLD.held_at, OLD.archived_at, OLD.withdrawn_at,
      OLD.event_count, OLD.text_salt) THEN
    RAISE EXCEPTION 'the state of a message follows its events' USING ERRCODE = 'check_violation', CONSTRAINT = 'messages_told_by_events';
  END IF;
  IF OLD.relayed AND NOT NEW.relayed THEN
    NEW.text_salt := gen_random_uuid();
    UPDATE message_events SET text_digest = text_digest(NEW.text_salt, NEW.content) WHERE message_id = NEW.id AND kind = 'registered';
    IF NOT FOUND THEN
      RAISE EXCEPTION 'no event tells that the words of message % give way', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'messages_told_by_events';
    END IF;
  END IF;
  RETURN NEW;
END $$;

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
