-- An endpoint's filter: empty matches everything, `deal.*` everything that starts with `deal.`.
CREATE FUNCTION matches_event_type(filters text[], event_type text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN cardinality(filters) = 0
  OR event_type = ANY (filters)
  OR EXISTS (SELECT FROM unnest(filters) AS f WHERE f LIKE '%.*' AND starts_with(event_type, left(f, -1)));
