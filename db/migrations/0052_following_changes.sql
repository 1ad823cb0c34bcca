ALTER TABLE "delivery" ADD COLUMN "updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "endpoint" ADD COLUMN "metadata" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "deal" ADD COLUMN "metadata" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "delivery_updated" ON "delivery" USING brin ("updated_at") WITH (pages_per_range=16,autosummarize=true);--> statement-breakpoint
CREATE INDEX "deal_updated" ON "deal" USING btree ("updated_at","id");--> statement-breakpoint
-- What the API shows of a delivery. Claims, leases and the names of workflows are not among it, so accepting and claiming costs nothing more.
CREATE FUNCTION note_delivery_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- The begin of the transaction: db/settled-until.ts depends on it.
  NEW.updated_at := now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER note_change BEFORE UPDATE ON delivery FOR EACH ROW WHEN (
  (OLD.status, OLD.attempts, OLD.attempts_before, OLD.hold_reason, OLD.hold_detail, OLD.next_attempt_at, OLD.error_class, OLD.last_error,
    OLD.dead_letter_reason, OLD.ordering_key, OLD.ended_at)
  IS DISTINCT FROM
  (NEW.status, NEW.attempts, NEW.attempts_before, NEW.hold_reason, NEW.hold_detail, NEW.next_attempt_at, NEW.error_class, NEW.last_error,
    NEW.dead_letter_reason, NEW.ordering_key, NEW.ended_at)
) EXECUTE FUNCTION note_delivery_change();
