-- A secret has no partner of its own: its owner's is looked up, so that the log of a partner tells of its secrets, too.
-- Arguments: as before; then, for such an object, the table of its owner and the column that names it.
CREATE OR REPLACE FUNCTION audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  actor jsonb := nullif(current_setting('causeway.actor', true), '')::jsonb;
  before jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
  after jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
  present jsonb := coalesce(after, before);
  application text := current_setting('application_name');
  partner text := present->>nullif(TG_ARGV[2], '');
BEGIN
  IF TG_NARGS > 3 THEN
    EXECUTE format('SELECT partner_id FROM %I WHERE id = $1', TG_ARGV[3]) INTO partner USING present->>TG_ARGV[4];
  END IF;
  IF actor IS NULL THEN
    -- Causeway's own processes act by themselves, as when an endpoint is disabled for failing; anyone else is at a psql prompt.
    actor := CASE WHEN application LIKE 'causeway%' THEN jsonb_build_object('kind', 'system', 'id', application)
      ELSE jsonb_build_object('kind', 'database', 'id', session_user) END;
  END IF;
  INSERT INTO audit_entry (actor_kind, actor_id, partner_id, action, object_kind, object_id, request_id, detail)
  VALUES (
    actor->>'kind', actor->>'id', partner,
    TG_ARGV[0] || CASE TG_OP WHEN 'INSERT' THEN '.created' WHEN 'UPDATE' THEN '.updated' ELSE '.deleted' END,
    TG_ARGV[0], present->>TG_ARGV[1], actor->>'requestId',
    json_build_object(
      'before', audit_masked(before),
      'after', audit_masked(after),
      'changed', CASE TG_OP WHEN 'UPDATE' THEN
        (SELECT coalesce(json_agg(key ORDER BY key), '[]') FROM jsonb_each(after) WHERE value IS DISTINCT FROM before->key) END));
  RETURN NULL;
END $$;
--> statement-breakpoint
DROP TRIGGER audit ON endpoint_secret;
--> statement-breakpoint
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON endpoint_secret
  FOR EACH ROW EXECUTE FUNCTION audit_change('endpoint_secret', 'id', '', 'endpoint', 'endpoint_id');
--> statement-breakpoint
DROP TRIGGER audit ON oauth_client_secret;
--> statement-breakpoint
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON oauth_client_secret
  FOR EACH ROW EXECUTE FUNCTION audit_change('oauth_client_secret', 'id', '', 'oauth_client', 'client_id');
