ALTER TABLE "reconciliation_finding" ADD COLUMN "gone_side" text;--> statement-breakpoint
ALTER TABLE "reconciliation_finding" ADD COLUMN "merged_into" text;--> statement-breakpoint
ALTER TABLE "reconciliation_finding" ADD COLUMN "part_ids" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "reconciliation_finding" ADD COLUMN "repair_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "reconciliation_finding" ADD COLUMN "reason" text;--> statement-breakpoint
CREATE INDEX "reconciliation_finding_followed" ON "reconciliation_finding" USING btree ("run_id") WHERE state = 'repairing' or state = 'failed';