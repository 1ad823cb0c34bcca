ALTER TABLE "delivery" ADD COLUMN "error_class" text;--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "last_error" text;--> statement-breakpoint
CREATE INDEX "delivery_error_class" ON "delivery" USING btree ("error_class","id") WHERE "delivery"."error_class" is not null;--> statement-breakpoint
CREATE INDEX "delivery_last_error" ON "delivery" USING btree ("last_error","id") WHERE "delivery"."last_error" is not null;--> statement-breakpoint
CREATE INDEX "delivery_pending_linked" ON "delivery" USING btree ("id") WHERE "delivery"."status" = 'pending' and "delivery"."workflow_id" is not null;--> statement-breakpoint
CREATE INDEX "delivery_dead_reason" ON "delivery" USING btree ("dead_letter_reason","id") WHERE "delivery"."dead_letter_reason" is not null;--> statement-breakpoint
CREATE INDEX "delivery_hold_reason" ON "delivery" USING btree ("hold_reason","id") WHERE "delivery"."hold_reason" is not null;--> statement-breakpoint
CREATE INDEX "delivery_next_attempt" ON "delivery" USING btree ("next_attempt_at","id") WHERE "delivery"."next_attempt_at" is not null;--> statement-breakpoint
CREATE INDEX "endpoint_breaker" ON "endpoint" USING btree ("id") WHERE "endpoint"."breaker_open_until" is not null;