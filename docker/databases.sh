#!/bin/bash
# Runs once, on an empty volume: one database a service, owned by a user of the same name who sees no other.
set -e
for service in hall review sms gateway; do
  psql -v ON_ERROR_STOP=1 -v name="$service" -v password="$POSTGRES_PASSWORD" -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE CONNECT ON DATABASE :"name" FROM PUBLIC;
SQL
done
