CREATE TABLE "sync_hint" (
	"sync_id" text NOT NULL,
	"side" text NOT NULL,
	"object" text NOT NULL,
	"record_id" text NOT NULL,
	"events" integer NOT NULL,
	CONSTRAINT "sync_hint_sync_id_side_object_record_id_pk" PRIMARY KEY("sync_id","side","object","record_id")
);
--> statement-breakpoint
DROP INDEX "sync_run_running";--> statement-breakpoint
ALTER TABLE "sync" ADD COLUMN "hinted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sync_hint" ADD CONSTRAINT "sync_hint_sync_id_sync_id_fk" FOREIGN KEY ("sync_id") REFERENCES "public"."sync"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "sync_run_at_once" ON "sync_run" USING btree ("sync_id",(kind = 'hinted')) WHERE state = 'running';