#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# congress_stores.sh PROGRAM NETWORK FOLDER [STORE...]: serves the network of Congress and fetches
# its lists into stores of FOLDER:
#   all.db        all 517 lists
#   ten.db        those of the ten most followed
#   seeds.db      three seeds
#   cut-N-M.db    the first N rows of @RepReneeEllmers (398) and the first M of @RepAndreCarson
#                 (120): 50 120, 300 120, 300 60, 0 120
# Their profiles come first, for a credit each: they say how long the lists are.
set -eu
program=$1 network=$2 folder=$3
shift 3
[ $# -gt 0 ] || set -- all ten seeds cut-50-120 cut-300-120 cut-300-60 cut-0-120
HOME=$folder UNIFAPI_API_KEY=sandbox
export HOME UNIFAPI_API_KEY
sandbox=
trap 'kill $sandbox 2>/dev/null || true; rm -f "$folder/address"' EXIT
trap 'exit 1' HUP INT TERM
mkfifo "$folder/address"
"$program" sandbox --network "$network" --balance 1000000 --rate 1000000 >"$folder/address" &
sandbox=$!
read -r address <"$folder/address"

# fetch STORE CAP WORD...: a list that the cap cuts is no failure.
fetch() {
    store=$folder/$1.db cap=$2
    shift 2
    "$program" fetch --api-url "$address" --store "$store" --cap "$cap" "$@" \
        >"$store.out" 2>"$store.err" || [ $? -eq 75 ] || {
        cat "$store.err" >&2
        return 1
    }
}

# The same, a list after the other: several that load at the same time mix in the order in which
# accounts are found, which the frontier has.
fetch_in_order() {
    store_name=$1 each=$2
    shift 2
    for handle; do
        fetch "$store_name" "$each" "$handle"
    done
}

# cut_lists N M
cut_lists() {
    fetch "cut-$1-$2" 1 @RepReneeEllmers
    fetch "cut-$1-$2" 1 @RepAndreCarson
    [ "$1" -eq 0 ] || fetch "cut-$1-$2" "$1" --no-profile @RepReneeEllmers
    [ "$2" -eq 0 ] || fetch "cut-$1-$2" "$2" --no-profile @RepAndreCarson
}

for store; do
    case $store in
    all)
        # A word a handle. Ids and handles, which come first, have no commas, quotes or blanks.
        # shellcheck disable=SC2046
        fetch all 100000 $(sed '1d; s/^[^,]*,\([^,]*\),.*/@\1/' "$network/accounts.csv")
        ;;
    ten)
        fetch_in_order ten 10000 @SpeakerRyan @GOPLeader @DarrellIssa @CathyMcMorris \
            @NancyPelosi @WhipHoyer @JasonInTheHouse @SenJohnMcCain @RepTomPrice @RepFredUpton
        ;;
    seeds) fetch_in_order seeds 10000 @RepLipinski @RepJBridenstine @RepSanfordSC ;;
    cut-*)
        numbers=${store#cut-}
        cut_lists "${numbers%-*}" "${numbers#*-}"
        ;;
    *)
        echo "congress_stores.sh: no store $store" >&2
        exit 64
        ;;
    esac
done
