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
import csv, io, json, os, re, shutil, subprocess, sys, time

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


screens = 0


def tmux(*words):
    return subprocess.run(["tmux", "-L", f"congress-{os.getpid()}-{screens}", "-f", "/dev/null", "-u", *words], stdout=subprocess.PIPE, encoding="utf-8").stdout


def check_screens(store, *steps):
    """Whether screens of 200 columns have words. A step is what it is about; keys, which are pressed one by one, each
    when the screen has the word beside it; and the words that are there some time after them. However many blanks are
    between words counts as one."""
    global failed, screens
    if not shutil.which("tmux"):
        return
    screens += 1  # a server each: the last one may still be ending
    tmux("new-session", "-d", "-x", "200", "-y", "50", os.environ["FOLLOWTRAIL"], "--offline", "--api-url", "http://127.0.0.1:9", "--store", f"{work}/{store}.db")
    seen = ""

    def has(*wanted):
        nonlocal seen
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            seen = re.sub(" +", " ", tmux("capture-pane", "-p"))
            if all(re.sub(" +", " ", word) in seen for word in wanted):
                return True
            time.sleep(0.05)
        return False

    for what, keys, words in steps:
        for key, word in keys:
            if has(word):
                tmux("send-keys", key)
        if not has(*words):
            failed += 1
            print(f"test_congress.sh: {what}: not all of {words} on the screen:\n{seen}")
            break
    tmux("kill-server")


def check_screen(what, store, keys, words):
    check_screens(store, (what, keys, words))


def type_command(words, end):
    """The keys that type a command; `end` of it is on the screen when all of it is typed."""
    return [(":", "? help"), (words, "Tab complete"), ("Enter", end)]


# How much is read off screens: some of it in `make check`, everything otherwise.
has_time = os.environ.get("FOLLOWTRAIL_TEST_EFFORT", "check") != "check"


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

mixing = [(*pair.split(">"), count) for pair, count in oracle["mixing"].items()]
told = tell("all", "find verified", f"groups {work}/parties.csv", "stats")
for words in ("Mutual: 17,059 pairs", "One way: 27,648 pairs", "None: 88,679 pairs", "lower quartile 92, median 122, upper quartile 147", "9,907 of 61,766"):
    check(f"{words} in lines", True, words in told)
for a, b, count in mixing:
    check(f"{a} to {b} in lines", True, f"{a} to {b}: {count:,} follows" in told)
groups = {}  # on the screen, a group that follows is named once
for a, b, count in mixing:
    groups.setdefault(a, f"{a} {b} {count:,}")
rest = [f"{b} {count:,}" for a, b, count in mixing if groups[a] != f"{a} {b} {count:,}"]
check_screen("statistics", "all",
             [("I", "? help"), *type_command(f"groups {work}/parties.csv", "parties.csv"), ("S", "? help")],
             ["517 accounts", "all 517 61,766 61,766 0 61,766", "17,059", "27,648", "88,679", "9,907 of 61,766", "34,118 of 61,766",
              "92 122 147 292 16.0", *groups.values(), *rest])

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
ids = {account["username"]: account["id"] for account in accounts()}
listed = {}
for follow in csv.DictReader(open(os.environ["network"] + "/follows.csv", encoding="utf-8", newline="")):
    listed.setdefault(follow["source"], {})[follow["target"]] = int(follow["rank"])


def count(owners, account):
    return sum(account in listed.get(owner, {}) for owner in owners if owner != account)


# Every owner of a stored list: rows, state, credits, and in how many of the lists it is.
for store, names in (("all", ids), ("ten", [name for name, _ in oracle["in_degree_top10"]]), ("seeds", oracle["frontier"]["seeds"])):
    owners, seen = [ids[name] for name in names], ask_json(store, "lists")
    check(f"lists of {store} in scope", [len(seen["lists"]), 0], [seen["scope"][key] for key in ("lists", "incomplete")])
    if store == "all":
        check("all were asked for", oracle["size"][0], seen["scope"]["lists"])
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

# The most followed and the longest lists, off lines and off a screen.
told = tell("all", "rows 10", "I", "order lists", "g") if has_time else ""
for name, degree in oracle["in_degree_top10"] if has_time else []:
    check(f"lists with {name} in lines", True, any(f"@{name} " in line and f", in {degree} lists, " in line for line in told.splitlines()))
