CREATE TABLE "embed_session" (
	"id" text PRIMARY KEY NOT NULL,
	"partner_id" text NOT NULL,
	"secret_hash" text NOT NULL,
	"origin" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "embed_session" ADD CONSTRAINT "embed_session_partner_id_partner_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "embed_session_secret" ON "embed_session" USING btree ("secret_hash");--> statement-breakpoint
CREATE INDEX "embed_session_partner" ON "embed_session" USING btree ("partner_id","expires_at");--> statement-breakpoint
CREATE INDEX "embed_session_expires" ON "embed_session" USING btree ("expires_at");--> statement-breakpoint
CREATE TRIGGER audit_insert AFTER INSERT ON embed_session
  FOR EACH ROW EXECUTE FUNCTION audit_change('embed_session', 'id', 'partner_id');
--> statement-breakpoint
CREATE TRIGGER audit_update AFTER UPDATE ON embed_session
  FOR EACH ROW WHEN (OLD.revoked_at IS DISTINCT FROM NEW.revoked_at) EXECUTE FUNCTION audit_change('embed_session', 'id', 'partner_id');
