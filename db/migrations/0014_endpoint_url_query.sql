ALTER TABLE "endpoint" ADD COLUMN "url_query_sealed" text;--> statement-breakpoint
-- Values in a query are often tokens. Rows are masked already, except those from before the column, and what is written in psql.
CREATE FUNCTION audit_masked_url(url text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT regexp_replace(regexp_replace(url, '([?&][^=&]*=)[^&]+', '\1********', 'g'), '([?&])[^=&]+(?=&|$)', '\1********', 'g')
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION audit_masked(change jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT change || coalesce(
    (SELECT jsonb_object_agg(key, '[masked]') FROM jsonb_each(change)
     WHERE (key LIKE '%sealed' OR key LIKE '%secret_hash') AND value <> 'null'), '{}')
    || CASE WHEN strpos(change->>'url', '?') > 0 THEN jsonb_build_object('url', audit_masked_url(change->>'url')) ELSE '{}' END
$$;