check_screens("all", ("the most followed", [("I", "? help"), *type_command("order lists", "order lists"), ("Home", "lists↓")],
                      [f"{name} {degree} ●" for name, degree in oracle["in_degree_top10"]]),
              ("the longest lists", [*type_command("order rows", "order rows"), ("Home", "rows↓")],
               [f"{name} {count(ids.values(), ids[name])} ● {rows}" for name, rows in oracle["out_degree_top5"]]))

# How many Democrats three of them follow, of how many others.
with open(f"{work}/parties.csv", "w", encoding="utf-8", newline="") as file:
    csv.writer(file).writerows([["handle", "group"], *([account["username"], account["bio"].split(",")[0]] for account in accounts())])
democrats = {account["username"] for account in accounts() if account["bio"].startswith("Democrat")}
reference = oracle["reference"] if has_time else {}
for name, (followed, others) in reference.items():
    words = f"group:Democrat followed-by:@{name}"
    check(f"Democrats besides {name}", others, len(democrats - {name}))
    check(words, followed, len(ask_json("all", "lists", "--groups", f"{work}/parties.csv", "--filter", words)["lists"]))
told = tell("all", f"groups {work}/parties.csv", "I", *(f"&group:Democrat followed-by:@{name}" for name in reference)) if has_time else ""
for name, (followed, others) in reference.items():
    check(f"Democrats whom {name} follows, in lines", True, f"followed-by:@{name}”: {followed} of 517" in told)
END

check store-views <<'END'
import hashlib, sqlite3

# The store's views hold the network: every follow with its rank, and every count.
for store, incomplete in (("all", 0), ("ten", 0), ("seeds", 0), ("cut-50-120", 1)):
    views = sqlite3.connect(f"file:{work}/{store}.db?mode=ro", uri=True)
    say, row = {}, views.execute("SELECT source, target, rank FROM follows ORDER BY source, rank")
    for source, target, rank in row:
        say.setdefault(target, set()).add(source)
    if store == "all":
        row = views.execute("SELECT source, target, rank FROM follows ORDER BY source, rank")
        text = "".join(f"{source},{target},{rank}\n" for source, target, rank in row)
        check("the edge list", oracle["edges_sha256"], hashlib.sha256(text.encode()).hexdigest())
        top = views.execute("SELECT username, in_lists FROM accounts ORDER BY in_lists DESC, id LIMIT 10")
        check("in-degrees by SQL", oracle["in_degree_top10"], [list(pair) for pair in top])
    states = dict(views.execute("SELECT source, is_complete FROM lists WHERE is_chosen = 'true'"))
    check(f"incomplete lists of {store} by SQL", incomplete, sum(is_complete == "false" for is_complete in states.values()))
    for id, least, most in views.execute("SELECT id, in_lists, in_lists_max FROM accounts"):
        inside = say.get(id, set()) - {id}
        outside = {source for source, is_complete in states.items() if is_complete == "false"} - inside - {id}
        check(f"lists with {id} in {store} by SQL", [len(inside), len(inside) + len(outside)], [least, most])
    views.close()
END

check followed-by <<'END'
ids = {account["username"]: account["id"] for account in accounts()}
rank = {}
for follow in csv.DictReader(open(os.environ["network"] + "/follows.csv", encoding="utf-8", newline="")):
    rank[follow["source"], follow["target"]] = int(follow["rank"])

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
told = tell("ten", "followed-by SenatorTimScott")
for name in oracle["followed_by"]:
    check(f"{name} follows in lines", True, f"@{name} " in told)
check("six of the ten in lines", True, "6 of 10 lists" in told)
check_screen("six of the ten", "ten", type_command("followed-by SenatorTimScott", "TimScott"),
             ["Followed by, in your store · 6 of 10 lists",
              *(f"{name} {rank[ids[name], ids['SenatorTimScott']]} ●" for name in oracle["followed_by"])])
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

check frontier <<'END'
import hashlib
from collections import Counter
from fractions import Fraction

people = {account["id"]: account for account in accounts()}
reported = {i: int(account["following_count"]) for i, account in people.items()}
followers = {i: int(account["follower_count"]) for i, account in people.items()}
name = {i: account["username"] for i, account in people.items()}
seeds = {i for i in name if name[i] in oracle["frontier"]["seeds"]}
lists = {}
for row in csv.DictReader(open(os.environ["network"] + "/follows.csv", encoding="utf-8", newline="")):
    lists.setdefault(row["source"], []).append((int(row["rank"]), row["target"]))
