CREATE TABLE "sync_test" (
	"id" text PRIMARY KEY NOT NULL,
	"sync_id" text NOT NULL,
	"object" text NOT NULL,
	"a_id" text,
	"b_id" text,
	"mapping_version" integer NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"reason" text,
	"obstacle" text,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "sync_write" ADD COLUMN "test_id" text;--> statement-breakpoint
ALTER TABLE "sync_write" ADD COLUMN "record_id" text;--> statement-breakpoint
ALTER TABLE "sync_write" ADD COLUMN "before" jsonb;--> statement-breakpoint
ALTER TABLE "sync_write" ADD COLUMN "sent" jsonb;--> statement-breakpoint
ALTER TABLE "sync_write" ADD COLUMN "written" jsonb;--> statement-breakpoint
ALTER TABLE "sync_test" ADD CONSTRAINT "sync_test_sync_id_sync_id_fk" FOREIGN KEY ("sync_id") REFERENCES "public"."sync"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sync_test_sync" ON "sync_test" USING btree ("sync_id","id");--> statement-breakpoint
CREATE INDEX "sync_test_running" ON "sync_test" USING btree ("id") WHERE state = 'running';--> statement-breakpoint
CREATE INDEX "sync_write_test" ON "sync_write" USING btree ("test_id") WHERE test_id is not null;