#!/bin/sh
# Makes .venv from the locked requirements with a Python 3.10 found on PATH, in pyenv or through uv. Does nothing when it fits.
set -eu
cd "$(dirname "$0")/.."
wanted=$(cksum < requirements.txt)
if [ -x .venv/bin/python ] && [ "$(cat .venv/.requirements 2>/dev/null)" = "$wanted" ]; then
    exit 0
fi

is_310() { "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' >/dev/null 2>&1; }

find_python() {
    for candidate in python3.10 python3 python "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.10.*/bin/python; do
        if is_310 "$candidate"; then echo "$candidate"; return; fi
    done
    if command -v uv >/dev/null 2>&1; then
        uv python find 3.10 2>/dev/null || { uv python install 3.10 >&2 && uv python find 3.10; }
    fi
}

python=$(find_python)
if [ -z "$python" ]; then
    echo "Python 3.10 is needed: Rasa does not run on a newer one. None was found on PATH, in pyenv or through uv." >&2
    echo "Way out: install it, for example with 'pyenv install 3.10' or 'uv python install 3.10', and run this again." >&2
    exit 1
fi
echo "[omgeving] Python: $python"
rm -rf .venv
"$python" -m venv .venv || { echo "The virtual environment could not be made. Way out: check free disk space, and that the venv module is installed." >&2; exit 1; }
echo "[omgeving] installing the locked packages; the first time this takes a few minutes"
if ! .venv/bin/python -m pip install --disable-pip-version-check --progress-bar off --no-deps --require-hashes -r requirements.txt > .venv/install.log 2>&1; then
    tail -n 5 .venv/install.log >&2
    echo "The packages could not be installed. Way out: check the network and free disk space; the whole log is .venv/install.log" >&2
    exit 1
fi
echo "$wanted" > .venv/.requirements
echo "[omgeving] ready"
