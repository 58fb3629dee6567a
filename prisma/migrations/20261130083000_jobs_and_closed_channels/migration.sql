SET LOCAL check_function_bodies = off;

-- Adds shares to the five aggregates and to the ranges that are kept of them, then updates the badges of those whose sum crossed a threshold.
CREATE OR REPLACE FUNCTION add_to_aggregates(shares donation_share[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  of_channels uuid[];
  of_people uuid[];
  of_ranges range_share[];
BEGIN
  INSERT INTO channel_days AS kept (channel_id, day, source, broadcast, sum_cheese, count)
  SELECT channel_id, kst_day(occurred_at), source, broadcast, sum(sum_cheese), sum(count) FROM unnest(shares)
  GROUP BY 1, 2, 3, 4 HAVING sum(count) <> 0 OR sum(sum_cheese) <> 0 ORDER BY 1, 2, 3, 4
  ON CONFLICT (channel_id, day, source, broadcast) DO UPDATE
    SET sum_cheese = kept.sum_cheese + EXCLUDED.sum_cheese, count = kept.count + EXCLUDED.count;

  INSERT INTO channel_hours AS kept (channel_id, hour, sum_cheese, count)
  SELECT channel_id, date_trunc('hour', occurred_at, 'UTC'), sum(sum_cheese), sum(count) FROM unnest(shares)
  GROUP BY 1, 2 HAVING sum(count) <> 0 OR sum(sum_cheese) <> 0 ORDER BY 1, 2
  ON CONFLICT (channel_id, hour) DO UPDATE
    SET sum_cheese = kept.sum_cheese + EXCLUDED.sum_cheese, count = kept.count + EXCLUDED.count;

  INSERT INTO channel_week_hours AS kept (channel_id, weekday, hour, sum_cheese, count)
  SELECT channel_id, extract(isodow FROM kst(occurred_at)), extract(hour FROM kst(occurred_at)), sum(sum_cheese), sum(count)
  FROM unnest(shares) GROUP BY 1, 2, 3 HAVING sum(count) <> 0 OR sum(sum_cheese) <> 0 ORDER BY 1, 2, 3
  ON CONFLICT (channel_id, weekday, hour) DO UPDATE
    SET sum_cheese = kept.sum_cheese + EXCLUDED.sum_cheese, count = kept.count + EXCLUDED.count;

  WITH summed AS (
    SELECT channel_id, kst_day(occurred_at) AS day, donor_id AS user_id, sum(sum_cheese)::bigint AS sum_cheese, sum(count)::int AS count
    FROM unnest(shares) WHERE donor_id IS NOT NULL
    GROUP BY 1, 2, 3 HAVING sum(count) <> 0 OR sum(sum_cheese) <> 0
  ), days_now AS (
    INSERT INTO user_channel_days AS kept (channel_id, day, user_id, sum_cheese, count)
    SELECT channel_id, day, user_id, sum_cheese, count FROM summed ORDER BY 1, 2, 3
    ON CONFLICT (channel_id, day, user_id) DO UPDATE
      SET sum_cheese = kept.sum_cheese + EXCLUDED.sum_cheese, count = kept.count + EXCLUDED.count
    RETURNING channel_id, day, user_id, count
  ), changed AS (
    SELECT channel_id, day, user_id, s.sum_cheese, s.count, (n.count > 0)::int - (n.count - s.count > 0)::int AS days
    FROM summed s JOIN days_now n USING (channel_id, day, user_id)
  ), people AS (
    SELECT channel_id, user_id, sum(sum_cheese) AS sum_cheese, sum(count) AS count, sum(days)::int AS days FROM changed GROUP BY 1, 2
  ), people_now AS (
    INSERT INTO user_channel_stats AS kept (channel_id, user_id, sum_cheese, count, days)
    SELECT channel_id, user_id, sum_cheese, count, days FROM people ORDER BY 1, 2
    ON CONFLICT (channel_id, user_id) DO UPDATE
      SET sum_cheese = kept.sum_cheese + EXCLUDED.sum_cheese, count = kept.count + EXCLUDED.count, days = kept.days + EXCLUDED.days
    RETURNING channel_id, user_id, days
  ), all_time AS (
    UPDATE channel_ranges r SET people = r.people + counted.people, repeating = r.repeating + counted.repeating FROM (
      SELECT channel_id, sum((n.days > 0)::int - (n.days - p.days > 0)::int) AS people,
        sum((n.days > 1)::int - (n.days - p.days > 1)::int) AS repeating
      FROM people_now n JOIN people p USING (channel_id, user_id) GROUP BY 1) counted
    WHERE r.channel_id = counted.channel_id AND r.range_days = 0 AND (counted.people, counted.repeating) <> (0, 0)
  )
  SELECT array_agg(ROW(channel_id, range_days, user_id, sum_cheese, count, days)::range_share) INTO of_ranges FROM (
    SELECT channel_id, r.range_days, c.user_id, sum(c.sum_cheese) AS sum_cheese, sum(c.count) AS count, sum(c.days) AS days
    FROM changed c JOIN channel_ranges r USING (channel_id)
    WHERE r.range_days > 0 AND days_until(r.last_day, r.range_days) @> c.day GROUP BY 1, 2, 3) ranged;
  IF of_ranges IS NOT NULL THEN
    PERFORM add_to_ranges(of_ranges);
  END IF;

  INSERT INTO counter_changes (name, delta)
  SELECT 'day ' || to_char(day, 'YYYY-MM-DD') || ' ' || part.name, part.delta
  FROM (SELECT kst_day(occurred_at) AS day, sum(count) AS count, sum(sum_cheese)::bigint AS cheese FROM unnest(shares) GROUP BY 1) days
  CROSS JOIN LATERAL (VALUES ('confirmed', count), ('cheese', cheese)) part (name, delta) WHERE part.delta <> 0;

  IF EXISTS (SELECT 1 FROM unnest(shares) WHERE count < 0) THEN
    PERFORM delete_empty_aggregates(shares);
  END IF;

  SELECT array_agg(wanting.channel_id), array_agg(wanting.donor_id) INTO of_channels, of_people FROM (
    SELECT DISTINCT summed.channel_id, summed.donor_id FROM unnest(shares) summed
    LEFT JOIN user_channel_stats s ON s.channel_id = summed.channel_id AND s.user_id = summed.donor_id
    WHERE summed.donor_id IS NOT NULL AND needs_badge_update(summed.channel_id, summed.donor_id, coalesce(s.sum_cheese, 0))
    ORDER BY 1, 2) wanting;
  IF of_people IS NOT NULL THEN
    PERFORM update_badges(of_channels, of_people);
  END IF;

  -- A job goes through people by their sums: whose letters it has still to place, and who passes it, is placed here.
  PERFORM rank_letters(moved.channel_id, moved.donor_id)
  FROM (SELECT DISTINCT channel_id, donor_id FROM unnest(shares) WHERE donor_id IS NOT NULL ORDER BY 1, 2) moved
  WHERE EXISTS (SELECT 1 FROM jobs j WHERE j.subject_id = moved.channel_id AND j.kind = 'settle_badges');
END $$;

-- Who may read a message's text besides its author, and therefore report it: the only place that says so. Nobody in a closed channel.
CREATE OR REPLACE FUNCTION message_readable(m messages, person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT m.content IS NOT NULL AND m.hidden_at IS NULL AND EXISTS (SELECT 1 FROM channels c WHERE c.id = m.channel_id AND c.opened_at IS NOT NULL) AND (
    EXISTS (SELECT 1 FROM feed_items f WHERE f.message_id = m.id)
    OR CASE m.type
      WHEN 'creator_reply' THEN
        (m.visibility = 'public' AND EXISTS (SELECT 1 FROM feed_items f WHERE f.message_id = m.reply_to_id))
        OR EXISTS (SELECT 1 FROM messages p WHERE p.id = m.reply_to_id AND p.author_id = person)
      WHEN 'creator_post' THEN false
      ELSE EXISTS (SELECT 1 FROM channels c WHERE c.id = m.channel_id AND c.owner_id = person)
    END)
$$;
