CREATE TABLE "audit_entry" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"partner_id" text,
	"action" text NOT NULL,
	"object_kind" text NOT NULL,
	"object_id" text NOT NULL,
	"request_id" text,
	"detail" json,
	"detail_hash" text NOT NULL,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "oauth_client" (
	"id" text PRIMARY KEY NOT NULL,
	"partner_id" text NOT NULL,
	"name" text NOT NULL,
	"scopes" text[] NOT NULL,
	"auth_method" text NOT NULL,
	"jwks" jsonb,
	"jwks_uri" text,
	"certificate_thumbprint" text,
	"certificate_subject" text,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "oauth_client_secret" (
	"id" text PRIMARY KEY NOT NULL,
	"client_id" text NOT NULL,
	"secret_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "oauth_revoked_token" (
	"jti" text PRIMARY KEY NOT NULL,
	"client_id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "oauth_signing_key" (
	"id" text PRIMARY KEY NOT NULL,
	"algorithm" text NOT NULL,
	"public_jwk" jsonb NOT NULL,
	"private_sealed" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"signs_from" timestamp (3) with time zone NOT NULL,
	"retires_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "oauth_used_assertion" (
	"client_id" text NOT NULL,
	"jti" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "oauth_used_assertion_client_id_jti_pk" PRIMARY KEY("client_id","jti")
);
--> statement-breakpoint
CREATE TABLE "erasure" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"partner_id" text,
	"subject_sealed" text,
	"status" text DEFAULT 'running' NOT NULL,
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"requested_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "feature_flag" (
	"name" text PRIMARY KEY NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"enabled" boolean DEFAULT false NOT NULL,
	"rollout_percent" real,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "partner_flag" (
	"partner_id" text NOT NULL,
	"flag" text NOT NULL,
	"enabled" boolean NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "partner_flag_partner_id_flag_pk" PRIMARY KEY("partner_id","flag")
);
--> statement-breakpoint
CREATE TABLE "promotion" (
	"id" text PRIMARY KEY NOT NULL,
	"partner_id" text NOT NULL,
	"tier" text NOT NULL,
	"status" text DEFAULT 'checking' NOT NULL,
	"checks" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"requested_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "rate_bucket" (
	"partner_id" text PRIMARY KEY NOT NULL,
	"paid_until_us" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sandbox" (
	"partner_id" text PRIMARY KEY NOT NULL,
	"seed" integer NOT NULL,
	"status" text DEFAULT 'provisioning' NOT NULL,
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"ready_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "delivery" DROP CONSTRAINT "delivery_hold_reason";--> statement-breakpoint
DROP INDEX "delivery_held";--> statement-breakpoint
ALTER TABLE "api_key" ADD COLUMN "scopes" text[];--> statement-breakpoint
-- Keys from before scopes could do everything of their kind.
UPDATE "api_key" SET "scopes" = CASE WHEN "partner_id" IS NULL THEN '{partner:read,credentials:read,credentials:write,webhooks:read,webhooks:write,deals:read,deals:write,reports:read,events:write,event_types:write,partners:read,partners:write,audit:read}'::text[]
  ELSE '{partner:read,credentials:read,credentials:write,webhooks:read,webhooks:write,deals:read,deals:write,reports:read}'::text[] END;--> statement-breakpoint
ALTER TABLE "api_key" ALTER COLUMN "scopes" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "api_key" ADD COLUMN "created_by" text NOT NULL DEFAULT 'unknown';--> statement-breakpoint
ALTER TABLE "api_key" ALTER COLUMN "created_by" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "api_key" ADD COLUMN "last_used_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "api_key" ADD COLUMN "replaced_by" text;--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "hold_detail" text;--> statement-breakpoint
ALTER TABLE "endpoint" ADD COLUMN "schema_versions" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "endpoint" ADD COLUMN "transformation" text;--> statement-breakpoint
ALTER TABLE "endpoint" ADD COLUMN "partner_active" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "endpoint" ADD COLUMN "closed_by" text GENERATED ALWAYS AS (case when not partner_active then 'suspended' when state <> 'enabled' then state end) STORED;--> statement-breakpoint
ALTER TABLE "event_type_version" ADD COLUMN "examples" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "event_type_version" ADD COLUMN "down_conversion" text;--> statement-breakpoint
ALTER TABLE "partner" ADD COLUMN "status" text DEFAULT 'active' NOT NULL;--> statement-breakpoint
ALTER TABLE "partner" ADD COLUMN "status_reason" text;--> statement-breakpoint
ALTER TABLE "partner" ADD COLUMN "rate_per_minute" integer;--> statement-breakpoint
ALTER TABLE "partner" ADD COLUMN "rate_burst" integer;--> statement-breakpoint
ALTER TABLE "partner" ADD COLUMN "credential_policy" text DEFAULT 'any' NOT NULL;--> statement-breakpoint
ALTER TABLE "partner" ADD COLUMN "time_zone" text DEFAULT 'UTC' NOT NULL;--> statement-breakpoint
ALTER TABLE "partner" ADD COLUMN "contacts" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "partner" ADD COLUMN "webhook_settings" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "partner" ADD COLUMN "updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "partner" ADD COLUMN "deleted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "partner" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "oauth_client" ADD CONSTRAINT "oauth_client_partner_id_partner_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oauth_client_secret" ADD CONSTRAINT "oauth_client_secret_client_id_oauth_client_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."oauth_client"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasure" ADD CONSTRAINT "erasure_partner_id_partner_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_flag" ADD CONSTRAINT "partner_flag_partner_id_partner_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_flag" ADD CONSTRAINT "partner_flag_flag_feature_flag_name_fk" FOREIGN KEY ("flag") REFERENCES "public"."feature_flag"("name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promotion" ADD CONSTRAINT "promotion_partner_id_partner_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sandbox" ADD CONSTRAINT "sandbox_partner_id_partner_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "audit_entry_hash" ON "audit_entry" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "audit_entry_partner" ON "audit_entry" USING btree ("partner_id","seq");--> statement-breakpoint
CREATE INDEX "audit_entry_actor" ON "audit_entry" USING btree ("actor_id","seq");--> statement-breakpoint
CREATE INDEX "audit_entry_object" ON "audit_entry" USING btree ("object_kind","object_id","seq");--> statement-breakpoint
CREATE INDEX "audit_entry_at" ON "audit_entry" USING btree ("at");--> statement-breakpoint
CREATE INDEX "oauth_client_partner" ON "oauth_client" USING btree ("partner_id","id");--> statement-breakpoint
CREATE INDEX "oauth_client_secret_client" ON "oauth_client_secret" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "oauth_revoked_token_expires" ON "oauth_revoked_token" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "oauth_used_assertion_expires" ON "oauth_used_assertion" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "api_key_partner" ON "api_key" USING btree ("partner_id","id");--> statement-breakpoint
CREATE INDEX "delivery_held" ON "delivery" USING btree ("endpoint_id","seq") WHERE "delivery"."status" = 'held' and "delivery"."hold_reason" not in ('ordering', 'transformation');--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_hold_reason" CHECK ("delivery"."hold_reason" in ('disabled', 'paused', 'breaker', 'capacity', 'ordering', 'replay', 'suspended', 'transformation'));