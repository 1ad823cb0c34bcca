CREATE TABLE "alert" (
	"id" text PRIMARY KEY NOT NULL,
	"rule" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"partner_id" text,
	"severity" text NOT NULL,
	"title" text NOT NULL,
	"reason" text NOT NULL,
	"remedy" text NOT NULL,
	"link" text NOT NULL,
	"runbook" text,
	"state" text DEFAULT 'firing' NOT NULL,
	"since" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"reopened" integer DEFAULT 0 NOT NULL,
	"episode" integer DEFAULT 0 NOT NULL,
	"firing_since" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"acknowledged_at" timestamp (3) with time zone,
	"acknowledged_by" text,
	"snoozed_until" timestamp (3) with time zone,
	"resolved_at" timestamp (3) with time zone,
	"last_told_at" timestamp (3) with time zone,
	"telling_problem" text,
	"settled_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "alert_resolved" CHECK (("alert"."state" = 'resolved') = ("alert"."resolved_at" is not null)),
	CONSTRAINT "alert_acknowledged" CHECK ("alert"."state" <> 'acknowledged' or "alert"."acknowledged_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "alert_channel" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"settings" jsonb NOT NULL,
	"secrets_sealed" text,
	"enabled" boolean DEFAULT true NOT NULL,
	"last_success_at" timestamp (3) with time zone,
	"last_failure_at" timestamp (3) with time zone,
	"last_error" text,
	"failing_since" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alert_message" (
	"id" text PRIMARY KEY NOT NULL,
	"channel_id" text NOT NULL,
	"kind" text NOT NULL,
	"dedup_key" text NOT NULL,
	"thread" text,
	"state" text DEFAULT 'sending' NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"error" text,
	"is_doubtful" boolean DEFAULT false NOT NULL,
	"reference" text,
	"told_unsent_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "alert_message_state" CHECK ("alert_message"."state" in ('sending', 'sent', 'dropped', 'doubtful', 'given_up'))
);
--> statement-breakpoint
CREATE TABLE "alert_notice" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "alert_notice_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"alert_id" text NOT NULL,
	"channel_id" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"episode" integer NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"window_ms" integer DEFAULT 0 NOT NULL,
	"dropped_at" timestamp (3) with time zone,
	"message_id" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alert_routing" (
	"id" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"routes" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "alert_message" ADD CONSTRAINT "alert_message_channel_id_alert_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."alert_channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_notice" ADD CONSTRAINT "alert_notice_alert_id_alert_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."alert"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_notice" ADD CONSTRAINT "alert_notice_channel_id_alert_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."alert_channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_notice" ADD CONSTRAINT "alert_notice_message_id_alert_message_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."alert_message"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "alert_open" ON "alert" USING btree ("rule","subject_id") WHERE state <> 'resolved';--> statement-breakpoint
CREATE INDEX "alert_subject" ON "alert" USING btree ("rule","subject_id","id");--> statement-breakpoint
CREATE INDEX "alert_unsettled" ON "alert" USING btree ("id") WHERE settled_at is null;--> statement-breakpoint
CREATE INDEX "alert_partner" ON "alert" USING btree ("partner_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "alert_channel_name" ON "alert_channel" USING btree ("name") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "alert_channel_key" ON "alert_channel" USING btree (split_part("secrets_sealed", '.', 2),"id");--> statement-breakpoint
CREATE INDEX "alert_message_open" ON "alert_message" USING btree ("channel_id","next_try_at") WHERE state = 'sending';--> statement-breakpoint
CREATE INDEX "alert_message_channel" ON "alert_message" USING btree ("channel_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "alert_notice_occasion" ON "alert_notice" USING btree ("alert_id","channel_id","key");--> statement-breakpoint
CREATE INDEX "alert_notice_waiting" ON "alert_notice" USING btree ("channel_id","due_at") WHERE message_id is null and dropped_at is null;--> statement-breakpoint
CREATE INDEX "alert_notice_message" ON "alert_notice" USING btree ("message_id");--> statement-breakpoint
-- What is found and how it ends is the machine's own; what people change raises the version.
CREATE TRIGGER audit_update AFTER UPDATE ON alert
  FOR EACH ROW WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION audit_change('alert', 'id', 'partner_id');
--> statement-breakpoint
CREATE TRIGGER audit_insert AFTER INSERT OR DELETE ON alert_channel
  FOR EACH ROW EXECUTE FUNCTION audit_change('alert_channel', 'id', '');
--> statement-breakpoint
CREATE TRIGGER audit_update AFTER UPDATE ON alert_channel
  FOR EACH ROW WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION audit_change('alert_channel', 'id', '');
--> statement-breakpoint
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON alert_routing
  FOR EACH ROW EXECUTE FUNCTION audit_change('alert_routing', 'id', '');
