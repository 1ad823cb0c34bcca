CREATE TABLE "crm_outage" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"failing_since" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"reported_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "deal" ADD COLUMN "crm_next_attempt_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "deal_crm_failed" ON "deal" USING btree ("crm_next_attempt_at","id") WHERE crm_error is not null;--> statement-breakpoint
CREATE INDEX "delivery_unreadable" ON "delivery" USING btree ("endpoint_id") WHERE "delivery"."status" = 'held' and "delivery"."hold_reason" = 'transformation' and starts_with("delivery"."hold_detail", 'configuration: ');