ALTER TABLE "attempt" ADD COLUMN "trigger" text DEFAULT 'schedule' NOT NULL;--> statement-breakpoint
ALTER TABLE "attempt" ADD COLUMN "actor_kind" text;--> statement-breakpoint
ALTER TABLE "attempt" ADD COLUMN "actor_id" text;--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "request" jsonb;--> statement-breakpoint
ALTER TABLE "endpoint" ADD COLUMN "breaker_reason" text;--> statement-breakpoint
CREATE INDEX "delivery_requested" ON "delivery" USING btree ("id") WHERE "delivery"."request" is not null and "delivery"."status" in ('pending', 'retrying');