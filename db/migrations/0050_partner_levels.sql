CREATE TABLE "commissions"."level_change" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "commissions"."level_change_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"partner_id" text NOT NULL,
	"level" text NOT NULL,
	"before" text NOT NULL,
	"kind" text NOT NULL,
	"effective_from" date NOT NULL,
	"effective_at" timestamp (3) with time zone NOT NULL,
	"rules_number" integer NOT NULL,
	"reasons" jsonb NOT NULL,
	"keep_until" date,
	"note" text,
	"told_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "level_change_kind" CHECK (kind in ('promotion', 'demotion', 'set', 'replaced'))
);
--> statement-breakpoint
CREATE TABLE "commissions"."level_grace" (
	"partner_id" text PRIMARY KEY NOT NULL,
	"below_since" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "commissions"."level_rules" (
	"number" integer PRIMARY KEY NOT NULL,
	"effective_from" date NOT NULL,
	"rules" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "partner" ADD COLUMN "fields" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "commissions"."level_change" ADD CONSTRAINT "level_change_rules_number_level_rules_number_fk" FOREIGN KEY ("rules_number") REFERENCES "commissions"."level_rules"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "level_change_partner" ON "commissions"."level_change" USING btree ("partner_id","effective_at","id");--> statement-breakpoint
CREATE INDEX "level_change_untold" ON "commissions"."level_change" USING btree ("id") WHERE told_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "level_change_day" ON "commissions"."level_change" USING btree ("partner_id","effective_from") WHERE kind <> 'set';
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON commissions.level_rules FOR EACH STATEMENT EXECUTE FUNCTION commissions.refuse_change();
--> statement-breakpoint
-- What a person wrote goes with the partner, and who was told is noted.
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE OR UPDATE OF id, partner_id, level, before, kind, effective_from, effective_at, rules_number, reasons, keep_until, created_at, created_by ON commissions.level_change FOR EACH STATEMENT EXECUTE FUNCTION commissions.refuse_change();
