ALTER TABLE "change_hint" ADD COLUMN "fields" text[];--> statement-breakpoint
ALTER TABLE "change_hint" ADD COLUMN "write_key" text;--> statement-breakpoint
ALTER TABLE "inbound_event" ADD COLUMN "fields" text[];--> statement-breakpoint
ALTER TABLE "inbound_event" ADD COLUMN "write_key" text;--> statement-breakpoint
ALTER TABLE "sync_hint" ADD COLUMN "write_id" text;