ALTER TABLE "user_session" ADD COLUMN "viewed_partner_id" text;
--> statement-breakpoint
-- Who begins or ends to look as a partner is in the audit log, and every process notices.
DROP TRIGGER audit_update ON user_session;
--> statement-breakpoint
CREATE TRIGGER audit_update AFTER UPDATE ON user_session
  FOR EACH ROW WHEN (OLD.ended_at IS DISTINCT FROM NEW.ended_at OR OLD.viewed_partner_id IS DISTINCT FROM NEW.viewed_partner_id)
  EXECUTE FUNCTION audit_change('user_session', 'id', '', 'user_account', 'user_id');
--> statement-breakpoint
DROP TRIGGER announce ON user_session;
--> statement-breakpoint
CREATE TRIGGER announce AFTER UPDATE OF ended_at, viewed_partner_id OR DELETE ON user_session
  FOR EACH ROW EXECUTE FUNCTION announce_change('secret_hash');
