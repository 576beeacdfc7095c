#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The manual's examples for reading a store with other programs, as they stand there: sqlite3, and
# Python with pandas. Those that are not installed are named and left out.
set -u
source=$(cd "${FOLLOWTRAIL_TEST_SOURCE:-.}" && pwd) || exit 99
build=$(cd "${FOLLOWTRAIL_TEST_BUILD:-.}" && pwd) || exit 99
program=$build/followtrail
work=$(mktemp -d) || exit 99
sandbox=
trap 'kill $sandbox 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work" || exit 99
LC_ALL=C.UTF-8 HOME=$work UNIFAPI_API_KEY=sandbox
export LC_ALL HOME UNIFAPI_API_KEY

# example TEXT: the manual's example that has the text.
example() {
    awk -v text="$1" '
        /^\.Bd -literal/ { inside = 1; block = ""; next }
        /^\.Ed/ { if (index(block, text)) printf "%s", block; inside = 0 }
        inside { block = block $0 "\n" }
    ' "$source/man/followtrail.1"
}

# is WHAT EXPECTED FILE
is() {
    [ "$2" = "$(cat "$3")" ] && return
    echo "test_store_sql.sh: $1: expected"
    echo "$2"
    echo 'not'
    cat "$3"
    exit 1
}

# Ann and Bob follow each other; Ann and Eve follow Zoe; Eve's list goes on, and its id begins with
# a zero.
cat >accounts.csv <<'END'
id,username,following_count
6648542656577451001,ann,2
6648542656577451002,bob,1
0648542656577451003,eve,300
6648542656577451004,zoe,0
END
cat >follows.csv <<'END'
source,target
6648542656577451001,6648542656577451002
6648542656577451001,6648542656577451004
6648542656577451002,6648542656577451001
0648542656577451003,6648542656577451004
0648542656577451003,6648542656577451001
END
mkfifo said_address
"$program" sandbox --network . >said_address 2>said &
sandbox=$!
read -r address <said_address
"$program" fetch --api-url "$address" --store store.db @ann @bob >fetched 2>&1 || {
    cat fetched
    exit 1
}
"$program" fetch --api-url "$address" --store store.db --load-page 1 --cap 2 @eve >fetched 2>&1

if command -v sqlite3 >/dev/null; then
    example 'sqlite3 -readonly' >shell
    sh ./shell >seen || exit 1
    is sqlite3 "$(printf 'label,in_lists,in_lists_max\nzoe,2,2\nann,1,2\nbob,1,2\neve,0,0')" seen
    passed=sqlite3
else
    echo 'not read by sqlite3: it is not installed'
fi
python=python3
"$python" -c 'import pandas' 2>/dev/null || python=/usr/bin/python3
if "$python" -c 'import pandas' 2>/dev/null; then
    {
        example 'import sqlite3, pandas'
        echo 'print(follows.dtypes["source"], sorted(lists["source"])[0])'
    } >example.py
    "$python" example.py >said 2>&1 || {
        cat said
        exit 1
    }
    sed '/^dtype/d; s/  */ /g' said >seen
    is pandas "$(printf 'state\ncomplete 2\npartial 1\n1 pairs follow each other\n%s' \
        'object tt0648542656577451003')" seen
    passed="${passed-} pandas"
else
    echo 'not read by pandas: it is not installed'
fi
[ "${passed-}" ] || exit 77
