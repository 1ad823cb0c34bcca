CREATE TABLE "attribution"."unexplained" (
	"version" integer NOT NULL,
	"conversion_id" text NOT NULL,
	"scope" text NOT NULL,
	"kind" text NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "unexplained_version_conversion_id_pk" PRIMARY KEY("version","conversion_id")
);
--> statement-breakpoint
DROP INDEX "attribution"."conversion_added";--> statement-breakpoint
DROP INDEX "attribution"."cost_added";--> statement-breakpoint
DROP INDEX "attribution"."identity_added";--> statement-breakpoint
DROP INDEX "attribution"."revenue_added";--> statement-breakpoint
DROP INDEX "attribution"."touch_added";--> statement-breakpoint
CREATE INDEX "unexplained_time" ON "attribution"."unexplained" USING btree ("version","scope","occurred_at");--> statement-breakpoint
CREATE INDEX "revenue_subscription" ON "attribution"."revenue" USING btree ("scope","subscription") WHERE subscription is not null;--> statement-breakpoint
CREATE INDEX "conversion_added" ON "attribution"."conversion" USING btree ("added_by","id");--> statement-breakpoint
CREATE INDEX "cost_added" ON "attribution"."cost" USING btree ("added_by","id");--> statement-breakpoint
CREATE INDEX "identity_added" ON "attribution"."identity" USING btree ("added_by","id");--> statement-breakpoint
CREATE INDEX "revenue_added" ON "attribution"."revenue" USING btree ("added_by","id");--> statement-breakpoint
CREATE INDEX "touch_added" ON "attribution"."touch" USING btree ("added_by","id");