CREATE TABLE "delivery_counted" (
	"id" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"until" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "delivery_hour" (
	"subject_id" text NOT NULL,
	"partner_id" text,
	"hour" timestamp (3) with time zone NOT NULL,
	"delivered" integer NOT NULL,
	"dead_lettered" integer NOT NULL,
	"latency" integer[] NOT NULL,
	CONSTRAINT "delivery_hour_subject_id_hour_pk" PRIMARY KEY("subject_id","hour")
);
--> statement-breakpoint
CREATE INDEX "delivery_hour_hour" ON "delivery_hour" USING btree ("hour");--> statement-breakpoint
CREATE INDEX "delivery_hour_partner" ON "delivery_hour" USING btree ("partner_id");