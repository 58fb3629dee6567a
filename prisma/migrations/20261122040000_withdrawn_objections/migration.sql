-- Whoever takes a message back takes back their objection to its hiding too: its words go with the message's.

ALTER TABLE "objections" DROP CONSTRAINT "objections_open_keeps_text";

CREATE FUNCTION objections_keep_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.outcome IS NULL AND NEW.text IS NULL
    AND EXISTS (SELECT 1 FROM messages m WHERE m.id = NEW.message_id AND m.withdrawn_at IS NULL) THEN
    RAISE EXCEPTION 'an open objection keeps its text'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'objections_open_keeps_text';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER objections_keep_text BEFORE INSERT OR UPDATE ON "objections"
  FOR EACH ROW EXECUTE FUNCTION objections_keep_text();

CREATE FUNCTION withdraw_objections() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE objections SET text = NULL WHERE message_id = NEW.message_id AND text IS NOT NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER message_events_withdraw_objections AFTER INSERT ON "message_events"
  FOR EACH ROW WHEN (NEW.kind = 'withdrawn') EXECUTE FUNCTION withdraw_objections();

UPDATE objections SET text = NULL
FROM messages m WHERE m.id = message_id AND m.withdrawn_at IS NOT NULL AND text IS NOT NULL;
