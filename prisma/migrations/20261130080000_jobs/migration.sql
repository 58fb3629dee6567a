-- CreateEnum
CREATE TYPE "job_kind" AS ENUM ('settle_badges', 'delete_account');

-- CreateTable
CREATE TABLE "jobs" (
    "id" UUID NOT NULL,
    "kind" "job_kind" NOT NULL,
    "subject_id" UUID NOT NULL,
    "state" JSONB NOT NULL,
    "done_count" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "jobs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "jobs_subject_id_idx" ON "jobs"("subject_id");

SET LOCAL check_function_bodies = off;

-- The lowest that a tier ever asked for: whoever has reached it has this much.
CREATE OR REPLACE FUNCTION lowest_threshold(channel uuid, of_tier smallint) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT min(threshold_cheese) FROM badge_thresholds WHERE channel_id = channel AND tier = of_tier
$$;

-- Leaves those whom a change of tiers can touch to a job: who has this much cheese, and less than that much unless it is null. None
-- where there is nobody.
CREATE OR REPLACE FUNCTION create_badge_job(channel uuid, lowest bigint, below bigint) RETURNS void LANGUAGE sql AS $$
  INSERT INTO jobs (id, kind, subject_id, state)
  SELECT gen_random_uuid(), 'settle_badges', channel, jsonb_build_object('from', lowest, 'below', below)
  WHERE EXISTS (SELECT 1 FROM user_channel_stats s
    WHERE s.channel_id = channel AND s.sum_cheese >= lowest AND s.sum_cheese < coalesce(below, 9223372036854775807))
$$;

-- What a job of this state has still to settle: those with the most cheese first, so what is left lies under the last one settled.
CREATE OR REPLACE FUNCTION is_badge_unsettled(state jsonb, confirmed_sum bigint, person uuid) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT confirmed_sum >= (state ->> 'from')::bigint AND (confirmed_sum, person) <
    (coalesce((state ->> 'below')::bigint, 9223372036854775807), coalesce((state ->> 'belowUser')::uuid, '00000000-0000-0000-0000-000000000000'))
$$;

-- Settles the next people of a job, badges and the place of letters, in the channel's ledger: how many there were, and the state to go on
-- from, null where nobody is left. Whose sum changes meanwhile is settled by that change.
CREATE OR REPLACE FUNCTION settle_badges(channel uuid, state jsonb, max_people int, OUT people_count int, OUT rest jsonb) LANGUAGE plpgsql AS $$
DECLARE
  people uuid[];
  sums bigint[];
  wanting uuid[];
BEGIN
  PERFORM lock_ledger(channel);
  SELECT array_agg(user_id ORDER BY sum_cheese DESC, user_id DESC), array_agg(sum_cheese ORDER BY sum_cheese DESC, user_id DESC)
  INTO people, sums FROM (
    SELECT s.user_id, s.sum_cheese FROM user_channel_stats s
    WHERE s.channel_id = channel AND is_badge_unsettled(state, s.sum_cheese, s.user_id)
    ORDER BY s.sum_cheese DESC, s.user_id DESC LIMIT max_people) next;
  people_count := coalesce(cardinality(people), 0);
  IF people_count > 0 THEN
    SELECT array_agg(person) INTO wanting FROM unnest(people, sums) AS of (person, confirmed_sum)
    WHERE needs_badge_update(channel, person, confirmed_sum);
    IF wanting IS NOT NULL THEN
      PERFORM update_badges(array_fill(channel, ARRAY[cardinality(wanting)]), wanting);
    END IF;
    PERFORM rank_letters(channel, person) FROM unnest(people) AS person
    WHERE EXISTS (SELECT 1 FROM messages m WHERE m.channel_id = channel AND m.author_id = person AND m.type = 'dm');
  END IF;
  IF people_count = max_people THEN
    rest := state || jsonb_build_object('below', sums[people_count], 'belowUser', people[people_count]);
  END IF;
END $$;

-- Every open channel has tiers, at first the usual ones.
CREATE OR REPLACE FUNCTION channels_begin_with_badges() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO badges (channel_id, tier, name, icon, threshold_cheese, retweet_weight)
  SELECT NEW.id, tier, name, icon, threshold, tier FROM (VALUES
    (1, '브론즈', 'drop', 10000), (2, '실버', 'spark', 50000), (3, '골드', 'star', 200000), (4, '플래티넘', 'crown', 1000000)
  ) usual (tier, name, icon, threshold)
  WHERE NOT EXISTS (SELECT 1 FROM badges b WHERE b.channel_id = NEW.id);
  RETURN NULL;
END $$;

-- Changed tiers leave to jobs whom they can touch: a lowered threshold those between the two; another place for letters those who reached
-- the tier and not the next; a tier that comes or goes all who ever reached it.
CREATE OR REPLACE FUNCTION badges_settle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    PERFORM create_badge_job(n.channel_id, n.threshold_cheese, o.threshold_cheese) FROM old_rows o JOIN new_rows n USING (channel_id, tier)
    WHERE n.threshold_cheese < o.threshold_cheese;
    PERFORM create_badge_job(n.channel_id, lowest_threshold(n.channel_id, n.tier),
      (SELECT next.threshold_cheese FROM badges next WHERE next.channel_id = n.channel_id AND next.tier = n.tier + 1))
    FROM old_rows o JOIN new_rows n USING (channel_id, tier) WHERE n.letters_first <> o.letters_first;
  ELSE
    PERFORM create_badge_job(channel_id, min(lowest_threshold(channel_id, tier)), NULL) FROM changed_rows GROUP BY channel_id;
  END IF;
  RETURN NULL;
END $$;

-- Whose badges and letters are still being settled, for an hour at most: a job that takes longer excuses nothing (verifyAggregates).
CREATE OR REPLACE VIEW badges_being_settled AS
  SELECT s.channel_id, s.user_id, true AS here FROM user_channel_stats s
  WHERE EXISTS (SELECT 1 FROM jobs j WHERE j.kind = 'settle_badges' AND j.subject_id = s.channel_id
    AND j.created_at > now() - interval '1 hour' AND is_badge_unsettled(j.state, s.sum_cheese, s.user_id));

-- For: configureTiers, openChannel
CREATE OR REPLACE TRIGGER badges_settle_new AFTER INSERT ON "badges"
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION badges_settle();

-- For: configureTiers, deleteAccount
CREATE OR REPLACE TRIGGER badges_settle_removed AFTER DELETE ON "badges"
  REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION badges_settle();

-- For: configureTiers
CREATE OR REPLACE TRIGGER badges_settle_changed AFTER UPDATE ON "badges"
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION badges_settle();

DROP FUNCTION "update_channel_badges"(channel uuid);

CREATE INDEX "messages_letters_idx" ON "messages"("author_id", "channel_id") WHERE "type" = 'dm';
