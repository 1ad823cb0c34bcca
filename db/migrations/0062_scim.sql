CREATE TABLE "scim_group" (
	"id" text PRIMARY KEY NOT NULL,
	"connection_id" text NOT NULL,
	"display_name" text NOT NULL,
	"external_id" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "scim_member" (
	"group_id" text NOT NULL,
	"user_id" text NOT NULL,
	CONSTRAINT "scim_member_group_id_user_id_pk" PRIMARY KEY("group_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "scim_user" (
	"connection_id" text NOT NULL,
	"user_id" text NOT NULL,
	"user_name_key" text NOT NULL,
	"attributes" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "scim_user_connection_id_user_id_pk" PRIMARY KEY("connection_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "sso_connection" ADD COLUMN "scim_secret_hash" text;--> statement-breakpoint
ALTER TABLE "scim_group" ADD CONSTRAINT "scim_group_connection_id_sso_connection_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."sso_connection"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scim_member" ADD CONSTRAINT "scim_member_group_id_scim_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."scim_group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scim_member" ADD CONSTRAINT "scim_member_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scim_user" ADD CONSTRAINT "scim_user_connection_id_sso_connection_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."sso_connection"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scim_user" ADD CONSTRAINT "scim_user_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "scim_group_connection" ON "scim_group" USING btree ("connection_id","id");--> statement-breakpoint
CREATE INDEX "scim_member_user" ON "scim_member" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "scim_user_name" ON "scim_user" USING btree ("connection_id","user_name_key");--> statement-breakpoint
CREATE INDEX "scim_user_user" ON "scim_user" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sso_connection_scim" ON "sso_connection" USING btree ("scim_secret_hash");--> statement-breakpoint
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON scim_user
  FOR EACH ROW EXECUTE FUNCTION audit_change('scim_user', 'user_id', '', 'user_account', 'user_id');
--> statement-breakpoint
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON scim_group
  FOR EACH ROW EXECUTE FUNCTION audit_change('scim_group', 'id', '', 'sso_connection', 'connection_id');
--> statement-breakpoint
CREATE TRIGGER audit AFTER INSERT OR DELETE ON scim_member
  FOR EACH ROW EXECUTE FUNCTION audit_change('scim_member', 'group_id', '', 'user_account', 'user_id');