seen = Counter(target for i in seeds for rank, target in lists[i])
fetched = [i for handle in oracle["frontier"]["seeds"] for i in name if name[i] == handle]
found = [target for i in fetched for rank, target in sorted(lists[i])]
front = [i for i in seen if i not in seeds and reported[i] > 0]
price = lambda i: reported[i]
orders = {
    "per-credit": lambda i: (-Fraction(seen[i], price(i) + 20), -seen[i], i),
    "seen": lambda i: (-seen[i], price(i), i),
    "first-found": lambda i: found.index(i),
    "followers": lambda i: (-followers[i], -seen[i], i),
    "random:7": lambda i: hashlib.sha256(f"7:{i[2:]}".encode()).digest(),
    "random:18446744073": lambda i: hashlib.sha256(f"18446744073:{i[2:]}".encode()).digest(),
}
for order, key in orders.items():
    shown = ask_json("seeds", "frontier", "--order", order)
    check(f"size by {order}", [oracle["frontier"]["size"], oracle["frontier"]["price"], order],
          [shown["scope"][key] for key in ("accounts", "credits", "order")])
    check(f"rows by {order}", [(i, seen[i], price(i)) for i in sorted(front, key=key)],
          [(row["id"], row["in_lists"], row["price"]) for row in shown["frontier"]])
first = lambda order: [[row["username"], row["in_lists"], row["price"]] for row in ask_json("seeds", "frontier", "--order", order)["frontier"][:8]]
check("close in the oracle", oracle["frontier"]["close"], first("per-credit"))
check("seen in the oracle", oracle["frontier"]["seen"], first("seen"))
check("as CSV", [row["id"] for row in ask_json("seeds", "frontier")["frontier"]],
      [row["id"] for row in csv.DictReader(io.StringIO(ask("seeds", "frontier", "--csv"), newline=""))])
check("a filter", sum(seen[i] >= 2 for i in front), len(ask_json("seeds", "frontier", "--filter", "lists>=2")["frontier"]))
check("once all lists are here", [], ask_json("all", "frontier")["frontier"])

# Read off lines and off a screen.
lines = tell("seeds", "frontier", "frontier seen")
for words in ("179 accounts, 28,275 credits for all", "1. @SenatorSessions", "1. @VirginiaFoxx"):
    check(f"{words} in lines", True, words in lines)
shown = lambda rows: [f"{n} ✓ {name} {lists} {price}" for n, (name, lists, price) in enumerate(rows, 1)]
check_screens("seeds", ("the frontier", type_command("frontier per-credit", "per-credit"),
                        ["179 accounts, 28,275 credits for all · 3 lists", *shown(oracle["frontier"]["close"])]),
              ("the most seen", [("o", "28,275"), ("2", "per-credit"), ("Home", "frontier seen")],
               ["179 accounts, 28,275 credits for all · 3 lists", *shown(oracle["frontier"]["seen"])]))
END

check comparison <<'END'
from fractions import Fraction as F

# The network itself, by the rules.
names = {account["id"]: account["username"] for account in accounts()}
reported = {account["username"]: int(account["following_count"]) for account in accounts()}
follows = {name: [] for name in names.values()}
for follow in csv.DictReader(open(os.environ["network"] + "/follows.csv", encoding="utf-8", newline="")):
    follows[names[follow["source"]]].append((int(follow["rank"]), names[follow["target"]]))
follows = {name: [target for _, target in sorted(rows)] for name, rows in follows.items()}


def compare(store, *words):
    return ask_json(store, "compare", *words)


def is_about(value, digits):
    return value is not None and abs(value - float(digits)) < 1e-6


# Seven pairs, in every form.
for a, b, rows_a, rows_b, shared, jaccard, of_a, of_b in oracle["jaccard"]:
    pair = compare("all", a, b)["pairs"][0]
    check(f"{a} and {b}", [rows_a, rows_b, shared, shared], [pair[key] for key in ("rows_a", "rows_b", "common", "common_most")])
    for key, digits in (("jaccard", jaccard), ("of_a", of_a), ("of_b", of_b)):
        for bound in ("", "_least", "_most"):
            seen = pair[key + bound]
            check(f"{key}{bound} of {a} and {b}", True, seen is None if digits == "–" else is_about(seen, digits))
    row = next(csv.DictReader(io.StringIO(ask("all", "compare", a, b, "--csv"), newline="")))
    check(f"{a} and {b} as CSV", [a, b, str(shared), "" if jaccard == "–" else jaccard],
          [row[key] for key in ("username_a", "username_b", "common", "jaccard")])

