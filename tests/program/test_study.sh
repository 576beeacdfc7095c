#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The manual's chapter A WHOLE STUDY, as it is printed: all of its commands run in one shell, and what
# it shows is in what they print. Then what the chapter claims: the same steps, bill and figures when
# its export is served again, and the same credits on both sides.
set -u
source=$(cd "${FOLLOWTRAIL_TEST_SOURCE:-.}" && pwd) || exit 99
build=$(cd "${FOLLOWTRAIL_TEST_BUILD:-.}" && pwd) || exit 99
work=$(mktemp -d) || exit 99
trap 'kill $(cat "$work/sandboxes" 2>/dev/null) 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work" || exit 99
LC_ALL=C.UTF-8 HOME=$work PATH=$build:$PATH
export LC_ALL HOME PATH
unset FOLLOWTRAIL_API_URL UNIFAPI_API_KEY
# shellcheck source=tests/support/checks.sh
. "$source/tests/support/checks.sh"

# The commands become a script, in which each writes what it prints to a file of its own and must
# succeed; what is shown after command n becomes shown.n.1 and so on. The escapes of mdoc are undone.
awk '
    /^\.Sh / { inside = $0 == ".Sh A WHOLE STUDY" }
    !inside { next }
    { gsub(/\\\(mu/, "×"); gsub(/\\\(pc/, "·"); gsub(/\\\(dq/, "\""); gsub(/\\e/, "\\"); gsub(/\\&/, "") }
    /^\.Ed/ { text = 0 }
    text { print >>("shown." count "." blocks) }
    /^\.Bd -literal/ { text = 1; blocks++ }
    /^\.Dl \$ / {
        sub(/^\.Dl \$ /, "")
        count++
        background = sub(/ *&$/, "")
        printf "{ %s%s } >said.%d 2>&1", $0, background ? " & echo $! >>sandboxes;" : ";", count
        print " || { echo \"status $? of command " count "\"; cat said." count "; exit 1; }"
        if ($0 == "kill $!")
            print "wait $!"
        if ($0 ~ /export .* pottery$/)
            print "cp study.db study-as-exported.db"
    }
' "$source/man/followtrail.1" >study.sh
sh study.sh </dev/null >outcome 2>&1 || {
    cat outcome
    echo 'test_study.sh: the study did not run'
    exit 1
}
is 'all commands are run' test "$(wc -l <study.sh)" -ge 20

# words FILE…: in one line, with single blanks and without the name of who says it.
words() {
    sed 's/^followtrail[a-z ]*: //' "$@" | tr -s ' \n' '  '
}
# What the sandbox prints when it ends is what its own command said, so all of it is read.
words said.* >said.all
shown() {
    case $(cat said.all) in
    *"$(words "$1" | sed 's/ $//')"*) return ;;
    esac
    echo 'nothing printed this:'
    cat "$1"
    return 1
}
for text in shown.*; do
    is "what is shown of command $text is printed" shown "$text"
done
set -- shown.*
is 'most texts were found in the manual' test "$#" -ge 10

# Nothing but times differs: the steps of the crawl, the state of each list, and all statistics.
without_times() {
    cut -d, -f "$2" "pottery/$1" >one
    cut -d, -f "$2" "again/$1" >other
    cmp one other
}
is 'the same steps' without_times crawl_steps.csv 1-7,10-
is 'the same lists' without_times lists.csv 1-7,9-14,17-
stats() {
    followtrail stats --store "$1" --csv | grep -v '^scope,,,\(oldest\|newest\),'
}
stats study-as-exported.db >one
stats again.db >other
is 'the same statistics' cmp one other
is 'of 43 lists' grep -q '^scope,,,lists,43' one
# Both sides count the same: the first and the second crawl, then the list that is fetched again.
credits() {
    followtrail ledger --store "$1" --json | sed -n 's/.*"sums": {[^}]*"credits": \([0-9]*\).*/\1/p'
}
# The sandboxes in no certain order.
bills=$(sed -n 's/.* \([0-9,]*\) credits charged, .* left$/\1/p' said.* | tr -d , | sort -n | tr '\n' ' ')
is "the sandbox's bills ($bills)" test "$bills" = "1000 $((1000 + 133)) "
is 'the ledgers' test "$(credits study.db) $(credits again.db)" = "$((1000 + 133)) 1000"

echo "test_study.sh: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
