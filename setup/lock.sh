#!/bin/sh
# Write the lock files anew from pyproject.toml (for maintainers): exact versions and a hash for every file.
set -eu
cd "$(dirname "$0")/.."
[ -x build/uv/bin/uv ] || { python3 -m venv build/uv && build/uv/bin/python -m pip install --quiet uv; }
compile() {
    build/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --custom-compile-command setup/lock.sh "$@"
}
compile --group build -o setup/build.lock
compile --group npm -o setup/npm.lock
compile pyproject.toml -o requirements.lock
compile pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
