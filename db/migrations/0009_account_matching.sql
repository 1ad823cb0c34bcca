ALTER TABLE "match_key" DROP CONSTRAINT "match_key_key_owner_id_pk";--> statement-breakpoint
ALTER TABLE "match_key" ADD CONSTRAINT "match_key_key_kind_owner_id_pk" PRIMARY KEY("key","kind","owner_id");--> statement-breakpoint
CREATE INDEX "account_updated" ON "account" USING btree ("updated_at","id");