# Three lists: the patterns add up to the union.
regions = oracle["regions"]
seen = {row["pattern"].translate({ord("o"): "1", ord("."): "0"}): row["accounts"] for row in compare("all", *regions["lists"])["patterns"]}
check("patterns", regions["regions"], seen)

# At least k of ten lists, and the accounts behind that.
ten = [name for name, _ in oracle["in_degree_top10"]]
whole = compare("ten", *ten)
check("at least k", oracle["at_least"], [row["accounts"] for row in whole["at_least"]])
check("at most the same", oracle["at_least"], [row["accounts_most"] for row in whole["at_least"]])
check("the patterns of ten lists", oracle["at_least"][0], sum(row["accounts"] for row in whole["patterns"]))
rows = list(csv.DictReader(io.StringIO(ask("ten", "compare", *ten, "--csv", "--table", "accounts"), newline="")))
check("accounts in at least 5", oracle["at_least"][4], sum(int(row["lists"]) >= 5 for row in rows))

# What is distinctive, by the definition: an account's own list does not count.
three = regions["lists"]
rows = csv.DictReader(io.StringIO(ask("all", "compare", *three, "--csv", "--table", "accounts"), newline=""))
for row in list(rows)[::50]:
    x = row["username"]
    here = [name for name in three if name != x]
    check(f"here of {x}", [sum(x in follows[name] for name in here), len(here)], [int(row["here"]), int(row["here_of"])])
    check(f"elsewhere of {x}", sum(x in follows[name] for name in follows if name not in three and name != x), int(row["elsewhere"]))
    value = F(int(row["here"]), int(row["here_of"])) - F(int(row["elsewhere"]), int(row["elsewhere_of"]))
    check(f"excess of {x}", True, is_about(float(row["excess"]), value))

# Four cuts: bounds that are known, and the truth within them.
a, b = "RepReneeEllmers", "RepAndreCarson"
for n, m in ((50, 120), (300, 120), (300, 60), (0, 120)):
    shared, least, most, greatest = oracle[f"bounds {n} {m}"]
    pair = compare(f"cut-{n}-{m}", a, b)["pairs"][0]
    check(f"cut {n} {m}", [n, m, shared, most], [pair[key] for key in ("rows_a", "rows_b", "common", "common_most")])
    check(f"least of {n} {m}", True, is_about(pair["jaccard_least"], F(least)))
    check(f"greatest of {n} {m}", True, is_about(pair["jaccard_most"], F(greatest)))
    for row in compare(f"cut-{n}-{m}", a, b)["patterns"]:
        check(f"a sign of {n} {m}", True, ("." not in row["pattern"][0] or n == 398) and ("." not in row["pattern"][1] or m == 120))

# The pairs in words: all that they are of beside each other, and each after the other on a screen.
def full(value):
    """Three places, rounded half up."""
    return value if value == "–" else f"{int(F(value) * 1000 + F(1, 2)) / 1000:.3f}"


def brief(value):
    return {"0.000": "0"}.get(full(value), full(value).removeprefix("0"))


everybody = []
for a, b, *_ in oracle["jaccard"]:
    everybody += [name for name in (a, b) if name not in everybody]
letter = {name: chr(ord("A") + i) for i, name in enumerate(everybody)}
text = re.sub(" +", " ", ask("all", "compare", *everybody))
told = tell("all", "compare " + " ".join(everybody))
steps, at = [], (0, 1)
for a, b, rows_a, rows_b, shared, *shares in oracle["jaccard"]:
    row, column = everybody.index(a), everybody.index(b)
    check(f"{a} and {b} in lines", True,
          f"{letter[a]} and {letter[b]}: {shared} in common, Jaccard {full(shares[0])}, {full(shares[1])} of {letter[a]}, {full(shares[2])} of {letter[b]}." in told)
    check(f"{a} and {b} as text", True, f"{letter[a]} × {letter[b]} {shared} {brief(shares[0])} {brief(shares[1])} {brief(shares[2])}\n" in text)
    moves = ["Down" if row > at[0] else "Up"] * abs(row - at[0]) + ["Right" if column > at[1] else "Left"] * abs(column - at[1])
    at = (row, column)
    steps.append((f"{a} and {b}", [(key, "only here") for key in moves],
                  [f"{letter[a]} × {letter[b]} {shared} in common · Jaccard {brief(shares[0])} · {brief(shares[1])} of {letter[a]} · {brief(shares[2])} of {letter[b]}"]))
