CREATE TABLE "attribution"."pseudonym_key" (
	"id" text PRIMARY KEY NOT NULL,
	"sealed" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attribution"."source_name" (
	"scope" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"partner_id" text NOT NULL,
	CONSTRAINT "source_name_name_kind_scope_pk" PRIMARY KEY("name","kind","scope")
);
--> statement-breakpoint
CREATE INDEX "source_name_partner" ON "attribution"."source_name" USING btree ("partner_id");