ALTER TABLE "connection" ADD COLUMN "away_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "connection" ADD COLUMN "away_reason" text;--> statement-breakpoint
ALTER TABLE "connection" ADD COLUMN "away_told" timestamp (3) with time zone;