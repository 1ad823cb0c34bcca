-- Deliveries and attempts are partitioned by the ids of deliveries, which begin with a time, so that a purge drops partitions. The tables
-- become the first partitions: nothing is copied. `db/prepare-partitions.ts` has checked, without a lock that stops anybody, that the ids of a
-- large table are below the bound of that partition, so attaching it does not read it.
LOCK TABLE delivery, attempt IN ACCESS EXCLUSIVE MODE;--> statement-breakpoint
ALTER TABLE "attempt" DROP CONSTRAINT "attempt_delivery_id_delivery_id_fk";--> statement-breakpoint
DO $$
DECLARE
  next_seq bigint;
  ms bigint := 1000 * extract(epoch FROM date_trunc('day', now(), 'UTC') + interval '7 days');
  new_bound text := '';
  part record;
  old_index record;
  bound text;
  definitions text[];
  definition text;
  pk_name text;
  pk_definition text;
BEGIN
  -- Partitioned tables have no identity columns before PostgreSQL 17.
  EXECUTE format('SELECT last_value + 1 FROM %s', pg_get_serial_sequence('delivery', 'seq')) INTO next_seq;
  ALTER TABLE delivery ALTER COLUMN seq DROP IDENTITY;
  EXECUTE format('CREATE SEQUENCE delivery_seq START WITH %s', next_seq);
  ALTER TABLE delivery ALTER COLUMN seq SET DEFAULT nextval('delivery_seq');

  -- As idTime in domain/id-range.ts.
  FOR i IN 1..10 LOOP
    new_bound := substr('0123456789abcdefghjkmnpqrstvwxyz', (ms % 32)::int + 1, 1) || new_bound;
    ms := ms / 32;
  END LOOP;

  FOR part IN SELECT * FROM (VALUES ('delivery', 'id'), ('attempt', 'delivery_id')) AS parts (name, key) LOOP
    SELECT coalesce(max(substring(pg_get_constraintdef(oid) FROM '''(dlv_[0-9a-z]+)''')), 'dlv_' || new_bound) INTO bound
      FROM pg_constraint WHERE conrelid = part.name::regclass AND conname = 'first_partition' AND convalidated;
    SELECT array_agg(pg_get_indexdef(indexrelid)) INTO definitions
      FROM pg_index WHERE indrelid = part.name::regclass AND NOT indisprimary;
    SELECT conname, pg_get_constraintdef(oid) INTO pk_name, pk_definition
      FROM pg_constraint WHERE conrelid = part.name::regclass AND contype = 'p';
    FOR old_index IN SELECT c.relname AS name FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid WHERE x.indrelid = part.name::regclass LOOP
      EXECUTE format('ALTER INDEX %I RENAME TO %I', old_index.name, 'first_' || old_index.name);
    END LOOP;
    EXECUTE format('ALTER TABLE %I RENAME TO %I', part.name, part.name || '_first');
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE) PARTITION BY RANGE (%I)',
      part.name, part.name || '_first', part.key);
    EXECUTE format('ALTER TABLE %I DROP CONSTRAINT IF EXISTS first_partition', part.name);
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I %s', part.name, pk_name, pk_definition);
    FOREACH definition IN ARRAY coalesce(definitions, '{}') LOOP
      EXECUTE definition;
    END LOOP;
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (MINVALUE) TO (%L)', part.name, part.name || '_first', bound);
    EXECUTE format('ALTER TABLE %I DROP CONSTRAINT IF EXISTS first_partition', part.name || '_first');
    EXECUTE format('CREATE TABLE %I PARTITION OF %I DEFAULT', part.name || '_default', part.name);
  END LOOP;
END $$;
