#!/bin/sh
# Säger till när natten inte gick. ALARM är en funktionsbrevlåda; dit går det ett brev om datorn kan skicka (nullmailer).
# Körs i portalens mapp av loften-larm.service, och av crontab.
set -eu
state=${STATE:-natt.json}
# En natt som avbröts hann inte säga det själv.
[ ! -e "$state.ny" ] || mv "$state.ny" "$state"
text="Portalens natt på $(hostname) gick inte som den skulle: $(cat "$state" 2>/dev/null || echo 'den kom aldrig i gång')
Lyckades den gick det inte att ladda om webbservern: sudo nginx -t, eller journalctl -u loften."
echo "$text" >&2
if [ -n "${ALARM:-}" ] && command -v sendmail >/dev/null; then
    printf 'To: %s\nSubject: Portalen: natten gick inte\nContent-Type: text/plain; charset=utf-8\n\n%s\n' "$ALARM" "$text" |
        sendmail -t
fi
