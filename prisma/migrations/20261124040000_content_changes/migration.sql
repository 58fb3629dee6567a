-- AlterTable
ALTER TABLE "contents" ADD COLUMN "change_id" UUID;
