# SPDX-License-Identifier: GPL-3.0-or-later
#
# Completion of followtrail for fish. tests/cli/test_completions.sh compares it with the program's --help.

# A command is the first word only; elsewhere its name is an account.
function __followtrail_is
    set -l words (commandline -opc)
    if test (count $words) -lt 2
        contains -- none $argv
    else if contains -- $words[2] fetch crawl list lists followed-by frontier ledger stats compare diff export methods answer config doctor reindex verify sandbox help version
        contains -- $words[2] $argv
    else
        contains -- none $argv
    end
end

function __followtrail_is_first
    test (count (commandline -opc)) -eq 1
end

complete -c followtrail -f

complete -c followtrail -n __followtrail_is_first -a fetch -d 'load whole lists into the store'
complete -c followtrail -n __followtrail_is_first -a crawl -d 'load lists by a rule, within a budget'
complete -c followtrail -n __followtrail_is_first -a list -d 'print whom an account follows, as stored'
complete -c followtrail -n __followtrail_is_first -a lists -d 'print everybody whose list is stored'
complete -c followtrail -n __followtrail_is_first -a followed-by -d 'print who follows an account, in the store'
complete -c followtrail -n __followtrail_is_first -a frontier -d 'print whom to open next, with prices'
complete -c followtrail -n __followtrail_is_first -a ledger -d 'print what every request cost'
complete -c followtrail -n __followtrail_is_first -a compare -d 'print what lists have in common'
complete -c followtrail -n __followtrail_is_first -a diff -d 'print what changed in a list'
complete -c followtrail -n __followtrail_is_first -a export -d 'write the store as CSV files'
complete -c followtrail -n __followtrail_is_first -a stats -d 'print figures of the store'
complete -c followtrail -n __followtrail_is_first -a methods -d 'print how the lists were collected'
complete -c followtrail -n __followtrail_is_first -a answer -d 'show what the API answered'
complete -c followtrail -n __followtrail_is_first -a config -d 'print or check a configuration'
complete -c followtrail -n __followtrail_is_first -a doctor -d 'check terminal, settings, key and store'
complete -c followtrail -n __followtrail_is_first -a reindex -d 'rebuild everything from the answers'
complete -c followtrail -n __followtrail_is_first -a verify -d 'check an export, or the store'
complete -c followtrail -n __followtrail_is_first -a sandbox -d 'serve the API on the loopback address'
complete -c followtrail -n __followtrail_is_first -a help -d 'print a summary of the program or a command'
complete -c followtrail -n __followtrail_is_first -a version -d 'print the version'

set -l browser '__followtrail_is none fetch crawl'
complete -c followtrail -n $browser -l demo -d 'browse the built-in sandbox'
complete -c followtrail -n $browser -l api-url -x -d "the API's address"
complete -c followtrail -n $browser -l store -rF -d 'store what is paid for in this file'
complete -c followtrail -n $browser -l ca-file -rF -d 'trust the CA certificates in this file'
complete -c followtrail -n $browser -l key-command -x -d 'run this to get the API key'
complete -c followtrail -n $browser -l key-file -rF -d 'read the API key from this file'
complete -c followtrail -n $browser -l offline -d 'show only what is stored'
complete -c followtrail -n $browser -l config -rF -d 'read this configuration'
complete -c followtrail -n $browser -l cap -xa none -d 'spend at most N credits in this session'
complete -c followtrail -n $browser -l day-cap -xa none -d 'spend at most N a day'
complete -c followtrail -n $browser -l store-cap -xa none -d 'spend at most N for all in this store'
complete -c followtrail -n $browser -l threshold -x -d 'ask before an action above N credits'
complete -c followtrail -n $browser -l page -xa auto -d 'records a page while browsing'
complete -c followtrail -n $browser -l load-page -x -d 'records a page while loading the rest'
complete -c followtrail -n $browser -l no-profile -d 'do not request a profile first'
complete -c followtrail -n $browser -l profile -d 'request a profile first'
complete -c followtrail -n $browser -l no-prefetch -d 'fetch the next page only on a key'
complete -c followtrail -n $browser -l prefetch -d 'fetch the next page while scrolling'
complete -c followtrail -n $browser -l no-color -d 'no colours'
complete -c followtrail -n $browser -l color -d colours
complete -c followtrail -n $browser -l theme -xa 'auto dark light 16 mono' -d 'colours'
complete -c followtrail -n $browser -l columns -x -d 'the list\'s columns, separated by blanks'
complete -c followtrail -n $browser -l pane -xa 'below beside off' -d 'the detail pane'
complete -c followtrail -n $browser -l selection -xa 'bar mark' -d 'the selected row'
complete -c followtrail -n $browser -l signs -xa 'unicode ascii' -d 'the program\'s own signs'
complete -c followtrail -n $browser -l shared -d 'share the store with its group'
complete -c followtrail -n $browser -l ascii -d 'print only ASCII'
complete -c followtrail -n $browser -l no-title -d 'leave the terminal title unchanged'
complete -c followtrail -n $browser -l title -d 'show the current list in the terminal title'
complete -c followtrail -n $browser -l no-mouse -d 'leave the mouse to the terminal'
complete -c followtrail -n $browser -l mouse -d 'clicks select and sort, the wheel scrolls'
complete -c followtrail -n $browser -l no-plain -d 'the full screen'
complete -c followtrail -n $browser -l plain -d 'lines of text instead of a screen'
complete -c followtrail -n $browser -l timeout -x -d 'seconds without a byte'
complete -c followtrail -n $browser -l groups -rF -d 'read a CSV file of accounts and their groups'
complete -c followtrail -n $browser -l refetch -d 'fetch: start a new snapshot of each list'
complete -c followtrail -n $browser -l version -d 'print the version and exit'

