-- CreateEnum
CREATE TYPE "merge_taking" AS ENUM ('donor', 'name', 'intent', 'claim', 'message', 'hid_amount', 'hid_name', 'showed_amount', 'showed_name');

-- AlterTable
ALTER TABLE "donation_events" ADD COLUMN     "merged_at" TIMESTAMPTZ(3),
ADD COLUMN     "merged_into_id" UUID,
ADD COLUMN     "merge_took" "merge_taking"[] NOT NULL DEFAULT '{}';

-- CreateIndex
CREATE INDEX "donation_events_merged_into_id_idx" ON "donation_events"("merged_into_id");

-- AddForeignKey
ALTER TABLE "donation_events" ADD CONSTRAINT "donation_events_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "donation_events"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "donation_events" ADD CONSTRAINT "donation_events_merged_is_whole" CHECK (
  ("merged_into_id" IS NULL) = ("merged_at" IS NULL) AND ("merged_into_id" IS NOT NULL OR "merge_took" = '{}'));
ALTER TABLE "donation_events" ADD CONSTRAINT "donation_events_merged_counts_nothing" CHECK (
  "merged_into_id" IS NULL OR ("status" = 'REJECTED' AND "merged_into_id" <> "id"));

-- Who may be told of twice: what anonymous people gave on CHZZK, what creators added by name, and what fans announced, by what it came to.

CREATE INDEX "session_events_anonymous_idx" ON "session_events"("channel_id", "amount_cheese", "received_at")
  WHERE "donor_id" IS NULL AND "donation_id" IS NOT NULL;
CREATE INDEX "donation_events_by_name_idx" ON "donation_events"("channel_id", "amount_cheese", "occurred_at")
  WHERE "source" = 'manual' AND "donor_id" IS NULL;
CREATE INDEX "donation_events_claims_idx" ON "donation_events"("channel_id", (coalesce("amount_cheese", "claimed_amount_cheese")), "occurred_at")
  WHERE "source" = 'user_flow' AND "merged_into_id" IS NULL;

-- Two messages change places when their donations become one: unique when the statement ends.

DROP INDEX "messages_donation_id_key";
ALTER TABLE "messages" ADD CONSTRAINT "messages_donation_id_key" UNIQUE ("donation_id") DEFERRABLE INITIALLY IMMEDIATE;

CREATE FUNCTION are_merged(one uuid, other uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM donation_events d
    WHERE (d.id = one AND d.merged_into_id = other) OR (d.id = other AND d.merged_into_id = one))
$$;

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
    (NEW.read_at, NEW.replied_privately_at, NEW.replied_publicly_at, NEW.hidden_at, NEW.held_at, NEW.archived_at, NEW.withdrawn_at)
    IS DISTINCT FROM
    (OLD.read_at, OLD.replied_privately_at, OLD.replied_publicly_at, OLD.hidden_at, OLD.held_at, OLD.archived_at, OLD.withdrawn_at) THEN
    RAISE EXCEPTION 'the state of a message follows its events' USING ERRCODE = 'check_violation', CONSTRAINT = 'messages_told_by_events';
  END IF;
  RETURN NEW;
END $$;

-- A merged donation is rejected and comes back as what it was: two more lines of its life, which nothing else takes.

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
      AND NOT (OLD.status = 'REJECTED' AND NEW.status = 'OCCURRED' AND OLD.merged_into_id IS NOT NULL) THEN
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

CREATE OR REPLACE FUNCTION donation_events_told_by_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  d donation_events;
  last donation_entries;
BEGIN
  SELECT * INTO d FROM donation_events WHERE id = NEW.id;
  SELECT * INTO last FROM donation_entries WHERE donation_id = NEW.id ORDER BY seq DESC LIMIT 1;
  IF last.to_status IS DISTINCT FROM d.status THEN
    RAISE EXCEPTION 'the ledger does not tell the status of donation %', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_told_by_ledger';
  END IF;
  IF (SELECT coalesce(sum(amount_delta), 0) FROM donation_entries WHERE donation_id = NEW.id)
    IS DISTINCT FROM (CASE WHEN d.status = 'CONFIRMED' THEN d.amount_cheese ELSE 0 END) THEN
    RAISE EXCEPTION 'the entries of donation % do not add up to its amount', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_told_by_ledger';
  END IF;
  IF d.merged_into_id IS NOT NULL AND last.reason IS DISTINCT FROM 'merged' THEN
    RAISE EXCEPTION 'the ledger does not tell that donation % was merged', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'donation_events_told_by_ledger';
  END IF;
  RETURN NULL;
END $$;
DROP TRIGGER donation_events_told_by_ledger ON "donation_events";
CREATE CONSTRAINT TRIGGER donation_events_told_by_ledger AFTER INSERT OR UPDATE OF "status", "merged_into_id" ON "donation_events"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION donation_events_told_by_ledger();
