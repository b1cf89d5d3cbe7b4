#!/bin/sh
# Looks up every locked package in an advisory database, judges what is found, and writes a bill of materials (CycloneDX).
# The tools live in an environment of their own. Another database: PIP_AUDIT_VULNERABILITY_SERVICE=osv.
set -eu
cd "$(dirname "$0")/.."
mkdir -p var/pakketten
tool=$(mktemp -d)
trap 'rm -rf "$tool"' EXIT
.venv/bin/python -m venv "$tool"
"$tool/bin/pip" install --quiet --disable-pip-version-check pip-audit==2.10.1 cyclonedx-bom==7.5.0
"$tool/bin/cyclonedx-py" environment .venv/bin/python --pyproject pyproject.toml --output-reproducible --of JSON --output-file var/pakketten/materialen.cdx.json
echo "[pakketten] bill of materials: var/pakketten/materialen.cdx.json"
rm -f var/pakketten/adviezen.json
"$tool/bin/pip-audit" --requirement "${1:-requirements.txt}" --disable-pip --require-hashes --progress-spinner off --format json \
    --output var/pakketten/adviezen.json > var/pakketten/pip-audit.log 2>&1 || true
.venv/bin/python scripts/audit.py var/pakketten/adviezen.json