set -l crawl '__followtrail_is crawl'
complete -c followtrail -n $crawl -l budget -x -d 'spend at most so many credits'
complete -c followtrail -n $crawl -l order -xa 'per-credit seen first-found followers random:1' -d 'whom to load next'
complete -c followtrail -n $crawl -l lists -x -d 'stop after so many lists'
complete -c followtrail -n $crawl -l depth -x -d 'go at most so many lists away from the seeds'
complete -c followtrail -n $crawl -l per-list -x -d 'skip lists that cost more'
complete -c followtrail -n $crawl -l filter -x -d 'load only accounts that pass it'
complete -c followtrail -n $crawl -l frame -rF -d 'load only accounts that this file names'
complete -c followtrail -n $crawl -l dry-run -d 'print what it would cost, and exit'
complete -c followtrail -n $crawl -l continue -d 'go on with the last crawl'

set -l stores '__followtrail_is list lists followed-by frontier ledger stats compare diff export methods answer reindex verify doctor'
complete -c followtrail -n $stores -l store -rF -d 'this store'
complete -c followtrail -n $stores -l sandbox -d "the sandbox's own store"
complete -c followtrail -n $stores -l config -rF -d 'read this configuration'

complete -c followtrail -n '__followtrail_is list lists followed-by frontier ledger stats compare diff methods doctor' -l json -d 'one JSON object'
complete -c followtrail -n '__followtrail_is list lists followed-by frontier ledger stats compare diff doctor' -l csv -d 'CSV with a header line'
complete -c followtrail -n '__followtrail_is list lists followed-by frontier' -l jsonl -d 'an object a line'
complete -c followtrail -n '__followtrail_is compare' -l table -xa 'lists pairs patterns at-least accounts' -d 'one table only'
complete -c followtrail -n '__followtrail_is list lists followed-by frontier' -l filter -x -d 'print only what passes it'
complete -c followtrail -n '__followtrail_is list lists followed-by frontier' -l groups -rF -d 'read a CSV file of accounts and their groups'
complete -c followtrail -n '__followtrail_is list lists followed-by' -l order -xa 'listed handle name followers following likes videos region bio id sign seen lists back state group rank rows age credits price excess' -d 'sort by a column'
complete -c followtrail -n '__followtrail_is frontier' -l order -xa 'per-credit seen first-found followers random:1 listed handle name following likes videos region bio id sign lists state group price' -d 'rank, or sort by a column'
complete -c followtrail -n '__followtrail_is ledger' -l by -xa 'list day session' -d 'sums'

complete -c followtrail -n '__followtrail_is stats' -l groups -rF -d 'count follows by the groups of a CSV file'

set -l diff '__followtrail_is diff'
complete -c followtrail -n $diff -l from -x -d 'the older snapshot, or a date'
complete -c followtrail -n $diff -l to -x -d 'the newer snapshot, or a date'
complete -c followtrail -n $diff -l all -d 'all owners, at two dates'
complete -c followtrail -n $diff -l timeline -d 'all snapshots'
complete -c followtrail -n $diff -l excel -d 'CSV that a spreadsheet shows as text'

set -l export '__followtrail_is export'
complete -c followtrail -n $export -l all -d "everybody's list"
complete -c followtrail -n $export -l filter -x -d 'of whom they follow, only who passes it'
complete -c followtrail -n $export -l as-of -x -d 'as if what came later were not stored'
complete -c followtrail -n $export -l groups -rF -d 'read a CSV file of accounts and their groups'
complete -c followtrail -n $export -l without -rF -d 'withhold the accounts of this file'
complete -c followtrail -n $export -l cofollow -x -d 'pairs that at least so many complete lists have'
complete -c followtrail -n $export -l complete -d 'nothing unless every list is complete'
complete -c followtrail -n $export -l excel -d 'CSV that a spreadsheet shows as text'
complete -c followtrail -n $export -l pseudonyms -d 'pseudonyms, and nothing that names people'
complete -c followtrail -n $export -l license -x -d 'name this licence in the manifest'
complete -c followtrail -n $export -l table -xa 'accounts names follows lists requests crawls crawl_steps cofollow' -d 'one table, to stdout'
complete -c followtrail -n $export -xa '(__fish_complete_directories)'

complete -c followtrail -n '__followtrail_is answer' -l raw -d 'only the bytes, as they were received'

complete -c followtrail -n '__followtrail_is config' -l default -d 'a file with every setting'
complete -c followtrail -n '__followtrail_is config' -l check -d 'check a file'
complete -c followtrail -n '__followtrail_is config; and __fish_contains_opt check' -F

complete -c followtrail -n '__followtrail_is verify' -xa '(__fish_complete_directories)'

set -l sandbox '__followtrail_is sandbox'
complete -c followtrail -n $sandbox -l port -x -d 'listen on this port'
complete -c followtrail -n $sandbox -l key -x -d 'the key that is accepted'
complete -c followtrail -n $sandbox -l balance -x -d 'credits at the start'
complete -c followtrail -n $sandbox -l latency -x -d 'milliseconds before every answer'
complete -c followtrail -n $sandbox -l rate -x -d 'requests a minute'
complete -c followtrail -n $sandbox -l seed -x -d 'seed of the invented network'
complete -c followtrail -n $sandbox -l network -xa '(__fish_complete_directories)' -d 'serve this folder'
complete -c followtrail -n $sandbox -l log -rF -d 'append a JSON line for each request'
complete -c followtrail -n $sandbox -l fault -xa '429 500 shape 502 503 redirect cursor timeout hang cut slow garbage huge bomb charged-error types missing repeat-page repeat-cursor empty-more' -d 'break answers on purpose'

complete -c followtrail -l help -d 'print a summary and exit'
