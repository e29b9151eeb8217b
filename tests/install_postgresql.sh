#!/usr/bin/env bash
# The lake's tests keep its catalogue in a real PostgreSQL. Install Debian's where there is none.
set -euo pipefail
if compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null; then exit 0; fi
echo "Installing PostgreSQL for the lake's tests …"
run=""
if [ "$(id -u)" -ne 0 ]; then run="sudo"; fi
export DEBIAN_FRONTEND=noninteractive
$run apt-get update -qq
$run apt-get install -y -qq --no-install-recommends postgresql >/dev/null
