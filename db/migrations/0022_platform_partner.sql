-- The owner of the platform endpoints. It is no partner: no route shows or changes it, and it has no credentials.
INSERT INTO partner (id, name, tier, status) VALUES ('ptn_platform', 'Platform', 'enterprise', 'active');
--> statement-breakpoint
CREATE FUNCTION keep_platform_partner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'ptn_platform owns the platform endpoints: it cannot be suspended, promoted or deleted';
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_platform_partner BEFORE UPDATE OF id, tier, status OR DELETE ON partner
  FOR EACH ROW WHEN (OLD.id = 'ptn_platform') EXECUTE FUNCTION keep_platform_partner();
