ALTER TABLE "sync" ADD COLUMN "backfill_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sync" ADD COLUMN "a_clock_ms" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sync" ADD COLUMN "b_clock_ms" integer DEFAULT 0 NOT NULL;