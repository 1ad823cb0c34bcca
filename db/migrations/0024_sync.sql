CREATE TABLE "sync" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"a_connection_id" text NOT NULL,
	"b_connection_id" text NOT NULL,
	"mapping" jsonb NOT NULL,
	"mapping_version" integer DEFAULT 1 NOT NULL,
	"generation" integer DEFAULT 1 NOT NULL,
	"interval_seconds" integer NOT NULL,
	"max_delete_percent" integer NOT NULL,
	"max_change_percent" integer NOT NULL,
	"paused_at" timestamp (3) with time zone,
	"approved_at" timestamp (3) with time zone,
	"requested_at" timestamp (3) with time zone,
	"is_backfill_due" boolean DEFAULT true NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sync_conflict" (
	"id" text PRIMARY KEY NOT NULL,
	"sync_id" text NOT NULL,
	"object" text NOT NULL,
	"link_id" text NOT NULL,
	"field" text NOT NULL,
	"a_value" text,
	"b_value" text,
	"opened_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"resolved_at" timestamp (3) with time zone,
	"winner" text,
	"resolved_by" text
);
--> statement-breakpoint
CREATE TABLE "sync_link" (
	"id" text PRIMARY KEY NOT NULL,
	"sync_id" text NOT NULL,
	"object" text NOT NULL,
	"a_id" text NOT NULL,
	"b_id" text NOT NULL,
	"how" text NOT NULL,
	"created_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"agreed" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sync_mapping" (
	"sync_id" text NOT NULL,
	"version" integer NOT NULL,
	"mapping" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "sync_mapping_sync_id_version_pk" PRIMARY KEY("sync_id","version")
);
--> statement-breakpoint
CREATE TABLE "sync_part" (
	"sync_id" text NOT NULL,
	"object" text NOT NULL,
	"record_id" text NOT NULL,
	"parent_id" text NOT NULL,
	"fields" jsonb NOT NULL,
	CONSTRAINT "sync_part_sync_id_object_record_id_pk" PRIMARY KEY("sync_id","object","record_id")
);
--> statement-breakpoint
CREATE TABLE "sync_position" (
	"sync_id" text NOT NULL,
	"feed" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"high" timestamp (3) with time zone,
	CONSTRAINT "sync_position_sync_id_feed_pk" PRIMARY KEY("sync_id","feed")
);
--> statement-breakpoint
CREATE TABLE "sync_record" (
	"sync_id" text NOT NULL,
	"object" text NOT NULL,
	"side" text NOT NULL,
	"record_id" text NOT NULL,
	"version" text NOT NULL,
	"modified_at" timestamp (3) with time zone,
	"state" text DEFAULT 'live' NOT NULL,
	"merged_into" text,
	"values" jsonb NOT NULL,
	"faults" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"keys" text[] DEFAULT '{}' NOT NULL,
	"is_pending" boolean DEFAULT true NOT NULL,
	"is_orphan" boolean DEFAULT false NOT NULL,
	CONSTRAINT "sync_record_sync_id_object_side_record_id_pk" PRIMARY KEY("sync_id","object","side","record_id")
);
--> statement-breakpoint
CREATE TABLE "sync_record_key" (
	"sync_id" text NOT NULL,
	"object" text NOT NULL,
	"side" text NOT NULL,
	"record_id" text NOT NULL,
	"key" text NOT NULL,
	CONSTRAINT "sync_record_key_sync_id_object_key_side_record_id_pk" PRIMARY KEY("sync_id","object","key","side","record_id")
);
--> statement-breakpoint
CREATE TABLE "sync_run" (
	"id" text PRIMARY KEY NOT NULL,
	"sync_id" text NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"mapping_version" integer NOT NULL,
	"step" integer DEFAULT 0 NOT NULL,
	"cursor" text,
	"page_hash" text,
	"high" timestamp (3) with time zone,
	"question" text,
	"approved_at" timestamp (3) with time zone,
	"read" integer DEFAULT 0 NOT NULL,
	"changed" integer DEFAULT 0 NOT NULL,
	"written" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"conflicts" integer DEFAULT 0 NOT NULL,
	"reason" text,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "sync_write" (
	"id" text PRIMARY KEY NOT NULL,
	"sync_id" text NOT NULL,
	"object" text NOT NULL,
	"side" text NOT NULL,
	"target" text NOT NULL,
	"operation" text NOT NULL,
	"link_id" text,
	"values" jsonb NOT NULL,
	"desired_hash" text NOT NULL,
	"base_hash" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"reason" text,
	"message" text,
	"field" text,
	"is_retryable" boolean DEFAULT true NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp (3) with time zone,
	"claimed_until" timestamp (3) with time zone,
	"claimed_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"dismissed_by" text,
	"dismissed_because" text
);
--> statement-breakpoint
ALTER TABLE "sync_conflict" ADD CONSTRAINT "sync_conflict_sync_id_sync_id_fk" FOREIGN KEY ("sync_id") REFERENCES "public"."sync"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_conflict" ADD CONSTRAINT "sync_conflict_link_id_sync_link_id_fk" FOREIGN KEY ("link_id") REFERENCES "public"."sync_link"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_link" ADD CONSTRAINT "sync_link_sync_id_sync_id_fk" FOREIGN KEY ("sync_id") REFERENCES "public"."sync"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_mapping" ADD CONSTRAINT "sync_mapping_sync_id_sync_id_fk" FOREIGN KEY ("sync_id") REFERENCES "public"."sync"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_part" ADD CONSTRAINT "sync_part_sync_id_sync_id_fk" FOREIGN KEY ("sync_id") REFERENCES "public"."sync"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_position" ADD CONSTRAINT "sync_position_sync_id_sync_id_fk" FOREIGN KEY ("sync_id") REFERENCES "public"."sync"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_record" ADD CONSTRAINT "sync_record_sync_id_sync_id_fk" FOREIGN KEY ("sync_id") REFERENCES "public"."sync"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_record_key" ADD CONSTRAINT "sync_record_key_sync_id_object_side_record_id_sync_record_sync_id_object_side_record_id_fk" FOREIGN KEY ("sync_id","object","side","record_id") REFERENCES "public"."sync_record"("sync_id","object","side","record_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_run" ADD CONSTRAINT "sync_run_sync_id_sync_id_fk" FOREIGN KEY ("sync_id") REFERENCES "public"."sync"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_write" ADD CONSTRAINT "sync_write_sync_id_sync_id_fk" FOREIGN KEY ("sync_id") REFERENCES "public"."sync"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "sync_conflict_open" ON "sync_conflict" USING btree ("link_id","field") WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "sync_conflict_sync" ON "sync_conflict" USING btree ("sync_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "sync_link_a" ON "sync_link" USING btree ("sync_id","object","a_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sync_link_b" ON "sync_link" USING btree ("sync_id","object","b_id");--> statement-breakpoint
CREATE INDEX "sync_part_parent" ON "sync_part" USING btree ("sync_id","object","parent_id");--> statement-breakpoint
CREATE INDEX "sync_record_pending" ON "sync_record" USING btree ("sync_id","object","side","record_id") WHERE is_pending;--> statement-breakpoint
CREATE INDEX "sync_record_gone" ON "sync_record" USING btree ("sync_id","object","side","record_id") WHERE is_pending and state <> 'live';--> statement-breakpoint
CREATE INDEX "sync_record_key_record" ON "sync_record_key" USING btree ("sync_id","object","side","record_id");--> statement-breakpoint
CREATE INDEX "sync_run_sync" ON "sync_run" USING btree ("sync_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "sync_run_running" ON "sync_run" USING btree ("sync_id") WHERE state = 'running';--> statement-breakpoint
CREATE UNIQUE INDEX "sync_write_open" ON "sync_write" USING btree ("sync_id","object","side","target",(operation = 'create')) WHERE state in ('waiting', 'failed');--> statement-breakpoint
CREATE INDEX "sync_write_due" ON "sync_write" USING btree ("sync_id","object","side","next_attempt_at") WHERE state in ('waiting', 'failed') and next_attempt_at is not null;--> statement-breakpoint
CREATE INDEX "sync_write_failed" ON "sync_write" USING btree ("sync_id","id") WHERE state = 'failed';--> statement-breakpoint
CREATE INDEX "sync_write_ended" ON "sync_write" USING btree ("sync_id","object","side","target","ended_at") WHERE state in ('acked', 'dismissed');--> statement-breakpoint
CREATE TRIGGER audit_insert AFTER INSERT OR DELETE ON sync
  FOR EACH ROW EXECUTE FUNCTION audit_change('sync', 'id', '');--> statement-breakpoint
-- Runs and their wishes change a sync many times a day; only changes by people have a new version.
CREATE TRIGGER audit_update AFTER UPDATE ON sync
  FOR EACH ROW WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION audit_change('sync', 'id', '');
