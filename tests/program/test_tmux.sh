#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The program in a real terminal, tmux: whole screens compared exactly with tests/screens/tmux_*.txt
# (REGENERATE=1 rewrites them), figures in line whatever the names hold, a window that changes its
# size, a shell that suspends it, a client that goes away and comes back. Nothing waits for a fixed
# time: a screen is looked at until it is the one expected, or a deadline passes.
set -u
cd "${FOLLOWTRAIL_TEST_SOURCE:-.}" || exit 99
build=$(cd "${FOLLOWTRAIL_TEST_BUILD:-.}" && pwd) || exit 99
program=$build/followtrail
screens=${FOLLOWTRAIL_TEST_SCREENS:-tests/screens}
command -v tmux >/dev/null || {
    echo 'skipped: no tmux'
    exit 77
}
work=$(mktemp -d) || exit 99
LC_ALL=C.UTF-8 TMUX_TMPDIR=$work
export LC_ALL TMUX_TMPDIR
unset TMUX NO_COLOR ESCDELAY ENV
looks=${CK_TIMEOUT_MULTIPLIER:-1}
looks=$((${looks%%.*} * 200))
passed=0 failed=0

# What is done at each of several sizes, is done at all of them where there is time.
if [ "${FOLLOWTRAIL_TEST_EFFORT:-check}${REGENERATE:-}" = check ]; then
    unicode_sizes='20x5 80x24 200x50' ascii_sizes='40x12 132x43'
    client_sizes=132x43 other_sizes=200x50 step=130
else
    unicode_sizes='20x5 40x12 80x24 132x43 200x50' ascii_sizes=$unicode_sizes
    client_sizes='100x30 132x43' other_sizes='40x10 200x50' step=30
fi

inner() { tmux -L program -f /dev/null -u "$@" 2>>"$work/errors"; }
outer() { tmux -L client -f /dev/null -u "$@" 2>>"$work/errors"; }
sandbox=
trap 'inner kill-server; outer kill-server; kill $sandbox 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# A server that lives beyond its last session, so that its settings do.
for server in inner outer; do
    $server start-server \; set-option -g exit-empty off \; set-option -g status off \; \
        set-option -g default-terminal screen-256color \; set-option -g escape-time 0 \; \
        set-option -g mode-keys vi
done

ok() {
    passed=$((passed + 1))
}

not_ok() {
    failed=$((failed + 1))
    echo "test_tmux.sh: $1"
}

# open SESSION COLSxROWS WORD…: the program in a window of its own.
open() {
    session=$1 size=$2
    shift 2
    inner new-session -d -s "$session" -x "${size%x*}" -y "${size#*x}" "$@"
}

look() { "$1" capture-pane -p -t "$2"; }

# until_true COMMAND…: looks again and again until it succeeds.
until_true() {
    look_count=0
    until "$@"; do
        look_count=$((look_count + 1))
        [ "$look_count" -lt "$looks" ] || return 1
        sleep 0.05
    done
}

# shows SERVER SESSION PATTERN
shows() { look "$1" "$2" | grep -q -e "$3"; }
hides() { ! shows "$@"; }

# wait_for SERVER SESSION PATTERN
wait_for() {
    until_true shows "$@" && return
    not_ok "$2 does not come to show: $3"
    look "$1" "$2"
    return 1
}

keys() {
    session=$1
    shift
    inner send-keys -t "$session" "$@"
}

is_golden() { look "$1" "$2" | cmp -s - "$screens/tmux_$3.txt"; }

# expect SERVER SESSION NAME PATTERN: the screen with the pattern is that of the file NAME.
expect() {
    wait_for "$1" "$2" "$4" || return
    if [ -n "${REGENERATE:-}" ] && [ ! -e "$work/$3" ]; then
        : >"$work/$3"
        look "$1" "$2" >"$screens/tmux_$3.txt"
    fi
    if until_true is_golden "$1" "$2" "$3"; then
        ok
    else
        not_ok "$2 is not as in $screens/tmux_$3.txt:"
        look "$1" "$2" | diff "$screens/tmux_$3.txt" -
    fi
}

