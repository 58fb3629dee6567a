-- New words stand in a migration of their own: PostgreSQL lets them be used after its commit only.

ALTER TYPE "message_event_kind" ADD VALUE 'registered';
ALTER TYPE "message_actor" ADD VALUE 'session';
ALTER TYPE "audit_act" ADD VALUE 'auto_confirm_stopped';
ALTER TYPE "audit_act" ADD VALUE 'auto_confirm_allowed';
