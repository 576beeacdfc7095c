# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
#
# For tests in shell, which read this file and have a folder $work: counts what passed and failed.
passed=0 failed=0

# is WHAT COMMAND…: passes when the command succeeds.
is() {
    what=$1
    shift
    if "$@" >"$work/said" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "${0##*/}: $what"
        cat "$work/said"
    fi
}
