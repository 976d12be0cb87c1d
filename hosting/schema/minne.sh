#!/bin/sh
# Slår ihop två versioner av en fil i .utgivet/, rad för rad: allt som någon har lagt till är med, och det som någon har
# tagit bort (make remove) är borta. Anropas av git med den gemensamma versionen, vår och deras; svaret skrivs i vår.
set -eu
awk -v base="$1" -v theirs="$3" '
    FILENAME == base { old[$0]; next }
    FILENAME == theirs { their[$0]; line[++count] = $0; next }
    { our[$0]; if (!($0 in old) || $0 in their) print }
    END { for (i = 1; i <= count; i++) if (!(line[i] in old) && !(line[i] in our)) print line[i] }
' "$1" "$3" "$2" > "$2.ny"
mv "$2.ny" "$2"
