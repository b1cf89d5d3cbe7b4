#!/bin/sh
# What the tests need beside Python: PostgreSQL, Redis, nginx, Chromium and Node. Installs what is missing where that is possible.
set -eu
missing=""
need() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }
[ -n "$(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null)" ] || command -v initdb >/dev/null 2>&1 || missing="$missing postgresql"
need redis-server redis-server
need nginx nginx
need chromium chromium
need node nodejs
need npm npm
need openssl openssl
[ -z "$missing" ] && exit 0
echo "[tests] missing:$missing"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq >/dev/null
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends $missing >/dev/null
    echo "[tests] installed"
    exit 0
fi
echo "Way out: install them, on Debian or Ubuntu with: sudo apt-get install$missing" >&2
exit 1
