-- The ledger: entries are append-only, each follows the hash of the one before it, and a donation has the status that its last entry says.

-- Takes the channel's ledger lock until the transaction ends, also where the channel has no entry yet.
CREATE OR REPLACE FUNCTION lock_ledger(channel uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO ledger_heads (channel_id, seq, hash) VALUES (channel, 0, repeat('0', 64))
  ON CONFLICT (channel_id) DO UPDATE SET seq = ledger_heads.seq
$$;

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

-- For: withLedger
CREATE OR REPLACE TRIGGER donation_entries_append_only BEFORE UPDATE OR DELETE ON "donation_entries"
  FOR EACH ROW EXECUTE FUNCTION donation_entries_append_only();

-- For: withLedger
CREATE OR REPLACE TRIGGER donation_entries_no_truncate BEFORE TRUNCATE ON "donation_entries"
  FOR EACH STATEMENT EXECUTE FUNCTION donation_entries_append_only();

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

-- For: withLedger
CREATE OR REPLACE TRIGGER donation_entries_chain BEFORE INSERT ON "donation_entries"
  FOR EACH ROW EXECUTE FUNCTION donation_entries_chain();

-- Which status may follow which, who may confirm, and that a confirmed amount changes by reversal only.
-- A merged donation is rejected and comes back as what it was, and one that a statement confirmed waits again when that is undone: three
-- more transitions, which nothing else takes.
CREATE OR REPLACE FUNCTION donation_events_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status NOT IN ('OCCURRED', 'CONFIRMED') THEN
      RAISE EXCEPTION 'a donation cannot begin as %', NEW.status
        USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_legal_transition';
    END IF;
  ELSE
    IF NEW.channel_id <> OLD.channel_id THEN
      RAISE EXCEPTION 'a donation stays in its channel'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_stays_in_channel';
    END IF;
    IF NEW.status = OLD.status AND NEW.status = 'CONFIRMED'
      AND (NEW.amount_cheese, NEW.confirmed_at, NEW.confirmed_by, NEW.confirmed_by_kind)
        IS DISTINCT FROM (OLD.amount_cheese, OLD.confirmed_at, OLD.confirmed_by, OLD.confirmed_by_kind) THEN
      RAISE EXCEPTION 'a confirmation changes by reversal only'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_confirmed_amount_stands';
    END IF;
    IF NEW.status <> OLD.status AND (OLD.status::text, NEW.status::text) NOT IN (
      ('OCCURRED', 'CONFIRMED'), ('OCCURRED', 'REJECTED'), ('CONFIRMED', 'REVERSED'),
      ('REJECTED', 'CONFIRMED'), ('REVERSED', 'CONFIRMED'))
      AND NOT (OLD.status = 'REVERSED' AND NEW.status = 'REJECTED' AND NEW.merged_into_id IS NOT NULL)
      AND NOT (OLD.status = 'REJECTED' AND NEW.status = 'OCCURRED' AND OLD.merged_into_id IS NOT NULL)
      AND NOT (OLD.status = 'REVERSED' AND NEW.status = 'OCCURRED' AND OLD.confirmed_by_kind = 'statement') THEN
      RAISE EXCEPTION 'a donation cannot go from % to %', OLD.status, NEW.status
        USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_legal_transition';
    END IF;
    IF NEW.merged_into_id IS NOT NULL AND NEW.merged_into_id IS DISTINCT FROM OLD.merged_into_id AND (
      OLD.merged_into_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM donation_events d
        WHERE d.id = NEW.merged_into_id AND d.channel_id = NEW.channel_id AND d.status IN ('OCCURRED', 'CONFIRMED'))) THEN
      RAISE EXCEPTION 'a donation is merged once, into one of its channel that stands'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_merged_into_standing';
    END IF;
  END IF;
  IF NEW.status = 'CONFIRMED' AND (TG_OP = 'INSERT' OR OLD.status <> 'CONFIRMED') AND NOT (
    CASE NEW.confirmed_by_kind
      WHEN 'creator' THEN EXISTS (SELECT 1 FROM channels WHERE id = NEW.channel_id AND owner_id = NEW.confirmed_by)
      WHEN 'admin' THEN EXISTS (SELECT 1 FROM users WHERE id = NEW.confirmed_by AND role = 'admin')
      ELSE true
    END) THEN
    RAISE EXCEPTION 'only the creator, an admin or a machine source confirms'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_confirmer_may';
  END IF;
  RETURN NEW;
