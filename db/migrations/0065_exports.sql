CREATE TABLE "export_tombstone" (
	"stream" text NOT NULL,
	"row_id" text NOT NULL,
	"partner_id" text DEFAULT '' NOT NULL,
	"deleted_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "export_tombstone_stream_row_id_partner_id_pk" PRIMARY KEY("stream","row_id","partner_id")
);
--> statement-breakpoint
ALTER TABLE "reconciliation_finding" ADD COLUMN "updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "health_period" ADD COLUMN "updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "deal_change" ADD COLUMN "updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "deal_match" ADD COLUMN "updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
CREATE INDEX "export_tombstone_deleted" ON "export_tombstone" USING btree ("stream","deleted_at");--> statement-breakpoint
CREATE INDEX "reconciliation_finding_updated" ON "reconciliation_finding" USING btree ("updated_at");--> statement-breakpoint
CREATE INDEX "health_period_updated" ON "health_period" USING btree ("updated_at");--> statement-breakpoint
CREATE INDEX "deal_change_updated" ON "deal_change" USING btree ("updated_at");--> statement-breakpoint
CREATE INDEX "deal_match_updated" ON "deal_match" USING btree ("updated_at");--> statement-breakpoint
CREATE INDEX "ledger_transaction_recorded" ON "commissions"."ledger_transaction" USING brin ("recorded_at") WITH (pages_per_range=16,autosummarize=true);--> statement-breakpoint
-- The begin of the transaction: db/settled-until.ts depends on it.
CREATE FUNCTION note_row_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER note_change BEFORE UPDATE ON deal_change FOR EACH ROW WHEN (
  (OLD.actor_kind, OLD.actor_id, OLD.action, OLD.comment, OLD.changes) IS DISTINCT FROM (NEW.actor_kind, NEW.actor_id, NEW.action, NEW.comment, NEW.changes)
) EXECUTE FUNCTION note_row_change();
--> statement-breakpoint
CREATE TRIGGER note_change BEFORE UPDATE ON account FOR EACH ROW WHEN (
  (OLD.external_id, OLD.name, OLD.websites, OLD.email_domains, OLD.duns, OLD.address) IS DISTINCT FROM
  (NEW.external_id, NEW.name, NEW.websites, NEW.email_domains, NEW.duns, NEW.address)) EXECUTE FUNCTION note_row_change();
--> statement-breakpoint
CREATE TRIGGER note_change BEFORE UPDATE ON deal_match FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION note_row_change();
--> statement-breakpoint
CREATE TRIGGER note_change BEFORE UPDATE ON health_period FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION note_row_change();
--> statement-breakpoint
CREATE TRIGGER note_change BEFORE UPDATE ON reconciliation_finding FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION note_row_change();
--> statement-breakpoint
-- Arguments: the stream, the expressions of the row's id and of its partner, and which rows it has.
CREATE FUNCTION note_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format(
    'INSERT INTO export_tombstone (stream, row_id, partner_id) SELECT %L, %s, %s FROM gone WHERE %s
     ON CONFLICT (stream, row_id, partner_id) DO UPDATE SET deleted_at = now()', TG_ARGV[0], TG_ARGV[1], TG_ARGV[2], TG_ARGV[3]);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER note_deleted AFTER DELETE ON account REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION note_deleted('accounts', 'id', '''''', 'true');
--> statement-breakpoint
CREATE TRIGGER note_deleted AFTER DELETE ON deal_match REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION note_deleted('matches', 'deal_id || ''/'' || other_id', '''''', 'true');
--> statement-breakpoint
-- Of the table as a whole: a purge deletes from its partitions, and copies keep what is only past its retention.
CREATE TRIGGER note_deleted AFTER DELETE ON delivery REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION note_deleted('deliveries', 'id', 'partner_id', 'true');
--> statement-breakpoint
CREATE TRIGGER note_deleted AFTER DELETE ON reconciliation_finding REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION note_deleted('reconciliation_findings', 'id', '''''', 'true');
--> statement-breakpoint
CREATE TRIGGER note_deleted AFTER DELETE ON health_period REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION note_deleted('connection_health',
    'subject_id || ''/'' || to_char(began_at at time zone ''UTC'', ''YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'')', '''''', 'kind = ''connection''');
--> statement-breakpoint
-- A partner loses sight of a deal and its history when the deal is deleted, and when it moves to another partner.
CREATE FUNCTION note_lost_deal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO export_tombstone (stream, row_id, partner_id)
  SELECT 'deals', OLD.id, OLD.partner_id
  UNION ALL SELECT 'deal_history', deal_id || '/' || version, OLD.partner_id FROM deal_change WHERE deal_id = OLD.id
  ON CONFLICT (stream, row_id, partner_id) DO UPDATE SET deleted_at = now();
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  UPDATE deal_change SET updated_at = now() WHERE deal_id = OLD.id;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER note_deleted BEFORE DELETE ON deal FOR EACH ROW EXECUTE FUNCTION note_lost_deal();
--> statement-breakpoint
CREATE TRIGGER note_moved BEFORE UPDATE OF partner_id ON deal FOR EACH ROW WHEN (OLD.partner_id <> NEW.partner_id) EXECUTE FUNCTION note_lost_deal();
