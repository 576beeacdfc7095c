#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# From a checkout to something that runs. See usage() below.
set -u
cd "$(dirname "$0")" || exit 70

EX_USAGE=64
EX_UNAVAILABLE=69

# Debian's names; `a|b` is satisfied by either, and a is what gets installed.
packages='gcc|clang libc6-dev make autoconf automake pkgconf ca-certificates libncurses-dev
    libcurl4-openssl-dev|libcurl4-gnutls-dev libjson-c-dev libmicrohttpd-dev libutf8proc-dev
    uthash-dev libcsv-dev libsqlite3-dev nettle-dev zlib1g-dev check'
# What only the tests need: terminals, the count of a program's writes, a TLS server, and the
# Unicode consortium's test files.
check_packages='tmux screen strace openssl unicode-data'
# Programs that read what this one writes (tests/program/test_readers.sh, test_export_readers.sh).
reader_packages='python3 python3-pandas jq sqlite3 miller csvkit r-base-core gnumeric
    python3-networkx python3-igraph r-cran-igraph r-cran-readr libreoffice-calc-nogui postgresql'
reader_modules='graphology graphology-graphml @duckdb/node-api'

# What `make deb` needs besides, and what looks at the package.
deb_packages='dpkg-dev debhelper fakeroot lintian tmux'

log=$PWD/autogen.log

usage() {
    cat <<'TEXT'
usage: ./autogen.sh            writes ./configure (autoreconf -fi), and nothing else
       ./autogen.sh demo       builds the program in this folder and opens it on its sandbox
       ./autogen.sh check      builds it and runs every test
       ./autogen.sh readers    installs the programs that .ci/run --long reads exports with
       ./autogen.sh deb        builds a Debian package in build-deb
       ./autogen.sh help       shows this

demo, check and deb install the Debian or Ubuntu packages that are missing (and ask first when there
is somebody to ask), and do not repeat what is done already.
TEXT
}

say() {
    printf '%s\n' "autogen: $*" >&2
}

# step WORDS COMMAND…: says the words and runs the command, whose output goes to the log. Ends the
# script when it fails.
step() {
    say "$1"
    shift
    printf '\n$ %s\n' "$*" >>"$log"
    "$@" >>"$log" 2>&1 </dev/null && return
    tail -n 40 "$log" >&2
    say "that failed; the whole output is in $log"
    exit 1
}

# Prints those of the packages given as arguments that are not installed.
missing_packages() {
    # shellcheck disable=SC2046 # many names, none with a blank
    installed=$(dpkg-query -W -f '${db:Status-Status}:${Package} ' \
        $(printf '%s ' "$@" | tr '|' ' ') 2>/dev/null)
    for wanted in "$@"; do
        choices=$wanted
        while :; do
            case " $installed" in *" installed:${choices%%|*} "*) continue 2 ;; esac
            case $choices in *'|'*) choices=${choices#*|} ;; *) break ;; esac
        done
        printf '%s ' "${wanted%%|*}"
    done
}

apt_install() {
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 \
        install -q -y --no-install-recommends "$@"
}

apt_update() {
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get update -q
}

# Lists of packages may be absent (a fresh container) or too old to install from.
update_and_install() {
    if ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1 && apt_install "$@"; then
        return
    fi
    apt_update && apt_install "$@"
}

# stop_without PACKAGES…: for whoever cannot or does not want to have them installed.
stop_without() {
    say "these packages are needed: $*"
    say "as root: apt-get install $*"
    exit "$EX_UNAVAILABLE"
}

install_debian() {
    # shellcheck disable=SC2046 # a list of words
    set -- $(missing_packages "$@")
    [ $# -gt 0 ] || return
    sudo=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || stop_without "$@"
        sudo=sudo
    fi
    if [ -t 0 ]; then
        printf 'autogen: %sapt-get install %s\nautogen: go ahead? [Y/n] ' "${sudo:+sudo }" "$*" >&2
        read -r answer || answer=no
        case $answer in '' | [Yy]*) ;; *) stop_without "$@" ;; esac
        # Ask for the password here: below, nobody would see the question.
        [ -z "$sudo" ] || sudo -v || stop_without "$@"
    elif [ -n "$sudo" ]; then
        stop_without "$@"
    fi
    step "installing $# packages: $*" update_and_install "$@"
}

