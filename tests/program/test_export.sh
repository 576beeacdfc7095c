#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Exports as a user makes them, from stores that `fetch` filled, and read by Python: hostile texts,
# spreadsheets, interruptions, full disks, stores that are read-only or being written; and the
# whole United States Congress, where that network is to be had.
set -u
source=$(cd "${FOLLOWTRAIL_TEST_SOURCE:-.}" && pwd) || exit 99
build=$(cd "${FOLLOWTRAIL_TEST_BUILD:-.}" && pwd) || exit 99
network=${FOLLOWTRAIL_TEST_NETWORK:-$source/../shared/networks/congress}
program=$build/followtrail
command -v python3 >/dev/null || {
    echo 'skipped: no python3'
    exit 77
}
work=$(mktemp -d) || exit 99
sandbox='' other=''
# shellcheck disable=SC2086 # each is a number or nothing
trap 'kill $sandbox $other 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work" || exit 99
LC_ALL=C.UTF-8 HOME=$work UNIFAPI_API_KEY=sandbox
export LC_ALL HOME UNIFAPI_API_KEY
unset SOURCE_DATE_EPOCH
# shellcheck source=tests/support/checks.sh
. "$source/tests/support/checks.sh"

# ends STATUS COMMAND…: whether it ends so; what it said is in out and err.
ends() {
    wanted=$1
    shift
    "$@" >"$work/out" 2>"$work/err"
    status=$?
    [ "$status" -eq "$wanted" ] && return
    echo "status $status, not $wanted:"
    cat "$work/out" "$work/err"
    return 1
}

# Nothing that begins with the name.
is_absent() {
    for left in "$1"*; do
        [ ! -e "$left" ] || {
            echo "$left is there"
            return 1
        }
    done
}

cat >reads.py <<'END'
"""reads.py WHAT FOLDER: whether the export is whole and its parts agree; and what WHAT says."""
import csv, hashlib, json, os, stat, sys

what, folder = sys.argv[1:3]
excel = what == "excel"


def path(name):
    return os.path.join(folder, name)


def read(name):
    data = open(path(name), "rb").read()
    assert data.startswith(b"\xef\xbb\xbf") == excel, name
    text = data.decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(keepends=True) and __import__("io").StringIO(text, newline="")))
    assert all(None not in row and None not in row.values() for row in rows), name
    return rows


package = json.load(open(path("datapackage.json"), encoding="utf-8"))
own = package["followtrail"]
assert sorted(r["path"] for r in package["resources"]) + ["datapackage.json"] == sorted(
    os.listdir(folder), key=lambda n: (n == "datapackage.json", n)
)
assert stat.S_IMODE(os.stat(folder).st_mode) == 0o700
keys, tables = {}, {}
for resource in package["resources"]:
    data = open(path(resource["path"]), "rb").read()
    assert stat.S_IMODE(os.stat(path(resource["path"])).st_mode) == 0o600
    assert resource["bytes"] == len(data)
    assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
    if resource.get("type") != "table":
        continue
    rows = tables[resource["name"]] = read(resource["path"])
    schema = resource["schema"]
    assert resource["rows"] == len(rows)
    assert not rows or [f["name"] for f in schema["fields"]] == list(rows[0])
    for field in schema["fields"]:
        for row in rows:
            cell = row[field["name"]]
            assert cell or not field.get("constraints", {}).get("required"), (field, row)
            if field["type"] == "integer" and cell:
                assert str(int(cell)) == cell
            if field["type"] == "boolean":
                assert cell in ("true", "false", "")
    if "primaryKey" in schema:
        found = [tuple(row[k] for k in schema["primaryKey"]) for row in rows]
        assert len(found) == len(set(found)), resource["name"]
        keys[resource["name"]] = set(found)
for resource in package["resources"]:
    for key in resource.get("schema", {}).get("foreignKeys", []):
        for row in tables[resource["name"]]:
            cell = row[key["fields"][0]]
            assert not cell or (cell,) in keys[key["reference"]["resource"]], (key, row)
accounts, follows, lists = tables["accounts"], tables["follows"], tables["lists"]
assert [a["id"] for a in accounts] == sorted((a["id"] for a in accounts), key=str.encode)
order = [(f["source"].encode(), int(f["rank"])) for f in follows]
assert order == sorted(order)
assert all(all(f.values()) for f in follows)
# Each chosen list has as many follows as it says, numbered from 1.
for row in lists:
    ranks = [int(f["rank"]) for f in follows if f["snapshot"] == row["snapshot"]]
    if row["is_chosen"] == "true" and row["source"]:
        assert ranks == list(range(1, int(row["listed"]) + 1)), (row, len(ranks))