type_compare = lambda *lists: type_command("compare " + " ".join(lists), " ".join(lists[-2:]))
check_screens("all", ("twelve lists", type_compare(*everybody), ["12 of your 517 lists"]), *steps)

# Patterns and counts on the screen.
check_screen("patterns", "all", type_compare(*three) + [("Tab", "in common")],
             ("A B C   accounts 471", "· ● ●        234", "● · ·         99", "● · ●         67", "· · ●         36", "● ● ●          4", "● ● ·          2"))
check_screen("at least k", "ten", type_compare(*ten) + [("Tab", "in common"), ("Tab", "[patterns]")],
             [f"{k} list{'s' if k > 1 else ''} {n}" for k, n in enumerate(oracle["at_least"], 1)])

# Bounds of the four cuts.
for n, m in ((50, 120), (300, 120), (300, 60), (0, 120)):
    shared, least, most, greatest = oracle[f"bounds {n} {m}"]
    told = tell(f"cut-{n}-{m}", "compare RepReneeEllmers RepAndreCarson")
    for words in (f"A and B: {shared} in common and at most {most}, Jaccard ", f" ({full(least)} to {full(greatest)}), "):
        check(f"{words}in lines of cut {n} {m}", True, words in told)
    if has_time or (n, m) == (300, 60):
        check_screen(f"cut {n} {m}", f"cut-{n}-{m}", type_compare("RepReneeEllmers", "RepAndreCarson"),
                     [f"{shared} in common, at most {most} · Jaccard", f"[{brief(least)}–{brief(greatest)}]"])
END

# Lists cut anywhere: the truth is always within the bounds.
check cuts <<'END'
import atexit, random, sqlite3
from collections import Counter
from itertools import combinations

names = {account["id"]: account["username"] for account in accounts()}
follows = {name: [] for name in names.values()}
for follow in csv.DictReader(open(os.environ["network"] + "/follows.csv", encoding="utf-8", newline="")):
    follows[names[follow["source"]]].append((int(follow["rank"]), names[follow["target"]]))
follows = {name: [target for _, target in sorted(rows)] for name, rows in follows.items()}
stores = {"ci": 20, "long": 334}.get(os.environ.get("FOLLOWTRAIL_TEST_EFFORT"), 3)
chance, program = random.Random(12), os.environ["FOLLOWTRAIL"]
sandbox = subprocess.Popen([program, "sandbox", "--network", os.environ["network"], "--balance", "100000000", "--rate", "1000000"],
                           stdout=subprocess.PIPE, encoding="utf-8")
atexit.register(sandbox.kill)
address = sandbox.stdout.readline().strip()


def fetch(store, cap, *words):
    command = [program, "fetch", "--api-url", address, "--store", f"{work}/{store}.db", "--cap", str(cap), *words]
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ, UNIFAPI_API_KEY="sandbox")).returncode


def within(value, pair, key):
    least, most = pair[key + "_least"], pair[key + "_most"]
    return (least is None or least - 1e-6 <= value) and (most is None or value <= most + 1e-6)


def cut(store, lists):
    """Some of the first rows of each list. Profiles come first, as long as the store knows nobody: a credit each."""
    held = {}
    for name in lists:
        fetch(store, 1, "@" + name)
    for name in lists:
        rows = len(follows[name])
        some = rows if chance.random() < 0.3 else chance.randint(0, rows)
        held[name] = follows[name][:some]
        ended = fetch(store, some, "--no-profile", "@" + name) if some else 75
        if ended not in (0, 75):
            check(f"fetching {name}", 0, ended)
    return held


def check_pair(pair, held):
    a, b = pair["username_a"], pair["username_b"]
    A, B, known = set(follows[a]), set(follows[b]), set(held[a]) & set(held[b])
    check(f"rows of {a} and {b}", [len(held[a]), len(held[b]), len(known)], [pair[key] for key in ("rows_a", "rows_b", "common")])
    if A | B:
        check(f"Jaccard of {a} and {b}", True, within(len(A & B) / len(A | B), pair, "jaccard"))
    for mine, other, of, only in ((A, B, "of_a", "only_a"), (B, A, "of_b", "only_b")):
        if mine:
            check(f"{of} of {a} and {b}", True, within(len(mine & other) / len(mine), pair, of))
        check(f"{only} of {a} and {b}", True, within(len(mine - other), pair, only))
    check(f"common of {a} and {b}", True, pair["common_most"] is None or len(A & B) <= pair["common_most"])


