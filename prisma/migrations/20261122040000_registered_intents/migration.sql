-- What was written before donating is in the message once the donation is registered: a second copy would outlive its withdrawal.

UPDATE donation_intents SET message = NULL
WHERE message IS NOT NULL AND id IN (SELECT intent_id FROM donation_events WHERE source = 'user_flow');
