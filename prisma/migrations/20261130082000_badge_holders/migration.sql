-- CreateTable
CREATE TABLE "badge_holders" (
    "channel_id" UUID NOT NULL,
    "tier" SMALLINT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "badge_holders_pkey" PRIMARY KEY ("channel_id","tier")
);

SET LOCAL check_function_bodies = off;

-- How many have reached each tier of a channel, whatever they wear; a tier that nobody has reached has no row.
CREATE OR REPLACE VIEW badge_holders_expected AS
  SELECT channel_id, tier, count(*)::int AS count FROM user_badges GROUP BY channel_id, tier;

-- Each statement that gives or takes badges adds what it changed, within the channel's ledger.
CREATE OR REPLACE FUNCTION count_badge_holders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO badge_holders AS kept (channel_id, tier, count)
    SELECT channel_id, tier, count(*) FROM changed GROUP BY channel_id, tier ORDER BY channel_id, tier
    ON CONFLICT (channel_id, tier) DO UPDATE SET count = kept.count + excluded.count;
  ELSE
    UPDATE badge_holders h SET count = h.count - gone.count
    FROM (SELECT channel_id, tier, count(*) AS count FROM changed GROUP BY channel_id, tier) gone
    WHERE h.channel_id = gone.channel_id AND h.tier = gone.tier;
    DELETE FROM badge_holders h USING (SELECT DISTINCT channel_id FROM changed) gone WHERE h.channel_id = gone.channel_id AND h.count = 0;
  END IF;
  RETURN NULL;
END $$;

-- For: listOwnTiers
CREATE OR REPLACE TRIGGER user_badges_count AFTER INSERT ON "user_badges"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_badge_holders();

-- For: listOwnTiers
CREATE OR REPLACE TRIGGER user_badges_count_gone AFTER DELETE ON "user_badges"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_badge_holders();

INSERT INTO badge_holders (channel_id, tier, count) SELECT channel_id, tier, count FROM badge_holders_expected;

-- Updates everybody in a channel whose badges are not what donations and entries say.
CREATE OR REPLACE FUNCTION rebuild_badges(channel uuid) RETURNS void LANGUAGE sql AS $$
  SELECT update_badges(array_agg(channel), array_agg(user_id)) FROM (
    SELECT DISTINCT user_id FROM (SELECT user_id, tier FROM user_badges WHERE channel_id = channel) kept
    FULL JOIN (SELECT user_id, tier FROM user_badges_expected WHERE channel_id = channel) expected USING (user_id, tier)
    WHERE kept.tier IS NULL OR expected.tier IS NULL) wanting
  HAVING count(*) > 0;
  DELETE FROM badge_holders WHERE channel_id = channel;
  INSERT INTO badge_holders (channel_id, tier, count) SELECT channel_id, tier, count FROM badge_holders_expected WHERE channel_id = channel
$$;
