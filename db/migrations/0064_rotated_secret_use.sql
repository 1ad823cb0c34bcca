ALTER TABLE "oauth_client_secret" ADD COLUMN "last_used_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "inbound_secret" ADD COLUMN "last_used_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "api_key_expires" ON "api_key" USING btree ("expires_at") WHERE revoked_at is null;--> statement-breakpoint
CREATE INDEX "oauth_client_secret_expires" ON "oauth_client_secret" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "inbound_secret_expires" ON "inbound_secret" USING btree ("expires_at");--> statement-breakpoint
-- A use is no change: it is neither audited nor announced.
DROP TRIGGER audit ON oauth_client_secret;
--> statement-breakpoint
CREATE TRIGGER audit_insert AFTER INSERT OR DELETE ON oauth_client_secret
  FOR EACH ROW EXECUTE FUNCTION audit_change('oauth_client_secret', 'id', '', 'oauth_client', 'client_id');
--> statement-breakpoint
CREATE TRIGGER audit_update AFTER UPDATE ON oauth_client_secret
  FOR EACH ROW WHEN (OLD.last_used_at IS NOT DISTINCT FROM NEW.last_used_at)
  EXECUTE FUNCTION audit_change('oauth_client_secret', 'id', '', 'oauth_client', 'client_id');
--> statement-breakpoint
DROP TRIGGER announce ON oauth_client_secret;
--> statement-breakpoint
CREATE TRIGGER announce AFTER INSERT OR UPDATE OF secret_hash, expires_at OR DELETE ON oauth_client_secret
  FOR EACH ROW EXECUTE FUNCTION announce_change('client_id');
--> statement-breakpoint
DROP TRIGGER audit ON inbound_secret;
--> statement-breakpoint
CREATE TRIGGER audit_insert AFTER INSERT OR DELETE ON inbound_secret
  FOR EACH ROW EXECUTE FUNCTION audit_change('inbound_secret', 'id', '');
--> statement-breakpoint
CREATE TRIGGER audit_update AFTER UPDATE ON inbound_secret
  FOR EACH ROW WHEN (OLD.last_used_at IS NOT DISTINCT FROM NEW.last_used_at)
  EXECUTE FUNCTION audit_change('inbound_secret', 'id', '');