assert own["accounts"] == len(accounts) and own["follows"] == len(follows)
chosen = [row for row in lists if row["is_chosen"] == "true"]
nobodies = own["lists_by_state"].get("nobody_reported", 0)
assert own["lists"] == len(chosen) + nobodies == sum(own["lists_by_state"].values())
assert nobodies <= sum(a["list_state"] == "nobody_reported" for a in accounts)
assert own["lists_incomplete"] == sum(row["is_complete"] == "false" for row in chosen)


def undone(cell):
    starts = tuple("=+-@\t\r\n＝＋－＠")
    return cell[1:] if excel and cell[:1] == "'" and cell.lstrip("'").startswith(starts) else cell


if what in ("hostile", "excel"):
    wanted = {"tt" + row["id"]: row for row in csv.DictReader(open("network/accounts.csv", encoding="utf-8", newline=""))}
    got = {row["id"]: row for row in accounts}
    assert set(got) == set(wanted)
    for id, row in wanted.items():
        for name in ("username", "display_name", "region", "bio"):
            assert undone(got[id][name]) == row[name], (id, name, row[name], got[id][name])
        if excel:
            assert not got[id]["display_name"].startswith(tuple("=+-@\t\r\n＝＋－＠"))
if what == "cut":
    assert own["lists_incomplete"] == 1 and own["missing_follows_max"] > 0
END

# reads WHAT FOLDER, in an assertion's words if not.
reads() {
    python3 "$work/reads.py" "$@"
}

# A network whose texts attack terminals, spreadsheets and readers of CSV, JSON and XML.
mkdir network
cat >network.py <<'END'
import csv

names = [
    "plain", "=1+1", "+1", "-1", "@sum", "＝1", "'=1", "''=1", "'", "\t=1", "\r", "\n=2", 'a"b', '"', ",", "a,b\r\nc", " padded ",
    "\x01\x1b[2J", "\ufffe\uffff", "]]>&<", "\u202eevil\u202c", "NULL", "NA", "nan", "\u2028\u0085", "👩\u200d👩\u200d👧", "é e\u0301",
]
ids = ["06784563120956343302" if i == 0 else str(7000000000000000000 + i) for i in range(len(names))]
with open("network/accounts.csv", "w", encoding="utf-8", newline="") as file:
    out = csv.writer(file, quoting=csv.QUOTE_ALL)
    out.writerow(["id", "username", "display_name", "region", "bio", "follower_count", "following_count"])
    for i, name in enumerate(names):
        handle = ["hub", "null", "nan"][i] if i < 3 else f"u{i}"
        out.writerow([ids[i], handle, name, "NA" if i % 2 else "DE", name, 9007199254740993, len(names) - 1 if i == 0 else 0])
with open("network/follows.csv", "w", encoding="utf-8", newline="") as file:
    out = csv.writer(file)
    out.writerow(["source", "target", "rank"])
    for i in range(1, len(names)):
        out.writerow([ids[0], ids[i], i])
END
is 'a network is written' python3 network.py

# serve OPTION…: a sandbox, whose address is in $address.
serve() {
    rm -f address
    mkfifo address
    "$program" sandbox --balance 1000000 --rate 1000000 "$@" >address 2>/dev/null &
    sandbox=$!
    read -r address <address
}
stop_serving() {
    kill "$sandbox"
    wait "$sandbox" 2>/dev/null
    sandbox=
}

serve --network network
is 'hostile texts are fetched' "$program" fetch --api-url "$address" --store hostile.db @hub
stop_serving
serve
is 'two lists are fetched' "$program" fetch --api-url "$address" --store small.db --cap 2000 \
    @zoe.flores @lucky.purr
is 'a list is cut' ends 75 "$program" fetch --api-url "$address" --store cut.db --cap 60 @lucky.purr
export_hostile() {
    "$program" export --store hostile.db "$@"
}

is 'hostile texts are exported' export_hostile hostile
is 'and read' reads hostile hostile
is 'they are counted' ends 0 export_hostile hostile2
is 'in words' grep 'would be a formula in a spreadsheet; --excel prevents that\.$' err
is 'people, too' grep 'This export names 27 people; --pseudonyms makes one that can be shared\.$' err
is 'for spreadsheets' export_hostile --excel excel
is 'and undone' reads excel excel
is 'one table is the file' sh -c '"$1" export --store hostile.db - --table accounts |
    cmp - hostile/accounts.csv' sh "$program"

# The same bytes from a copy, elsewhere, in another zone and language, under another umask.
cp hostile.db copy.db
mkdir elsewhere
copied() {
    (
        umask "$1"
        cd elsewhere || exit 1
        HOME=/nonexistent TZ=Asia/Kathmandu LC_ALL=$2 SOURCE_DATE_EPOCH=86400 \
            "$program" export --store ../copy.db "$3" >/dev/null 2>&1
    )
}
same_data() {
    for file in "$1"/*; do
        case $file in
        */datapackage.json) ;;
        *) cmp "$file" "$2/${file##*/}" || return 1 ;;
        esac
    done
}
is 'a copy is exported' copied 0777 C one
is 'and again' copied 0000 de_DE.UTF-8 two
is 'with the same data' same_data hostile elsewhere/one
is 'and the same manifest at the same time' cmp elsewhere/one/datapackage.json \
    elsewhere/two/datapackage.json
