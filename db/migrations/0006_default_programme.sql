INSERT INTO programme (id, name, settings) VALUES ('prg_default', 'Standard', '{}');
--> statement-breakpoint
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON programme
  FOR EACH ROW EXECUTE FUNCTION audit_change('programme', 'id', '');
