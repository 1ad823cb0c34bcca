ALTER TABLE "deal_change" ADD COLUMN "request_id" text;--> statement-breakpoint
CREATE INDEX "deal_merged_into" ON "deal" USING btree ("merged_into") WHERE merged_into is not null;--> statement-breakpoint
CREATE INDEX "deal_match_other" ON "deal_match" USING btree ("other_id");