#!/bin/sh
# Hämtar ändringar, bygger för dagens datum, lägger ut och sparar det som gavs ut. Körs i portalens mapp:
#   sh hosting/schema/natt.sh /srv/loften
# Innehållet ligger där egen.mk säger, eller i CONTENT. STATE är filen som sist säger hur det gick.
# Går något fel görs resten ändå, så långt det går; då slutar körningen med fel, och nästa natt börjar om.
set -u
target=$1
content=${CONTENT:-$(make --no-print-directory where)}
state=${STATE:-natt.json}
here=$(pwd)
failed=
reason=
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

in_content() {
    git -C "$content" -c core.attributesFile="$here/hosting/schema/minne.gitattributes" \
        -c merge.minne.driver="sh '$here/hosting/schema/minne.sh' %O %A %B" "$@"
}

is_versioned() { in_content rev-parse --git-dir >/dev/null 2>&1; }

git_file() { in_content rev-parse --path-format=absolute --git-path "$1"; }

# Det som en avbruten körning lämnade efter sig hindrar inte den här.
clear_up() {
    lock=$(git_file index.lock)
    [ ! -e "$lock" ] || find "$lock" -mmin +60 -delete
    [ ! -d "$(git_file rebase-merge)" ] || in_content rebase --abort
}

save() {
    is_versioned && [ -d "$content/.utgivet" ] || return 0
    in_content add -- .utgivet || return 1
    in_content diff --cached --quiet -- .utgivet || in_content commit --quiet -m "Utgivet" -- .utgivet
}

take_up() {
    in_content pull --quiet --rebase --autostash && return 0
    [ ! -d "$(git_file rebase-merge)" ] || in_content rebase --abort
    return 1
}

# En kollega kan ha hunnit före: ta upp det och försök igen.
send() {
    for _ in 1 2 3 4 5; do
        in_content push --quiet && return 0
        take_up || return 1
    done
    return 1
}

# Det som sist sades om felet, i en rad och så som det skrivs i JSON.
told() {
    grep -vE '^(make(\[[0-9]+\])?|hint):' "$work/said" | tail -n 3 | tr '\n\t' '  ' | tr -d '\000-\037' |
        sed 's/["\\]/\\&/g; s/  */ /g; s/^ //; s/ $//'
}

# Det som sägs om fel skrivs ut genast och sparas till lägesfilen.
attempt() {
    rm -f "$work/failed"
    { { "$1" 2>&1 >&3 3>&- || : > "$work/failed"; } | tee "$work/said" >&2; } 3>&1
    [ -e "$work/failed" ] || return 0
    failed="${failed:+$failed, }$2"
    said=$(told)
    reason="${reason:+$reason; }$2${said:+: $said}"
    echo "Natten: $2 gick inte." >&2
    return 1
}

publish() { make --no-print-directory publish CONTENT="$content"; }
deploy() { make --no-print-directory deploy CONTENT="$content" TARGET="$target"; }
has_remote() { is_versioned && [ -n "$(in_content remote)" ]; }

in_content config user.email >/dev/null || {
    export GIT_AUTHOR_NAME=Portalen GIT_AUTHOR_EMAIL=portalen@localhost
    export GIT_COMMITTER_NAME=Portalen GIT_COMMITTER_EMAIL=portalen@localhost
}
is_versioned && clear_up
attempt save "spara det som gavs ut förut"
has_remote && attempt take_up "hämta ändringar"
attempt publish "bygga" && attempt deploy "lägga ut"
attempt save "spara det som gavs ut"
has_remote && attempt send "skicka det som gavs ut"

printf '{"tid":"%s","lyckades":%s,"gick inte":"%s","orsak":"%s"}\n' \
    "$(date -Iseconds)" "$([ -z "$failed" ] && echo true || echo false)" "$failed" "$reason" > "$state.ny"
mv "$state.ny" "$state"
[ -z "$failed" ]
