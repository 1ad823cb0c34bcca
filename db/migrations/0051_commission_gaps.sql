CREATE TABLE "commissions"."role_shares" (
	"programme_id" text NOT NULL,
	"revision" integer NOT NULL,
	"shares" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "role_shares_programme_id_revision_pk" PRIMARY KEY("programme_id","revision")
);
--> statement-breakpoint
CREATE TABLE "commissions"."paper_name" (
	"paper_id" text PRIMARY KEY NOT NULL,
	"partner_id" text NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "commissions"."split" ADD COLUMN "role_shares" integer;--> statement-breakpoint
ALTER TABLE "commissions"."unreleased" ADD COLUMN "due_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "commissions"."invoice" ADD COLUMN "told" text;--> statement-breakpoint
CREATE INDEX "paper_name_partner" ON "commissions"."paper_name" USING btree ("partner_id");--> statement-breakpoint
CREATE INDEX "deal_won" ON "deal" USING btree ("closed_at","partner_id") WHERE stage = 'won';--> statement-breakpoint
CREATE INDEX "ledger_transaction_earned" ON "commissions"."ledger_transaction" USING btree ("partner_id","currency","day") WHERE kind in ('accrual', 'clawback');--> statement-breakpoint
CREATE INDEX "ledger_transaction_deal" ON "commissions"."ledger_transaction" USING btree ("deal_id","partner_id","currency") WHERE deal_id is not null;--> statement-breakpoint
CREATE INDEX "ledger_transaction_customer" ON "commissions"."ledger_transaction" USING btree ("customer","partner_id","currency") WHERE customer is not null;--> statement-breakpoint
CREATE INDEX "invoice_untold" ON "commissions"."invoice" USING btree ("id") WHERE told is null or (state = 'cancelled' and told = 'issued');--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON commissions.role_shares FOR EACH STATEMENT EXECUTE FUNCTION commissions.refuse_change();--> statement-breakpoint
-- Of invoices that exist nobody is told now.
UPDATE "commissions"."invoice" SET "told" = CASE "state" WHEN 'cancelled' THEN 'cancelled' ELSE 'issued' END;--> statement-breakpoint
INSERT INTO "commissions"."paper_name" ("paper_id", "partner_id", "name")
  SELECT s.id, p.id, p.name FROM (SELECT id, partner_id FROM commissions.statement UNION ALL SELECT id, partner_id FROM commissions.invoice) s
  JOIN partner p ON p.id = s.partner_id AND p.status <> 'deleted';--> statement-breakpoint
-- Commissions that wait: their day begins by the calendar of their plan.
UPDATE "commissions"."unreleased" u SET "due_at" = u.release_day::timestamp AT TIME ZONE (v.plan->>'time_zone')
  FROM commissions.ledger_transaction t JOIN commissions.terms c ON c.id = t.terms_id
  JOIN commissions.plan_version v ON v.plan_id = c.plan_id AND v.number = c.plan_version
  WHERE t.id = u.line_id AND v.plan->>'time_zone' <> 'UTC' AND EXISTS (SELECT FROM pg_timezone_names n WHERE n.name = v.plan->>'time_zone');
