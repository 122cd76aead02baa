#!/bin/bash
# Run by the Postgres image when its data folder is new; may be run again by hand at any time, for example after a password was
# changed: docker compose exec postgres /docker-entrypoint-initdb.d/10-schemas.sh
set -euo pipefail

here=$(dirname "${BASH_SOURCE[0]}")
database=${POSTGRES_DB:?is the name of the database}
secrets=${DORMOUSE_SECRETS:-/run/secrets}

administer() {
    psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname="$database" "$@"
}

administer --file="$here/database.sql.in" > /dev/null
for schema in dormouse gateway dns iaas approval job sandbox; do
    # psql reads the password itself, so that it stands in no argument list
    administer --set=schema="$schema" --set=file="$secrets/postgres-$schema" --file="$here/schema.sql.in" > /dev/null
done
echo "roles and schemas are as they should be"
