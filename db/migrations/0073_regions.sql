ALTER TABLE "endpoint" ADD COLUMN "region" text;--> statement-breakpoint
ALTER TABLE "engine_instance" ADD COLUMN "region" text DEFAULT '' NOT NULL;