# in_line SESSION: the figures of every row end where their titles do, and the names begin together.
# The signs before the names take one column each; awk may count bytes.
in_line() {
    look inner "$1" | sed 's/[▌✓⊘–…⋮]/x/g; s/─/-/g' >"$work/rows"
    if awk '
        function blank(at) { return substr($0 "      ", at, 1) == " " }
        /followers/ && !ends {
            ends = split("# followers following videos", title, " ")
            for (i = 1; i <= ends; i++) end[i] = index($0, title[i]) + length(title[i]) - 1
            region = index($0, "region") + 1 # two letters or a dash, below the title
            name = index($0, "name")
            next
        }
        /^---/ { over = 1 }
        ends && !over && /^[x ] *[0-9]+ / {
            rows++
            for (i = 1; i <= ends; i++)
                if (blank(end[i]) || !blank(end[i] + 1)) { print "out of line: " $0; bad = 1 }
            if (!blank(region - 1) || blank(region) || !blank(region + 2)) {
                print "region: " $0
                bad = 1
            }
            if (!blank(name - 1) || !blank(name - 2)) { print "name: " $0; bad = 1 }
        }
        END { exit bad || rows < 10 }' "$work/rows"; then
        ok
    else
        not_ok "figures in $1 are out of line"
    fi
}

test_screens() {
    open small 80x24 "$program" --demo --page 50 @zoe.flores || return
    expect inner small start_80x24 '50 of 412 loaded'
    in_line small
    keys small Down
    expect inner small down_80x24 '@hui.house'
    keys small -N 5 Down
    expect inner small hostile_80x24 '@_jyoti.plain_'
    keys small -N 32 Down
    expect inner small middle_80x24 '@heron_talks'
    in_line small
    keys small '?'
    expect inner small help_80x24 'Esc back'
    keys small '?'
    keys small '@'
    inner send-keys -t small -l 'zoë.x'
    expect inner small prompt_80x24 'Open account: zoë.x'
    keys small Escape
    expect inner small middle_80x24 '@heron_talks'
}

# Rows of all scripts, of emoji and of marks, and those that try to drive the terminal.
test_all_rows() {
    open wide 132x43 "$program" --demo --page 50 @zoe.flores || return
    expect inner wide start_132x43 '50 of 412 loaded'
    in_line wide
    for here in 100 150 200 250 300 350 400 412; do
        keys wide PageDown PageDown
        wait_for inner wide "· $here of 412" || return
    done
    keys wide p g
    row=1
    while [ "$row" -lt 391 ]; do
        row=$((row + step))
        keys wide -N "$step" Down
        wait_for inner wide "^▌ *$row " || return
        in_line wide
    done
    open hostile 132x43 "$program" --demo --page 50 --no-profile --pane below @collects.everyone || return
    wait_for inner hostile '▌ *1 '
    keys hostile -N 8 Down
    expect inner hostile hostile_132x43 '@_joaquin.salty_'
    in_line hostile
    keys hostile D
    expect inner hostile beside_132x43 '│ @_joaquin.salty_'
    in_line hostile
    keys hostile D
    expect inner hostile hostile_132x43 '@_joaquin.salty_'
    keys hostile C
    expect inner hostile columns_132x43 '^ Columns '
}

# A network of one list, whose figures all have three digits and whose names are the nastiest. Handles,
# names and bios begin with h, N: and B:, by which they are found on the screen.
make_network() {
    mkdir "$work/nasty" || return
    {
        echo 'source,target'
        row=100
        while [ "$row" -lt 126 ]; do
            row=$((row + 1))
            echo "7000,$row"
        done
    } >"$work/nasty/follows.csv"
    {
        printf '%s,' id username display_name bio region is_verified follower_count
        echo 'following_count,video_count'
        echo '7000,the.owner,,,SE,false,1,26,1'
        row=100
        while read -r name; do
            row=$((row + 1))
            case $((row % 4)) in
            0) handle='h李小龙' ;;
            1) handle='h\0342\0200\0256x\033[7m' ;;
            2) handle='h.with.a.tail.that.is.cut' ;;
            *) handle='h' ;;
            esac
            [ $((row % 3)) -eq 0 ] && sign=true || sign=false
            printf '%d,"%b","N: %b","B: %b",ZZ,%s,%d,%d,%d\n' "$row" "$handle" "$name" "$name" \
                "$sign" "$row" $((row + 200)) $((row + 400))
        done <<'NAMES'
