-- Counters of the metrics: every change is a row of counter_changes, which foldCounters adds up.

-- What the counters must be, counted from the tables.
CREATE OR REPLACE VIEW counters_expected AS
  SELECT 'donations ' || status AS name, count(*) AS count FROM donation_events GROUP BY status
  UNION ALL
  SELECT 'confirmations ' || confirming_source(actor_kind), count(*) FROM donation_entries WHERE to_status = 'CONFIRMED' GROUP BY 1
  UNION ALL
  SELECT 'cheese', sum(amount_cheese) FROM donation_events WHERE status = 'CONFIRMED' HAVING count(*) > 0
  UNION ALL
  SELECT 'day ' || to_char(kst_day(occurred_at), 'YYYY-MM-DD') || ' confirmed', count(*) FROM donation_events WHERE status = 'CONFIRMED' GROUP BY 1
  UNION ALL
  SELECT 'day ' || to_char(kst_day(occurred_at), 'YYYY-MM-DD') || ' cheese', sum(amount_cheese) FROM donation_events WHERE status = 'CONFIRMED' GROUP BY 1
  UNION ALL
  SELECT 'intents', count(*) FROM donation_intents HAVING count(*) > 0
  UNION ALL
  SELECT 'letters', count(*) FROM messages WHERE type = 'dm' HAVING count(*) > 0
  UNION ALL
  SELECT 'people', count(*) FROM users WHERE agreed_at IS NOT NULL HAVING count(*) > 0
  UNION ALL
  SELECT 'channels', count(*) FROM channels WHERE opened_at IS NOT NULL HAVING count(*) > 0
  UNION ALL
  SELECT 'grants', count(*) FROM oauth_tokens HAVING count(*) > 0;

-- Donations by status, confirmations by source, and cheese.
CREATE OR REPLACE FUNCTION count_ledger_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO counter_changes (name, delta)
  SELECT 'donations ' || to_status, count(*) FROM new_rows GROUP BY to_status
  UNION ALL
  SELECT 'donations ' || from_status, -count(*) FROM new_rows WHERE from_status <> 'PENDING' GROUP BY from_status
  UNION ALL
  SELECT 'confirmations ' || confirming_source(actor_kind), count(*) FROM new_rows WHERE to_status = 'CONFIRMED' GROUP BY 1
  UNION ALL
  SELECT 'cheese', sum(amount_delta) FROM new_rows HAVING sum(amount_delta) <> 0;
  RETURN NULL;
END $$;

-- For: getCounters
CREATE OR REPLACE TRIGGER donation_entries_count AFTER INSERT ON "donation_entries"
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_ledger_entries();

-- Counts a row, or whether its column (the second argument) is set.
CREATE OR REPLACE FUNCTION count_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO counter_changes (name, delta)
  VALUES (TG_ARGV[0], CASE WHEN TG_NARGS > 1 AND to_jsonb(NEW) ->> TG_ARGV[1] IS NULL THEN -1 ELSE 1 END);
  RETURN NULL;
END $$;

-- For: getCounters
CREATE OR REPLACE TRIGGER donation_intents_count AFTER INSERT ON "donation_intents" FOR EACH ROW EXECUTE FUNCTION count_row('intents');

-- For: getCounters
CREATE OR REPLACE TRIGGER oauth_tokens_begin_count AFTER INSERT ON "oauth_tokens"
  FOR EACH ROW EXECUTE FUNCTION count_row('grants', 'user_id');

-- For: getCounters
CREATE OR REPLACE TRIGGER oauth_tokens_end_count AFTER DELETE ON "oauth_tokens"
  FOR EACH ROW EXECUTE FUNCTION count_row('grants', 'user_id');

-- For: getCounters
CREATE OR REPLACE TRIGGER messages_count AFTER INSERT ON "messages" FOR EACH ROW WHEN (NEW.type = 'dm') EXECUTE FUNCTION count_row('letters');

-- For: getCounters
CREATE OR REPLACE TRIGGER users_begin_count AFTER INSERT ON "users"
  FOR EACH ROW WHEN (NEW.agreed_at IS NOT NULL) EXECUTE FUNCTION count_row('people', 'agreed_at');

-- For: getCounters
CREATE OR REPLACE TRIGGER users_count AFTER UPDATE OF "agreed_at" ON "users"
  FOR EACH ROW WHEN ((OLD.agreed_at IS NULL) <> (NEW.agreed_at IS NULL)) EXECUTE FUNCTION count_row('people', 'agreed_at');

-- For: getCounters
CREATE OR REPLACE TRIGGER channels_begin_count AFTER INSERT ON "channels"
  FOR EACH ROW WHEN (NEW.opened_at IS NOT NULL) EXECUTE FUNCTION count_row('channels', 'opened_at');

-- For: getCounters
CREATE OR REPLACE TRIGGER channels_count AFTER UPDATE OF "opened_at" ON "channels"
  FOR EACH ROW WHEN ((OLD.opened_at IS NULL) <> (NEW.opened_at IS NULL)) EXECUTE FUNCTION count_row('channels', 'opened_at');

-- What schema.prisma cannot say: checks and partial indexes.

CREATE INDEX "oauth_tokens_failing_idx" ON "oauth_tokens"("failed_at") WHERE "failures" > 0;
CREATE INDEX "oauth_tokens_keys_idx" ON "oauth_tokens"((left("access_token", 12) || left("refresh_token", 12)));
