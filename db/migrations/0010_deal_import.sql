ALTER TABLE "deal_import_row" ALTER COLUMN "input" SET DATA TYPE text;--> statement-breakpoint
ALTER TABLE "deal_import_row" ALTER COLUMN "input" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "deal_import" ADD COLUMN "created" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "deal_import" ADD COLUMN "updated" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "deal_import" ADD COLUMN "unchanged" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "deal_import" ADD COLUMN "actor_kind" text DEFAULT 'partner' NOT NULL;--> statement-breakpoint
ALTER TABLE "deal_import_row" ADD COLUMN "external_id" text;--> statement-breakpoint
CREATE INDEX "deal_import_running" ON "deal_import" USING btree ("id") WHERE status = 'running';