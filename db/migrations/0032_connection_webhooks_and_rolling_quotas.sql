ALTER TABLE "connection" ADD COLUMN "subscription_id" text;--> statement-breakpoint
ALTER TABLE "connection" ADD COLUMN "unsubscribed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "vendor_limit" ADD COLUMN "calls_by_hour" jsonb DEFAULT '{}'::jsonb NOT NULL;