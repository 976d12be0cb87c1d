#!/bin/sh
# Hämtar ändringar, bygger för dagens datum, lägger ut och sparar det som gavs ut. Körs i portalens mapp:
#   sh hosting/schema/natt.sh /srv/loften
# Innehållet ligger där egen.mk säger, eller i CONTENT. Finns portaler.yaml hämtas också det som de portalerna har. STATE är filen som sist säger hur det gick.
# Går något fel görs resten ändå, så långt det går; då slutar körningen med fel, och nästa natt börjar om.
# make remove … TARGET=… kör detta med ordet ta-bort: då tas uppgifterna bort ur det nyaste innan det byggs.
set -u
target=$1
removing=${2:-}
name=Natten
[ -z "$removing" ] || name=Borttagningen
content=${CONTENT:-$(make --no-print-directory where)}
portals=${PORTALS:-$(make --no-print-directory where-portals)}
state=${STATE:-natt.json}
here=$(pwd)
failed=
reason=
is_out=
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

in_content() {
    git -C "$content" -c core.attributesFile="$here/hosting/schema/minne.gitattributes" \
        -c merge.minne.driver="sh '$here/hosting/schema/minne.sh' %O %A %B" \
        -c merge.logg.driver="sh '$here/hosting/schema/logg.sh' %O %A %B" "$@"
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

# En kollega kan ha hunnit före: ta upp det och försök igen. Att det behövdes är inget fel att berätta om.
send() {
    for _ in 1 2 3 4 5; do
        in_content push --quiet 2>"$work/push" && return 0
        take_up || break
    done
    cat "$work/push" >&2
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
    echo "$name: $2 gick inte." >&2
    return 1
}

remove() { make --no-print-directory remove CONTENT="$content" TARGET= CHANGED="$work/changed"; }

# Bara det som räknas upp i filen sparas. En bilaga som aldrig har sparats känner git inte till.
save_listed() {
    is_versioned && [ -s "$1" ] || return 0
    with_each() { (cd "$content" && xargs -0 git --literal-pathspecs "$@"); }
    with_each ls-files -z --cached --others -- <"$1" >"$work/known"
    in_content add --all --pathspec-from-file="$work/known" --pathspec-file-nul || return 1
    with_each diff --cached --quiet -- <"$work/known" ||
        in_content commit --quiet -m "$2" --pathspec-from-file="$work/known" --pathspec-file-nul
}
save_removal() { save_listed "$work/changed" "Uppgifter borttagna"; }
save_gathered() { save_listed "$work/gathered" "Hämtat från andra portaler"; }
gather() { make --no-print-directory gather CONTENT="$content" PORTALS="$portals" GATHERED="$work/gathered"; }

note() { printf '{"tid":"%s","lyckades":%s,"gick inte":"%s","orsak":"%s"}\n' "$(date -Iseconds)" "$1" "$2" "$3" > "$state.ny"; }

publish() { make --no-print-directory publish CONTENT="$content"; }
deploy() { make --no-print-directory deploy CONTENT="$content" TARGET="$target"; }
look() { make --no-print-directory verify TARGET="$target"; }
has_remote() { is_versioned && [ -n "$(in_content remote)" ]; }

in_content config user.email >/dev/null || {
    export GIT_AUTHOR_NAME=Portalen GIT_AUTHOR_EMAIL=portalen@localhost
    export GIT_COMMITTER_NAME=Portalen GIT_COMMITTER_EMAIL=portalen@localhost
}
# Avbryts natten ligger det här kvar, och då säger larm.sh det i stället för hur den förra gick.
[ -n "$removing" ] || note false "körningen avbröts" ""
is_versioned && clear_up
attempt save "spara det som gavs ut förut"
has_remote && attempt take_up "hämta ändringar"
if [ -n "$removing" ]; then
    attempt remove "ta bort uppgifterna" || exit 1
    attempt save_removal "spara borttagningen"
elif [ -f "$portals" ]; then
    attempt gather "hämta från andra portaler"
    attempt save_gathered "spara det som hämtades"
fi
attempt publish "bygga" && attempt deploy "lägga ut" && is_out=yes
attempt save "spara det som gavs ut"
has_remote && attempt send "skicka det som gavs ut"

note "$([ -z "$failed" ] && echo true || echo false)" "$failed" "$reason"
mv "$state.ny" "$state"
[ -n "$removing" ] || [ -z "$failed" ] || exit 1
[ -n "$removing" ] || exit 0

if [ -z "$is_out" ]; then
    echo "Uppgifterna är borta ur innehållet men ligger kvar i $target. Rätta det som sägs ovan, och kör samma kommando igen." >&2
    exit 1
fi
# Beviset: det som ligger ute är det som byggdes, och orden står inte i någon fil.
attempt look "ta bort uppgifterna överallt" || {
    echo "Står orden i fler filer i innehållet, kör samma kommando för var och en av dem." >&2
    exit 1
}
if [ -n "$failed" ]; then
    echo "Uppgifterna är borta ur det som ligger i $target, men resten är inte gjort: $failed. Nästa natt gör om det." >&2
    exit 1
fi
case $(tr '\0' ' ' <"$work/changed") in
.utgivet) echo "OBS! Orden stod inte i filen nu. Är de rätt skrivna, eller togs de bort förut, står de inte heller i $target." ;;
*) echo "Klart: uppgifterna är borta ur allt som ligger i $target." ;;
esac
