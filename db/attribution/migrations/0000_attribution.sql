CREATE SCHEMA IF NOT EXISTS "attribution";
--> statement-breakpoint
CREATE TABLE "attribution"."conversion" (
	"id" text PRIMARY KEY NOT NULL,
	"scope" text NOT NULL,
	"subject_id" bigint,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"external_id" text,
	"origin" text NOT NULL,
	"digest" "bytea" NOT NULL,
	"metadata" jsonb,
	"recorded_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"added_by" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"kind" text NOT NULL,
	"value_minor" bigint,
	"currency" text,
	"deal_id" text,
	"registered_by" text,
	"registered_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "attribution"."cost" (
	"id" text PRIMARY KEY NOT NULL,
	"scope" text NOT NULL,
	"subject_id" bigint,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"external_id" text,
	"origin" text NOT NULL,
	"digest" "bytea" NOT NULL,
	"metadata" jsonb,
	"recorded_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"added_by" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"kind" text NOT NULL,
	"partner_id" text,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attribution"."credit" (
	"version" integer NOT NULL,
	"scope" text NOT NULL,
	"partner_id" text NOT NULL,
	"fact_id" text NOT NULL,
	"measure" integer NOT NULL,
	"currency" text NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"by_model" bigint[] NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attribution"."day_rollup" (
	"version" integer NOT NULL,
	"scope" text NOT NULL,
	"partner_id" text NOT NULL,
	"day" date NOT NULL,
	"measure" integer NOT NULL,
	"currency" text NOT NULL,
	"by_model" bigint[] NOT NULL,
	CONSTRAINT "day_rollup_version_scope_partner_id_day_measure_currency_pk" PRIMARY KEY("version","scope","partner_id","day","measure","currency")
);
--> statement-breakpoint
CREATE TABLE "attribution"."fx_import" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "attribution"."fx_import_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"source" text NOT NULL,
	"digest" "bytea" NOT NULL,
	"imported_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"imported_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attribution"."fx_rate" (
	"import_id" integer NOT NULL,
	"day" date NOT NULL,
	"currency" text NOT NULL,
	"per_euro" text NOT NULL,
	CONSTRAINT "fx_rate_currency_day_import_id_pk" PRIMARY KEY("currency","day","import_id")
);
--> statement-breakpoint
CREATE TABLE "attribution"."identity" (
	"id" text PRIMARY KEY NOT NULL,
	"scope" text NOT NULL,
	"subject_id" bigint NOT NULL,
	"parent_id" bigint,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"added_by" "xid8" DEFAULT pg_current_xact_id() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attribution"."link" (
	"code" text PRIMARY KEY NOT NULL,
	"scope" text NOT NULL,
	"partner_id" text NOT NULL,
	"campaign" text,
	"target" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"disabled_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "attribution"."month_rollup" (
	"version" integer NOT NULL,
	"scope" text NOT NULL,
	"partner_id" text NOT NULL,
	"day" date NOT NULL,
	"measure" integer NOT NULL,
	"currency" text NOT NULL,
	"by_model" bigint[] NOT NULL,
	CONSTRAINT "month_rollup_version_scope_partner_id_day_measure_currency_pk" PRIMARY KEY("version","scope","partner_id","day","measure","currency")
);
--> statement-breakpoint
CREATE TABLE "attribution"."reader" (
	"name" text PRIMARY KEY NOT NULL,
	"cursor" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attribution"."revenue" (
	"id" text PRIMARY KEY NOT NULL,
	"scope" text NOT NULL,
	"subject_id" bigint,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"external_id" text,
	"origin" text NOT NULL,
	"digest" "bytea" NOT NULL,
	"metadata" jsonb,
	"recorded_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"added_by" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"kind" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"tax_minor" bigint DEFAULT 0 NOT NULL,
	"currency" text NOT NULL,
	"product" text,
	"conversion_id" text,
	"refund_of" text,
	"subscription" text
);
--> statement-breakpoint
CREATE TABLE "attribution"."subject" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "attribution"."subject_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"scope" text NOT NULL,
	"key" "bytea" NOT NULL,
	"root_id" bigint NOT NULL,
	"parent_id" bigint,
	"recorded_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attribution"."touch" (
	"id" text PRIMARY KEY NOT NULL,
	"scope" text NOT NULL,
	"subject_id" bigint NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"external_id" text,
	"origin" text NOT NULL,
	"digest" "bytea" NOT NULL,
	"metadata" jsonb,
	"recorded_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"added_by" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"partner_id" text,
	"source" text NOT NULL,
	"campaign" text,
	"is_bot" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attribution"."version" (
	"number" integer PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"settings" jsonb NOT NULL,
	"learnt" jsonb,
	"position" "xid8" DEFAULT '0' NOT NULL,
	"complete_to" timestamp (3) with time zone,
	"cursor" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"activated_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"reason" text
);
--> statement-breakpoint
CREATE INDEX "conversion_subject" ON "attribution"."conversion" USING btree ("subject_id","occurred_at");--> statement-breakpoint
CREATE INDEX "conversion_time" ON "attribution"."conversion" USING btree ("scope","occurred_at");--> statement-breakpoint
CREATE INDEX "conversion_added" ON "attribution"."conversion" USING btree ("added_by");--> statement-breakpoint
CREATE UNIQUE INDEX "conversion_external_id" ON "attribution"."conversion" USING btree ("scope","origin","external_id") WHERE external_id is not null;--> statement-breakpoint
CREATE INDEX "cost_partner" ON "attribution"."cost" USING btree ("partner_id","occurred_at");--> statement-breakpoint
CREATE INDEX "cost_added" ON "attribution"."cost" USING btree ("added_by");--> statement-breakpoint
CREATE UNIQUE INDEX "cost_external_id" ON "attribution"."cost" USING btree ("scope","origin","external_id") WHERE external_id is not null;--> statement-breakpoint
CREATE INDEX "credit_partner" ON "attribution"."credit" USING btree ("version","scope","partner_id","occurred_at");--> statement-breakpoint
CREATE INDEX "credit_fact" ON "attribution"."credit" USING btree ("version","fact_id");--> statement-breakpoint
CREATE INDEX "credit_recorded" ON "attribution"."credit" USING btree ("version","scope","partner_id","recorded_at");--> statement-breakpoint
CREATE INDEX "identity_subject" ON "attribution"."identity" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "identity_added" ON "attribution"."identity" USING btree ("added_by");--> statement-breakpoint
CREATE INDEX "link_partner" ON "attribution"."link" USING btree ("partner_id");--> statement-breakpoint
CREATE INDEX "revenue_subject" ON "attribution"."revenue" USING btree ("subject_id","occurred_at");--> statement-breakpoint
CREATE INDEX "revenue_conversion" ON "attribution"."revenue" USING btree ("conversion_id");--> statement-breakpoint
CREATE INDEX "revenue_refund" ON "attribution"."revenue" USING btree ("scope","refund_of") WHERE refund_of is not null;--> statement-breakpoint
CREATE INDEX "revenue_time" ON "attribution"."revenue" USING btree ("scope","occurred_at");--> statement-breakpoint
CREATE INDEX "revenue_added" ON "attribution"."revenue" USING btree ("added_by");--> statement-breakpoint
CREATE UNIQUE INDEX "revenue_external_id" ON "attribution"."revenue" USING btree ("scope","origin","external_id") WHERE external_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "subject_key" ON "attribution"."subject" USING btree ("scope","key");--> statement-breakpoint
CREATE INDEX "subject_root" ON "attribution"."subject" USING btree ("root_id");--> statement-breakpoint
CREATE INDEX "subject_parent" ON "attribution"."subject" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "touch_subject" ON "attribution"."touch" USING btree ("subject_id","occurred_at");--> statement-breakpoint
CREATE INDEX "touch_partner" ON "attribution"."touch" USING btree ("partner_id","occurred_at");--> statement-breakpoint
CREATE INDEX "touch_added" ON "attribution"."touch" USING btree ("added_by");--> statement-breakpoint
CREATE UNIQUE INDEX "touch_external_id" ON "attribution"."touch" USING btree ("scope","origin","external_id") WHERE external_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "version_active" ON "attribution"."version" USING btree ("state") WHERE state = 'active';