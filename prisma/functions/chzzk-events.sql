-- What was received is never changed: only its outcome is added, and its text erased.
CREATE OR REPLACE FUNCTION chzzk_events_guard() RETURNS trigger LANGUAGE plpgsql AS $$
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

-- For: processPending, erasePayloads
CREATE OR REPLACE TRIGGER session_events_guard BEFORE UPDATE ON "session_events"
  FOR EACH ROW EXECUTE FUNCTION chzzk_events_guard();

-- The history of a channel's mode never changes; it goes with the channel's settings.
CREATE OR REPLACE FUNCTION session_mode_changes_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'session_mode_changes never change'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'session_mode_changes_append_only';
END $$;

-- For: chooseAutoConfirmMode
CREATE OR REPLACE TRIGGER session_mode_changes_append_only BEFORE UPDATE ON "session_mode_changes"
  FOR EACH ROW EXECUTE FUNCTION session_mode_changes_append_only();

-- The mode in the settings is the one that its history says last: checked when the transaction ends.
CREATE OR REPLACE FUNCTION channel_settings_match_mode_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce((SELECT mode FROM session_mode_changes WHERE channel_id = NEW.channel_id ORDER BY at DESC, id DESC LIMIT 1), 'off')
    IS DISTINCT FROM (SELECT session_mode FROM channel_settings WHERE channel_id = NEW.channel_id) THEN
    RAISE EXCEPTION 'the history of channel % does not end with its mode', NEW.channel_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'channel_settings_match_mode_changes';
  END IF;
  RETURN NULL;
END $$;

-- For: chooseAutoConfirmMode
CREATE CONSTRAINT TRIGGER channel_settings_match_mode_changes AFTER INSERT OR UPDATE OF "session_mode" ON "channel_settings"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION channel_settings_match_mode_changes();

-- A CHZZK event confirms only where its creator switched it on and no operator switched it off. The switches are locked, so that
-- no confirmation commits after a switch that committed before it.
CREATE OR REPLACE FUNCTION may_auto_confirm() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM instance_switches WHERE id = 1 AND auto_confirm_stopped_at IS NULL FOR SHARE;
  IF FOUND THEN
    PERFORM 1 FROM channel_settings WHERE channel_id = NEW.channel_id AND session_mode = 'auto' FOR SHARE;
  END IF;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no CHZZK event confirms in channel %', NEW.channel_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_may_auto_confirm';
  END IF;
  RETURN NEW;
END $$;

-- For: applyEvents
CREATE OR REPLACE TRIGGER donation_events_may_auto_confirm_first BEFORE INSERT ON "donation_events"
  FOR EACH ROW WHEN (NEW.status = 'CONFIRMED' AND NEW.confirmed_by_kind = 'session') EXECUTE FUNCTION may_auto_confirm();

-- For: applyEvents
CREATE OR REPLACE TRIGGER donation_events_may_auto_confirm BEFORE UPDATE OF "status" ON "donation_events"
  FOR EACH ROW WHEN (NEW.status = 'CONFIRMED' AND OLD.status <> 'CONFIRMED' AND NEW.confirmed_by_kind = 'session')
  EXECUTE FUNCTION may_auto_confirm();

-- A message whose text is erased takes along the text of its CHZZK event and of its intent.
CREATE OR REPLACE FUNCTION erase_relayed_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE session_events SET payload = NULL WHERE donation_id = NEW.donation_id AND payload IS NOT NULL;
  UPDATE donation_intents i SET message = NULL FROM donation_events d
    WHERE d.id = NEW.donation_id AND i.id = d.intent_id AND i.message IS NOT NULL;
  RETURN NULL;
END $$;

-- For: appendMessageEvent
CREATE OR REPLACE TRIGGER messages_erase_relayed_text AFTER UPDATE OF "content" ON "messages"
  FOR EACH ROW WHEN (NEW.content IS NULL AND OLD.content IS NOT NULL AND NEW.donation_id IS NOT NULL)
  EXECUTE FUNCTION erase_relayed_text();

-- Keeps on a donation that an event is of it, where it was not made of the event.
CREATE OR REPLACE FUNCTION chzzk_events_mark_donations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE donation_events SET has_signal = true WHERE id = NEW.donation_id AND source <> 'session' AND NOT has_signal;
  RETURN NULL;
END $$;

-- For: processPending
CREATE OR REPLACE TRIGGER session_events_mark_donations AFTER UPDATE OF "donation_id" ON "session_events"
  FOR EACH ROW WHEN (NEW.donation_id IS DISTINCT FROM OLD.donation_id) EXECUTE FUNCTION chzzk_events_mark_donations();

-- What schema.prisma cannot say: checks and partial indexes.

ALTER TABLE "session_events" ADD CONSTRAINT "session_events_amount_positive" CHECK ("amount_cheese" > 0);
ALTER TABLE "session_events" ADD CONSTRAINT "session_events_key_format" CHECK ("event_key" ~ '^[0-9a-f]{64}$');
ALTER TABLE "session_events" ADD CONSTRAINT "session_events_counts_when_processed" CHECK (
  ("outcome" IS NULL) = ("processed_at" IS NULL)
  AND ("donation_id" IS NULL OR "outcome" IN ('confirmed', 'evidence')));
ALTER TABLE "session_connections" ADD CONSTRAINT "session_connections_end_has_time"
  CHECK (("end" IS NULL) = ("ended_at" IS NULL));
ALTER TABLE "instance_switches" ADD CONSTRAINT "instance_switches_one_row" CHECK ("id" = 1);
CREATE INDEX "session_events_pending_idx" ON "session_events"("received_at", "id") WHERE "processed_at" IS NULL;
CREATE INDEX "session_events_tests_idx" ON "session_events"("channel_id", "received_at") WHERE "outcome" = 'test';
CREATE INDEX "session_events_unreadable_idx" ON "session_events"("processed_at") WHERE "outcome" = 'unreadable';
CREATE INDEX "session_events_erasable_idx" ON "session_events"("processed_at") WHERE "payload" IS NOT NULL;
CREATE INDEX "session_events_anonymous_idx" ON "session_events"("channel_id", "amount_cheese", "received_at")
  WHERE "donor_id" IS NULL AND "donation_id" IS NOT NULL;
