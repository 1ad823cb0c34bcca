CREATE TABLE "change_hint" (
	"connection_id" text NOT NULL,
	"object" text NOT NULL,
	"record_id" text NOT NULL,
	"events" integer NOT NULL,
	"hinted_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "change_hint_connection_id_object_record_id_pk" PRIMARY KEY("connection_id","object","record_id")
);
--> statement-breakpoint
CREATE TABLE "inbound_event" (
	"id" text PRIMARY KEY NOT NULL,
	"source_id" text NOT NULL,
	"webhook_id" text NOT NULL,
	"vendor" text NOT NULL,
	"external_id" text NOT NULL,
	"type" text NOT NULL,
	"object" text,
	"record_id" text,
	"account_id" text,
	"effect" text NOT NULL,
	"occurred_at" timestamp (3) with time zone,
	"received_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"pending_since" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"processed_at" timestamp (3) with time zone,
	"workflow_id" text,
	"replays" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "inbound_event_status" CHECK ("inbound_event"."status" in ('pending', 'processed')),
	CONSTRAINT "inbound_event_effect" CHECK ("inbound_event"."effect" in ('changed', 'gone', 'uninstalled', 'other'))
);
--> statement-breakpoint
CREATE TABLE "inbound_secret" (
	"id" text PRIMARY KEY NOT NULL,
	"source_id" text NOT NULL,
	"sealed" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "inbound_source" (
	"id" text PRIMARY KEY NOT NULL,
	"vendor" text NOT NULL,
	"name" text NOT NULL,
	"scheme" jsonb,
	"disabled_at" timestamp (3) with time zone,
	"refused_at" timestamp (3) with time zone,
	"refusal" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inbound_webhook" (
	"id" text PRIMARY KEY NOT NULL,
	"source_id" text NOT NULL,
	"content_type" text,
	"body" "bytea" NOT NULL,
	"received_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "inbound_event" ADD CONSTRAINT "inbound_event_source_id_inbound_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."inbound_source"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound_event" ADD CONSTRAINT "inbound_event_webhook_id_inbound_webhook_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."inbound_webhook"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound_secret" ADD CONSTRAINT "inbound_secret_source_id_inbound_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."inbound_source"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound_webhook" ADD CONSTRAINT "inbound_webhook_source_id_inbound_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."inbound_source"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "change_hint_at" ON "change_hint" USING btree ("connection_id","hinted_at");--> statement-breakpoint
CREATE UNIQUE INDEX "inbound_event_external" ON "inbound_event" USING btree ("source_id","external_id");--> statement-breakpoint
CREATE INDEX "inbound_event_source" ON "inbound_event" USING btree ("source_id","id");--> statement-breakpoint
CREATE INDEX "inbound_event_webhook" ON "inbound_event" USING btree ("webhook_id");--> statement-breakpoint
CREATE INDEX "inbound_event_pending" ON "inbound_event" USING btree ("pending_since") WHERE "inbound_event"."status" = 'pending';--> statement-breakpoint
CREATE INDEX "inbound_secret_source" ON "inbound_secret" USING btree ("source_id");--> statement-breakpoint
CREATE TRIGGER audit_insert AFTER INSERT OR DELETE ON inbound_source
  FOR EACH ROW EXECUTE FUNCTION audit_change('inbound_source', 'id', '');
--> statement-breakpoint
-- Refusals are the machine's own notes; what counts as a change raises the version.
CREATE TRIGGER audit_update AFTER UPDATE ON inbound_source
  FOR EACH ROW WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION audit_change('inbound_source', 'id', '');
--> statement-breakpoint
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON inbound_secret
  FOR EACH ROW EXECUTE FUNCTION audit_change('inbound_secret', 'id', '');
