-- Writes a version's draft anew, day by day, and each day partner by partner: the end of a window of one partner is in a page or two, that of all partners is still in
-- neighbouring pages. Does nothing if it is a partition.
CREATE OR REPLACE FUNCTION "attribution"."attach_credits"(number integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = attribution, pg_temp SET work_mem = '256MB' SET maintenance_work_mem = '256MB' SET lock_timeout = 0 AS $$
DECLARE
  draft text := 'credit_v' || number;
  sorted text := draft || '_sorted';
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('attribution.credits', number));
  IF (SELECT relispartition FROM pg_class WHERE oid = draft::regclass) THEN RETURN; END IF;
  EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', sorted, draft);
  EXECUTE format('INSERT INTO %I SELECT * FROM %I ORDER BY date_bin(''1 day'', occurred_at, ''epoch''), partner_id, occurred_at', sorted, draft);
  EXECUTE format('CREATE INDEX %I ON %I (version, scope, partner_id, occurred_at)', draft || '_partner', sorted);
  EXECUTE format('CREATE INDEX %I ON %I (version, fact_id)', draft || '_fact', sorted);
  EXECUTE format('CREATE INDEX %I ON %I (version, scope, partner_id, recorded_at)', draft || '_recorded', sorted);
  EXECUTE format('CREATE INDEX %I ON %I (occurred_at)', draft || '_time', sorted);
  -- Waits until nobody reads the draft any more.
  EXECUTE format('DROP TABLE %I', draft);
  EXECUTE format('ALTER TABLE %I RENAME TO %I', sorted, draft);
  EXECUTE format('GRANT SELECT, INSERT, DELETE ON %I TO %I', draft, session_user);
  EXECUTE format('ANALYZE %I', draft);
  EXECUTE format('ALTER TABLE credit ATTACH PARTITION %I FOR VALUES IN (%L)', draft, number);
END $$;
