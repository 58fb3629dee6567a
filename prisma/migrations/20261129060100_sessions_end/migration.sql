-- A login that awaits its agreement lives in a sealed cookie; here stands only that it was used, so that it is used once.
CREATE TABLE "spent_newcomers" (
  "id" UUID NOT NULL,
  "until" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "spent_newcomers_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "spent_newcomers_until_idx" ON "spent_newcomers"("until");

-- Whatever ends a session, its open streams hear of it at the commit, on every instance.
CREATE FUNCTION tell_session_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('melt', json_build_object('kind', 'session', 'id', OLD.id)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER sessions_tell_end AFTER DELETE ON "sessions"
  FOR EACH ROW EXECUTE FUNCTION tell_session_end();
