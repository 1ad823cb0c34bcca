CREATE SCHEMA "staging";
--> statement-breakpoint
CREATE TABLE "staging"."marker" (
	"run_id" text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
ALTER TABLE "staging"."marker" ADD CONSTRAINT "marker_run_id_reconciliation_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."reconciliation_run"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staging"."marker" SET UNLOGGED;
