#!/bin/sh
# Code the packaged sample articles and show the result. Usage: demo.sh BIN DB
set -eu
BIN=$1
DB=$2
DETENTE=$BIN/detente
ARTICLES=$("$BIN/python" -c "from detente.samples import sample_folder; print(sample_folder())")
COLUMNS=${COLUMNS:-$( (stty size </dev/tty | cut -d' ' -f2) 2>/dev/null || echo 100)}
export COLUMNS DETENTE_DB="$DB"

title() {
    printf '\n\n== %s\n\n' "$*"
}

mkdir -p "$(dirname "$DB")"
rm -f "$DB" "$DB.wal" "$DB.lock"

title "detente run: the sample articles"
"$DETENTE" run "$ARTICLES" || [ $? -eq 1 ]  # 1: some inputs were lost, and are listed

title "detente dyad RUS MYS"
"$DETENTE" dyad RUS MYS

title "detente events --modality planned --limit 5"
"$DETENTE" events --modality planned --limit 5

title "detente conflicts"
"$DETENTE" conflicts

title "detente statements --limit 6"
"$DETENTE" statements --limit 6

title "detente brief RUS MYS"
"$DETENTE" brief RUS MYS

printf '\n\nThe dashboard, in a browser:\n\n    %s/detente serve --db %s\n' "$BIN" "$DB"