END $$;

-- For: withLedger, confirmDonation, rejectDonation, reverseDonation, mergeDonation
CREATE OR REPLACE TRIGGER donation_events_guard BEFORE INSERT OR UPDATE ON "donation_events"
  FOR EACH ROW EXECUTE FUNCTION donation_events_guard();

-- No status without its entry and no amount that the entries do not add up to: checked when the transaction ends.
CREATE OR REPLACE FUNCTION donation_events_match_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  d donation_events;
  last donation_entries;
BEGIN
  SELECT * INTO d FROM donation_events WHERE id = NEW.id;
  SELECT * INTO last FROM donation_entries WHERE donation_id = NEW.id ORDER BY seq DESC LIMIT 1;
  IF last.to_status IS DISTINCT FROM d.status THEN
    RAISE EXCEPTION 'the ledger does not have the status of donation %', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_match_ledger';
  END IF;
  IF (SELECT coalesce(sum(amount_delta), 0) FROM donation_entries WHERE donation_id = NEW.id)
    IS DISTINCT FROM (CASE WHEN d.status = 'CONFIRMED' THEN d.amount_cheese ELSE 0 END) THEN
    RAISE EXCEPTION 'the entries of donation % do not add up to its amount', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_match_ledger';
  END IF;
  IF d.merged_into_id IS NOT NULL AND last.reason IS DISTINCT FROM 'merged' THEN
    RAISE EXCEPTION 'the ledger does not say that donation % was merged', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_match_ledger';
  END IF;
  RETURN NULL;
END $$;

-- For: withLedger
CREATE CONSTRAINT TRIGGER donation_events_match_ledger AFTER INSERT OR UPDATE OF "status", "merged_into_id" ON "donation_events"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION donation_events_match_ledger();

-- Whether one of these two donations was merged into the other.
CREATE OR REPLACE FUNCTION is_merged_pair(first uuid, second uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM donation_events d
    WHERE (d.id = first AND d.merged_into_id = second) OR (d.id = second AND d.merged_into_id = first))
$$;

-- Keeps on an intent whether a donation has it.
CREATE OR REPLACE FUNCTION donations_mark_intents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.intent_id IS NOT NULL THEN
    UPDATE donation_intents i SET has_donation = EXISTS (SELECT 1 FROM donation_events d WHERE d.intent_id = i.id) WHERE id = OLD.intent_id;
  END IF;
  UPDATE donation_intents SET has_donation = true WHERE id = NEW.intent_id AND NOT has_donation;
  RETURN NULL;
END $$;

-- For: withLedger
CREATE OR REPLACE TRIGGER donations_begin_mark_intents AFTER INSERT ON "donation_events"
  FOR EACH ROW WHEN (NEW.intent_id IS NOT NULL) EXECUTE FUNCTION donations_mark_intents();

-- For: mergeDonation
CREATE OR REPLACE TRIGGER donations_mark_intents AFTER UPDATE OF "intent_id" ON "donation_events"
  FOR EACH ROW WHEN (NEW.intent_id IS DISTINCT FROM OLD.intent_id) EXECUTE FUNCTION donations_mark_intents();

-- What schema.prisma cannot say: checks and partial indexes.

ALTER TABLE "donation_intents" ADD CONSTRAINT "donation_intents_amount_positive" CHECK ("amount_cheese" > 0);
ALTER TABLE "donation_events" ADD CONSTRAINT "donation_events_amount_positive" CHECK ("amount_cheese" > 0);
ALTER TABLE "donation_events" ADD CONSTRAINT "donation_events_claimed_amount_positive"
  CHECK ("claimed_amount_cheese" > 0);
ALTER TABLE "donation_events" ADD CONSTRAINT "donation_events_never_pending" CHECK ("status" <> 'PENDING');
ALTER TABLE "donation_events" ADD CONSTRAINT "donation_events_confirmed_is_complete" CHECK (
  "status" <> 'CONFIRMED'
  OR ("amount_cheese" IS NOT NULL AND "confirmed_at" IS NOT NULL AND "confirmed_by_kind" IS NOT NULL));
ALTER TABLE "donation_events" ADD CONSTRAINT "donation_events_confirmer_is_one" CHECK (
  CASE "confirmed_by_kind"
    WHEN 'creator' THEN "confirmed_by" IS NOT NULL
    WHEN 'admin' THEN "confirmed_by" IS NOT NULL
    WHEN 'viewer' THEN false
    ELSE "confirmed_by" IS NULL
  END);