👨‍👩‍👧‍👦 family 🧑🏿‍🤝‍🧑🏻
🇩🇪🇫🇷🇯 flags 🏴󠁧󠁢󠁥󠁮󠁧󠁿
❤️ ☎︎ 1️⃣ ©️
क्षत्रिय श्रीमती ज्योत्स्ना र्क्ष्य
ஸ்ரீ கௌரி நொ
ที่นี่ กำลัง น้ำ
བསྒྲུབས ཧཱུྃ
ကျွန်တော် ម្ដ្យ៉ាង
ليلى ١٢٣ mixed لا
שִׁירָה (right) to left
ﷺ ﷽ 𒐫 ⸻ wide
李小龙在这里写了一个没有空格的非常长的名字李小龙
\0341\0204\0222\0341\0205\0241\0341\0206\0253 ﾊﾟﾀｰﾝ ＦＵＬＬ
a̸b⃝c҈d⃠
▌ ✓ looks ⊘ a row …
\033[2J\033[1;31mwiped
\0302\023331mC1 red
\0342\0200\0256rewollof a tsuj
\0342\0201\0247isolated
l\0342\0200\0216e\0342\0200\0217f\0330\0234t
a\0342\0200\0213d\0342\0200\0213m
Z͑ͫ̓a͈̫ͅl͎̳ͬg̗̣o̢͈͈
tab\tulated
over\rwritten
back\b\b\b\bfront
up\ndown\n\n
NAMES
    } >"$work/nasty/accounts.csv"
}

# open_network: serves it at $url.
open_network() {
    make_network || return
    "$program" sandbox --network "$work/nasty" >"$work/url" 2>>"$work/errors" &
    sandbox=$!
    until_true test -s "$work/url" || return
    read -r url <"$work/url"
}

# cells SESSION PATTERN: the row and the cell where each match begins, as tmux counts cells: its copy
# mode goes from one to the next. A plain text is looked for as such: after long stretches of wide
# characters tmux 3.3 takes the place of a regular expression's match wrongly.
cells() {
    session=$1 pattern=$2 search=search-forward
    case $pattern in
    *'['* | *.*) ;;
    *) search="search-forward-text" ;;
    esac
    set -- copy-mode -t "$session" \; send-keys -X -t "$session" top-line \; \
        send-keys -X -t "$session" start-of-line \; \
        send-keys -X -t "$session" "$search" "$pattern"
    count=0
    while [ "$count" -lt 110 ]; do
        count=$((count + 1))
        set -- "$@" \; display-message -p -t "$session" '#{copy_cursor_y} #{copy_cursor_x}' \; \
            send-keys -X -t "$session" search-again
    done
    inner "$@" \; send-keys -X -t "$session" cancel | sort -n -u
}

# stands SESSION PATTERN CELL: in each row of $work/list a match begins in that cell.
stands() {
    cells "$1" "$2" >"$work/cells"
    if awk -v cell="$3" '
        NR == FNR { if ($2 == cell) has[$1] = 1; next }
        !($1 in has) { print "row " $1 + 1 " is out of line"; bad = 1 }
        END { exit bad || FNR == 0 }' "$work/cells" "$work/list"; then
        ok
    else
        not_ok "$1: $2 is not in cell $3 of every row"
        look inner "$1"
    fi
}

# cell_of SESSION PATTERN: the first match's cell.
cell_of() { cells "$1" "$2" | sed -n '1s/.* //p'; }

# columns_stand SESSION SIZE PATTERN ROWS: handles after the pattern in so many rows or more; then
# figures, the region and the name. A wide list has wider gaps.
columns_stand() {
    cells "$1" "$3 h" >"$work/list"
    [ "$(wc -l <"$work/list")" -ge "$4" ] || not_ok "$1 has too few rows"
    [ "$2" = 20x5 ] && return
    stands "$1" "$3 h" "$(cell_of "$1" '#   account')"
    if [ "$2" = 40x12 ]; then
        stands "$1" '     1[0-9][0-9]' $(($(cell_of "$1" followers) + 1))
    else
        stands "$1" '1[0-9][0-9]        3[0-9][0-9]     5[0-9][0-9]   ZZ    N:' \
            $(($(cell_of "$1" followers) + 6))
    fi
}

# The list at one size, from its beginning to its end, which a filter shows; then with the pane
# beside it, whose edge stands in one cell as well.
columns_of_size() {
    nasty=nasty$2$1 size=$1 row='[0-9] .' least=6
    open "$nasty" "$1" env UNIFAPI_API_KEY=sandbox XDG_CONFIG_HOME="$work" \
        XDG_STATE_HOME="$work/state-$nasty" "$program" --api-url "$url" --store "$work/nasty.db" \
        --no-profile --page 50 --pane below ${2:+"$2"} @the.owner || return
    wait_for inner "$nasty" '26 . ended, count' || return
    keys "$nasty" Home # the next key takes away what the account cost
    until_true hides inner "$nasty" 'named'
    [ "$size" = 20x5 ] && row='^..' least=3
    columns_stand "$nasty" "$size" "$row" "$least"
    [ "$size" = 20x5 ] && { stands "$nasty" '^.. h' 0; return; }
    keys "$nasty" '&'
    inner send-keys -t "$nasty" -l 'videos>=1'
    keys "$nasty" Enter
    keys "$nasty" -N 25 Down
    wait_for inner "$nasty" '^[▌>] *26 ' || return
    columns_stand "$nasty" "$size" "$row" "$least"
    [ "$size" = 200x50 ] && stands "$nasty" 'B: ' "$(cell_of "$nasty" bio)"
    [ "${size%x*}" -ge 100 ] || return
    keys "$nasty" D
    wait_for inner "$nasty" '[│|] @h' || return
    columns_stand "$nasty" "$size" "$row" "$least"
    edge='│'
    [ -n "$2" ] && edge='|'
    stands "$nasty" "$edge" "$(cell_of "$nasty" "$edge")"
}

