-- Whoever leaves takes the words of an objection along also while it is open; the message is withdrawn with it, so nobody decides on it any more.

ALTER TABLE "objections" DROP CONSTRAINT "objections_open_keeps_text";
