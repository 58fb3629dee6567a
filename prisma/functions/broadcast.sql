-- Live or after-live as far as the last poll of CHZZK's lives says; ten minutes later it is unknown.
CREATE OR REPLACE FUNCTION broadcast_at(channel uuid, moment timestamptz) RETURNS broadcast_state LANGUAGE sql STABLE AS $$
  SELECT coalesce((
    SELECT CASE
      WHEN EXISTS (SELECT 1 FROM broadcast_sightings s WHERE s.slot = p.slot AND s.channel_id = channel) THEN 'live'
      WHEN p.complete THEN 'after_live'
      ELSE 'unknown'
    END::broadcast_state
    FROM broadcast_polls p
    WHERE p.finished_at IS NOT NULL AND p.slot <= moment AND p.slot > moment - interval '10 minutes'
    ORDER BY p.slot DESC LIMIT 1), 'unknown')
$$;

-- Every donation carries whether its channel was live when it occurred.
CREATE OR REPLACE FUNCTION donation_events_broadcast() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.broadcast := broadcast_at(NEW.channel_id, NEW.occurred_at);
  RETURN NEW;
END $$;

-- For: withLedger
CREATE OR REPLACE TRIGGER donation_events_broadcast BEFORE INSERT ON "donation_events"
  FOR EACH ROW EXECUTE FUNCTION donation_events_broadcast();