ALTER TABLE "donation_entries" ADD CONSTRAINT "donation_entries_seq_from_one" CHECK ("seq" >= 1);
ALTER TABLE "donation_entries" ADD CONSTRAINT "donation_entries_delta_fits_change" CHECK (
  CASE
    WHEN "to_status" = 'CONFIRMED' THEN "amount_delta" > 0
    WHEN "to_status" = 'REVERSED' THEN "amount_delta" < 0
    ELSE "amount_delta" = 0
  END);
ALTER TABLE "donation_entries" ADD CONSTRAINT "donation_entries_hash_format" CHECK (
  "hash" ~ '^[0-9a-f]{64}$' AND "prev_hash" ~ '^[0-9a-f]{64}$');
CREATE INDEX "donation_events_unsignaled_idx" ON "donation_events"("donor_id", "occurred_at") WHERE "source" <> 'session';
CREATE INDEX "donation_events_supporter_idx" ON "donation_events"("channel_id", "donor_id", "occurred_at", "id") WHERE "status" = 'CONFIRMED';
CREATE INDEX "donation_events_uncounted_idx" ON "donation_events"("donor_id", "channel_id", "occurred_at", "id") WHERE "status" <> 'CONFIRMED';
CREATE INDEX "donation_events_confirmers_idx" ON "donation_events"("channel_id", "confirmed_by_kind", "broadcast", "occurred_at", "id")
  WHERE "status" = 'CONFIRMED';
ALTER TABLE "donation_events" ADD CONSTRAINT "donation_events_merged_is_whole" CHECK (
  ("merged_into_id" IS NULL) = ("merged_at" IS NULL) AND ("merged_into_id" IS NOT NULL OR "merge_took" = '{}'));
ALTER TABLE "donation_events" ADD CONSTRAINT "donation_events_merged_counts_nothing" CHECK (
  "merged_into_id" IS NULL OR ("status" = 'REJECTED' AND "merged_into_id" <> "id"));
CREATE INDEX "donation_events_by_name_idx" ON "donation_events"("channel_id", "amount_cheese", "occurred_at")
  WHERE "source" = 'manual' AND "donor_id" IS NULL;
CREATE INDEX "donation_events_claims_idx" ON "donation_events"("channel_id", (coalesce("amount_cheese", "claimed_amount_cheese")), "occurred_at")
  WHERE "source" = 'user_flow' AND "merged_into_id" IS NULL;
CREATE INDEX "donation_intents_queued_idx" ON "donation_intents"("channel_id", "viewer_id", "registered_at")
  WHERE "registered_at" IS NOT NULL;
CREATE INDEX "donation_intents_open_idx" ON "donation_intents"("channel_id", "created_at", "id")
  WHERE NOT "has_donation" AND "dismissed_at" IS NULL;
-- Of whom a bundle names nothing.
CREATE INDEX "donation_events_hidden_idx" ON "donation_events"("channel_id", "donor_id") WHERE "hide_name" OR "hide_amount";
CREATE INDEX "donation_events_signaled_idx" ON "donation_events"("channel_id")
  WHERE "status" = 'OCCURRED' AND ("source" = 'session' OR "has_signal");
CREATE INDEX "donation_events_oldest_waiting_idx" ON "donation_events"("occurred_at") WHERE "status" = 'OCCURRED';

ALTER TABLE "donation_entries" ADD CONSTRAINT "donation_entries_digests_reason" CHECK (
  CASE
    WHEN "form" = 1 THEN "reason_salt" IS NULL AND "reason_digest" IS NULL
    WHEN "form" <> 2 OR "reason_digest" !~ '^[0-9a-f]{64}$' OR "reason_salt" !~ '^[0-9a-f]{32}$' THEN false
    WHEN "reason" IS NULL THEN "reason_salt" IS NULL
    WHEN "reason_salt" IS NULL THEN false
    ELSE "reason_digest" IS NOT DISTINCT FROM encode(sha256(decode("reason_salt", 'hex') || convert_to("reason", 'UTF8')), 'hex')
  END);
ALTER TABLE "donation_intents" ADD CONSTRAINT "donation_intents_queued_has_words"
  CHECK ("registered_at" IS NULL OR "message" IS NOT NULL);

-- A list is never null.
ALTER TABLE "donation_events" ALTER COLUMN "merge_took" SET NOT NULL, ALTER COLUMN "merge_took" SET DEFAULT '{}';
