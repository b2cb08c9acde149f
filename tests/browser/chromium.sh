#!/usr/bin/env bash
# The browser tests drive Debian's Chromium; installed here when we may, said plainly when we may not.
set -euo pipefail
command -v chromium >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "setting up: Chromium for the browser tests"
  apt-get update -qq >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
  exit 0
fi
echo "The browser tests need Chromium as \"chromium\" on PATH; install it (Debian: apt-get install chromium) and run make test again." >&2
exit 1
