#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The rules of ARCHITECTURE.md and CONTRIBUTING.md that a program can check. Prints one line
# a breach, `file:line: what`, and fails when there is one. Needs only sh, awk, grep, sed and tsort;
# nm and clang-format are used where they are.
# shellcheck disable=SC2016 # what looks like a variable of the shell is awk's
set -u
build=${FOLLOWTRAIL_TEST_BUILD:-$PWD}
cd "${FOLLOWTRAIL_TEST_SOURCE:-.}" || exit 99
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
LC_ALL=C
export LC_ALL

find src ui -name '*.[ch]' | sort >"$work/sources"
find tests -name '*.[ch]' | sort >"$work/test_sources"
find tests -name '*.sh' | sort >"$work/scripts"
printf '%s\n' autogen.sh .ci/run configure.ac Makefile.am >>"$work/scripts"

# of LIST COMMAND…: the command with the files of the list as its last arguments.
of() {
    of_list=$work/$1
    shift
    xargs "$@" <"$of_list"
}

# Sources without comments and without the text of strings: file, line and code, tabs between.
strip_c() {
    of "$1" awk '
        FNR == 1 { comment = 0 }
        {
            rest = $0
            code = ""
            while (rest != "") {
                if (comment) {
                    if (!(at = index(rest, "*/"))) break
                    rest = substr(rest, at + 2)
                    comment = 0
                } else if (match(rest, /\/\*|\/\/|"|\047/)) {
                    mark = substr(rest, RSTART, RLENGTH)
                    code = code substr(rest, 1, RSTART - 1)
                    rest = substr(rest, RSTART + RLENGTH)
                    if (mark == "//") break
                    if (mark == "/*") { comment = 1; code = code " "; continue }
                    while (rest != "" && substr(rest, 1, 1) != mark)
                        rest = substr(rest, substr(rest, 1, 1) == "\\" ? 3 : 2)
                    rest = substr(rest, 2)
                    code = code mark mark
                } else {
                    code = code rest
                    break
                }
            }
            gsub(/\t/, " ", code)
            print FILENAME "\t" FNR "\t" code
        }'
}

# #include lines of src/ and ui/ as `file line name`, the name with its quotes or brackets.
list_includes() {
    of sources awk '
        /^[ \t]*#[ \t]*include[ \t]*["<]/ {
            name = $0
            sub(/^[ \t]*#[ \t]*include[ \t]*/, "", name)
            match(name, /^["<][^">]*[">]/)
            print FILENAME, FNR, substr(name, 1, RLENGTH)
        }'
}

# A folder includes its own headers and those of the folders named here: nothing above it, nothing
# beside it. src/ never includes ui/.
check_folders() {
    awk '
        function folder_of(path) {
            sub(/^src\//, "", path)
            return path ~ /\// ? substr(path, 1, match(path, /\/[^\/]*$/) - 1) : path
        }
        BEGIN {
            sees["base"] = " "
            sees["graph"] = " base "
            sees["account"] = " base "
            sees["money"] = sees["api"] = sees["sandbox"] = " base account "
            sees["model"] = " base account money graph "
            sees["store"] = sees["model"]
            sees["analysis"] = sees["store"] "store model "
            sees["export"] = sees["analysis"] "analysis "
            sees["fetch"] = sees["health"] = sees["store"] "api store "
            sees["verify"] = sees["fetch"] "model analysis export fetch "
            sees["session"] = sees["fetch"] "model analysis fetch "
            sees["record"] = sees["session"] "session "
            sees["command"] = sees["analysis"] "analysis export fetch health session "
            sees["view"] = sees["command"] "graph record command "
            sees["plain"] = sees["view"] "view "
            sees["cli"] = sees["session"] "export verify health sandbox session record command view "
            sees["ui/terminal"] = " base model view "
            sees["ui/frame"] = sees["view"] "view ui/terminal "
            sees["ui/browser"] = sees["ui/frame"] "ui/frame "
            sees["main.c"] = sees["cli"] "cli plain ui/terminal ui/frame ui/browser "
        }
        {
            folder = folder_of($1)
            if (!(folder in sees) && !(folder in told)) {
                print $1 ":1: " folder " is not in the plan of folders"
                told[folder] = 1
            }
            if (!(folder in sees) || $3 !~ /^"/) next
            name = substr($3, 2, length($3) - 2)
            if (folder_of(name) == folder || index(sees[folder], " " folder_of(name) " ")) next
            print $1 ":" $2 ": " folder " must not include " name
        }' "$work/sources" "$work/includes"
}

# A folder that outgrows this holds two things. A module is a .c, its .h, or both.
check_folder_sizes() {
    of sources awk -v most_modules=40 -v most_percent=15 '
        FNR == 1 {
            folder = module = FILENAME
            sub(/\/[^\/]*$/, "", folder)
            sub(/\.[ch]$/, "", module)
            if (!(module in seen)) modules[folder]++
            seen[module] = 1
        }
        { lines[folder]++ }
        END {
            for (folder in lines) {
                if (modules[folder] > most_modules)
                    print folder ": " modules[folder] " modules, more than " most_modules
                if (lines[folder] * 100 > NR * most_percent)
                    print folder ": more than " most_percent " % of the lines"
            }
        }'
}

# A module is known by its name alone: in a debugger, in an archive, in conversation.
check_module_names() {
    cat "$work/sources" "$work/test_sources" | awk '
        {
            name = $0
            sub(/.*\//, "", name)
            sub(/\.[ch]$/, "", name)
            path = $0
            sub(/\.[ch]$/, "", path)
            if (name in owner && owner[name] != path) print $0 ":1: " owner[name] " has that name, too"
            owner[name] = path
        }'
}

# A module is its .c and its .h: two that need one another are one, or want a third below them.
check_include_loops() {
    awk '$3 ~ /^"/ {
            from = $1; sub(/^src\//, "", from); sub(/\.[ch]$/, "", from)
            to = substr($3, 2, length($3) - 2); sub(/\.[ch]$/, "", to)
            if (from != to) print from, to
        }' "$work/includes" >"$work/pairs"
    tsort <"$work/pairs" 2>&1 >/dev/null | sed 's/^tsort: \(-: \)*/include loop: /'
}

# Each library is known to one place only.
check_library_headers() {
    awk '
        function only(headers, files) {
            if ($3 ~ "^<(" headers ")>$" && $1 !~ "^(" files ")$")
                print $1 ":" $2 ": " $3 " belongs in " files
        }
        {
            only("(n?cursesw?/)?(n?curses|term|panel|form|menu)\\.h", "ui/terminal/screen[a-z_]*\\.c")
            only("curl/.*", "src/api/http\\.c")
            only("json-c/.*|json(_.*)?\\.h", "src/api/json\\.c|src/sandbox/.*\\.[ch]")
            only("microhttpd\\.h|csv\\.h", "src/sandbox/.*\\.[ch]")
            only("zlib\\.h", "src/sandbox/.*\\.[ch]|src/api/unpack\\.c|src/store/journal_raw\\.c")
            only("nettle/.*", "src/base/sha256\\.c")
            only("sqlite3.*", "src/store/sql\\.c")
            only("utf8proc\\.h", "src/base/(text[a-z_]*|codepoint)\\.c")
            only("ut(hash|list|array|string)\\.h", "src/base/dict\\.c")
            only("check\\.h", "tests/.*")
        }' "$work/includes"
}

# A header has its guard; a .c includes its own header before anything else.
check_headers() {
    of sources awk '
        FNR == 1 { guard = own = ""; seen = 0 }
        FNR == 1 && FILENAME ~ /\.h$/ {
            guard = FILENAME
            sub(/^src\//, "", guard)
            gsub(/[^A-Za-z0-9]/, "_", guard)
            guard = "FOLLOWTRAIL_" toupper(guard)
        }
        FNR == 1 && FILENAME ~ /\.c$/ {
            own = FILENAME
            sub(/c$/, "h", own)
            if ((getline line <own) < 0) own = ""
            close(own)
            sub(/^src\//, "", own)
        }
        guard != "" && /^#/ {
            if ($0 != "#ifndef " guard) print FILENAME ":" FNR ": the guard is " guard
            guard = ""
        }
        own != "" && !seen && /^#[ \t]*include/ {
            seen = 1
            if ($2 != "\"" own "\"") print FILENAME ":" FNR ": include \"" own "\" first"
        }'
}

check_calls() {
    calls='strcpy|strcat|v?sprintf|strtok|ato[il]|sscanf|gets|system'
    awk -F'\t' -v calls="(^|[^A-Za-z0-9_])($calls)[ ]*[(]" '
        match($3, calls) {
            call = substr($3, RSTART, RLENGTH)
            gsub(/[^a-z]/, "", call)
            print $1 ":" $2 ": " call "() is not used here"
        }' "$work/code" "$work/test_code"
}

# Lower-case words only: upper case is a library's. sa_handler is POSIX's, sqlite3_* SQLite's.
check_names() {
    empty='^(.*_)?(utils?|misc|common|helpers?|managers?|handlers?)(_.*)?$'
    cat "$work/sources" "$work/test_sources" "$work/scripts" |
        awk -v empty="$empty" '
            {
                count = split($0, part, "/")
                for (i = 1; i <= count; i++) {
                    sub(/\..*/, "", part[i])
                    if (part[i] ~ empty) print $0 ":1: a name that says nothing: " part[i]
                }
            }'
    awk -F'\t' -v empty="$empty" '
        {
            rest = $3
            while (match(rest, /[A-Za-z_][A-Za-z0-9_]*/)) {
                word = substr(rest, RSTART, RLENGTH)
                rest = substr(rest, RSTART + RLENGTH)
                if (word ~ empty && word !~ /[A-Z]/ && word !~ /^(sa_handler$|sqlite3_)/)
                    print $1 ":" $2 ": a name that says nothing: " word
            }
        }' "$work/code"
}

check_papers() {
    cat "$work/sources" "$work/test_sources" "$work/scripts" >"$work/all"
    of all awk '
        FNR <= 3 && /SPDX-License-Identifier: GPL-3\.0-or-later/ { licensed[FILENAME] = 1 }
        END { for (i = 1; i < ARGC; i++) if (!(ARGV[i] in licensed)) print ARGV[i] ":1: no SPDX line" }'
    of all grep -nE '(^|[^A-Za-z0-9_])(TO''DO|FIX''ME|XX''X|HA''CK)([^A-Za-z0-9_]|$)' |
        sed 's/^\([^:]*:[^:]*\):.*/\1: a left-over note/'
}

# Tables may be long, functions not.
check_lengths() {
    awk -F'\t' -v most=60 '
        $1 != file { file = $1; depth = 0; head = ""; macro = 0 }
        macro || $3 ~ /^ *#/ { macro = $3 ~ /\\$/; next }
        {
            if (depth == 0 && head ~ /^ *$/) start = $2
            for (i = 1; i <= length($3); i++) {
                c = substr($3, i, 1)
                if (c == "{" && depth++ == 0) is_function = head ~ /\) *$/
                if (depth == 0) head = c == ";" ? "" : head c
                if (c == "}" && --depth == 0) {
                    lines = $2 - start + 1
                    sub(/__attribute__\(\([^)]*\)?[^)]*\)\)/, "", head)
                    sub(/\(.*/, "", head)
                    sub(/.*[ *]/, "", head)
                    if (is_function && lines > most)
                        print $1 ":" start ": " head "() has " lines " lines, more than " most
                    head = ""
                }
            }
            if (depth == 0) head = head " "
        }' "$work/code" "$work/test_code"
}

# What the house may change at run time outside a function: `object symbol`, with the reason.
check_variables() {
    if ! command -v nm >/dev/null || [ ! -f "$build/libfollowtrail.a" ]; then
        echo "skipped: variables (no nm, or nothing built)" >&2
        return
    fi
    nm -A --format=sysv "$build"/libfollowtrail*.a >"$work/symbols" 2>/dev/null
    if grep -qE '__(a|t|ub)san_' "$work/symbols"; then
        echo "skipped: variables (a sanitizer adds its own)" >&2
        return
    fi
    cat >"$work/allowed" <<'ALLOWED'
mem.o exhaustion_hook one terminal to restore, and mem_alloc() has no parameter for it
screen.o open_screen the hook's other end; curses itself knows one screen at a time
screen_output.o capability_out tputs() passes its function nothing but the byte
ALLOWED
    awk -F'|' -v allowed="$work/allowed" '
        BEGIN { while ((getline line <allowed) > 0) { split(line, word, " "); ok[word[1], word[2]] = 1 } }
        $7 ~ /^ *(\.data|\.bss|\.tdata|\.tbss|\*COM\*)/ && $7 !~ /\.data\.rel\.ro/ {
            count = split($1, part, ":")
            object = part[count - 1]; symbol = part[count]
            sub(/^libfollowtrail_ui_a-/, "", object); gsub(/ /, "", symbol)
            if (symbol == "" || symbol ~ /^\./ || (object, symbol) in ok) next
            print object ": variable " symbol " is not const"
        }' "$work/symbols"
}

# What Makefile.am does not name is neither built nor in the tarball.
check_makefile() {
    { cat "$work/sources" "$work/test_sources"; grep '^tests/' "$work/scripts"; } |
        awk '
            FILENAME == "Makefile.am" { for (i = 1; i <= NF; i++) named[$i] = 1; next }
            {
                program = $0
                sub(/\.c$/, "", program)
                if (!($0 in named) && !($0 ~ /^tests\/[a-z]+\/(test|fuzz|bench)_.*\.c$/ && program in named))
                    print $0 ": not in Makefile.am"
            }' Makefile.am -
}

# tests/ has the folders of src/, one for all of ui/, and these.
check_test_folders() {
    for folder in src/*/ ui/; do
        folder=${folder#src/}
        set -- "tests/$folder"test_*
        [ -e "$1" ] || echo "tests/$folder: no tests"
    done
    for folder in tests/*/; do
        folder=${folder#tests/}
        case ${folder%/} in
        ui | program | fuzz | bench | support | screens | transcripts | stores) ;;
        *) [ -d "src/$folder" ] || echo "tests/$folder: there is no src/$folder" ;;
        esac
    done
}

# The README stays short, links lead somewhere, and documents avoid phrases that readers stumble over.
check_documents() {
    documents='README.md NEWS.md ARCHITECTURE.md CONTRIBUTING.md BENCHMARKS.md'
    size=$(wc -c <README.md)
    [ "$size" -le 8192 ] || echo "README.md:1: $size bytes, more than 8192"
    for document in $documents; do
        tr '\n' ' ' <"$document" | grep -oE '\]\([^)]*\)' | sed 's/^](\(.*\))$/\1/' | grep -v '^https:' |
            while read -r link; do
                [ -e "$link" ] || echo "$document:1: there is no $link"
            done
    done
    # shellcheck disable=SC2086 # a list of names
    grep -noiE '\b(anew|but for|one (is|came|looks|types)|of which|stands|told|behind|is asked for)\b' \
        $documents man/followtrail.1 | sed 's/$/: plainer words, please/'
}

# Every tenth file, or all of them where there is time.
list_formatted() {
    [ "${FOLLOWTRAIL_TEST_EFFORT:-check}" = check ] && share=10 || share=1
    cat "$work/sources" "$work/test_sources" | awk -v share="$share" 'NR % share == 0'
}

# Releases of clang-format differ in detail: 14 decides, the others are not asked.
check_format() {
    version=$(clang-format --version 2>/dev/null | sed -n 's/.*version \([0-9]*\).*/\1/p')
    if [ "$version" != 14 ]; then
        echo "skipped: format (clang-format 14 decides, here is ${version:-none})" >&2
        return
    fi
    list_formatted >"$work/formatted"
    of formatted clang-format --dry-run 2>&1 |
        sed -n 's/^\([^: ]*:[0-9]*\):.*\[-Wclang-format-violations\]$/\1: not as "make format" leaves it/p' |
        sort -t: -k1,1 -u
}

strip_c sources >"$work/code"
strip_c test_sources >"$work/test_code"
list_includes >"$work/includes"

{
    check_folders
    check_folder_sizes
    check_module_names
    check_include_loops
    check_library_headers
    check_headers
    check_calls
    check_names
    check_papers
    check_lengths
    check_variables
    check_makefile
    check_test_folders
    check_documents
    check_format
} >"$work/breaches"

cat "$work/breaches"
[ ! -s "$work/breaches" ]
