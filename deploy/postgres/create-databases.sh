#!/bin/sh
# Runs once, when the database volume is empty. Creates separate users and databases for Causeway and Temporal, so that neither can
# read the other's data.
set -eu

psql --username "$POSTGRES_USER" --dbname postgres --no-psqlrc \
  --set ON_ERROR_STOP=1 --set causeway_password="$CAUSEWAY_DB_PASSWORD" --set temporal_password="$TEMPORAL_DB_PASSWORD" <<'SQL'
create role causeway login password :'causeway_password';
create database causeway owner causeway;
revoke all on database causeway from public;

create role temporal login password :'temporal_password';
create database temporal owner temporal;
revoke all on database temporal from public;
create database temporal_visibility owner temporal;
revoke all on database temporal_visibility from public;
SQL
