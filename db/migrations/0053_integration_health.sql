CREATE TABLE "health_period" (
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"partner_id" text,
	"state" text NOT NULL,
	"code" text NOT NULL,
	"n" integer,
	"reason" text NOT NULL,
	"began_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "health_period_kind_subject_id_began_at_pk" PRIMARY KEY("kind","subject_id","began_at")
);
--> statement-breakpoint
CREATE TABLE "health_watch" (
	"id" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"looked_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "health_period_now" ON "health_period" USING btree ("kind","subject_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "health_period_began" ON "health_period" USING btree ("began_at");--> statement-breakpoint
CREATE INDEX "health_period_partner" ON "health_period" USING btree ("partner_id","began_at");--> statement-breakpoint
CREATE INDEX "health_period_ended" ON "health_period" USING btree ("ended_at") WHERE ended_at is not null;--> statement-breakpoint
CREATE INDEX "delivery_unwell" ON "delivery" USING btree ("endpoint_id","status") WHERE "delivery"."status" in ('retrying', 'held', 'dead_lettered');--> statement-breakpoint
CREATE INDEX "sync_run_done" ON "sync_run" USING btree ("sync_id","id") WHERE state in ('completed', 'partial') and kind <> 'hinted';--> statement-breakpoint
CREATE INDEX "sync_run_failed" ON "sync_run" USING btree ("sync_id","id") WHERE state = 'failed';--> statement-breakpoint
CREATE INDEX "sync_conflict_unresolved" ON "sync_conflict" USING btree ("sync_id") WHERE resolved_at is null;