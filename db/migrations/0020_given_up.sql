ALTER TABLE "deal" ADD COLUMN "process_error" text;--> statement-breakpoint
ALTER TABLE "deal_import" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "promotion" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "sandbox" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "erasure" ADD COLUMN "reason" text;--> statement-breakpoint
CREATE INDEX "deal_in_process" ON "deal" USING btree ("id") WHERE submitted_at is not null and (closed_at is null or crm_version < version);