def sign(x, name, held, complete):
    """What is known of an account and a list."""
    return "o" if x in held[name] else "." if complete[name] else "?"


def check_accounts(store, lists, held, complete):
    """Membership of each account in each list, and counts: as the comparison says, as SQL does, as filters do."""
    rows = csv.DictReader(io.StringIO(ask(store, "compare", *lists, "--csv", "--table", "accounts"), newline=""))
    for row in rows:
        x = row["username"]
        true = sum(x in follows[name] for name in lists if name != x)
        check(f"membership of {x}", "".join(sign(x, name, held, complete) for name in lists), row["pattern"])
        check(f"lists with {x}", sum(x in held[name] for name in lists if name != x), int(row["lists"]))
        check(f"true lists with {x}", True, int(row["lists"]) <= true <= int(row["lists_max"]))
    views = sqlite3.connect(f"file:{work}/{store}.db?mode=ro", uri=True)
    for x, least, most in views.execute("SELECT username, in_lists, in_lists_max FROM accounts"):
        true = sum(x in follows[name] for name in lists if name != x and held[name])  # of those that are stored
        check(f"true lists with {x} by SQL", True, least <= true <= most)
        check(f"lists with {x} by SQL", sum(x in held[name] for name in lists if name != x), least)
    views.close()
    mine = lists[0]
    for other in lists[1:] if held[mine] else []:
        for words, wanted in ((f"followed-by:@{other}", "o"), (f"!followed-by:@{other}", ".")):
            seen = [row["username"] for row in ask_json(store, "list", "@" + mine, "--filter", words)["following"]]
            check(f"{words} of {mine}", sorted(x for x in held[mine] if sign(x, other, held, complete) == wanted), sorted(seen))


# Lists that were requested by handle, without a profile, are found by it.
for name in ("NancyPelosi", "WhipHoyer"):
    fetch("by-handle", 20, "--no-profile", "@" + name)
pair = ask_json("by-handle", "compare", "@NancyPelosi", "@WhipHoyer")["pairs"][0]
check("lists by handle", [20, 20, None], [pair["rows_a"], pair["rows_b"], pair["id_a"]])

# So they are when another list has shown the account.
fetch("by-handle", 1000, "@" + next(name for name in follows if "WhipHoyer" in follows[name] and len(follows[name]) < 150))
pair = ask_json("by-handle", "compare", "@NancyPelosi", "@WhipHoyer")["pairs"][0]
check("lists by handle of known accounts", [20, 20, None], [pair["rows_a"], pair["rows_b"], pair["id_b"]])

for store in range(stores):
    lists = chance.sample([name for name in follows if follows[name]], 6)
    held = cut(f"random-{store}", lists)
    seen = ask_json(f"random-{store}", "compare", *lists)
    complete = [row["state"] == "complete" for row in seen["lists"]]
    for row in seen["lists"]:
        name = row["username"]
        check(f"length of {name}", True, row["state"] != "complete" or held[name] == follows[name])
        check(f"bounds of {name}", True, row["length_least"] <= len(follows[name]) <= (row["length_most"] or 10**9))
    for pair in seen["pairs"]:
        check_pair(pair, held)
    union = set().union(*(held[name] for name in lists))
    check_accounts(f"random-{store}", lists, held, dict(zip(lists, complete)))
    patterns = Counter("".join("o" if x in held[name] else "." if whole else "?" for name, whole in zip(lists, complete)) for x in union)
    check("patterns", dict(patterns), {row["pattern"]: row["accounts"] for row in seen["patterns"]})
    true = Counter(x for name in lists for x in follows[name] if x != name)
    for row in seen["at_least"]:
        certain, most = sum(n >= row["lists"] for n in true.values()), row["accounts_most"]
        check(f"in at least {row['lists']}", True, row["accounts"] <= certain and (most is None or certain <= most))
    os.remove(f"{work}/random-{store}.db")
END

[ "$failed" -eq 0 ] || exit 1
echo "test_congress.sh: $checked sections agree"
