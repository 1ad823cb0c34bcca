DROP INDEX "sync_write_failed";--> statement-breakpoint
CREATE INDEX "sync_write_unwritten" ON "sync_write" USING btree ("sync_id","id","side","created_at") WHERE state = 'failed';