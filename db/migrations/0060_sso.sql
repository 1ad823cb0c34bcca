CREATE TABLE "sso_attempt" (
	"secret_hash" text PRIMARY KEY NOT NULL,
	"connection_id" text NOT NULL,
	"browser_secret_hash" text NOT NULL,
	"return_to" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "sso_connection" (
	"id" text PRIMARY KEY NOT NULL,
	"partner_id" text,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"settings" jsonb NOT NULL,
	"secret_sealed" text,
	"create_users" boolean NOT NULL,
	"default_roles" text[] NOT NULL,
	"group_roles" jsonb NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sso_domain" (
	"connection_id" text NOT NULL,
	"domain" text NOT NULL,
	"verified_at" timestamp (3) with time zone,
	CONSTRAINT "sso_domain_connection_id_domain_pk" PRIMARY KEY("connection_id","domain")
);
--> statement-breakpoint
CREATE TABLE "sso_identity" (
	"connection_id" text NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"user_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sso_identity_connection_id_issuer_subject_pk" PRIMARY KEY("connection_id","issuer","subject")
);
--> statement-breakpoint
ALTER TABLE "sso_attempt" ADD CONSTRAINT "sso_attempt_connection_id_sso_connection_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."sso_connection"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sso_connection" ADD CONSTRAINT "sso_connection_partner_id_partner_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sso_domain" ADD CONSTRAINT "sso_domain_connection_id_sso_connection_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."sso_connection"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sso_identity" ADD CONSTRAINT "sso_identity_connection_id_sso_connection_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."sso_connection"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sso_identity" ADD CONSTRAINT "sso_identity_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sso_attempt_connection" ON "sso_attempt" USING btree ("connection_id");--> statement-breakpoint
CREATE INDEX "sso_attempt_expires" ON "sso_attempt" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sso_connection_partner" ON "sso_connection" USING btree ("partner_id","id");--> statement-breakpoint
CREATE INDEX "sso_connection_key" ON "sso_connection" USING btree (split_part("secret_sealed", '.', 2),"id");--> statement-breakpoint
CREATE UNIQUE INDEX "sso_domain_verified" ON "sso_domain" USING btree ("domain") WHERE verified_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "sso_identity_user" ON "sso_identity" USING btree ("user_id","connection_id");--> statement-breakpoint
CREATE TRIGGER audit_insert AFTER INSERT OR DELETE ON sso_connection
  FOR EACH ROW EXECUTE FUNCTION audit_change('sso_connection', 'id', 'partner_id');
--> statement-breakpoint
CREATE TRIGGER audit_update AFTER UPDATE ON sso_connection
  FOR EACH ROW WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION audit_change('sso_connection', 'id', 'partner_id');
--> statement-breakpoint
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON sso_domain
  FOR EACH ROW EXECUTE FUNCTION audit_change('sso_domain', 'connection_id', '', 'sso_connection', 'connection_id');
--> statement-breakpoint
CREATE TRIGGER audit AFTER INSERT OR DELETE ON sso_identity
  FOR EACH ROW EXECUTE FUNCTION audit_change('sso_identity', 'user_id', '', 'user_account', 'user_id');