is_gone() { ! inner has-session -t "$1"; }

# What it keeps is written then.
quit() {
    keys "$1" Q
    until_true is_gone "$1" || not_ok "$1 does not end"
}

# Every column of every row begins in its cell, whatever the cells before it hold.
test_columns() {
    if ! open_network; then
        not_ok 'the network is not served'
        return
    fi
    for size in $unicode_sizes; do
        columns_of_size "$size" ''
        quit "nasty$size"
    done
    for size in $ascii_sizes; do
        columns_of_size "$size" --ascii
        quit "nasty--ascii$size"
    done
}

# A screen after a change of size is the screen of a fresh start at that size.
test_resize() {
    open resize 80x24 "$program" --demo --page 50 @zoe.flores || return
    expect inner resize start_80x24 '50 of 412 loaded'
    inner resize-window -t resize -x 132 -y 43
    expect inner resize start_132x43 '50 of 412 loaded'
    inner resize-window -t resize -x 19 -y 4
    wait_for inner resize 'small'
    inner resize-window -t resize -x 1 -y 1
    inner resize-window -t resize -x 40 -y 10
    expect inner resize start_40x10 '50 of 412'
    inner resize-window -t resize -x 80 -y 24
    expect inner resize start_80x24 '50 of 412 loaded'
}

test_suspend() {
    open shell 80x24 env PS1='READY> ' sh -i || return
    wait_for inner shell 'READY>' || return
    inner send-keys -t shell -l "'$program' --demo --page 50 @zoe.flores"
    keys shell Enter
    expect inner shell start_80x24 '50 of 412 loaded'
    keys shell C-z
    wait_for inner shell '^READY>' || return
    if until_true hides inner shell '50 of 412'; then
        ok
    else
        not_ok 'the list stays while suspended'
    fi
    inner send-keys -t shell -l 'expr 20 + 22'
    wait_for inner shell '^READY> expr 20 + 22' && ok
    keys shell Enter
    wait_for inner shell '^42' && ok
    inner send-keys -t shell -l 'fg'
    keys shell Enter
    expect inner shell resumed_80x24 '50 of 412 loaded'
    keys shell Down
    expect inner shell down_80x24 '@hui.house'
    keys shell Q
    wait_for inner shell '^READY>' || return
    inner send-keys -t shell -l 'expr 40 + 24'
    keys shell Enter
    # The prompts from before are on the screen while the program still closes its store: the words may
    # be echoed ahead of the shell's next one.
    wait_for inner shell '64$' && ok
}

# The same program seen by one client after another, of different sizes.
test_attach() {
    open away 80x24 "$program" --demo --page 50 @zoe.flores || return
    expect inner away start_80x24 '50 of 412 loaded'
    for size in $client_sizes 80x24; do
        outer new-session -d -s "client$size" -x "${size%x*}" -y "${size#*x}" \
            tmux -L program -u attach-session -t away || return
        expect inner away "start_$size" '50 of 412 loaded'
        expect outer "client$size" "start_$size" '50 of 412 loaded'
        inner detach-client -s away
        until_true no_clients || not_ok "a client of $size stays"
    done
    for size in $other_sizes 20x5; do
        outer new-session -d -s "client$size" -x "${size%x*}" -y "${size#*x}" \
            tmux -L program -u attach-session -t away || return
        open "fresh$size" "$size" "$program" --demo --page 50 @zoe.flores || return
        wait_for inner "fresh$size" '412' || return
        if until_true same inner "fresh$size" inner away; then
            ok
        else
            not_ok "the program at $size is not as a fresh one:"
            look inner "fresh$size"
            look inner away
        fi
        inner detach-client -s away
        until_true no_clients || not_ok "a client of $size stays"
    done
}

# same SERVER SESSION SERVER SESSION
same() { [ "$(look "$1" "$2")" = "$(look "$3" "$4")" ]; }

no_clients() { [ -z "$(inner list-clients -t away)" ]; }

test_screens
test_all_rows
test_columns
test_resize
test_suspend
test_attach
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
