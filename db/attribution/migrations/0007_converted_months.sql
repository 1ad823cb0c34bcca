CREATE TABLE "attribution"."converted_for" (
	"currency" text NOT NULL,
	"model" text NOT NULL,
	"asked_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "converted_for_currency_model_pk" PRIMARY KEY("currency","model")
);
--> statement-breakpoint
CREATE TABLE "attribution"."converted_month" (
	"version" integer NOT NULL,
	"scope" text NOT NULL,
	"partner_id" text NOT NULL,
	"month" date NOT NULL,
	"currency" text NOT NULL,
	"model" text NOT NULL,
	"rates" text NOT NULL,
	"before" bigint[] NOT NULL,
	CONSTRAINT "converted_month_pk" PRIMARY KEY("version","scope","partner_id","month","currency","model")
);
--> statement-breakpoint
CREATE INDEX "converted_month_of_all" ON "attribution"."converted_month" USING btree ("version","scope","currency","model","month");--> statement-breakpoint
-- A month has three kilobytes, of which a report reads a few places: in the page, and not compressed.
ALTER TABLE "attribution"."converted_month" SET (toast_tuple_target = 8160);
