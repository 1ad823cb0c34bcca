CREATE TABLE "attribution"."export_tombstone" (
	"stream" text NOT NULL,
	"row_id" text NOT NULL,
	"partner_id" text DEFAULT '' NOT NULL,
	"deleted_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "export_tombstone_stream_row_id_partner_id_pk" PRIMARY KEY("stream","row_id","partner_id")
);
--> statement-breakpoint
ALTER TABLE "attribution"."conversion" ADD COLUMN "updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "attribution"."touch" ADD COLUMN "updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
CREATE INDEX "export_tombstone_deleted" ON "attribution"."export_tombstone" USING btree ("stream","deleted_at");--> statement-breakpoint
CREATE INDEX "conversion_updated" ON "attribution"."conversion" USING brin ("updated_at") WITH (pages_per_range=16,autosummarize=true);--> statement-breakpoint
CREATE INDEX "touch_updated" ON "attribution"."touch" USING brin ("updated_at") WITH (pages_per_range=16,autosummarize=true);--> statement-breakpoint
CREATE FUNCTION "attribution"."note_row_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER note_change BEFORE UPDATE ON "attribution"."touch" FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION "attribution"."note_row_change"();
--> statement-breakpoint
CREATE TRIGGER note_change BEFORE UPDATE ON "attribution"."conversion" FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION "attribution"."note_row_change"();
--> statement-breakpoint
-- The pseudonym of a subject is in the rows of its facts.
CREATE FUNCTION "attribution"."note_renamed_subject"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "attribution"."touch" SET updated_at = now() WHERE subject_id = NEW.id;
  UPDATE "attribution"."conversion" SET updated_at = now() WHERE subject_id = NEW.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER note_renamed AFTER UPDATE OF key ON "attribution"."subject" FOR EACH ROW WHEN (OLD.key <> NEW.key)
  EXECUTE FUNCTION "attribution"."note_renamed_subject"();
--> statement-breakpoint
CREATE FUNCTION "attribution"."note_deleted"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format(
    'INSERT INTO attribution.export_tombstone (stream, row_id, partner_id) SELECT %L, id, %s FROM gone
     ON CONFLICT (stream, row_id, partner_id) DO UPDATE SET deleted_at = now()', TG_ARGV[0], TG_ARGV[1]);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER note_deleted AFTER DELETE ON "attribution"."touch" REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION "attribution"."note_deleted"('touches', 'coalesce(partner_id, '''')');
--> statement-breakpoint
CREATE TRIGGER note_deleted AFTER DELETE ON "attribution"."conversion" REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION "attribution"."note_deleted"('conversions', '''''');
