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

inner() { tmux -L program -f /dev/null -u "$@" 2>>"$work/errors"; }
outer() { tmux -L client -f /dev/null -u "$@" 2>>"$work/errors"; }
trap 'inner kill-server; outer kill-server; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# A server that lives beyond its last session, so that its settings do.
for server in inner outer; do
    $server start-server \; set-option -g exit-empty off \; set-option -g status off \; \
        set-option -g default-terminal screen-256color \; set-option -g escape-time 0
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
        sleep 0.02
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
            ends = split("# followers following videos rg", title, " ")
            for (i = 1; i <= ends; i++) end[i] = index($0, title[i]) + length(title[i]) - 1
            name = index($0, "name")
            next
        }
        /^---/ { over = 1 }
        ends && !over && /^[x ] *[0-9]+ / {
            rows++
            for (i = 1; i <= ends; i++)
                if (blank(end[i]) || !blank(end[i] + 1)) { print "out of line: " $0; bad = 1 }
            if (!blank(name - 1) || !blank(name - 2)) { print "name: " $0; bad = 1 }
        }
        END { exit bad || rows < 10 }' "$work/rows"; then
        ok
    else
        not_ok "figures in $1 are out of line"
    fi
}

test_screens() {
    open small 80x24 "$program" --demo --page 50 zoe.flores || return
    expect inner small start_80x24 '50 of 412 · more'
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
    keys small q
    keys small '@'
    inner send-keys -t small -l 'zoë.x'
    expect inner small prompt_80x24 'Open account: zoë.x'
    keys small Escape
    expect inner small middle_80x24 '@heron_talks'
}

# Rows of all scripts, of emoji and of marks, and those that try to drive the terminal.
test_all_rows() {
    open wide 132x43 "$program" --demo --page 50 zoe.flores || return
    expect inner wide start_132x43 '50 of 412 · more'
    in_line wide
    for here in 100 150 200 250 300 350 400 412; do
        keys wide PageDown PageDown
        wait_for inner wide "· $here of 412" || return
    done
    keys wide p g
    row=1
    while [ "$row" -lt 391 ]; do
        row=$((row + 30))
        keys wide -N 30 Down
        wait_for inner wide "^▌ *$row " || return
        in_line wide
    done
    open hostile 132x43 "$program" --demo --page 50 --no-profile collects.everyone || return
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

# A screen after a change of size is the screen of a fresh start at that size.
test_resize() {
    open resize 80x24 "$program" --demo --page 50 zoe.flores || return
    expect inner resize start_80x24 '50 of 412 · more'
    inner resize-window -t resize -x 132 -y 43
    expect inner resize start_132x43 '50 of 412 · more'
    inner resize-window -t resize -x 19 -y 4
    wait_for inner resize 'small'
    inner resize-window -t resize -x 1 -y 1
    inner resize-window -t resize -x 40 -y 10
    expect inner resize start_40x10 '50 of 412'
    inner resize-window -t resize -x 80 -y 24
    expect inner resize start_80x24 '50 of 412 · more'
}

test_suspend() {
    open shell 80x24 env PS1='READY> ' sh -i || return
    wait_for inner shell 'READY>' || return
    inner send-keys -t shell -l "'$program' --demo --page 50 zoe.flores"
    keys shell Enter
    expect inner shell start_80x24 '50 of 412 · more'
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
    expect inner shell start_80x24 '50 of 412 · more'
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
    open away 80x24 "$program" --demo --page 50 zoe.flores || return
    expect inner away start_80x24 '50 of 412 · more'
    for size in 100x30 132x43 80x24; do
        outer new-session -d -s "client$size" -x "${size%x*}" -y "${size#*x}" \
            tmux -L program -u attach-session -t away || return
        expect inner away "start_$size" '50 of 412 · more'
        expect outer "client$size" "start_$size" '50 of 412 · more'
        inner detach-client -s away
        until_true no_clients || not_ok "a client of $size stays"
    done
    for size in 40x10 200x50 20x5; do
        outer new-session -d -s "client$size" -x "${size%x*}" -y "${size#*x}" \
            tmux -L program -u attach-session -t away || return
        open "fresh$size" "$size" "$program" --demo --page 50 zoe.flores || return
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
test_resize
test_suspend
test_attach
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
