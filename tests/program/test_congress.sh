#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A real network: who of the United States Congress followed whom. Its lists are fetched into stores
# as a user would fetch them, and what the program says of these is compared with what other
# programs computed from the network's own files. Both are not part of this repository: without
# them, the test is skipped.
set -u
source=$(cd "${FOLLOWTRAIL_TEST_SOURCE:-.}" && pwd) || exit 99
build=$(cd "${FOLLOWTRAIL_TEST_BUILD:-.}" && pwd) || exit 99
network=${FOLLOWTRAIL_TEST_NETWORK:-$source/../shared/networks/congress}
oracle=${FOLLOWTRAIL_TEST_ORACLE:-$network/../../oracles/oracle.json}
for file in "$network/follows.csv" "$oracle"; do
    [ -e "$file" ] || {
        echo "skipped: no $file"
        exit 77
    }
done
command -v python3 >/dev/null || {
    echo 'skipped: no python3'
    exit 77
}
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
LC_ALL=C.UTF-8 HOME=$work FOLLOWTRAIL=$build/followtrail
export LC_ALL HOME FOLLOWTRAIL network oracle work
"$source/tests/program/congress_stores.sh" "$FOLLOWTRAIL" "$network" "$work" >"$work/said" 2>&1 || {
    cat "$work/said"
    exit 1
}

# Python reads what the program prints. Each check is a row: what, expected, seen.
cat >"$work/congress.py" <<'END'
import csv, io, json, os, shutil, subprocess, sys, time

oracle = json.load(open(os.environ["oracle"], encoding="utf-8"))
work, failed = os.environ["work"], 0


def ask(store, *words):
    """What a command of the shell prints about a store."""
    command = [os.environ["FOLLOWTRAIL"], words[0], "--store", f"{work}/{store}.db", *words[1:]]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def ask_json(store, *words):
    return json.loads(ask(store, *words, "--json"))


def check(what, expected, seen):
    global failed
    if expected != seen:
        failed += 1
        print(f"test_congress.sh: {what}: expected {expected}, not {seen}")


