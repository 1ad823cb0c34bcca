CREATE SCHEMA "commissions";
--> statement-breakpoint
CREATE TABLE "commissions"."goal" (
	"id" text PRIMARY KEY NOT NULL,
	"wanted" integer DEFAULT 1 NOT NULL,
	"settled" integer DEFAULT 0 NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"reason" text,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "commissions"."split" (
	"deal_id" text NOT NULL,
	"revision" integer NOT NULL,
	"split" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "split_deal_id_revision_pk" PRIMARY KEY("deal_id","revision")
);
--> statement-breakpoint
CREATE TABLE "commissions"."entry" (
	"transaction_id" text NOT NULL,
	"number" integer NOT NULL,
	"line_id" text NOT NULL,
	"partner_id" text NOT NULL,
	"currency" text NOT NULL,
	"account" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	CONSTRAINT "entry_transaction_id_number_pk" PRIMARY KEY("transaction_id","number"),
	CONSTRAINT "entry_account_known" CHECK (account in ('accrued', 'held', 'payable', 'paid', 'clawback_receivable', 'expense', 'rounding'))
);
--> statement-breakpoint
CREATE TABLE "commissions"."ledger_transaction" (
	"id" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"kind" text NOT NULL,
	"partner_id" text NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"about" text,
	"reverses" text,
	"terms_id" text,
	"fact_id" text,
	"deal_id" text,
	"customer" text,
	"pool_minor" bigint DEFAULT 0 NOT NULL,
	"base_minor" bigint DEFAULT 0 NOT NULL,
	"release_day" date,
	"day" date NOT NULL,
	"explanation" text NOT NULL,
	"booked_by" text NOT NULL,
	"recorded_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"added_by" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	CONSTRAINT "ledger_transaction_kind" CHECK (kind in ('accrual', 'release', 'hold', 'unhold', 'adjustment', 'clawback', 'offset', 'repayment', 'payout', 'reversal'))
);
--> statement-breakpoint
CREATE TABLE "commissions"."terms" (
	"id" text PRIMARY KEY NOT NULL,
	"fact_id" text NOT NULL,
	"plan_id" text NOT NULL,
	"plan_version" integer NOT NULL,
	"sale" jsonb NOT NULL,
	"split" jsonb NOT NULL,
	"so_far" jsonb NOT NULL,
	"split_revision" integer,
	"attribution_version" integer,
	"model" text,
	"fx_import" integer,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "commissions"."assignment" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "commissions"."assignment_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"target" text NOT NULL,
	"target_id" text NOT NULL,
	"plan_id" text,
	"from_day" date NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "commissions"."plan_version" (
	"plan_id" text NOT NULL,
	"number" integer NOT NULL,
	"effective_from" date NOT NULL,
	"plan" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "plan_version_plan_id_number_pk" PRIMARY KEY("plan_id","number")
);
--> statement-breakpoint
ALTER TABLE "commissions"."entry" ADD CONSTRAINT "entry_transaction_id_ledger_transaction_id_fk" FOREIGN KEY ("transaction_id") REFERENCES "commissions"."ledger_transaction"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commissions"."ledger_transaction" ADD CONSTRAINT "ledger_transaction_terms_id_terms_id_fk" FOREIGN KEY ("terms_id") REFERENCES "commissions"."terms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "goal_unsettled" ON "commissions"."goal" USING btree ("id") WHERE wanted > settled;--> statement-breakpoint
CREATE INDEX "goal_state" ON "commissions"."goal" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "entry_line" ON "commissions"."entry" USING btree ("line_id");--> statement-breakpoint
CREATE INDEX "entry_account" ON "commissions"."entry" USING btree ("partner_id","currency","account");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_transaction_source" ON "commissions"."ledger_transaction" USING btree ("source");--> statement-breakpoint
CREATE INDEX "ledger_transaction_partner" ON "commissions"."ledger_transaction" USING btree ("partner_id","currency","id");--> statement-breakpoint
CREATE INDEX "ledger_transaction_fact" ON "commissions"."ledger_transaction" USING btree ("fact_id");--> statement-breakpoint
CREATE INDEX "ledger_transaction_release" ON "commissions"."ledger_transaction" USING btree ("release_day","id") WHERE release_day is not null;--> statement-breakpoint
CREATE INDEX "ledger_transaction_about" ON "commissions"."ledger_transaction" USING btree ("about") WHERE about is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "terms_fact" ON "commissions"."terms" USING btree ("fact_id","plan_id");--> statement-breakpoint
CREATE INDEX "assignment_target" ON "commissions"."assignment" USING btree ("target","target_id","from_day");--> statement-breakpoint
-- The ledger is only added to. Nobody changes it, not even its own writer.
CREATE FUNCTION commissions.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'commissions.% is append-only: % is refused. Post a correction instead.', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON commissions.ledger_transaction FOR EACH STATEMENT EXECUTE FUNCTION commissions.refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON commissions.entry FOR EACH STATEMENT EXECUTE FUNCTION commissions.refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON commissions.terms FOR EACH STATEMENT EXECUTE FUNCTION commissions.refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON commissions.plan_version FOR EACH STATEMENT EXECUTE FUNCTION commissions.refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON commissions.split FOR EACH STATEMENT EXECUTE FUNCTION commissions.refuse_change();
--> statement-breakpoint
-- One check per transaction, at the commit: its entries add up to zero, are of its partner and currency, and there are some if it moves anything.
CREATE FUNCTION commissions.check_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  total numeric;
  entries bigint;
  foreign_entries bigint;
BEGIN
  SELECT coalesce(sum(amount_minor), 0), count(*), count(*) FILTER (WHERE currency <> NEW.currency OR partner_id <> NEW.partner_id)
    INTO total, entries, foreign_entries FROM commissions.entry WHERE transaction_id = NEW.id;
  IF total <> 0 THEN
    RAISE EXCEPTION 'The ledger transaction % (%) is out of balance by % minor units.', NEW.id, NEW.source, total USING ERRCODE = 'check_violation';
  END IF;
  IF foreign_entries > 0 THEN
    RAISE EXCEPTION 'The ledger transaction % (%) has entries of another partner or currency.', NEW.id, NEW.source USING ERRCODE = 'check_violation';
  END IF;
  IF entries = 0 AND NEW.amount_minor <> 0 THEN
    RAISE EXCEPTION 'The ledger transaction % (%) over % minor units has no entries.', NEW.id, NEW.source, NEW.amount_minor USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON commissions.ledger_transaction DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION commissions.check_balance();
--> statement-breakpoint
-- The check above looks once. So entries come with their transaction, and each statement that adds some leaves it in balance.
CREATE FUNCTION commissions.refuse_late_entries() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  late text;
BEGIN
  SELECT e.transaction_id INTO late FROM added e JOIN commissions.ledger_transaction t ON t.id = e.transaction_id
    WHERE t.added_by <> pg_current_xact_id() LIMIT 1;
  IF late IS NOT NULL THEN
    RAISE EXCEPTION 'The ledger transaction % is complete: it gets no more entries. Post another one.', late USING ERRCODE = 'restrict_violation';
  END IF;
  SELECT e.transaction_id INTO late FROM commissions.entry e WHERE e.transaction_id IN (SELECT transaction_id FROM added)
    GROUP BY e.transaction_id HAVING sum(e.amount_minor) <> 0 LIMIT 1;
  IF late IS NOT NULL THEN
    RAISE EXCEPTION 'The entries of the ledger transaction % do not add up to zero.', late USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER in_time AFTER INSERT ON commissions.entry REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION commissions.refuse_late_entries();
--> statement-breakpoint
-- Whoever adds a transaction cannot say that an earlier or later one did.
CREATE FUNCTION commissions.set_added_by() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.added_by := pg_current_xact_id();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER added_by BEFORE INSERT ON commissions.ledger_transaction FOR EACH ROW EXECUTE FUNCTION commissions.set_added_by();
