CREATE TABLE "unfinished_work" (
	"id" text PRIMARY KEY NOT NULL,
	"holder" text,
	"tries" integer NOT NULL,
	"begun_at" timestamp(6) with time zone DEFAULT now() NOT NULL,
	"given_up_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "is_suspected" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "unfinished_work_begun" ON "unfinished_work" USING btree ("begun_at");