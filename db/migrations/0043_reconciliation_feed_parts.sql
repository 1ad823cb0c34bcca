ALTER TABLE "reconciliation_feed" ADD COLUMN "pages" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "reconciliation_feed" ADD COLUMN "anchor_hash" text;