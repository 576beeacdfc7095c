#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the program writes for other programs, read by them: the ledger and its sums, copied accounts,
# stored answers, the checks of doctor, the sandbox's log, the store itself. Python's csv and json
# set what the others must find too. Of the readers, those that are installed; .ci/run --long
# installs the rest.
set -u
source=$(cd "${FOLLOWTRAIL_TEST_SOURCE:-.}" && pwd) || exit 99
build=$(cd "${FOLLOWTRAIL_TEST_BUILD:-.}" && pwd) || exit 99
program=$build/followtrail
command -v python3 >/dev/null || {
    echo 'skipped: no python3'
    exit 77
}
# The distribution's Python has the distribution's pandas.
python=python3
if ! python3 -c 'import pandas' 2>/dev/null && /usr/bin/python3 -c 'import pandas' 2>/dev/null; then
    python=/usr/bin/python3
fi
work=$(mktemp -d) || exit 99
sandbox=
trap 'kill $sandbox 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work" || exit 99
LC_ALL=C.UTF-8 HOME=$work UNIFAPI_API_KEY=sandbox
export LC_ALL HOME UNIFAPI_API_KEY
# shellcheck source=tests/support/checks.sh
. "$source/tests/support/checks.sh"

has() {
    command -v "$1" >/dev/null && return
    echo "not read by $1: it is not installed"
    return 1
}

# A server with a refusal, a lost answer, odd types and a missing id; two lists of it, one with names
# in every script and with characters that attack terminals and spreadsheets.
mkfifo said_address
"$program" sandbox --log log.jsonl --fault 429:1@3 --fault cut:1@5 --fault types:1@8 \
    --fault missing:1@9 >said_address 2>/dev/null &
sandbox=$!
read -r address <said_address
set -- --api-url "$address" --store store.db
"$program" fetch "$@" --cap 2000 @zoe.flores @lucky.purr >/dev/null 2>&1
"$program" fetch "$@" --cap 2000 @zoe.flores @lucky.purr >fetched.tsv 2>said || {
    cat said
    exit 1
}
kill "$sandbox"
wait "$sandbox"
sandbox=

for what in '' list day session; do
    "$program" ledger --store store.db --csv ${what:+--by $what} >"ledger${what:+-$what}.csv"
    "$program" ledger --store store.db --json ${what:+--by $what} >"ledger${what:+-$what}.json"
done
"$program" doctor --store store.db --csv >doctor.csv
"$program" doctor --store store.db --json >doctor.json
copied() {
    printf '%s\n' mark-all "copy $1" quit |
        "$program" --offline --plain --store store.db zoe.flores
}
copied csv | sed -n '/^id,username,/,/^followtrail>/p' | sed '$d' >accounts.csv
copied json | sed -n '/^\[$/,/^\]$/p' >accounts.json
mkdir answers
"$program" ledger --store store.db --csv | tail -n +2 | cut -d, -f1 | while read -r request; do
    "$program" answer --store store.db --raw "$request" >"answers/$request.json" 2>/dev/null
done

# Python: strictly read, each CSV is its JSON, and the ledger is what the server logged.
cat >truth.py <<'P'
import csv, glob, json, re, sys

def strict(pairs):
    assert len({name for name, _ in pairs}) == len(pairs), 'a name twice'
    return dict(pairs)

def text(value):
    return '' if value is None else str(value).lower() if isinstance(value, bool) else str(value)

def load(path):
    with open(path, encoding='utf-8', newline='') as file:
        return json.load(file, object_pairs_hook=strict)

def rows(path):
    with open(path, encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file, strict=True, restkey='more'))

# The CSV and the JSON are two reports: the disk fills and the balance ages between them.
def lasting(subject, words):
    moment = {'disk': r'[\d,]+ MiB free$', 'balance': r'reported .*$'}.get(subject)
    return re.sub(moment, '', words) if moment else words

def compare(name, objects):
    lines = rows(name + '.csv')
    assert lines and len(lines) == len(objects), (name, len(lines), len(objects))
    for line, thing in zip(lines, objects):
        for field, value in line.items():
            want = text(thing[field])
            if name == 'doctor' and field == 'words':
                value, want = (lasting(thing['subject'], words) for words in (value, want))
            # A spreadsheet would run what begins as a formula; control characters have names.
            same = value == want or value == "'" + want or '<U+' in value
            assert same, (name, field, value, want)
    with open(name + '.rows', 'w', encoding='utf-8') as file:
        json.dump(lines, file, ensure_ascii=False)

ledger = load('ledger.json')
compare('ledger', ledger['requests'])
for by in 'list', 'day', 'session':
    objects = load(f'ledger-{by}.json')
    [objects] = [value for value in objects.values() if isinstance(value, list)]
    compare('ledger-' + by, objects)
    assert sum(thing['credits'] for thing in objects) == ledger['sums']['credits'], by
