ALTER TABLE "connection" ADD COLUMN "process_error" text;--> statement-breakpoint
ALTER TABLE "inbound_event" ADD COLUMN "process_error" text;--> statement-breakpoint
ALTER TABLE "sync" ADD COLUMN "process_error" text;