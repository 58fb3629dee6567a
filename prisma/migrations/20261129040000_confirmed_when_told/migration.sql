-- A confirmation is as old as the entry that tells of it: two clocks were read for the two, some milliseconds apart.

ALTER TABLE "donation_events" DISABLE TRIGGER "donation_events_guard";
UPDATE donation_events d SET confirmed_at = e.at
FROM donation_entries e
WHERE e.donation_id = d.id AND e.channel_id = d.channel_id AND d.confirmed_at <> e.at
  AND d.confirmed_at BETWEEN e.at - interval '1 minute' AND e.at + interval '1 minute'
  AND e.seq = (SELECT max(l.seq) FROM donation_entries l WHERE l.donation_id = d.id AND l.to_status = 'CONFIRMED');
ALTER TABLE "donation_events" ENABLE TRIGGER "donation_events_guard";
