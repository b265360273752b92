#!/usr/bin/env bash
# Every check there is: style, migrations, the suite on SQLite and on PostgreSQL, the browser.
# `make test` calls it. What the machine lacks (Chromium, a Chinese font, LibreOffice, a PostgreSQL
# server) is installed where that is possible, else named. With CI=true anything missing is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."
exec </dev/null
unset DATABASE_URL TODAY DEBUG CHART_SOURCE HTTPS BEHIND_PROXY SECRET_KEY ALLOWED_HOSTS EXPECT_DATABASE
export VAR_DIR="$PWD/var/tests" DEBIAN_FRONTEND=noninteractive PYTHONUNBUFFERED=1
bin=.venv/bin
log=$(mktemp)
trap 'rm -f "$log"' EXIT
summary=() not_run=() failed=0

has_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
has_font() { command -v fc-list && fc-list :lang=zh family | grep -q .; }
# Calc or Writer may be missing although LibreOffice is there: each is a library beside the program.
has_office() { # sc|sw
    local office
    office=$(command -v soffice || command -v libreoffice) || return 1
    office=$(dirname "$(readlink -f "$office")")
    [ ! -e "$office/soffice.bin" ] || [ -e "$office/lib$1lo.so" ]
}
has_postgres() { command -v initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb'; }

# What is missing of what the machine must bring, as Debian package names.
missing_packages() {
    has_chromium >/dev/null || echo chromium
    has_font >/dev/null || echo fontconfig fonts-noto-cjk
    has_postgres >/dev/null || echo postgresql
    has_office sc || echo libreoffice-calc
    has_office sw || echo libreoffice-writer
}

install_packages() {
    local root=()
    if [ "$(id -u)" -ne 0 ]; then
        sudo -n true 2>/dev/null || return 1
        root=(sudo -n env DEBIAN_FRONTEND=noninteractive)
    fi
    command -v apt-get >/dev/null || return 1
    echo "installing $*"
    "${root[@]}" apt-get update -qq && "${root[@]}" apt-get install -y -qq --no-install-recommends "$@" >"$log" 2>&1 || {
        tail -n 20 "$log" >&2
        return 1
    }
}

# part NAME COMMAND...: runs it, shows its output, notes result, number of tests and time.
part() {
    local name=$1 start=$SECONDS state=ok tests
    shift
    printf '\n== %s\n' "$name"
    "$@" 2>&1 | tee "$log" || {
        state=FAILED
        failed=1
    }
    tests=$(sed -nE 's/^(=* ?)([0-9]+ failed, )?([0-9]+) passed.* in [0-9.]+s.*/\3 tests good/p' "$log" | tail -n 1)
    summary+=("$(printf '%-7s %-24s %-18s %4d s' "$state" "$name" "$tests" $((SECONDS - start)))")
}

leave_out() { # NAME WHAT-IS-MISSING
    not_run+=("$1: no $2")
    if [ "${CI:-}" = true ]; then
        failed=1
    fi
}

read -ra missing <<<"$(missing_packages | tr '\n' ' ')"
if [ ${#missing[@]} -gt 0 ]; then
    install_packages "${missing[@]}" || echo "could not install: ${missing[*]}" >&2
fi

part "style" "$bin/ruff" check .
part "format" "$bin/ruff" format --check .
part "system checks" "$bin/python" manage.py check --fail-level WARNING
part "migrations complete" "$bin/python" manage.py makemigrations --check --dry-run

has_office sc || leave_out "forms in LibreOffice" "LibreOffice Calc (Debian: apt-get install libreoffice-calc)"
has_office sw || leave_out "documents in LibreOffice" "LibreOffice Writer (Debian: apt-get install libreoffice-writer)"
part "suite on SQLite" env EXPECT_DATABASE=sqlite "$bin/pytest" -n 2 --dist loadgroup -m "not browser"

if has_postgres >/dev/null; then
    part "suite on PostgreSQL" tests/with_postgres.sh "$bin/pytest" -n 2 --dist loadgroup -m "not browser"
else
    leave_out "suite on PostgreSQL" "PostgreSQL server (Debian: apt-get install postgresql)"
fi

if has_chromium >/dev/null; then
    has_font >/dev/null || leave_out "readable screenshots" "Chinese font (Debian: apt-get install fonts-noto-cjk)"
    part "browser" env EXPECT_DATABASE=sqlite "$bin/pytest" -n 2 --dist loadgroup -m browser
else
    leave_out "browser" "Chromium (Debian: apt-get install chromium fonts-noto-cjk)"
fi

printf '\n== summary (%d s)\n' "$SECONDS"
printf '%s\n' "${summary[@]}"
if [ ${#not_run[@]} -gt 0 ]; then
    printf '\n!! NOT RUN on this machine:\n'
    printf '!!   %s\n' "${not_run[@]}"
fi
exit "$failed"
