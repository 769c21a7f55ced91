#!/bin/sh
# Runs once, in a new database cluster: three databases of two owners, closed to each other.
# POSTGRES_USER, DATABASE_PASSWORD and TEMPORAL_DATABASE_PASSWORD come from docker-compose.yml.
set -eu

psql --no-psqlrc --quiet --username "$POSTGRES_USER" --dbname postgres \
  --set ON_ERROR_STOP=1 \
  --set own_password="$DATABASE_PASSWORD" \
  --set engine_password="$TEMPORAL_DATABASE_PASSWORD" <<'SQL'
CREATE ROLE aftalehjulet LOGIN PASSWORD :'own_password';
CREATE ROLE temporal LOGIN PASSWORD :'engine_password';
CREATE DATABASE aftalehjulet OWNER aftalehjulet;
CREATE DATABASE temporal OWNER temporal;
CREATE DATABASE temporal_visibility OWNER temporal;
REVOKE ALL ON DATABASE aftalehjulet, temporal, temporal_visibility FROM PUBLIC;
SQL