# Elsewhere the names differ: looks for the tools and libraries, and lists what is needed.
look_elsewhere() {
    for tool in autoreconf automake make pkg-config; do
        command -v "$tool" >/dev/null || absent=yes
    done
    pkg-config --exists ncursesw libcurl json-c libmicrohttpd libutf8proc nettle zlib check \
        2>/dev/null || absent=yes
    [ -n "${absent:-}" ] || return
    say "this is neither Debian nor Ubuntu: please install what there is called"
    # shellcheck disable=SC2086 # a list of words
    printf '    %s\n' $packages | sed 's/|/ or /' >&2
    exit "$EX_UNAVAILABLE"
}

install_missing() {
    if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then
        install_debian "$@"
    else
        look_elsewhere
    fi
}

# variable NAME: its value in the Makefile.
variable() {
    sed -n "s/^$1 = *//p" Makefile
}

# Prints the option for a linker that takes half as long as the usual one, where there is one.
quick_linker() {
    printf 'int main(void) { return 0; }\n' >conftest.c
    # shellcheck disable=SC2046 # the compiler with its options
    $(variable CC) -fuse-ld=gold conftest.c -o conftest 2>/dev/null && echo -fuse-ld=gold
    rm -f conftest conftest.c
}

# is_older FILE SOURCE: whether FILE is absent, or older than SOURCE.
is_older() {
    [ ! -f "$1" ] || [ -n "$(find "$2" -newer "$1")" ]
}

# build [CONFIGURE-ARGUMENT…]: the arguments are for a folder that is not configured yet.
build() {
    if is_older configure configure.ac || is_older Makefile.in Makefile.am; then
        step 'regenerating' autoreconf -fi
    fi
    [ -f Makefile ] || step 'configuring' ./configure "$@"
    jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null) || jobs=1
    step 'building' make -j"$jobs" all
}

case ${1:-} in
'')
    command -v autoreconf >/dev/null || {
        say 'autoreconf is missing; on Debian and Ubuntu: apt-get install autoconf automake pkgconf'
        exit "$EX_UNAVAILABLE"
    }
    exec autoreconf -fi
    ;;
demo)
    : >"$log"
    # shellcheck disable=SC2086 # lists of words, here and below
    install_missing $packages
    build
    exec ./followtrail --demo
    ;;
check)
    : >"$log"
    # shellcheck disable=SC2086
    install_missing $packages $check_packages
    # configure's own choice, -g -O2, takes a third longer to compile and makes the tests hardly
    # faster. .ci/run tests that.
    build "CFLAGS=${CFLAGS:--O1}"
    # Optimising the tests themselves takes longer than it saves; a third of what is left are two
    # hundred links. What they test is built already.
    step 'building the tests' make -j"$jobs" check TESTS= \
        CFLAGS="$(variable CFLAGS) -O0 -U_FORTIFY_SOURCE" LDFLAGS="$(variable LDFLAGS) $(quick_linker)"
    # Most of a test is waiting for terminals and time-outs.
    make --no-print-directory -j"$((6 * jobs))" check || {
        status=$?
        [ ! -f test-suite.log ] || tail -n 200 test-suite.log >&2
        say "a test failed; all about it is in $PWD/test-suite.log"
        exit "$status"
    }
    ;;
readers)
    : >"$log"
    # shellcheck disable=SC2086
    install_missing $reader_packages
    # shellcheck disable=SC2086
    if command -v npm >/dev/null; then
        npm install --silent --no-audit --no-fund --prefix build-readers $reader_modules >>"$log" 2>&1 ||
            say 'npm could not get graphology and DuckDB, so they are not tried'
    fi
    ;;
deb)
    : >"$log"
    # shellcheck disable=SC2086
    install_missing $packages $deb_packages
    build
    step 'building the package' make deb
    ls build-deb/*.deb
    ;;
help | -h | --help) usage ;;
*)
    usage >&2
    exit "$EX_USAGE"
    ;;
esac
