#!/bin/sh
# Brings Temporal's two databases to the schema of this version of the server; safe to run again.
# Host, port, user, password and plugin come as SQL_… from docker-compose.yml.
set -eu

for name in temporal visibility; do
  case "$name" in
    temporal) database=temporal ;;
    visibility) database=temporal_visibility ;;
  esac
  temporal-sql-tool --db "$database" setup-schema -v 0.0
  temporal-sql-tool --db "$database" update-schema -d "/etc/temporal/schema/postgresql/v12/$name/versioned"
done
