ALTER TABLE "reconciliation_plan" ADD COLUMN "scheduled_for" text;--> statement-breakpoint
ALTER TABLE "reconciliation_run" ADD COLUMN "step" text DEFAULT 'read' NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "reconciliation_run_of_night" ON "reconciliation_run" USING btree ("sync_id","night") WHERE sync_id is not null and trigger = 'schedule';--> statement-breakpoint
CREATE INDEX "reconciliation_run_unfinished" ON "reconciliation_run" USING btree ("id") WHERE state in ('queued', 'running', 'waiting');--> statement-breakpoint
-- Schedules note with a plan for what they were made; only changes by people have a new version.
CREATE TRIGGER audit_insert AFTER INSERT ON reconciliation_plan
  FOR EACH ROW WHEN (NEW.version > 1) EXECUTE FUNCTION audit_change('reconciliation_plan', 'sync_id', '');--> statement-breakpoint
CREATE TRIGGER audit_update AFTER UPDATE ON reconciliation_plan
  FOR EACH ROW WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION audit_change('reconciliation_plan', 'sync_id', '');