def tell(store, *lines):
    """What --plain says to these lines about a store."""
    command = [os.environ["FOLLOWTRAIL"], "--plain", "--offline", "--api-url", "http://127.0.0.1:9", "--store", f"{work}/{store}.db"]
    return subprocess.run(command, input="\n".join([*lines, "quit", ""]), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8").stdout


def tmux(*words):
    return subprocess.run(["tmux", "-L", f"congress-{os.getpid()}", "-f", "/dev/null", "-u", *words], stdout=subprocess.PIPE, encoding="utf-8").stdout


def check_screen(what, store, keys, words):
    """Whether a screen of 200 columns has all the words some time after the keys, which are pressed one by one,
    each when the screen has the word beside it."""
    global failed
    if not shutil.which("tmux"):
        return
    tmux("new-session", "-d", "-x", "200", "-y", "50", os.environ["FOLLOWTRAIL"], "--offline", "--api-url", "http://127.0.0.1:9", "--store", f"{work}/{store}.db")
    deadline, seen = time.monotonic() + 60, ""

    def has(*wanted):
        nonlocal seen
        while time.monotonic() < deadline:
            seen = tmux("capture-pane", "-p")
            if all(word in seen for word in wanted):
                return True
            time.sleep(0.05)
        return False

    for key, word in keys:
        if has(word):
            tmux("send-keys", key)
    if not has(*words):
        failed += 1
        print(f"test_congress.sh: {what}: not all of {words} on the screen:\n{seen}")
    tmux("kill-server")


def accounts():
    return list(csv.DictReader(open(os.environ["network"] + "/accounts.csv", encoding="utf-8", newline="")))
END

# check SECTION: runs what stdin says after that.
checked=0 failed=0
check() {
    cat "$work/congress.py" - >"$work/$1.py"
    echo 'sys.exit(failed != 0)' >>"$work/$1.py"
    checked=$((checked + 1))
    python3 "$work/$1.py" || failed=$((failed + 1))
}

check statistics <<'END'
def rows(of, table, key, column):
    return {row[key]: row[column] for row in of[table]}

whole = ask_json("all", "stats")
counts = {row["count"]: row for row in whole["counts"]}
lists = counts["lists"]
pairs = rows(whole, "pairs", "key", "pairs")
check("mutual", oracle["mutual"], [pairs[key] for key in ("mutual", "one_way", "none")])
check("pairs that are unknown", 0, pairs["listed_unknown"] + pairs["not_listed_unknown"] + pairs["unknown"])
check("reciprocity of follows", [34118, 61766], [whole["reciprocity"][1][key] for key in ("least_n", "least_d")])
check("concentration", oracle["concentration"][1:], [lists["top_10_percent_sum"], lists["sum"]])
check("the top 10 %", 52, lists["top_10_percent"])
check("quartiles", [92, 122, 147], [lists[key] for key in ("lower_quartile", "median", "upper_quartile")])
size = oracle["size"]
stored = {(row["of"], row["state"]): row for row in whole["lists"]}
check("accounts", size[0], whole["scope"][0]["accounts"])
check("rows", [size[1]] * 3, [stored["accounts", "all"][key] for key in ("rows", "reported", "credits")])
check("lists with a row", size[0] - size[4], stored["accounts", "complete"]["lists"])
check("the most followed", oracle["in_degree_top10"][0][1], lists["greatest"])
check("the longest list", oracle["out_degree_top5"][0][1], counts["following"]["greatest"])

# Follows between parties, which are in the bios.
with open(f"{work}/parties.csv", "w", encoding="utf-8", newline="") as file:
    rows_of = csv.writer(file)
    rows_of.writerow(["handle", "group"])
    for account in accounts():
        rows_of.writerow([account["username"], account["bio"].split(",")[0]])
by_party = ask_json("all", "stats", "--groups", f"{work}/parties.csv")["groups"]
check("follows by party", oracle["mixing"], {f"{row['from']}>{row['to']}": row["follows"] for row in by_party if row["follows"]})

# The same in every form.
text = ask("all", "stats")
for words in ("17,059", "27,648", "88,679", "9,907 of 61,766", "34,118 of 61,766"):
    check(f"{words} as text", True, words in text)
melted = {tuple(row[:4]): row[4] for row in csv.reader(io.StringIO(ask("all", "stats", "--csv"), newline=""))}
check("mutual as CSV", str(oracle["mutual"][0]), melted["pairs", "mutual", "", "pairs"])
check("the median as CSV", "122", melted["counts", "lists", "", "median"])

told = tell("all", "find verified", f"groups {work}/parties.csv", "stats")
for words in ("Mutual: 17,059 pairs", "One way: 27,648 pairs", "None: 88,679 pairs", "lower quartile 92, median 122, upper quartile 147", "9,907 of 61,766", "Democrat to Republican: 5,283 follows"):
    check(f"{words} in lines", True, words in told)
check_screen("statistics", "all", [("f", "? help"), ("verified", "Find in the store"), ("Enter", "store: verified"), ("S", "Found in the store")],
             ("17,059", "27,648", "88,679", "9,907 of 61,766", "34,118 of 61,766", "92     122     147     292     16.0"))

# Every quartile, decade and share of followers and following, from the network's file.
try:
    import numpy
except ImportError:
    numpy = None
for count, column in (("followers", "follower_count"), ("following", "following_count")):
    values = sorted(int(account[column]) for account in accounts())
    nth = lambda p: values[-(-len(values) * p // 100) - 1]
    quartiles = [counts[count][key] for key in ("lower_quartile", "median", "upper_quartile")]
    check(f"quartiles of {count}", [nth(p) for p in (25, 50, 75)], quartiles)
    if numpy:
        by_numpy = [int(numpy.quantile(values, p / 100, method="inverted_cdf")) for p in (25, 50, 75)]
        check(f"NumPy's quartiles of {count}", by_numpy, quartiles)
    check(f"share of {count}", sum(values[-52:]), counts[count]["top_10_percent_sum"])
    for row in whole["decades"]:
        if row["count"] == count and row["from"] is not None:
            within = sum(row["from"] <= value <= (row["to"] or 10**18 if row["from"] else 0) for value in values)
            check(f"{count} from {row['from']}", within, row["accounts"])

# Lists that are not complete: the true share is between the bounds.
follows = set()
for follow in csv.DictReader(open(os.environ["network"] + "/follows.csv", encoding="utf-8", newline="")):
    follows.add((follow["source"], follow["target"]))
ids = {account["username"]: account["id"] for account in accounts()}
two = ids["RepReneeEllmers"], ids["RepAndreCarson"]
for n, m in ((50, 120), (300, 120), (300, 60), (0, 120)):
    cut = ask_json(f"cut-{n}-{m}", "stats")
    states = {row["state"]: row for row in cut["lists"]}
    check(f"rows of {n} and {m}", n + m, sum(row["rows"] or 0 for row in cut["lists"] if row["state"] != "all"))
    check(f"partial lists of {n} and {m}", (0 < n) + (m < 120), states.get("partial", {"lists": 0})["lists"])
    bounds = cut["reciprocity"][0]
    mutual, tied = two in follows and two[::-1] in follows, two in follows or two[::-1] in follows
    if tied and cut["scope"][0]["owners"] == 2:
        check(f"least of {n} and {m}", True, bounds["least_n"] <= mutual * bounds["least_d"])
        check(f"most of {n} and {m}", True, mutual * bounds["most_d"] <= bounds["most_n"])
END

check lists <<'END'
ids = {account["username"]: account["id"].removeprefix("tt") for account in accounts()}
listed = {}
for follow in csv.DictReader(open(os.environ["network"] + "/follows.csv", encoding="utf-8", newline="")):
    listed.setdefault(follow["source"].removeprefix("tt"), {})[follow["target"].removeprefix("tt")] = int(follow["rank"])


def count(owners, account):
    return sum(account in listed.get(owner, {}) for owner in owners if owner != account)


# Every owner of a stored list: rows, state, credits, and in how many of the lists it is.
for store, names in (("all", ids), ("ten", [name for name, _ in oracle["in_degree_top10"]]), ("seeds", oracle["frontier"]["seeds"])):
    owners, seen = [ids[name] for name in names], ask_json(store, "lists")
    check(f"lists of {store} in scope", [len(seen["lists"]), 0], [seen["scope"][key] for key in ("lists", "incomplete")])
    check(f"owners of {store}", True, {row["id"] for row in seen["lists"]} <= set(owners))
    check(f"owners of {store} with a row", {owner for owner in owners if owner in listed},
          {row["id"] for row in seen["lists"] if row["listed"]})
    for row in seen["lists"]:
        rows, of = len(listed.get(row["id"], {})), f"{row['username']} in {store}"
        check(f"rows of {of}", [rows, rows], [row["listed"], row["reported"]])
        check(f"state of {of}", "complete" if rows else "nobody_reported", row["list_state"])
        check(f"lists with {of}", [count(owners, row["id"])] * 2, [row["in_lists"], row["in_lists_max"]])
        check(f"the profile of {of} is no part of its list", rows, row["credits"])
lines = list(csv.DictReader(io.StringIO(ask("ten", "lists", "--csv", "--filter", "lists>=6", "--order", "lists"), newline="")))
ten = {name: count([ids[name] for name, _ in oracle["in_degree_top10"]], ids[name]) for name, _ in oracle["in_degree_top10"]}
check("in six lists or more", sorted(((-n, ids[name]) for name, n in ten.items() if n >= 6)),
      [(-int(line["in_lists"]), line["id"]) for line in lines])
END

check followed-by <<'END'
ids = {account["username"]: account["id"].removeprefix("tt") for account in accounts()}
rank = {}
for follow in csv.DictReader(open(os.environ["network"] + "/follows.csv", encoding="utf-8", newline="")):
    rank[follow["source"].removeprefix("tt"), follow["target"].removeprefix("tt")] = int(follow["rank"])

# The in-degree of the most followed is how many lists have them.
for name, degree in oracle["in_degree_top10"]:
    seen = ask_json("all", "followed-by", "@" + name)
    check(f"lists with {name}", [degree, 0], [seen["scope"][key] for key in ("listed", "unknown")])
    check(f"rows of {name}", degree, len(seen["owners"]))
    for row in seen["owners"]:
        check(f"rank of {name} for {row['username']}", rank[row["id"], ids[name]], row["rank"])

# Six of the ten follow the eleventh.
seen = ask_json("ten", "followed-by", "@SenatorTimScott")
check("the ten", [10, 0, 6, 0], [seen["scope"][key] for key in ("lists", "incomplete", "listed", "unknown")])
check("six of the ten", sorted(oracle["followed_by"]), sorted(row["username"] for row in seen["owners"]))
order = [(-row["in_lists"], row["id"]) for row in seen["owners"]]
check("the most listed first", sorted(order), order)
check("as text", "Followed by, in your store: 6 of 10 lists", ask("ten", "followed-by", "SenatorTimScott").split(";")[0])
check("its own list counts neither way", 9, ask_json("ten", "followed-by", "@WhipHoyer")["scope"]["lists"])
check("the seeds", [3, 3], [ask_json("seeds", "followed-by", "@VirginiaFoxx")["scope"][key] for key in ("lists", "listed")])

# A list that is cut never says no.
two = ["RepReneeEllmers", "RepAndreCarson"]
for n, m in ((50, 120), (300, 120), (300, 60), (0, 120)):
    held = {two[0]: n, two[1]: m}
    known = {t for owner in two for (s, t), at in rank.items() if s == ids[owner] and at <= held[owner]}
    for name in [name for name in ids if ids[name] in known][::10] + two:
        seen = ask_json(f"cut-{n}-{m}", "followed-by", "@" + name)
        for owner in two:
            at, here = rank.get((ids[owner], ids[name])), held[owner]
            said = next((row["membership"] for row in seen["owners"] if row["username"] == owner), None)
            whole = here == {two[0]: 398, two[1]: 120}[owner]
            wanted = "listed" if at and at <= here else None if whole or not here or owner == name else "unknown"
            check(f"{name} in the first {here} of {owner}", wanted, said)
END

[ "$failed" -eq 0 ] || exit 1
echo "test_congress.sh: $checked sections agree"
