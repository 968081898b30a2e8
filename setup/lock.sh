#!/bin/sh
# Write the lock files anew from pyproject.toml (maintainers; needs uv): exact versions and a hash for every file.
set -eu
cd "$(dirname "$0")/.."
compile() { .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command setup/lock.sh "$@"; }
compile --group build -o setup/build.lock
compile pyproject.toml -o requirements.lock
compile pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
compile --group npm -o setup/npm.lock
