#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Each shell's completion against the program: every option of every --help, every command and every
# fault is completed, and nothing else. bash and fish are asked; of zsh, which completes in a
# terminal only, the file is read. A shell that is not here is left out.
set -u
cd "${FOLLOWTRAIL_TEST_SOURCE:-.}" || exit 99
build=$(cd "${FOLLOWTRAIL_TEST_BUILD:-.}" && pwd) || exit 99
program=$build/followtrail
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
# Neither the user's settings of a shell nor a folder for them.
HOME=$work XDG_CONFIG_HOME=$work XDG_DATA_HOME=$work
export HOME XDG_CONFIG_HOME XDG_DATA_HOME
failed=0

# Options of a command, one a line; "-" is the browser.
options_of() {
    case $1 in
    - | fetch) "$program" --help ;;
    crawl) "$program" --help && "$program" crawl --help ;;
    *) "$program" "$1" --help ;;
    esac >"$work/help" || exit 99
    sed -n 's/^  \(--[a-z-]*\) .*/\1/p' "$work/help"
    # What the configuration may switch off has an opposite.
    case $1 in
    - | fetch | crawl) sed -n 's/^  --no-\([a-z-]*\) .*/--\1/p' "$work/help" ;;
    esac
}

commands() {
    "$program" --help | sed -n 's/^       followtrail \([a-z][a-z-]*\).*/\1/p' | sort -u
}

faults() {
    "$program" sandbox --help | sed -n '/^A fault/,$s/^  \([a-z0-9-][a-z0-9-]*\) .*/\1/p'
}

# What stands there, beside what is completed, each in a file.
compare() {
    sort "$work/wanted" >"$work/a"
    sort "$work/got" >"$work/b"
    [ -s "$work/a" ] && cmp -s "$work/a" "$work/b" && return
    failed=1
    echo "$1: the program (<) and the completion (>) differ:"
    diff "$work/a" "$work/b"
}

ask_bash() {
    bash --norc -c '
        . completions/followtrail.bash
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        _followtrail
        printf "%s\n" "${COMPREPLY[@]}"' bash "$@" 2>"$work/errors" | sed '/^$/d'
    [ ! -s "$work/errors" ] || cat "$work/errors"
}

# shellcheck disable=SC2317 # called by its name
ask_fish() {
    fish --no-config -c "
        source completions/followtrail.fish
        complete -C '$*'" 2>&1 | cut -f1
}

check_asking() {
    ask=$1
    shift
    for command in - $(commands); do
        options_of "$command" >"$work/wanted"
        case $command in
        -) "$ask" followtrail -- ;;
        *) "$ask" followtrail "$command" -- ;;
        esac >"$work/got"
        compare "$ask $command"
    done
    commands >"$work/wanted"
    "$ask" followtrail '' >"$work/got"
    compare "$ask commands"
    faults >"$work/wanted"
    "$ask" followtrail sandbox --fault '' >"$work/got"
    compare "$ask --fault"
    printf '%s\n' list day session >"$work/wanted"
    "$ask" followtrail ledger --by '' >"$work/got"
    compare "$ask --by"
    mkdir -p "$work/files/folder"
    : >"$work/files/file.db"
    for option in --store --config 'ledger --store' 'sandbox --log' 'config --check'; do
        printf '%s\n' "$work/files/file.db" >"$work/wanted"
        # shellcheck disable=SC2086 # two words
        "$ask" followtrail $option "$work/files/fi" >"$work/got"
        compare "$ask $option"
    done
    printf '%s\n' "$work/files/folder" >"$work/wanted"
    "$ask" followtrail sandbox --network "$work/files/f" | sed 's,/$,,' >"$work/got"
    compare "$ask --network"
}

# The lines of the file that belong to a command.
zsh_lines() {
    awk -v command="$1" '
        /^help=/ { print }
        /^store=\(/ { part = "store" } /^browser=\(/ { part = "browser" } /^\)/ { part = "" }
        /^case / { inside = 1 }
        inside && /^\*/ { part = index($0 " ", ":" command ")") || index($0, ":" command " ") ? command : "" }
        part == command || (part == "browser" && command ~ /^(-|fetch|crawl)$/) ||
            (part == "store" && command !~ /^(-|fetch|crawl|config|sandbox|help|version)$/)
    ' completions/_followtrail
}

check_zsh() {
    for command in - $(commands); do
        options_of "$command" >"$work/wanted"
        zsh_lines "$command" | grep -o -e "\(['\")*]\)--[a-z-]*\(=*\)\[" |
            sed 's/^.\(--[a-z-]*\).*/\1/' >"$work/got"
        compare "zsh $command"
    done
    commands >"$work/wanted"
    sed -n "/commands=(/,/^    )/s/^ *'\([a-z-]*\):.*/\1/p" completions/_followtrail >"$work/got"
    compare "zsh commands"
    faults >"$work/wanted"
    sed -n 's/.*:fault:(\(.*\)).*/\1/p' completions/_followtrail | tr ' ' '\n' >"$work/got"
    compare "zsh --fault"
    if command -v zsh >/dev/null; then
        zsh -f -n completions/_followtrail || failed=1
    fi
}

if command -v bash >/dev/null; then
    check_asking ask_bash
    ask_bash followtrail --store = "$work/files/fi" >"$work/got"
    printf '%s\n' "$work/files/file.db" >"$work/wanted"
    compare "bash --store="
else
    echo 'skipped: no bash'
fi
if command -v fish >/dev/null; then
    check_asking ask_fish
else
    echo 'skipped: no fish'
fi
check_zsh
exit $failed
