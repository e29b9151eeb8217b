#!/usr/bin/env bash
# The report's tests drive a real browser. Install Debian's where there is none.
set -euo pipefail
if command -v chromium >/dev/null && command -v chromedriver >/dev/null; then exit 0; fi
echo "Installing Chromium for the report's tests …"
run=""
if [ "$(id -u)" -ne 0 ]; then run="sudo"; fi
export DEBIAN_FRONTEND=noninteractive
$run apt-get update -qq
$run apt-get install -y -qq --no-install-recommends chromium chromium-driver >/dev/null
