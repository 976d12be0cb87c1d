#!/bin/sh
# Hämtar ändringar, bygger för dagens datum, lägger ut och sparar det som gavs ut. Körs i portalens mapp:
#   sh hosting/schema/natt.sh /srv/loften
set -eu
git pull --quiet --ff-only
make --no-print-directory nightly TARGET="$1"
git add content/.utgivet
git diff --cached --quiet -- content/.utgivet || git commit --quiet -m "Utgivet" -- content/.utgivet
git push --quiet
