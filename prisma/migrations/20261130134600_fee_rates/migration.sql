-- AlterTable
ALTER TABLE "settlement_opt_ins" ADD COLUMN     "fee_rate_hundredths" INTEGER;

ALTER TABLE "settlement_opt_ins" ADD CONSTRAINT "settlement_opt_ins_fee_rate_is_a_part" CHECK ("fee_rate_hundredths" BETWEEN 0 AND 9999);

-- Of whom a bundle names nothing.
CREATE INDEX "donation_events_hidden_idx" ON "donation_events"("channel_id", "donor_id") WHERE "hide_name" OR "hide_amount";
