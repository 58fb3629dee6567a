-- How much there is of what, kept as it happens: what somebody looks at every minute may not cost more as it grows. Each act adds
-- a row of its own, so that none waits for another; whoever reads folds them into the counters.

-- CreateTable
CREATE TABLE "counters" (
    "name" TEXT NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "counters_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "counter_changes" (
    "id" BIGSERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "delta" BIGINT NOT NULL,

    CONSTRAINT "counter_changes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "donation_events_oldest_waiting_idx" ON "donation_events"("occurred_at") WHERE "status" = 'OCCURRED';

CREATE FUNCTION count_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO counter_changes (name, delta)
  SELECT 'donations ' || to_status, count(*) FROM came GROUP BY to_status
  UNION ALL
  SELECT 'donations ' || from_status, -count(*) FROM came WHERE from_status <> 'PENDING' GROUP BY from_status
  UNION ALL
  SELECT 'confirmations ' || confirming_source(actor_kind), count(*) FROM came WHERE to_status = 'CONFIRMED' GROUP BY 1
  UNION ALL
  SELECT 'cheese', sum(amount_delta) FROM came HAVING sum(amount_delta) <> 0;
  RETURN NULL;
END $$;
CREATE TRIGGER donation_entries_count AFTER INSERT ON "donation_entries"
  REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION count_entries();

CREATE FUNCTION count_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO counter_changes (name, delta)
  VALUES (TG_ARGV[0], CASE WHEN TG_NARGS > 1 AND to_jsonb(NEW) ->> TG_ARGV[1] IS NULL THEN -1 ELSE 1 END);
  RETURN NULL;
END $$;
CREATE TRIGGER donation_intents_count AFTER INSERT ON "donation_intents" FOR EACH ROW EXECUTE FUNCTION count_one('intents');
CREATE TRIGGER messages_count AFTER INSERT ON "messages" FOR EACH ROW WHEN (NEW.type = 'dm') EXECUTE FUNCTION count_one('letters');
CREATE TRIGGER users_begin_count AFTER INSERT ON "users"
  FOR EACH ROW WHEN (NEW.agreed_at IS NOT NULL) EXECUTE FUNCTION count_one('people', 'agreed_at');
CREATE TRIGGER users_count AFTER UPDATE OF "agreed_at" ON "users"
  FOR EACH ROW WHEN ((OLD.agreed_at IS NULL) <> (NEW.agreed_at IS NULL)) EXECUTE FUNCTION count_one('people', 'agreed_at');
CREATE TRIGGER channels_begin_count AFTER INSERT ON "channels"
  FOR EACH ROW WHEN (NEW.opened_at IS NOT NULL) EXECUTE FUNCTION count_one('channels', 'opened_at');
CREATE TRIGGER channels_count AFTER UPDATE OF "opened_at" ON "channels"
  FOR EACH ROW WHEN ((OLD.opened_at IS NULL) <> (NEW.opened_at IS NULL)) EXECUTE FUNCTION count_one('channels', 'opened_at');

-- What is there by now.

CREATE VIEW counter_readings AS
  SELECT 'donations ' || status AS name, count(*) AS count FROM donation_events GROUP BY status
  UNION ALL
  SELECT 'confirmations ' || confirming_source(actor_kind), count(*) FROM donation_entries WHERE to_status = 'CONFIRMED' GROUP BY 1
  UNION ALL
  SELECT 'cheese', sum(amount_cheese) FROM donation_events WHERE status = 'CONFIRMED' HAVING count(*) > 0
  UNION ALL
  SELECT 'intents', count(*) FROM donation_intents HAVING count(*) > 0
  UNION ALL
  SELECT 'letters', count(*) FROM messages WHERE type = 'dm' HAVING count(*) > 0
  UNION ALL
  SELECT 'people', count(*) FROM users WHERE agreed_at IS NOT NULL HAVING count(*) > 0
  UNION ALL
  SELECT 'channels', count(*) FROM channels WHERE opened_at IS NOT NULL HAVING count(*) > 0;

INSERT INTO counters (name, count) SELECT name, count FROM counter_readings;
