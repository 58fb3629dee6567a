-- Whoever has not agreed, or has left, starts nothing: an act that was under way while its person left leaves nothing behind.

CREATE FUNCTION person_has_agreed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM users WHERE id = (to_jsonb(NEW) ->> TG_ARGV[0])::uuid AND agreed_at IS NOT NULL FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION '% is of somebody who has not agreed', TG_TABLE_NAME
      USING ERRCODE = 'check_violation', CONSTRAINT = 'person_has_agreed';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER sessions_person_has_agreed BEFORE INSERT ON "sessions"
  FOR EACH ROW EXECUTE FUNCTION person_has_agreed('user_id');
CREATE TRIGGER oauth_tokens_person_has_agreed BEFORE INSERT ON "oauth_tokens"
  FOR EACH ROW EXECUTE FUNCTION person_has_agreed('user_id');
CREATE TRIGGER follows_person_has_agreed BEFORE INSERT ON "follows"
  FOR EACH ROW EXECUTE FUNCTION person_has_agreed('user_id');
CREATE TRIGGER donation_intents_person_has_agreed BEFORE INSERT ON "donation_intents"
  FOR EACH ROW EXECUTE FUNCTION person_has_agreed('viewer_id');
CREATE TRIGGER messages_person_has_agreed BEFORE INSERT ON "messages"
  FOR EACH ROW WHEN (NEW."author_id" IS NOT NULL) EXECUTE FUNCTION person_has_agreed('author_id');
