CREATE TABLE "connect_attempt" (
	"id" text PRIMARY KEY NOT NULL,
	"connection_id" text NOT NULL,
	"ticket_hash" text NOT NULL,
	"state_hash" text,
	"browser_hash" text,
	"verifier_sealed" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "connection" (
	"id" text PRIMARY KEY NOT NULL,
	"vendor" text NOT NULL,
	"name" text NOT NULL,
	"auth_method" text NOT NULL,
	"status" text NOT NULL,
	"status_reason" text,
	"client_sealed" text,
	"tokens_sealed" text,
	"tokens_version" integer DEFAULT 0 NOT NULL,
	"tokens_expire_at" timestamp (3) with time zone,
	"refreshing_by" text,
	"refreshing_until" timestamp (3) with time zone,
	"account_id" text,
	"account_name" text,
	"scopes" text[],
	"missing_scopes" text[] DEFAULT '{}' NOT NULL,
	"budget_percent" integer DEFAULT 100 NOT NULL,
	"announced" text,
	"maintain_at" timestamp (3) with time zone,
	"disconnect_report" jsonb,
	"erase_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "connection_status" CHECK ("connection"."status" in ('pending', 'active', 'paused', 'action_required', 'disconnecting', 'disconnected')),
	CONSTRAINT "connection_budget" CHECK ("connection"."budget_percent" between 1 and 100)
);
--> statement-breakpoint
ALTER TABLE "connect_attempt" ADD CONSTRAINT "connect_attempt_connection_id_connection_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."connection"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "connect_attempt_ticket" ON "connect_attempt" USING btree ("ticket_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "connect_attempt_state" ON "connect_attempt" USING btree ("state_hash");--> statement-breakpoint
CREATE INDEX "connect_attempt_connection" ON "connect_attempt" USING btree ("connection_id");--> statement-breakpoint
CREATE INDEX "connection_maintain" ON "connection" USING btree ("maintain_at") WHERE "connection"."status" not in ('disconnecting', 'disconnected');--> statement-breakpoint
CREATE INDEX "connection_disconnecting" ON "connection" USING btree ("id") WHERE "connection"."status" = 'disconnecting';--> statement-breakpoint
CREATE TRIGGER audit_insert AFTER INSERT OR DELETE ON connection
  FOR EACH ROW EXECUTE FUNCTION audit_change('connection', 'id', '');
--> statement-breakpoint
-- New tokens are the machine's own; what counts as a change raises the version.
CREATE TRIGGER audit_update AFTER UPDATE ON connection
  FOR EACH ROW WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION audit_change('connection', 'id', '');
