CREATE TABLE "api_key" (
	"id" text PRIMARY KEY NOT NULL,
	"public_id" text NOT NULL,
	"secret_hash" text NOT NULL,
	"partner_id" text,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "attempt" (
	"delivery_id" text NOT NULL,
	"number" integer NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"latency_ms" integer NOT NULL,
	"status_code" integer,
	"error_class" text,
	"error_detail" text,
	"response_snippet" text,
	"next_attempt_at" timestamp (3) with time zone,
	"next_because" text,
	CONSTRAINT "attempt_delivery_id_number_pk" PRIMARY KEY("delivery_id","number")
);
--> statement-breakpoint
CREATE TABLE "delivery" (
	"id" text PRIMARY KEY NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "delivery_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"event_id" text NOT NULL,
	"endpoint_id" text NOT NULL,
	"partner_id" text NOT NULL,
	"event_type" text NOT NULL,
	"ordering_key" text,
	"status" text NOT NULL,
	"hold_reason" text,
	"holder" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"attempts_before" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp (3) with time zone,
	"budget_from" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"workflow_id" text,
	"dead_letter_reason" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "delivery_status" CHECK ("delivery"."status" in ('pending', 'retrying', 'held', 'delivered', 'dead_lettered', 'cancelled')),
	CONSTRAINT "delivery_hold" CHECK (("delivery"."status" = 'held') = ("delivery"."hold_reason" is not null)),
	CONSTRAINT "delivery_hold_reason" CHECK ("delivery"."hold_reason" in ('disabled', 'paused', 'breaker', 'capacity', 'ordering', 'replay'))
);
--> statement-breakpoint
CREATE TABLE "endpoint" (
	"id" text PRIMARY KEY NOT NULL,
	"partner_id" text NOT NULL,
	"url" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"event_types" text[] NOT NULL,
	"state" text DEFAULT 'enabled' NOT NULL,
	"state_reason" text,
	"retry_policy" jsonb,
	"timeout_ms" integer NOT NULL,
	"rate_limit_per_s" integer,
	"max_concurrency" integer NOT NULL,
	"headers_sealed" text,
	"ordering" boolean DEFAULT false NOT NULL,
	"ordering_on_dead_letter" text DEFAULT 'block' NOT NULL,
	"signing" text DEFAULT 'v1' NOT NULL,
	"breaker_open_until" timestamp (3) with time zone,
	"breaker_trips" integer DEFAULT 0 NOT NULL,
	"failing_since" timestamp (3) with time zone,
	"last_failed_at" timestamp (3) with time zone,
	"failure_warned_percent" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "endpoint_secret" (
	"id" text PRIMARY KEY NOT NULL,
	"endpoint_id" text NOT NULL,
	"sealed" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "engine_instance" (
	"id" text PRIMARY KEY NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event" (
	"id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"schema_version" integer NOT NULL,
	"external_id" text,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"data" json NOT NULL,
	"ordering_key" text,
	"partner_ids" text[],
	"endpoint_ids" text[]
);
--> statement-breakpoint
CREATE TABLE "event_type" (
	"name" text PRIMARY KEY NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"deprecated" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event_type_version" (
	"event_type" text NOT NULL,
	"version" integer NOT NULL,
	"schema" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "event_type_version_event_type_version_pk" PRIMARY KEY("event_type","version")
);
--> statement-breakpoint
CREATE TABLE "idempotency_key" (
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"event_id" text,
	"status_code" integer,
	"response" json,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_key_scope_key_pk" PRIMARY KEY("scope","key")
);
--> statement-breakpoint
CREATE TABLE "partner" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"tier" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_partner_id_partner_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_delivery_id_delivery_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."delivery"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endpoint" ADD CONSTRAINT "endpoint_partner_id_partner_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endpoint_secret" ADD CONSTRAINT "endpoint_secret_endpoint_id_endpoint_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."endpoint"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_type_version" ADD CONSTRAINT "event_type_version_event_type_event_type_name_fk" FOREIGN KEY ("event_type") REFERENCES "public"."event_type"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_key_public_id" ON "api_key" USING btree ("public_id");--> statement-breakpoint
CREATE INDEX "delivery_event" ON "delivery" USING btree ("event_id","endpoint_id");--> statement-breakpoint
CREATE INDEX "delivery_endpoint" ON "delivery" USING btree ("endpoint_id","id");--> statement-breakpoint
CREATE INDEX "delivery_partner" ON "delivery" USING btree ("partner_id","id");--> statement-breakpoint
CREATE INDEX "delivery_unstarted" ON "delivery" USING btree ("created_at") WHERE "delivery"."status" in ('pending', 'retrying') and "delivery"."workflow_id" is null;--> statement-breakpoint
CREATE INDEX "delivery_unlinked" ON "delivery" USING btree ("created_at") WHERE "delivery"."status" in ('delivered', 'dead_lettered') and "delivery"."workflow_id" is null;--> statement-breakpoint
CREATE INDEX "delivery_adrift" ON "delivery" USING btree ((coalesce("next_attempt_at", "budget_from"))) WHERE "delivery"."status" in ('pending', 'retrying') and "delivery"."workflow_id" is not null;--> statement-breakpoint
CREATE INDEX "delivery_held" ON "delivery" USING btree ("endpoint_id","seq") WHERE "delivery"."status" = 'held' and "delivery"."hold_reason" <> 'ordering';--> statement-breakpoint
CREATE INDEX "delivery_by_status" ON "delivery" USING btree ("status","id") WHERE "delivery"."status" not in ('pending', 'delivered');--> statement-breakpoint
CREATE INDEX "delivery_dead" ON "delivery" USING btree ("ended_at") WHERE "delivery"."status" = 'dead_lettered';--> statement-breakpoint
CREATE INDEX "delivery_ordered" ON "delivery" USING btree ("endpoint_id","ordering_key","seq") WHERE "delivery"."ordering_key" is not null and "delivery"."status" not in ('delivered', 'cancelled');--> statement-breakpoint
CREATE INDEX "endpoint_partner" ON "endpoint" USING btree ("partner_id","id");--> statement-breakpoint
CREATE INDEX "endpoint_secret_endpoint" ON "endpoint_secret" USING btree ("endpoint_id");--> statement-breakpoint
CREATE UNIQUE INDEX "event_external_id" ON "event" USING btree ("external_id") WHERE "event"."external_id" is not null;--> statement-breakpoint
CREATE INDEX "event_type_created" ON "event" USING btree ("type","id");--> statement-breakpoint
CREATE INDEX "idempotency_key_created" ON "idempotency_key" USING btree ("created_at");