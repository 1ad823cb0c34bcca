CREATE TABLE "user_account" (
	"id" text PRIMARY KEY NOT NULL,
	"partner_id" text,
	"email" text NOT NULL,
	"email_key" text NOT NULL,
	"name" text NOT NULL,
	"roles" text[] NOT NULL,
	"status" text NOT NULL,
	"secret_hash" text,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_sign_in_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user_link" (
	"secret_hash" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "user_session" (
	"id" text PRIMARY KEY NOT NULL,
	"secret_hash" text NOT NULL,
	"user_id" text NOT NULL,
	"network" text NOT NULL,
	"user_agent" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "user_account" ADD CONSTRAINT "user_account_partner_id_partner_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_link" ADD CONSTRAINT "user_link_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_session" ADD CONSTRAINT "user_session_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "user_account_email" ON "user_account" USING btree ("email_key");--> statement-breakpoint
CREATE INDEX "user_account_partner" ON "user_account" USING btree ("partner_id","id");--> statement-breakpoint
CREATE INDEX "user_link_user" ON "user_link" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "user_link_expires" ON "user_link" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "user_session_secret" ON "user_session" USING btree ("secret_hash");--> statement-breakpoint
CREATE INDEX "user_session_user" ON "user_session" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "user_session_expires" ON "user_session" USING btree ("expires_at");--> statement-breakpoint
CREATE TRIGGER audit_insert AFTER INSERT OR DELETE ON user_account
  FOR EACH ROW EXECUTE FUNCTION audit_change('user', 'id', 'partner_id');
--> statement-breakpoint
CREATE TRIGGER audit_update AFTER UPDATE ON user_account
  FOR EACH ROW WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION audit_change('user', 'id', 'partner_id');
--> statement-breakpoint
CREATE TRIGGER audit_insert AFTER INSERT ON user_session
  FOR EACH ROW EXECUTE FUNCTION audit_change('user_session', 'id', '', 'user_account', 'user_id');
--> statement-breakpoint
CREATE TRIGGER audit_update AFTER UPDATE ON user_session
  FOR EACH ROW WHEN (OLD.ended_at IS DISTINCT FROM NEW.ended_at) EXECUTE FUNCTION audit_change('user_session', 'id', '', 'user_account', 'user_id');
--> statement-breakpoint
CREATE TRIGGER audit_insert AFTER INSERT ON user_link
  FOR EACH ROW EXECUTE FUNCTION audit_change('user_link', 'user_id', '', 'user_account', 'user_id');
--> statement-breakpoint
CREATE TRIGGER audit_update AFTER UPDATE ON user_link
  FOR EACH ROW EXECUTE FUNCTION audit_change('user_link', 'user_id', '', 'user_account', 'user_id');
--> statement-breakpoint
-- A session that ends, and a person whose roles change, are noticed by every process as it commits.
CREATE TRIGGER announce AFTER UPDATE OF ended_at OR DELETE ON user_session
  FOR EACH ROW EXECUTE FUNCTION announce_change('secret_hash');
--> statement-breakpoint
CREATE TRIGGER announce AFTER UPDATE OF roles, status, name OR DELETE ON user_account
  FOR EACH ROW EXECUTE FUNCTION announce_change('id');
