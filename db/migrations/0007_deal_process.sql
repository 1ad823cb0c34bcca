ALTER TABLE "deal" ADD COLUMN "assignee" text;--> statement-breakpoint
ALTER TABLE "deal" ADD COLUMN "crm_version" integer;--> statement-breakpoint
ALTER TABLE "deal" ADD COLUMN "crm_error" text;--> statement-breakpoint
ALTER TABLE "deal_change" ADD COLUMN "announced_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "partner" ADD COLUMN "programme_id" text DEFAULT 'prg_default' NOT NULL;--> statement-breakpoint
ALTER TABLE "partner" ADD CONSTRAINT "partner_programme_id_programme_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programme"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deal_change_unannounced" ON "deal_change" USING btree ("at") WHERE announced_at is null;--> statement-breakpoint
-- What was done before events were published is nobody's news any more.
UPDATE deal_change SET announced_at = at;
