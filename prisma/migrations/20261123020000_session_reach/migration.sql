-- What is asked of signals every few seconds or on every page stays quick with ten million rows.

CREATE INDEX "session_connections_channel_id_ended_at_idx" ON "session_connections"("channel_id", "ended_at");
CREATE INDEX "session_events_tests_idx" ON "session_events"("channel_id", "received_at") WHERE "outcome" = 'test';
CREATE INDEX "session_events_unreadable_idx" ON "session_events"("processed_at") WHERE "outcome" = 'unreadable';
CREATE INDEX "session_events_erasable_idx" ON "session_events"("processed_at") WHERE "payload" IS NOT NULL;
CREATE INDEX "channel_settings_wanting_idx" ON "channel_settings"("channel_id") WHERE "session_mode" <> 'off';

-- A message that goes takes along the text of its event, and what its fan wrote before CHZZK told of the donation.

CREATE OR REPLACE FUNCTION erase_relayed_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE session_events SET payload = NULL WHERE donation_id = NEW.donation_id AND payload IS NOT NULL;
  UPDATE donation_intents i SET message = NULL FROM donation_events d
    WHERE d.id = NEW.donation_id AND i.id = d.intent_id AND i.message IS NOT NULL;
  RETURN NULL;
END $$;
