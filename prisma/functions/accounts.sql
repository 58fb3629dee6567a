-- A person who has not agreed, or whose account is deleted, starts nothing; the key-share lock makes deleting the account wait for an act
-- under way, and an act that waited for the deletion fails.
CREATE OR REPLACE FUNCTION person_has_agreed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM users WHERE id = (to_jsonb(NEW) ->> TG_ARGV[0])::uuid AND agreed_at IS NOT NULL FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION '% is of somebody who has not agreed', TG_TABLE_NAME
      USING ERRCODE = 'check_violation', CONSTRAINT = 'person_has_agreed';
  END IF;
  RETURN NEW;
END $$;

-- For: startSession
CREATE OR REPLACE TRIGGER sessions_person_has_agreed BEFORE INSERT ON "sessions"
  FOR EACH ROW EXECUTE FUNCTION person_has_agreed('user_id');

-- For: saveTokens
CREATE OR REPLACE TRIGGER oauth_tokens_person_has_agreed BEFORE INSERT ON "oauth_tokens"
  FOR EACH ROW EXECUTE FUNCTION person_has_agreed('user_id');

-- For: followChannel
CREATE OR REPLACE TRIGGER follows_person_has_agreed BEFORE INSERT ON "follows"
  FOR EACH ROW EXECUTE FUNCTION person_has_agreed('user_id');

-- For: createIntent
CREATE OR REPLACE TRIGGER donation_intents_person_has_agreed BEFORE INSERT ON "donation_intents"
  FOR EACH ROW EXECUTE FUNCTION person_has_agreed('viewer_id');

-- For: writeMessage
CREATE OR REPLACE TRIGGER messages_person_has_agreed BEFORE INSERT ON "messages"
  FOR EACH ROW WHEN (NEW."author_id" IS NOT NULL AND NOT NEW."relayed") EXECUTE FUNCTION person_has_agreed('author_id');

-- For: chooseVip
CREATE OR REPLACE TRIGGER vip_users_person_has_agreed BEFORE INSERT ON "vip_users"
  FOR EACH ROW EXECUTE FUNCTION person_has_agreed('user_id');

-- For: claimCoupon
CREATE OR REPLACE TRIGGER content_coupons_person_has_agreed BEFORE UPDATE ON "content_coupons"
  FOR EACH ROW WHEN (OLD.claimed_by IS NULL AND NEW.claimed_by IS NOT NULL) EXECUTE FUNCTION person_has_agreed('claimed_by');

-- What schema.prisma cannot say: checks and partial indexes.

ALTER TABLE "users" ADD CONSTRAINT "users_chzzk_user_id_format" CHECK ("chzzk_user_id" ~ '^[0-9a-f]{32}$');
ALTER TABLE "users" ADD CONSTRAINT "users_login_needs_agreement" CHECK ("role" = 'viewer' OR "agreed_at" IS NOT NULL);

-- Limits may be forgotten when the server crashes.
ALTER TABLE "rate_limits" SET UNLOGGED;
