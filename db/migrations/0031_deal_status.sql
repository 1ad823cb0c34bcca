CREATE TABLE "deal_status_rule" (
	"source_id" text PRIMARY KEY NOT NULL,
	"rule" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deal_status_told" (
	"deal_id" text NOT NULL,
	"source_id" text NOT NULL,
	"told_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "deal_status_told_deal_id_source_id_pk" PRIMARY KEY("deal_id","source_id")
);
--> statement-breakpoint
ALTER TABLE "inbound_event" DROP CONSTRAINT "inbound_event_status";--> statement-breakpoint
ALTER TABLE "inbound_event" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "deal_status_rule" ADD CONSTRAINT "deal_status_rule_source_id_inbound_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."inbound_source"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deal_status_told" ADD CONSTRAINT "deal_status_told_deal_id_deal_id_fk" FOREIGN KEY ("deal_id") REFERENCES "public"."deal"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound_event" ADD CONSTRAINT "inbound_event_status" CHECK ("inbound_event"."status" in ('pending', 'processed', 'failed', 'superseded'));--> statement-breakpoint
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON deal_status_rule
  FOR EACH ROW EXECUTE FUNCTION audit_change('deal_status_rule', 'source_id', '');