compare('accounts', load('accounts.json'))
compare('doctor', load('doctor.json')['checks'])
with open('log.jsonl', encoding='utf-8') as file:
    log = [json.loads(line, object_pairs_hook=strict) for line in file]
known = {entry['request_id']: entry['credits'] for entry in log}
for request in ledger['requests']:
    if request['request_id']:
        assert known[request['request_id']] == request['credits'], request
read = 0
for path in glob.glob('answers/*.json'):
    try:
        read += 'data' in load(path) or 'error' in load(path)
    except ValueError:
        pass
assert read > len(ledger['requests']) / 2, read
P
is 'python reads them, and finds the same in each' $python truth.py

if has jq; then
    for name in ledger accounts doctor log; do
        file=$name.json
        [ -f "$file" ] || file=$name.jsonl
        is "jq reads $file" jq -e . "$file"
    done
    jq -r '.requests[] | [.request, .account, .credits, .state] | map(tostring) | @tsv' ledger.json >jq.tsv
    python3 -c 'import json
for r in json.load(open("ledger.json"))["requests"]:
    print(r["request"], r["account"], r["credits"], r["state"], sep="\t")' >python.tsv
    is 'jq finds what python finds' cmp jq.tsv python.tsv
fi

# same NAME FILE: whether a reader wrote into FILE, as JSON, the rows that python read in NAME.csv.
cat >same.py <<'P'
import json, sys
want, got = json.load(open(sys.argv[1] + '.rows', encoding='utf-8')), json.load(open(sys.argv[2], encoding='utf-8'))
text = lambda rows: [{name: '' if value is None else str(value) for name, value in row.items()} for row in rows]
for left, right in zip(text(want), text(got)):
    assert left == right, (left, right)
assert len(want) == len(got)
P

if has sqlite3; then
    for name in ledger ledger-list accounts doctor; do
        sqlite3 :memory: '.mode csv' ".import $name.csv t" '.mode json' 'SELECT * FROM t' >sqlite.json
        is "sqlite3 imports $name.csv" $python same.py $name sqlite.json
    done
    is 'sqlite3 finds the store sound' test "$(sqlite3 store.db 'PRAGMA integrity_check')" = ok
    is 'sqlite3 sums what the ledger sums' test \
        "$(sqlite3 store.db 'SELECT sum(credits) FROM request')" = \
        "$(python3 -c 'import json; print(json.load(open("ledger.json"))["sums"]["credits"])')"
fi
if has mlr; then
    for name in ledger ledger-list accounts doctor; do
        mlr -S --icsv --ojson --jvstack cat $name.csv >mlr.json
        is "miller reads $name.csv" $python same.py $name mlr.json
    done
fi
if has csvjson; then
    for name in ledger ledger-list accounts doctor; do
        csvjson --snifflimit 0 --no-inference --blanks $name.csv >csvkit.json
        is "csvkit reads $name.csv" $python same.py $name csvkit.json
    done
fi
if $python -c 'import pandas' 2>/dev/null; then
    cat >frames.py <<'P'
import json, sys, pandas
name = sys.argv[1]
pandas.read_csv(name + '.csv', dtype=str, keep_default_na=False).to_json('pandas.json', orient='records', force_ascii=False)
guessed = pandas.read_csv(name + '.csv')
if name == 'ledger':
    assert guessed['credits'].sum() == json.load(open('ledger.json'))['sums']['credits']
    assert pandas.to_datetime(guessed['sent']).notna().all()
P
    for name in ledger ledger-list accounts doctor; do
        is "pandas reads $name.csv" $python frames.py $name
        is "pandas finds the same in $name.csv" $python same.py $name pandas.json
    done
    is 'pandas reads accounts.json' $python -c 'import pandas
table = pandas.read_json("accounts.json", dtype={"id": str})
assert list(table["id"]) == list(pandas.read_csv("accounts.csv", dtype=str)["id"])'
else
    echo 'not read by pandas: it is not installed'
fi
if has Rscript; then
    for name in ledger ledger-list accounts doctor; do
        is "R reads $name.csv" Rscript -e "
            rows <- read.csv('$name.csv', colClasses = 'character')
            stopifnot(nrow(rows) == $(python3 -c "import json; print(len(json.load(open('$name.rows'))))"))"
    done
fi
if has ssconvert; then
    for name in ledger ledger-list accounts doctor; do
        ssconvert -I Gnumeric_stf:stf_csvtab -T Gnumeric_stf:stf_csv $name.csv again.csv >/dev/null 2>&1
        is "gnumeric reads $name.csv" python3 -c "import csv, json
assert len(list(csv.DictReader(open('again.csv', newline='')))) == len(json.load(open('$name.rows')))"
        rm -f again.csv
    done
fi

echo "test_readers.sh: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
