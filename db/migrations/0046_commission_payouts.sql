CREATE TABLE "commissions"."statement" (
	"id" text PRIMARY KEY NOT NULL,
	"partner_id" text NOT NULL,
	"currency" text NOT NULL,
	"month" text NOT NULL,
	"opening_minor" bigint NOT NULL,
	"closing_minor" bigint NOT NULL,
	"after_position" bigint NOT NULL,
	"to_position" bigint NOT NULL,
	"issued_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "commissions"."dispute" (
	"id" text PRIMARY KEY NOT NULL,
	"partner_id" text NOT NULL,
	"deal_id" text,
	"line_id" text,
	"question" text NOT NULL,
	"evidence" jsonb,
	"state" text DEFAULT 'open' NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"opened_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"answer" text,
	"adjustment_id" text,
	"decided_at" timestamp (3) with time zone,
	"decided_by" text,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "commissions"."reader" (
	"name" text PRIMARY KEY NOT NULL,
	"added_by" "xid8" NOT NULL,
	"id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "commissions"."line_note" (
	"line_id" text PRIMARY KEY NOT NULL,
	"partner_id" text NOT NULL,
	"note" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "commissions"."payee" (
	"partner_id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"iban" text NOT NULL,
	"bic" text,
	"tax" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "commissions"."payout_batch" (
	"id" text PRIMARY KEY NOT NULL,
	"currency" text NOT NULL,
	"threshold_minor" bigint NOT NULL,
	"provider" text NOT NULL,
	"state" text DEFAULT 'collecting' NOT NULL,
	"approvals_needed" integer NOT NULL,
	"approved_by" text[] DEFAULT '{}' NOT NULL,
	"reason" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "commissions"."payout_line" (
	"id" text PRIMARY KEY NOT NULL,
	"batch_id" text NOT NULL,
	"partner_id" text NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"tax" jsonb NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
DROP INDEX "commissions"."terms_fact";--> statement-breakpoint
ALTER TABLE "commissions"."ledger_transaction" ADD COLUMN "position" bigint NOT NULL GENERATED ALWAYS AS IDENTITY (sequence name "commissions"."ledger_transaction_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1);--> statement-breakpoint
ALTER TABLE "commissions"."terms" ADD COLUMN "partner_id" text NOT NULL;--> statement-breakpoint
ALTER TABLE "commissions"."line_note" ADD CONSTRAINT "line_note_line_id_ledger_transaction_id_fk" FOREIGN KEY ("line_id") REFERENCES "commissions"."ledger_transaction"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commissions"."payout_line" ADD CONSTRAINT "payout_line_batch_id_payout_batch_id_fk" FOREIGN KEY ("batch_id") REFERENCES "commissions"."payout_batch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "statement_month" ON "commissions"."statement" USING btree ("partner_id","currency","month");--> statement-breakpoint
CREATE INDEX "dispute_partner" ON "commissions"."dispute" USING btree ("partner_id","id");--> statement-breakpoint
CREATE INDEX "dispute_open" ON "commissions"."dispute" USING btree ("id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "payout_batch_open" ON "commissions"."payout_batch" USING btree ("id") WHERE finished_at is null;--> statement-breakpoint
CREATE INDEX "payout_line_batch" ON "commissions"."payout_line" USING btree ("batch_id","state","id");--> statement-breakpoint
CREATE UNIQUE INDEX "payout_line_open" ON "commissions"."payout_line" USING btree ("partner_id","currency") WHERE state in ('collected', 'sent');--> statement-breakpoint
CREATE INDEX "ledger_transaction_added" ON "commissions"."ledger_transaction" USING btree ("added_by","id");--> statement-breakpoint
CREATE INDEX "ledger_transaction_position" ON "commissions"."ledger_transaction" USING btree ("partner_id","currency","position");--> statement-breakpoint
CREATE UNIQUE INDEX "terms_fact" ON "commissions"."terms" USING btree ("fact_id","partner_id");--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON commissions.statement FOR EACH STATEMENT EXECUTE FUNCTION commissions.refuse_change();
