-- AlterTable
ALTER TABLE "donation_entries" ADD COLUMN "form" SMALLINT NOT NULL DEFAULT 1, ADD COLUMN "reason_digest" VARCHAR(64), ADD COLUMN "reason_salt" VARCHAR(32);

ALTER TABLE "donation_entries" ADD CONSTRAINT "donation_entries_digests_reason" CHECK (
  CASE
    WHEN "form" = 1 THEN "reason_salt" IS NULL AND "reason_digest" IS NULL
    WHEN "form" <> 2 OR "reason_digest" !~ '^[0-9a-f]{64}$' OR "reason_salt" !~ '^[0-9a-f]{32}$' THEN false
    WHEN "reason" IS NULL THEN "reason_salt" IS NULL
    WHEN "reason_salt" IS NULL THEN false
    ELSE "reason_digest" IS NOT DISTINCT FROM encode(sha256(decode("reason_salt", 'hex') || convert_to("reason", 'UTF8')), 'hex')
  END);

-- The ledger grows and never changes, but that a reason which somebody wrote can be erased where its digest stays in the hash.
CREATE OR REPLACE FUNCTION donation_entries_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.form = 2 AND OLD.reason NOT IN ('merged', 'unmerged') THEN
      OLD.reason := NULL;
      OLD.reason_salt := NULL;
      IF NEW IS NOT DISTINCT FROM OLD THEN
        RETURN NEW;
      END IF;
    END IF;
  END IF;
  RAISE EXCEPTION 'donation_entries is append-only' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'donation_entries_append_only';
END $$;

-- An entry carries the hash of the entry before it and belongs to a donation of its own channel.
CREATE OR REPLACE FUNCTION donation_entries_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  expected text := repeat('0', 64);
BEGIN
  IF NEW.seq > 1 THEN
    SELECT hash INTO expected FROM donation_entries WHERE channel_id = NEW.channel_id AND seq = NEW.seq - 1;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM donation_events WHERE id = NEW.donation_id AND channel_id = NEW.channel_id) THEN
    RAISE EXCEPTION 'entry % is of a donation of another channel', NEW.seq
      USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_entries_of_own_channel';
  END IF;
  IF expected IS DISTINCT FROM NEW.prev_hash THEN
    RAISE EXCEPTION 'entry % does not follow the entry before it', NEW.seq
      USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_entries_chain';
  END IF;
  IF NEW.form = 2 AND (NEW.reason IS NULL) <> (NEW.reason_digest IS NULL) THEN
    RAISE EXCEPTION 'entry % begins without the reason that it digests', NEW.seq
      USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_entries_digests_reason';
  END IF;
  RETURN NEW;
END $$;
