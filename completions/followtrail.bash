# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# Completion of followtrail for bash. tests/cli/test_completions.sh compares it with the program's --help.

# Names of files that begin with what was typed.
_followtrail_files() {
    local word
    compopt -o filenames 2>/dev/null
    while IFS= read -r word; do
        COMPREPLY+=("$word")
    done < <(compgen "$1" -- "$cur")
}

_followtrail_words() {
    local word
    while IFS= read -r word; do
        COMPREPLY+=("$word")
    done < <(compgen -W "$1" -- "$cur")
}

# The value of an option; fails if it has none, or none that can be listed.
_followtrail_value() {
    case $1 in
    --store | --config | --log | --ca-file | --key-file | --groups | --without | --frame) _followtrail_files -f ;;
    --network) _followtrail_files -d ;;
    --by) _followtrail_words 'list day session' ;;
    --order)
        case ${COMP_WORDS[1]} in
        crawl) _followtrail_words 'per-credit seen first-found followers random:1' ;;
        *) _followtrail_words 'listed handle name followers following likes videos region bio id
            sign seen lists back state group rank rows age credits price excess' ;;
        esac
        ;;
    --table)
        case ${COMP_WORDS[1]} in
        export) _followtrail_words 'accounts names follows lists requests crawls crawl_steps cofollow' ;;
        *) _followtrail_words 'lists pairs patterns at-least accounts' ;;
        esac
        ;;
    --fault) _followtrail_words '429 500 shape 502 503 redirect cursor timeout hang cut slow garbage
        huge bomb charged-error types missing repeat-page repeat-cursor empty-more' ;;
    --theme) _followtrail_words 'auto dark light 16 mono' ;;
    --pane) _followtrail_words 'below beside off' ;;
    --selection) _followtrail_words 'bar mark' ;;
    --signs) _followtrail_words 'unicode ascii' ;;
    --cap | --day-cap | --store-cap) _followtrail_words none ;;
    --page) _followtrail_words auto ;;
    --as-of | --from | --to | --budget | --lists | --depth | --per-list | --cofollow | --license | --api-url | --filter | --threshold | --load-page | --columns | --timeout | --key-command | --port | --key | \
        --balance | --latency | --rate | --seed) ;;
    *) return 1 ;;
    esac
}

_followtrail_options() {
    case $1 in
    list | lists | followed-by | frontier) _followtrail_words '--json --jsonl --csv --filter --order --groups --store --sandbox
        --config --help' ;;
    ledger) _followtrail_words '--json --csv --by --store --sandbox --config --help' ;;
    compare) _followtrail_words '--json --csv --table --store --sandbox --config --help' ;;
    diff) _followtrail_words '--from --to --all --timeline --json --csv --excel --store --sandbox --config --help' ;;
    export) _followtrail_words '--all --filter --as-of --groups --without --cofollow --complete --excel
        --pseudonyms --license --table --store --sandbox --config --help' ;;
    stats) _followtrail_words '--json --csv --groups --store --sandbox --config --help' ;;
    methods) _followtrail_words '--json --store --sandbox --config --help' ;;
    answer) _followtrail_words '--raw --store --sandbox --config --help' ;;
    reindex | verify) _followtrail_words '--store --sandbox --config --help' ;;
    doctor) _followtrail_words '--json --csv --store --sandbox --config --help' ;;
    help | version) _followtrail_words --help ;;
    config) _followtrail_words '--default --check --help' ;;
    sandbox) _followtrail_words '--port --key --balance --latency --rate --seed --network --log
        --fault --help' ;;
    crawl) _followtrail_words '--budget --lists --depth --per-list --frame --dry-run --continue --filter --order'
        _followtrail_browser ;;
    *) _followtrail_browser ;;
    esac
}

_followtrail_browser() {
    _followtrail_words '--demo --api-url --store --ca-file --key-command --key-file --offline
        --config --cap --day-cap --store-cap --threshold --page --load-page --no-profile --profile --no-prefetch --prefetch --no-color
        --color --theme --columns --pane --selection --signs --ascii --shared --no-title --title --no-mouse --mouse --no-plain
        --plain --timeout --groups --refetch --help --version'
}

_followtrail() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
    COMPREPLY=()
    # The = of --option=value is a word of its own.
    if [[ $cur == = ]]; then
        cur=
    elif [[ $prev == = && $COMP_CWORD -gt 1 ]]; then
        prev=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    if _followtrail_value "$prev"; then
        return
    fi
    if [[ $cur == -* ]]; then
        _followtrail_options "${COMP_WORDS[1]}"
    elif [[ $COMP_CWORD -eq 1 ]]; then
        _followtrail_words 'fetch crawl list lists followed-by frontier ledger stats compare diff export methods answer config doctor reindex verify sandbox help version'
    elif [[ ${COMP_WORDS[1]} == help && $COMP_CWORD -eq 2 ]]; then
        _followtrail_words 'fetch crawl list lists followed-by frontier ledger stats compare diff export methods answer config doctor reindex verify sandbox'
    elif [[ ${COMP_WORDS[1]} == config && $prev == --check ]]; then
        _followtrail_files -f
    elif [[ ${COMP_WORDS[1]} == export && $COMP_CWORD -eq 2 ]]; then
        _followtrail_files -d
    elif [[ ${COMP_WORDS[1]} == verify ]]; then
        _followtrail_files -d
    fi
}

complete -F _followtrail followtrail
