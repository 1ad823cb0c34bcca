CREATE TABLE "commissions"."unreleased" (
	"release_day" date NOT NULL,
	"line_id" text NOT NULL,
	CONSTRAINT "unreleased_release_day_line_id_pk" PRIMARY KEY("release_day","line_id")
);
--> statement-breakpoint
DROP INDEX "commissions"."ledger_transaction_release";--> statement-breakpoint
CREATE INDEX "ledger_transaction_day" ON "commissions"."ledger_transaction" USING btree ("day","id") WHERE kind = 'accrual' and terms_id is not null;--> statement-breakpoint
INSERT INTO "commissions"."unreleased" ("release_day", "line_id")
  SELECT t.release_day, t.id FROM commissions.ledger_transaction t WHERE t.release_day IS NOT NULL
    AND NOT EXISTS (SELECT FROM commissions.ledger_transaction r WHERE r.source = 'release/' || t.id);
