ALTER TABLE "sandbox" ADD COLUMN "run" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX "erasure_running" ON "erasure" USING btree ("id") WHERE "erasure"."status" = 'running';--> statement-breakpoint
CREATE INDEX "promotion_checking" ON "promotion" USING btree ("id") WHERE "promotion"."status" = 'checking';--> statement-breakpoint
CREATE INDEX "promotion_partner" ON "promotion" USING btree ("partner_id","id");--> statement-breakpoint
CREATE INDEX "sandbox_provisioning" ON "sandbox" USING btree ("partner_id") WHERE "sandbox"."status" = 'provisioning';
--> statement-breakpoint
-- How far an erasure has come is the machine's own, and is written with every page; who asked for it, and its end, are changes.
DROP TRIGGER audit ON erasure;
--> statement-breakpoint
CREATE TRIGGER audit_insert AFTER INSERT OR DELETE ON erasure
  FOR EACH ROW EXECUTE FUNCTION audit_change('erasure', 'id', 'partner_id');
--> statement-breakpoint
CREATE TRIGGER audit_update AFTER UPDATE ON erasure
  FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION audit_change('erasure', 'id', 'partner_id');
--> statement-breakpoint
CREATE TRIGGER audit_insert AFTER INSERT OR DELETE ON sandbox
  FOR EACH ROW EXECUTE FUNCTION audit_change('sandbox', 'partner_id', 'partner_id');
--> statement-breakpoint
CREATE TRIGGER audit_update AFTER UPDATE ON sandbox
  FOR EACH ROW WHEN (OLD.run <> NEW.run) EXECUTE FUNCTION audit_change('sandbox', 'partner_id', 'partner_id');
