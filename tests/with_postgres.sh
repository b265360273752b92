#!/usr/bin/env bash
# Runs a command against a PostgreSQL server of its own, which ends with the command:
#   tests/with_postgres.sh .venv/bin/pytest -m "not browser"
# Works as root (the server then runs as the user postgres) and as an ordinary user.
# Exit status: the command's own; 69 when there is no PostgreSQL server on this machine.
set -euo pipefail

if [ $# -eq 0 ]; then
    echo "usage: tests/with_postgres.sh COMMAND [ARGUMENT...]" >&2
    exit 64
fi

# Debian keeps the server's programs out of PATH, one directory a version: the newest wins.
find_initdb() {
    command -v initdb || find /usr/lib/postgresql /usr/pgsql-* /usr/local/opt/postgresql* /opt/homebrew/opt/postgresql* \
        -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1
}
initdb=$(find_initdb || true)
if [ -z "$initdb" ]; then
    echo "with_postgres: initdb not found; install a PostgreSQL server (Debian: apt-get install postgresql)" >&2
    exit 69
fi
bin=$(dirname "$(readlink -f "$initdb")")

# The socket's path may have 107 characters at most, so not under a long TMPDIR.
dir=$(mktemp -d /tmp/partybuild-pg.XXXXXX)
as_owner=(env)
if [ "$(id -u)" -eq 0 ]; then # initdb refuses root
    owner=postgres
    id -u "$owner" >/dev/null 2>&1 || owner=nobody
    chown "$owner" "$dir"
    as_owner=(runuser -u "$owner" --)
fi

# The server must not hear a Ctrl-C meant for the command, or it stops before the test database is dropped.
command -v setsid >/dev/null && as_owner+=(setsid)
server() {
    (cd "$dir" && exec "${as_owner[@]}" "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -w "$@") </dev/null >/dev/null
}

finish() {
    status=$?
    trap - EXIT
    trap '' INT TERM PIPE # whatever comes now, the server goes first
    [ -f "$dir/data/postmaster.pid" ] && server -m immediate stop || true
    rm -rf "$dir"
    exit "$status"
}
trap finish EXIT
trap : PIPE # whoever read our output may be gone; the server must not stay for that
trap 'exit 130' INT
trap 'exit 143' TERM

(cd "$dir" && "${as_owner[@]}" "$bin/initdb" -D "$dir/data" -U app -A trust --encoding=UTF8 --locale=C.UTF-8 -N) \
    </dev/null >"$dir/initdb.log" 2>&1 || {
    cat "$dir/initdb.log" >&2
    exit 70
}
if ! server -o "-c listen_addresses='' -c unix_socket_directories=$dir -c fsync=off \
    -c synchronous_commit=off -c full_page_writes=off -c max_connections=120" start; then
    cat "$dir/log" >&2
    exit 70
fi

export DATABASE_URL="postgres://app@/postgres?host=$dir"
export EXPECT_DATABASE=postgresql
"$@"
