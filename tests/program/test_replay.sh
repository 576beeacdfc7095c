#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Lists that are complete, partial, hidden and private, of accounts with hostile texts, are fetched,
# exported, served again, fetched again and exported again: the follows are the same to the byte, the
# accounts say the same, and no list has become complete. Both exports and both stores verify.
set -u
build=$(cd "${FOLLOWTRAIL_TEST_BUILD:-.}" && pwd) || exit 99
program=$build/followtrail
work=$(mktemp -d) || exit 99
sandbox=
trap 'kill $sandbox 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work" || exit 99
LC_ALL=C.UTF-8 HOME=$work UNIFAPI_API_KEY=sandbox
export LC_ALL HOME UNIFAPI_API_KEY

fail() {
    echo "test_replay.sh: $*"
    exit 1
}

# run WORD...: the program, which must succeed.
run() {
    "$program" "$@" >said 2>&1 || {
        cat said
        fail "followtrail $*"
    }
}

# serve FOLDER: the sandbox on it; $address is where.
serve() {
    [ -z "$sandbox" ] || kill "$sandbox"
    rm -f pipe && mkfifo pipe
    "$program" sandbox --network "$1" --rate 1000000 >pipe 2>bill &
    sandbox=$!
    read -r address <pipe || fail "cannot serve $1"
}

# fetch STORE CAP ID...: lists that end in a failure or at the cap are no failure of the test.
fetch() {
    store=$1 cap=$2
    shift 2
    for id; do
        "$program" fetch --api-url "$address" --store "$store" --cap "$cap" "$id" >said 2>&1 ||
            [ $? -eq 75 ] || {
            cat said
            fail "fetch $id"
        }
    done
}

# Blanks are part of the name of @blanks. Nothing is known of tt7007 but its id.
mkdir network
cat >network/accounts.csv <<END
id,username,list_state,listed,display_name,is_verified,is_private,follower_count,following_count,like_count,video_count,region,bio
tt06784563120956343302,null,complete,60,"a ""b"", c",true,false,9007199254740993,60,1,2,NA,"$(printf 'one\ntwo\r\nthree\t ]]> \001 \342\200\256')"
tt7002,nan,complete,70,=1+1,false,false,1,70,1,1,SE,'=x
tt7003,blanks,complete,1,  two  ,false,false,1,1,1,1,,@x
tt7004,hidden,hidden,0,,false,false,1,44,1,1,,
tt7005,nobody,nobody_reported,0,,false,false,1,0,1,1,,
tt7006,private,none,,,false,true,,,,,,
tt7007,,none,,,,,,,,,,
$(seq 100 169 | sed 's/.*/tt8&,u&,none,,,false,false,1,&,1,1,,/')
END
{
    echo source,target,rank,list_state
    seq 100 159 | awk '{ print "tt06784563120956343302,tt8" $1 "," NR ",complete" }'
    seq 100 169 | awk '{ print "tt7002,tt8" 269 - $1 "," NR ",complete" }'
    echo tt7003,tt7007,1,complete
} >network/follows.csv

serve network
fetch first.db 1000 06784563120956343302 7003 7004 7005 7006
fetch first.db 1 7002
"$program" fetch --api-url "$address" --store first.db --cap 50 --no-profile 7002 >said 2>&1
run verify --store first.db
run export one --store first.db
run verify one
run export excel --store first.db --excel
run verify excel

# owners FOLDER: whose list is in it.
owners() {
    awk -F, 'NR > 1 && $4 == "true" { print substr($2, 3) }' "$1/lists.csv"
}

# accounts FOLDER: what it says of them, without times and numbers of requests and snapshots, and
# with one word for the lists that go on.
accounts() {
    sed -E 's/,20[0-9-]+T[0-9:]+Z/,TIME/g; s/,r[0-9]+,/,REQUEST,/g; s/,s[0-9]+,/,SNAPSHOT,/g
        s/,(partial|failed|stopped|cut_by_balance),/,open,/' "$1/accounts.csv"
}

# again FROM: serves an export, fetches its lists, and compares.
again() {
    rm -rf second.db* two
    serve "$1"
    # shellcheck disable=SC2046 # a word an id
    fetch second.db 1000 $(owners "$1") 7005 7006
    run export two --store second.db
    run verify two
    run verify --store second.db
    cut -d, -f1-3 one/follows.csv >a
    cut -d, -f1-3 two/follows.csv >b
    cmp a b || fail "the follows of $1 differ"
    [ "$(wc -l <a)" -eq 112 ] || fail 'the first export has other follows'
    accounts one >a
    accounts two >b
    diff a b || fail "the accounts of $1 differ"
    grep -q '^tt7002,.*,open,' b || fail "the list of tt7002 is not open"
    grep -q '^tt7004,.*,hidden,' b || fail "the list of tt7004 is not hidden"
    grep -q '^tt7005,.*,nobody_reported,' b || fail "the list of tt7005 is not nobody's"
    [ "$(grep -c ',complete,SNAPSHOT' b)" -eq 2 ] || fail "lists of $1 became complete"
}

again one
again excel

# A list that nobody asked for is neither complete nor empty.
"$program" fetch --api-url "$address" --store second.db --cap 1000 8100 >said 2>&1
"$program" export - --table lists --store second.db >listed 2>said
grep '^s[0-9]*,tt8100,' listed | grep -q ',none,false,' || fail "the list of tt8100: $(cat listed)"

# A filter left rows out: what remains is not a complete list.
run export some --store first.db --filter 'following>=150'
run verify some
serve some
fetch third.db 1000 06784563120956343302
"$program" export - --table lists --store third.db >listed 2>said
grep -q '^s[0-9]*,tt06784563120956343302,null,true,failed,false,60,[^,]*,10,' listed ||
    fail "the list with a filter: $(cat listed)"

run export strange --store first.db --pseudonyms
run verify strange
"$program" sandbox --network strange >said 2>&1
[ $? -eq 65 ] || fail 'an export with pseudonyms was served'
grep -q pseudonymous said || fail "$(cat said)"

# One byte of any file.
for file in two/*; do
    cp "$file" kept
    printf '\001' | dd of="$file" bs=1 seek=$(($(wc -c <kept) / 2)) conv=notrunc 2>/dev/null
    "$program" verify two >said 2>&1
    [ $? -eq 65 ] || fail "a changed byte of $file was not found"
    cp kept "$file"
done
run verify two
