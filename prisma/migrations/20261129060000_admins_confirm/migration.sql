-- An admin's confirmation in the channel of somebody else stands in the audit log (decision 13).
ALTER TYPE "audit_act" ADD VALUE 'donation_confirmed';