is 'which is that of SOURCE_DATE_EPOCH' grep '"created": "1970-01-02T00:00:00Z"' \
    elsewhere/one/datapackage.json

# What is not complete.
is 'incomplete lists are exported' ends 0 "$program" export --store cut.db cut
is 'with a word' grep '^followtrail export: 1 of 1 list is not complete; up to [0-9,]* follows are missing (see lists.csv)\.$' err
is 'and marked' reads cut cut
is '--complete refuses them' ends 75 "$program" export --store cut.db --complete refused
is 'and writes nothing' is_absent refused
is 'nor one table' ends 75 "$program" export --store cut.db --complete - --table follows
is 'not a line' [ ! -s out ]

# What is in the way.
mkdir taken
is 'a folder is kept' ends 64 export_hostile taken
is 'and so is a file' ends 64 export_hostile network.py
is 'no parent, no folder' ends 74 export_hostile none/out
is 'a table goes to stdout' ends 64 export_hostile --table follows out
is 'and to stdout goes a table' ends 64 export_hostile -
is 'a day that is none' ends 64 export_hostile --as-of 2026-02-30 out
is 'an account that is not stored' ends 64 export_hostile out @nobody.here
is 'nothing is left of these' is_absent out.
is 'no folder' [ ! -d out ]
is 'full: no table' ends 74 sh -c '"$1" export --store hostile.db - --table follows >/dev/full' sh \
    "$program"

# SIGINT that waits from the beginning; where the export blocks it, it is taken in the end.
cat >pending.py <<'END'
import os, signal, sys

signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
os.kill(os.getpid(), getattr(signal, sys.argv[1]))
os.execv(sys.argv[2], sys.argv[2:])
END
is 'SIGINT ends it' ends 130 python3 pending.py SIGINT "$program" export --store small.db ended
is 'SIGTERM ends it' ends 143 python3 pending.py SIGTERM "$program" export --store small.db ended
is 'and nothing is left' is_absent ended

# A store that is written meanwhile: each export is of one moment.
"$program" fetch --api-url "$address" --store small.db --cap 100000 --threshold 100000 \
    @panel.by.shira @isma.aktif >/dev/null 2>&1 &
other=$!
for i in 1 2 3 4 5; do
    is 'exported while it is written' "$program" export --store small.db "meanwhile$i"
    is 'and whole' reads whole "meanwhile$i"
done
wait "$other"
other=

# In a name space of its own: a disk without room, and stores that nobody may write.
cat >spaces.sh <<'END'
mkdir full store
mount -t tmpfs -o size=12k,mode=0700 none full || exit 77
ends 74 "$program" export --store hostile.db full/out || exit 1
grep -q 'No space left on device' err || exit 1
is_absent full/out || exit 1
mount -t tmpfs none store && cp hostile.db store && mount -o remount,ro store || exit 77
ends 0 "$program" export --store store/hostile.db read_only || exit 1
cmp read_only/follows.csv hostile/follows.csv
END
spaces() {
    [ "$(id -u)" -eq 0 ] || return 77
    unshare -m true 2>/dev/null || return 77
    {
        echo 'program=$1 work=$PWD'
        sed -n '/^ends()/,/^}/p; /^is_absent()/,/^}/p' "$source/tests/program/test_export.sh"
        cat spaces.sh
    } >space.sh
    unshare -m sh space.sh "$program"
}
spaces >said 2>&1
case $? in
0) passed=$((passed + 1)) ;;
77) echo 'not tried: a full disk and a read-only one (needs root and name spaces)' ;;
*)
    failed=$((failed + 1))
    echo 'test_export.sh: a full disk, or one that is read-only'
    cat said
    ;;
esac
stop_serving
rm address

# The whole network of Congress, follow by follow.
congress=244c2468327b57a6da9cb534d1afb8b886dee70137d11e7a9c1307a14a6ec6cb
if [ -e "$network/follows.csv" ]; then
    is 'Congress is fetched' "$source/tests/program/congress_stores.sh" "$program" "$network" \
        "$work" all
    is 'and exported, complete' ends 0 "$program" export --store all.db --complete congress
    is 'with its accounts and follows' grep '^congress: 517 accounts, 61,766 follows, 517 lists; ' \
        out
    is 'each of them' sh -c 'tail -n +2 congress/follows.csv | cut -d, -f1-3 | sha256sum |
        grep "^$1 "' sh "$congress"
    is 'and it is whole' reads whole congress
else
    echo "not tried: Congress (no $network)"
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
