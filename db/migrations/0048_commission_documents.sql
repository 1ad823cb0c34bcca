CREATE TABLE "commissions"."invoice" (
	"id" text PRIMARY KEY NOT NULL,
	"partner_id" text NOT NULL,
	"currency" text NOT NULL,
	"month" text,
	"amount_minor" bigint NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"reason" text,
	"issued_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"issued_by" text NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "commissions"."invoice_line" (
	"invoice_id" text NOT NULL,
	"line_id" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	CONSTRAINT "invoice_line_invoice_id_line_id_pk" PRIMARY KEY("invoice_id","line_id")
);
--> statement-breakpoint
CREATE TABLE "commissions"."sandbox_transfer" (
	"reference" text PRIMARY KEY NOT NULL,
	"amount" text NOT NULL,
	"currency" text NOT NULL,
	"fault" text,
	"asked" integer DEFAULT 0 NOT NULL,
	"accepted_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "commissions"."dispute" ADD COLUMN "invoice_id" text;--> statement-breakpoint
ALTER TABLE "commissions"."invoice_line" ADD CONSTRAINT "invoice_line_invoice_id_invoice_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "commissions"."invoice"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_month" ON "commissions"."invoice" USING btree ("partner_id","currency","month");--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_open" ON "commissions"."invoice" USING btree ("partner_id","currency") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "invoice_partner" ON "commissions"."invoice" USING btree ("partner_id","id");--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON commissions.invoice_line FOR EACH STATEMENT EXECUTE FUNCTION commissions.refuse_change();
