CREATE TABLE "reconciliation_feed" (
	"run_id" text NOT NULL,
	"feed" text NOT NULL,
	"cursor" text,
	"page_hash" text,
	"records" integer DEFAULT 0 NOT NULL,
	"clock_ms" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"problem" text,
	CONSTRAINT "reconciliation_feed_run_id_feed_pk" PRIMARY KEY("run_id","feed")
);
--> statement-breakpoint
CREATE TABLE "reconciliation_finding" (
	"id" text PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"object" text NOT NULL,
	"class" text NOT NULL,
	"field" text,
	"link_id" text,
	"a_id" text,
	"b_id" text,
	"a_value" text,
	"b_value" text,
	"agreed_value" text,
	"to_side" text,
	"to_value" text,
	"message" text NOT NULL,
	"remedy" text NOT NULL,
	"cause" jsonb,
	"changed_at" timestamp (3) with time zone,
	"fingerprint" text NOT NULL,
	"values_hash" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"write_id" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "reconciliation_ignore" (
	"fingerprint" text PRIMARY KEY NOT NULL,
	"sync_id" text,
	"book" text,
	"values_hash" text NOT NULL,
	"reason" text NOT NULL,
	"until" timestamp (3) with time zone,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reconciliation_plan" (
	"sync_id" text PRIMARY KEY NOT NULL,
	"time_of_day" text DEFAULT '02:00' NOT NULL,
	"time_zone" text,
	"is_dry_run" boolean DEFAULT false NOT NULL,
	"max_repair_percent" integer DEFAULT 5 NOT NULL,
	"max_delete_percent" integer DEFAULT 5 NOT NULL,
	"paused_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reconciliation_run" (
	"id" text PRIMARY KEY NOT NULL,
	"sync_id" text,
	"book" text,
	"night" date NOT NULL,
	"trigger" text NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"is_dry_run" boolean DEFAULT false NOT NULL,
	"mapping_version" integer,
	"question" text,
	"approved_at" timestamp (3) with time zone,
	"approved_by" text,
	"reason" text,
	"report" jsonb,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "reconciliation_feed" ADD CONSTRAINT "reconciliation_feed_run_id_reconciliation_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."reconciliation_run"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconciliation_finding" ADD CONSTRAINT "reconciliation_finding_run_id_reconciliation_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."reconciliation_run"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconciliation_ignore" ADD CONSTRAINT "reconciliation_ignore_sync_id_sync_id_fk" FOREIGN KEY ("sync_id") REFERENCES "public"."sync"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconciliation_plan" ADD CONSTRAINT "reconciliation_plan_sync_id_sync_id_fk" FOREIGN KEY ("sync_id") REFERENCES "public"."sync"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconciliation_run" ADD CONSTRAINT "reconciliation_run_sync_id_sync_id_fk" FOREIGN KEY ("sync_id") REFERENCES "public"."sync"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reconciliation_finding_run" ON "reconciliation_finding" USING btree ("run_id","class","id");--> statement-breakpoint
CREATE UNIQUE INDEX "reconciliation_finding_once" ON "reconciliation_finding" USING btree ("run_id","fingerprint");--> statement-breakpoint
CREATE INDEX "reconciliation_finding_write" ON "reconciliation_finding" USING btree ("write_id") WHERE write_id is not null;--> statement-breakpoint
CREATE INDEX "reconciliation_run_sync" ON "reconciliation_run" USING btree ("sync_id","id");--> statement-breakpoint
CREATE INDEX "reconciliation_run_book" ON "reconciliation_run" USING btree ("book","id");--> statement-breakpoint
CREATE UNIQUE INDEX "reconciliation_run_at_once" ON "reconciliation_run" USING btree (coalesce(sync_id, book)) WHERE state in ('running', 'waiting');