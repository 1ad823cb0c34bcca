CREATE TABLE "company_verdict" (
	"id" text PRIMARY KEY NOT NULL,
	"verdict" text NOT NULL,
	"a_key" text NOT NULL,
	"b_key" text NOT NULL,
	"a" jsonb NOT NULL,
	"b" jsonb NOT NULL,
	"reason" text,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "company_verdict_keys" ON "company_verdict" USING btree ("a_key","b_key");--> statement-breakpoint
CREATE INDEX "company_verdict_b" ON "company_verdict" USING btree ("b_key");