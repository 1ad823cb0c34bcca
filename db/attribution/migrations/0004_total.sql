-- The sum of 64-bit integers as one: an error where it does not fit, as with sum(x)::bigint, whose states of 128 bits are allocated for each group.
CREATE AGGREGATE "attribution"."total"(bigint) (SFUNC = int8pl, STYPE = bigint, COMBINEFUNC = int8pl, PARALLEL = SAFE);
