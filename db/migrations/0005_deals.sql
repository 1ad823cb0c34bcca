CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"external_id" text,
	"name" text NOT NULL,
	"websites" text[] DEFAULT '{}' NOT NULL,
	"email_domains" text[] DEFAULT '{}' NOT NULL,
	"duns" text,
	"address" jsonb,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deal" (
	"id" text PRIMARY KEY NOT NULL,
	"partner_id" text NOT NULL,
	"programme_id" text NOT NULL,
	"external_id" text,
	"review_status" text DEFAULT 'draft' NOT NULL,
	"stage" text DEFAULT 'prospect' NOT NULL,
	"fields" jsonb NOT NULL,
	"value_minor" bigint,
	"currency" text,
	"close_date" date,
	"submitted_at" timestamp(6) with time zone,
	"conflict_state" text,
	"review_due_at" timestamp (3) with time zone,
	"decided_at" timestamp (3) with time zone,
	"reason" text,
	"requested_fields" text[] DEFAULT '{}' NOT NULL,
	"merged_into" text,
	"protected_from" timestamp (3) with time zone,
	"protected_until" timestamp (3) with time zone,
	"extensions" integer DEFAULT 0 NOT NULL,
	"crm_id" text,
	"crm_written_at" timestamp (3) with time zone,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deal_change" (
	"deal_id" text NOT NULL,
	"version" integer NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"action" text NOT NULL,
	"comment" text,
	"changes" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "deal_change_deal_id_version_pk" PRIMARY KEY("deal_id","version")
);
--> statement-breakpoint
CREATE TABLE "deal_import" (
	"id" text PRIMARY KEY NOT NULL,
	"partner_id" text NOT NULL,
	"status" text DEFAULT 'running' NOT NULL,
	"submit" boolean NOT NULL,
	"total" integer NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "deal_import_row" (
	"import_id" text NOT NULL,
	"row" integer NOT NULL,
	"input" jsonb NOT NULL,
	"status" text DEFAULT 'waiting' NOT NULL,
	"deal_id" text,
	"errors" jsonb,
	CONSTRAINT "deal_import_row_import_id_row_pk" PRIMARY KEY("import_id","row")
);
--> statement-breakpoint
CREATE TABLE "deal_match" (
	"deal_id" text NOT NULL,
	"other_id" text NOT NULL,
	"kind" text NOT NULL,
	"score" real NOT NULL,
	"evidence" jsonb NOT NULL,
	CONSTRAINT "deal_match_deal_id_other_id_pk" PRIMARY KEY("deal_id","other_id")
);
--> statement-breakpoint
CREATE TABLE "deal_note" (
	"id" text PRIMARY KEY NOT NULL,
	"deal_id" text NOT NULL,
	"internal" boolean DEFAULT false NOT NULL,
	"author" text NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "match_key" (
	"key" text NOT NULL,
	"owner_id" text NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "match_key_key_owner_id_pk" PRIMARY KEY("key","owner_id")
);
--> statement-breakpoint
CREATE TABLE "programme" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"settings" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "deal" ADD CONSTRAINT "deal_partner_id_partner_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deal" ADD CONSTRAINT "deal_programme_id_programme_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programme"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deal_change" ADD CONSTRAINT "deal_change_deal_id_deal_id_fk" FOREIGN KEY ("deal_id") REFERENCES "public"."deal"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deal_import" ADD CONSTRAINT "deal_import_partner_id_partner_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deal_import_row" ADD CONSTRAINT "deal_import_row_import_id_deal_import_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."deal_import"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deal_match" ADD CONSTRAINT "deal_match_deal_id_deal_id_fk" FOREIGN KEY ("deal_id") REFERENCES "public"."deal"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deal_note" ADD CONSTRAINT "deal_note_deal_id_deal_id_fk" FOREIGN KEY ("deal_id") REFERENCES "public"."deal"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "account_external_id" ON "account" USING btree ("external_id");--> statement-breakpoint
CREATE UNIQUE INDEX "deal_external_id" ON "deal" USING btree ("partner_id","external_id");--> statement-breakpoint
CREATE INDEX "deal_partner" ON "deal" USING btree ("partner_id","id");--> statement-breakpoint
CREATE INDEX "deal_partner_updated" ON "deal" USING btree ("partner_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "deal_review" ON "deal" USING btree ("review_status","id");--> statement-breakpoint
CREATE INDEX "deal_import_partner" ON "deal_import" USING btree ("partner_id","id");--> statement-breakpoint
CREATE INDEX "deal_note_deal" ON "deal_note" USING btree ("deal_id","id");--> statement-breakpoint
CREATE INDEX "match_key_owner" ON "match_key" USING btree ("owner_id");