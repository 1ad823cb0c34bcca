-- The audit log: every change of the tables below is written down by the database itself, in the change's own transaction, so
-- that no code path can forget it. Who did it comes from the setting causeway.actor of the transaction (db/actor.ts).
CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last record;
BEGIN
  -- One writer at a time: the chain has no forks and no gaps. Held until the end of the transaction.
  PERFORM pg_advisory_xact_lock(hashtextextended('causeway.audit_chain', 0));
  SELECT seq, hash INTO last FROM audit_entry ORDER BY seq DESC LIMIT 1;
  NEW.seq := coalesce(last.seq, 0) + 1;
  NEW.at := date_trunc('milliseconds', clock_timestamp());
  NEW.prev_hash := coalesce(last.hash, '');
  NEW.detail_hash := encode(sha256(convert_to(coalesce(NEW.detail::text, ''), 'UTF8')), 'hex');
  NEW.hash := encode(sha256(convert_to(json_build_array(
    NEW.prev_hash, NEW.seq, to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), NEW.actor_kind, NEW.actor_id,
    NEW.partner_id, NEW.action, NEW.object_kind, NEW.object_id, NEW.request_id, NEW.detail_hash)::text, 'UTF8')), 'hex');
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_chain BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_chain();
--> statement-breakpoint
-- The one permitted change: an erasure takes the detail away, and the hashes stay.
CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.detail IS NULL AND to_jsonb(NEW) - 'detail' = to_jsonb(OLD) - 'detail' THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_append_only();
--> statement-breakpoint
CREATE TRIGGER audit_not_truncated BEFORE TRUNCATE ON audit_entry EXECUTE FUNCTION audit_append_only();
--> statement-breakpoint
CREATE FUNCTION audit_masked(change jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT change || coalesce(
    (SELECT jsonb_object_agg(key, '[masked]') FROM jsonb_each(change)
     WHERE (key LIKE '%sealed' OR key LIKE '%secret_hash') AND value <> 'null'), '{}')
$$;
--> statement-breakpoint
-- Arguments: the object's kind, the column that names it, the column that names its partner ('' for none).
CREATE FUNCTION audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  actor jsonb := nullif(current_setting('causeway.actor', true), '')::jsonb;
  before jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
  after jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
  present jsonb := coalesce(after, before);
  application text := current_setting('application_name');
BEGIN
  IF actor IS NULL THEN
    -- Causeway's own processes act by themselves, as when an endpoint is disabled for failing; anyone else is at a psql prompt.
    actor := CASE WHEN application LIKE 'causeway%' THEN jsonb_build_object('kind', 'system', 'id', application)
      ELSE jsonb_build_object('kind', 'database', 'id', session_user) END;
  END IF;
  INSERT INTO audit_entry (actor_kind, actor_id, partner_id, action, object_kind, object_id, request_id, detail)
  VALUES (
    actor->>'kind', actor->>'id', present->>nullif(TG_ARGV[2], ''),
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
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON partner
  FOR EACH ROW EXECUTE FUNCTION audit_change('partner', 'id', 'id');
--> statement-breakpoint
CREATE TRIGGER audit_insert AFTER INSERT OR DELETE ON api_key
  FOR EACH ROW EXECUTE FUNCTION audit_change('api_key', 'id', 'partner_id');
--> statement-breakpoint
CREATE TRIGGER audit_update AFTER UPDATE ON api_key
  FOR EACH ROW WHEN (OLD.last_used_at IS NOT DISTINCT FROM NEW.last_used_at)
  EXECUTE FUNCTION audit_change('api_key', 'id', 'partner_id');
--> statement-breakpoint
CREATE TRIGGER audit_insert AFTER INSERT OR DELETE ON oauth_client
  FOR EACH ROW EXECUTE FUNCTION audit_change('oauth_client', 'id', 'partner_id');
--> statement-breakpoint
CREATE TRIGGER audit_update AFTER UPDATE ON oauth_client
  FOR EACH ROW WHEN (OLD.last_used_at IS NOT DISTINCT FROM NEW.last_used_at)
  EXECUTE FUNCTION audit_change('oauth_client', 'id', 'partner_id');
--> statement-breakpoint
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON oauth_client_secret
  FOR EACH ROW EXECUTE FUNCTION audit_change('oauth_client_secret', 'id', '');
--> statement-breakpoint
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON oauth_signing_key
  FOR EACH ROW EXECUTE FUNCTION audit_change('oauth_signing_key', 'id', '');
--> statement-breakpoint
CREATE TRIGGER audit_insert AFTER INSERT OR DELETE ON endpoint
  FOR EACH ROW EXECUTE FUNCTION audit_change('endpoint', 'id', 'partner_id');
--> statement-breakpoint
-- The breaker and the count of failures are the machine's own; what counts as a change raises the version.
CREATE TRIGGER audit_update AFTER UPDATE ON endpoint
  FOR EACH ROW WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION audit_change('endpoint', 'id', 'partner_id');
--> statement-breakpoint
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON endpoint_secret
  FOR EACH ROW EXECUTE FUNCTION audit_change('endpoint_secret', 'id', '');
--> statement-breakpoint
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON event_type
  FOR EACH ROW EXECUTE FUNCTION audit_change('event_type', 'name', '');
--> statement-breakpoint
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON event_type_version
  FOR EACH ROW EXECUTE FUNCTION audit_change('event_type_version', 'event_type', '');
--> statement-breakpoint
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON feature_flag
  FOR EACH ROW EXECUTE FUNCTION audit_change('feature_flag', 'name', '');
--> statement-breakpoint
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON partner_flag
  FOR EACH ROW EXECUTE FUNCTION audit_change('partner_flag', 'flag', 'partner_id');
--> statement-breakpoint
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON erasure
  FOR EACH ROW EXECUTE FUNCTION audit_change('erasure', 'id', 'partner_id');
--> statement-breakpoint
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON promotion
  FOR EACH ROW EXECUTE FUNCTION audit_change('promotion', 'id', 'partner_id');
--> statement-breakpoint
-- Every process that remembers tenants and credentials hears of a change as it commits: `<table>:<key>`.
CREATE FUNCTION announce_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('causeway_changed', TG_TABLE_NAME || ':' || (to_jsonb(coalesce(NEW, OLD))->>TG_ARGV[0]));
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER announce AFTER UPDATE OR DELETE ON partner FOR EACH ROW EXECUTE FUNCTION announce_change('id');
--> statement-breakpoint
CREATE TRIGGER announce AFTER INSERT OR UPDATE OF scopes, expires_at, revoked_at, name OR DELETE ON api_key
  FOR EACH ROW EXECUTE FUNCTION announce_change('public_id');
--> statement-breakpoint
CREATE TRIGGER announce AFTER INSERT OR UPDATE OF scopes, auth_method, jwks, jwks_uri, certificate_thumbprint, certificate_subject, revoked_at OR DELETE ON oauth_client
  FOR EACH ROW EXECUTE FUNCTION announce_change('id');
--> statement-breakpoint
CREATE TRIGGER announce AFTER INSERT OR UPDATE OR DELETE ON oauth_client_secret FOR EACH ROW EXECUTE FUNCTION announce_change('client_id');
--> statement-breakpoint
CREATE TRIGGER announce AFTER INSERT OR UPDATE OR DELETE ON oauth_signing_key FOR EACH ROW EXECUTE FUNCTION announce_change('id');
--> statement-breakpoint
CREATE TRIGGER announce AFTER INSERT ON oauth_revoked_token FOR EACH ROW EXECUTE FUNCTION announce_change('jti');
--> statement-breakpoint
CREATE TRIGGER announce AFTER INSERT OR UPDATE OR DELETE ON feature_flag FOR EACH ROW EXECUTE FUNCTION announce_change('name');
--> statement-breakpoint
CREATE TRIGGER announce AFTER INSERT OR UPDATE OR DELETE ON partner_flag FOR EACH ROW EXECUTE FUNCTION announce_change('partner_id');
--> statement-breakpoint
-- Endpoints are closed and opened with their partner, in the same transaction: nothing is sent for one that is not active.
-- Their version tells every process to read again what they follow of their partner.
CREATE FUNCTION follow_partner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE endpoint SET partner_active = (NEW.status = 'active'), version = version + 1, updated_at = now()
  WHERE partner_id = NEW.id AND deleted_at IS NULL AND (partner_active <> (NEW.status = 'active')
    OR OLD.tier <> NEW.tier OR OLD.webhook_settings <> NEW.webhook_settings);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER follow_partner AFTER UPDATE OF status, tier, webhook_settings ON partner FOR EACH ROW EXECUTE FUNCTION follow_partner();
--> statement-breakpoint
CREATE FUNCTION follow_own_partner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.partner_active := (SELECT status = 'active' FROM partner WHERE id = NEW.partner_id);
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER follow_own_partner BEFORE INSERT ON endpoint FOR EACH ROW EXECUTE FUNCTION follow_own_partner();
--> statement-breakpoint
ALTER TABLE rate_bucket SET UNLOGGED;
