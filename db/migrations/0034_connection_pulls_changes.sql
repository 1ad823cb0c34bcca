ALTER TABLE "connection" ADD COLUMN "pulls_changes" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "connection" ADD COLUMN "feed_cursor" text;