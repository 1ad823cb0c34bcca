-- Credits are partitioned by version: see db/attribution/credit-partitions.ts. A computation fills a table without indexes, its draft, which
-- becomes a partition once it has them. The role of the processes owns nothing, so functions of the owner do that.
ALTER TABLE "attribution"."credit" RENAME TO "credit_before";--> statement-breakpoint
DROP INDEX "attribution"."credit_partner", "attribution"."credit_fact", "attribution"."credit_recorded";--> statement-breakpoint
CREATE TABLE "attribution"."credit" (LIKE "attribution"."credit_before" INCLUDING DEFAULTS) PARTITION BY LIST ("version");--> statement-breakpoint
CREATE INDEX "credit_partner" ON "attribution"."credit" USING btree ("version","scope","partner_id","occurred_at");--> statement-breakpoint
CREATE INDEX "credit_fact" ON "attribution"."credit" USING btree ("version","fact_id");--> statement-breakpoint
CREATE INDEX "credit_recorded" ON "attribution"."credit" USING btree ("version","scope","partner_id","recorded_at");--> statement-breakpoint
-- Adds the indexes of a version's draft, and makes it a partition. Does nothing if it is one.
CREATE FUNCTION "attribution"."attach_credits"(number integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = attribution, pg_temp SET maintenance_work_mem = '256MB' SET lock_timeout = 0 AS $$
DECLARE
  draft text := 'credit_v' || number;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('attribution.credits', number));
  IF (SELECT relispartition FROM pg_class WHERE oid = draft::regclass) THEN RETURN; END IF;
  EXECUTE format('CREATE INDEX %I ON %I (version, scope, partner_id, occurred_at)', draft || '_partner', draft);
  EXECUTE format('CREATE INDEX %I ON %I (version, fact_id)', draft || '_fact', draft);
  EXECUTE format('CREATE INDEX %I ON %I (version, scope, partner_id, recorded_at)', draft || '_recorded', draft);
  EXECUTE format('ANALYZE %I', draft);
  EXECUTE format('ALTER TABLE credit ATTACH PARTITION %I FOR VALUES IN (%L)', draft, number);
END $$;--> statement-breakpoint
-- Every version has a table for its credits: a draft if it is to be computed, else a partition. Drafts of versions that ended are dropped.
CREATE FUNCTION "attribution"."add_credit_table"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = attribution, pg_temp AS $$
DECLARE
  draft text := 'credit_v' || NEW.number;
  ended text;
BEGIN
  FOR ended IN
    SELECT c.relname FROM version v JOIN pg_class c ON c.relname = 'credit_v' || v.number AND c.relnamespace = 'attribution'::regnamespace
    WHERE v.state IN ('failed', 'retired') AND NOT c.relispartition
  LOOP
    EXECUTE format('DROP TABLE %I', ended);
  END LOOP;
  -- The constraint spares the partition a look at all of its rows.
  EXECUTE format('CREATE TABLE IF NOT EXISTS %I (LIKE credit INCLUDING DEFAULTS, CONSTRAINT %I CHECK (version = %L::integer))', draft, draft || '_only', NEW.number);
  EXECUTE format('GRANT SELECT, INSERT, DELETE ON %I TO %I', draft, session_user);
  IF NEW.state <> 'building' THEN PERFORM attach_credits(NEW.number); END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "credit_table" AFTER INSERT ON "attribution"."version" FOR EACH ROW EXECUTE FUNCTION "attribution"."add_credit_table"();--> statement-breakpoint
-- A version that is being computed begins anew.
DELETE FROM "attribution"."day_rollup" WHERE "version" IN (SELECT "number" FROM "attribution"."version" WHERE "state" = 'building');--> statement-breakpoint
DELETE FROM "attribution"."month_rollup" WHERE "version" IN (SELECT "number" FROM "attribution"."version" WHERE "state" = 'building');--> statement-breakpoint
UPDATE "attribution"."version" SET "cursor" = NULL WHERE "state" = 'building';--> statement-breakpoint
DO $$
DECLARE
  known record;
BEGIN
  FOR known IN SELECT number, state FROM attribution.version LOOP
    EXECUTE format('CREATE TABLE attribution.%I (LIKE attribution.credit INCLUDING DEFAULTS, CONSTRAINT %I CHECK (version = %L::integer))',
      'credit_v' || known.number, 'credit_v' || known.number || '_only', known.number);
    CONTINUE WHEN known.state = 'building';
    EXECUTE format('INSERT INTO attribution.%I SELECT * FROM attribution.credit_before WHERE version = %L', 'credit_v' || known.number, known.number);
    PERFORM attribution.attach_credits(known.number);
  END LOOP;
END $$;--> statement-breakpoint
DROP TABLE "attribution"."credit_before";
