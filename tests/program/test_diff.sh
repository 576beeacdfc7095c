#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What `followtrail diff` prints, compared with what Python finds in the store's tables: of random
# networks that change between fetches, with lists that are cut, hidden, or have records without an
# id; and of the network of Congress and a later state of it, where these are at hand.
set -u
source=$(cd "${FOLLOWTRAIL_TEST_SOURCE:-.}" && pwd) || exit 99
build=$(cd "${FOLLOWTRAIL_TEST_BUILD:-.}" && pwd) || exit 99
congress=${FOLLOWTRAIL_TEST_NETWORK:-$source/../shared/networks/congress}
oracles=${FOLLOWTRAIL_TEST_ORACLES:-$congress/../../oracles}
command -v python3 >/dev/null || {
    echo 'skipped: no python3'
    exit 77
}
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
LC_ALL=C.UTF-8 HOME=$work UNIFAPI_API_KEY=sandbox FOLLOWTRAIL=$build/followtrail
export LC_ALL HOME UNIFAPI_API_KEY FOLLOWTRAIL congress oracles work

cat >"$work/diff.py" <<'END_OF_PYTHON'
import csv, io, json, os, random, sqlite3, subprocess, sys

work, program = os.environ["work"], os.environ["FOLLOWTRAIL"]
failed = checked = 0
DAY = 86400000
HEADER = ["account", "username", "kind", "field", "from_value", "to_value", "certainty", "from_snapshot", "to_snapshot"]
KINDS = ["newly_listed", "no_longer_listed", "renamed", "changed", "counts"]


def check(what, expected, seen):
    global failed, checked
    checked += 1
    if expected != seen:
        failed += 1
        if failed < 10:
            print(f"test_diff.sh: {what}: expected\n{expected}\nnot\n{seen}")


def run(*words, status=0):
    done = subprocess.run([program, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    check(f"status of {words}: {done.stderr}", status, done.returncode)
    return done.stdout.decode(), done.stderr.decode()


class Sandbox:
    def __init__(self, network, *words):
        command = [program, "sandbox", "--network", network, "--balance", "1000000", "--rate", "1000000", *words]
        self.child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8")
        self.address = self.child.stdout.readline().strip()

    def fetch(self, store, *words):
        """Whatever its status: lists may be cut."""
        subprocess.run([program, "fetch", "--api-url", self.address, "--store", store, "--refetch", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def end(self):
        self.child.terminate()
        self.child.wait()


def diff(store, *words):
    return run("diff", "--store", store, *words)[0]


def tell(store, *lines):
    """What --plain says to these lines about a store."""
    command = [program, "--plain", "--offline", "--api-url", "http://127.0.0.1:9", "--store", store]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, input="\n".join([*lines, "quit", ""]), encoding="utf-8").stdout


def diff_csv(store, *words):
    text = diff(store, "--csv", *words)
    check("no CR", False, "\r" in text)
    rows = list(csv.reader(io.StringIO(text, newline="")))
    check("header", HEADER, rows[0])
    return rows[1:]


# What the tables say, by the rules alone.


class Store:
    def __init__(self, path):
        self.sql = sqlite3.connect(path)
        self.sql.row_factory = sqlite3.Row

    def all(self, text, *values):
        return self.sql.execute(text, values).fetchall()

    def record(self, account, no):
        found = self.all("SELECT * FROM record WHERE account = ? AND first_no <= ?", account, no)
        return max(found, key=lambda r: (r["first_no"], r["id"]), default=None)

    def pages(self, snapshot):
        found = {r["seq"]: r for r in self.all("SELECT p.*, q.ended_no AS no FROM page p JOIN request q ON q.id = p.request WHERE p.snapshot = ?", snapshot)}
        pages = []
        while len(pages) in found:
            pages.append(found[len(pages)])
        return pages

    def list(self, snapshot):
        pages = self.pages(snapshot)
        accounts, ids, nameless = [], {}, 0
        for page in pages:
            for edge in self.all("SELECT e.account, a.key FROM edge e JOIN account a ON a.id = e.account WHERE snapshot = ? AND seq = ? ORDER BY row", snapshot, page["seq"]):
                if not edge["key"]:
                    nameless += 1
                elif edge["account"] not in ids:
                    ids[edge["account"]] = edge["key"]
                    accounts.append(edge["account"])
        return {"accounts": accounts, "ids": ids, "no": pages[-1]["no"], "complete": self.is_complete(snapshot, pages, len(accounts), nameless)}

    def is_complete(self, snapshot, pages, listed, nameless):
        owner = self.all("SELECT a.id FROM snapshot s JOIN account a ON a.key = s.owner WHERE s.id = ?", snapshot)
        if not owner or pages[-1]["has_more"] or pages[-1]["is_cut"] or nameless:
            return False
        record = self.record(owner[0]["id"], pages[-1]["no"]) or min(
            self.all("SELECT * FROM record WHERE account = ?", owner[0]["id"]), key=lambda r: (r["first_no"], -r["id"]), default=None)
        reported = count(record, "following")
        if reported is None or (reported and not listed):
            return False
        return int(reported) - listed <= max(1, int(reported) // 20)


def count(record, column):
    if record is None or (record["is_private"] and max(record[c] or 0 for c in ("followers", "following", "likes", "videos")) <= 0):
        return None
    return None if record[column] is None else str(record[column])


def flag(record, column):
    return None if any(word in (record["defect"] or "") for word in (column, "the record")) else "true" if record[column] else "false"


FIELDS = [("renamed", "username", lambda r: r["username"] or None), ("changed", "display_name", lambda r: r["display_name"]), ("changed", "bio", lambda r: r["bio"]),
          ("changed", "is_verified", lambda r: flag(r, "is_verified")), ("changed", "is_private", lambda r: flag(r, "is_private")), ("changed", "region", lambda r: r["region"]),
          ("counts", "follower_count", lambda r: count(r, "followers")), ("counts", "following_count", lambda r: count(r, "following")),
          ("counts", "like_count", lambda r: count(r, "likes")), ("counts", "video_count", lambda r: count(r, "videos"))]


def evaluate(store, a, b):
    old, new = store.list(a), store.list(b)
    rows = []

    def put(account, ids, no, kind, field, before, after, certainty):
        record = store.record(account, no)
        name = record["username"] if record else None
        rows.append(["tt" + ids[account], name or "", kind, field, before or "", after or "", certainty, f"s{a}", f"s{b}"])

    for account in new["accounts"]:
        if account not in old["ids"]:
            put(account, new["ids"], new["no"], "newly_listed", "listed", "false" if old["complete"] else "", "true", "certain" if old["complete"] else "unknown")
        else:
            before, after = store.record(account, old["no"]), store.record(account, new["no"])
            for kind, field, value in FIELDS:
                if value(before) is not None and value(after) is not None and value(before) != value(after):
                    put(account, new["ids"], new["no"], kind, field, value(before), value(after), "certain")
    for account in old["accounts"]:
        if account not in new["ids"]:
            put(account, old["ids"], old["no"], "no_longer_listed", "listed", "true", "false" if new["complete"] else "", "certain" if new["complete"] else "unknown")
    return old, new, sorted(rows, key=lambda row: KINDS.index(row[2]))


def check_pair(store, path, owner, a, b):
    old, new, expected = evaluate(store, a, b)
    check(f"{owner} from s{a} to s{b}", expected, diff_csv(path, owner, "--from", f"s{a}", "--to", str(b)))
    whole = json.loads(diff(path, owner, "--json", "--from", f"s{a}", "--to", f"s{b}"))
    kept, either = len(old["ids"].keys() & new["ids"].keys()), len(old["ids"].keys() | new["ids"].keys())
    check(f"kept from s{a} to s{b}", kept, whole["scope"][0]["kept"])
    check(f"completeness of s{a} and s{b}", [old["complete"], new["complete"]], [row["is_complete"] for row in whole["lists"]])
    share = whole["scope"][0]["jaccard"]
    check(f"Jaccard of s{a} and s{b}", True, either == 0 or abs(share - kept / either) < 1e-6)
    for kind in KINDS:
        accounts = {row[0] for row in expected if row[2] == kind}
        check(f"{kind} from s{a} to s{b}", len(accounts), {row["kind"]: row["accounts"] for row in whole["kinds"]}[kind])
    return old, new


# Random networks.

COLUMNS = ["id", "username", "display_name", "is_verified", "is_private", "follower_count", "following_count", "like_count", "video_count", "region", "bio"]
TEXTS = ["", "plain", "=1+1", "@SUM(A1)", "a, b", 'a "b"', "line\nbreak", "été", "\U0001f600", "-5", "tt7"]


def make_world(chance):
    ids = ["0001", "001", "9007199254740993", "9007199254740992", "18446744073709551616"] + [str(chance.randrange(1, 10 ** chance.randrange(2, 19))) for _ in range(55)]
    people = {i: {"id": i, "username": f"u{k}", "display_name": "n", "is_verified": False, "is_private": False, "follower_count": k, "like_count": 1, "video_count": 2,
                  "region": "NO", "bio": ""} for k, i in enumerate(dict.fromkeys(ids))}
    follows = {i: chance.sample([t for t in people if t != i], chance.randrange(0, 45)) for i in list(people)[3:9]}
    return {"people": people, "follows": follows, "names": len(people)}


def alter(world, chance):
    people = world["people"]
    for person in people.values():
        for column, values in (("display_name", TEXTS), ("bio", TEXTS), ("region", ["NO", "DE", ""]), ("is_verified", [True, False]), ("follower_count", range(9)), ("video_count", range(3))):
            if chance.random() < 0.04:
                person[column] = chance.choice(list(values))
        if chance.random() < 0.06:
            person["username"] = f"u{world['names']}"
            world["names"] += 1
    for owner, targets in world["follows"].items():
        some = chance.choice([0, 1, 3, 20])
        targets[:] = [t for t in targets if chance.random() > some / 40]
        targets += chance.sample([t for t in people if t != owner and t not in targets], min(some, 10))
        people[owner]["is_private"] = chance.random() < 0.1


def write(world, folder):
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/accounts.csv", "w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, COLUMNS)
        out.writeheader()
        for person in world["people"].values():
            row = {**person, "following_count": len(world["follows"].get(person["id"], []))}
            out.writerow({k: ("true" if v else "false") if isinstance(v, bool) else v for k, v in row.items()})
    with open(f"{folder}/follows.csv", "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["source", "target", "rank"])
        for source, targets in world["follows"].items():
            out.writerows([source, target, rank + 1] for rank, target in enumerate(targets))


def fill(path, chance, rounds):
    """Each round is a day."""
    world = make_world(chance)
    store = None
    for day in range(rounds):
        alter(world, chance)
        write(world, f"{work}/world")
        faults = chance.choice([[], [], ["--fault", f"missing:1@{chance.randrange(1, 9)}"], ["--fault", f"types:1@{chance.randrange(1, 9)}"], ["--fault", f"repeat-page:1@{chance.randrange(3, 9)}"]])
        sandbox = Sandbox(f"{work}/world", *faults)
        for owner in world["follows"]:
            if chance.random() < 0.75:
                cap = chance.choice([[], [], ["--cap", str(chance.randrange(2, 45))]])
                how = chance.choice([[], [], ["--no-profile"]])
                sandbox.fetch(path, *cap, *how, owner if chance.random() < 0.8 else "@" + world["people"][owner]["username"])
        sandbox.end()
        store = store or sqlite3.connect(path)
        store.execute("UPDATE request SET sent_ms = ?1, ended_ms = ?1 WHERE sent_ms > ?2", (1700000000000 + day * DAY, 1750000000000))
        store.commit()
    store.close()


def day_of(day):
    return f"2023-11-{14 + day:02}"


def check_all(store, path, first, second):
    rows = list(csv.DictReader(io.StringIO(diff(path, "--all", "--csv", "--from", day_of(first), "--to", day_of(second)), newline="")))
    nos = [store.all("SELECT max(max(sent_no), max(ended_no)) FROM request WHERE sent_ms <= ?", 1700000000000 + day * DAY)[0][0] for day in (first, second)]
    seen, compared = {row["id"]: row for row in rows if row["outcome"] != "unproved"}, 0
    for owner, in store.all("SELECT DISTINCT owner FROM snapshot WHERE owner IS NOT NULL"):
        chosen = []
        for no in nos:
            lists = [s for s, in store.all("SELECT id FROM snapshot WHERE owner = ? ORDER BY id", owner) if store.pages(s) and store.list(s)["no"] <= no]
            chosen.append(max((s for s in lists if store.list(s)["complete"]), default=None))
        if None in chosen:
            check(f"{owner} is not compared from {first} to {second}", True, "tt" + owner not in seen or seen["tt" + owner]["outcome"] not in ("compared", "same_list") or not seen["tt" + owner]["from_snapshot"])
            continue
        row = seen["tt" + owner]
        check(f"snapshots of {owner} from {first} to {second}", [f"s{s}" for s in chosen], [row["from_snapshot"], row["to_snapshot"]])
        check(f"outcome of {owner}", "same_list" if chosen[0] == chosen[1] else "compared", row["outcome"])
        if row["outcome"] == "compared":
            compared += 1
            expected = evaluate(store, *chosen)[2]
            check(f"figures of {owner}", [str(len({r[0] for r in expected if r[2] == kind})) for kind in KINDS], [row[kind] for kind in KINDS])
    return compared


def check_export(path, day):
    """Lists that were complete at a date are those that an export as of it has so."""
    text = run("export", "--store", path, "--as-of", day_of(day), "--table", "lists", "-")[0]
    exported = {row["source"]: row["snapshot"] for row in csv.DictReader(io.StringIO(text, newline="")) if row["is_chosen"] == row["is_complete"] == "true"}
    rows = csv.DictReader(io.StringIO(diff(path, "--all", "--csv", "--from", day_of(day), "--to", "2024-01-01"), newline=""))
    check(f"complete lists on {day_of(day)}", exported, {row["id"]: row["from_snapshot"] for row in rows if row["outcome"] in ("compared", "same_list") and row["from_snapshot"]})


def check_random(seed, rounds):
    chance, path = random.Random(seed), f"{work}/random-{seed}.db"
    fill(path, chance, rounds)
    store = Store(path)
    met, pairs, compared = set(), 0, 0
    for owner, in store.all("SELECT DISTINCT owner FROM snapshot WHERE owner IS NOT NULL"):
        snapshots = [s for s, in store.all("SELECT id FROM snapshot WHERE owner = ? ORDER BY id", owner) if store.pages(s)]
        if len(snapshots) > 1:  # the two newest
            check(f"the default of {owner}", evaluate(store, *snapshots[-2:])[2], diff_csv(path, owner))
        for a, b in chance.sample([(a, b) for a in snapshots for b in snapshots if a < b], min(8, len(snapshots) * (len(snapshots) - 1) // 2)):
            old, new = check_pair(store, path, owner, a, b)
            met.add((old["complete"], new["complete"]))
            pairs += 1
    for handle, in store.all("SELECT DISTINCT target FROM snapshot WHERE owner IS NULL"):
        snapshots = [s for s, in store.all("SELECT id FROM snapshot WHERE owner IS NULL AND target = ? ORDER BY id", handle) if store.pages(s)]
        for a, b in zip(snapshots, snapshots[1:]):
            check_pair(store, path, "@" + handle, a, b)
    for first in range(rounds):
        check_export(path, first)
        for second in range(first + 1, rounds):
            compared += check_all(store, path, first, second)
    return met, pairs, compared


met, pairs, compared = set(), 0, 0
seeds, rounds = (1, 5) if os.environ.get("FOLLOWTRAIL_TEST_EFFORT", "check") == "check" else (8, 7)
for seed in range(seeds):
    more, some, others = check_random(seed, rounds)
    met |= more
    pairs += some
    compared += others
check("all four combinations of complete and incomplete lists", 4, len(met))
check("many pairs, and many owners at two dates", True, pairs > 10 and compared > 10)

# The network of Congress, and a later state of it.

congress, oracles = os.environ["congress"], os.environ["oracles"]
if os.path.exists(f"{oracles}/oracle.py") and os.path.exists(f"{congress}/follows.csv"):
    oracle = json.load(open(f"{oracles}/oracle.json", encoding="utf-8"))["diff"]
    subprocess.run([sys.executable, f"{oracles}/oracle.py", "--alter", f"{work}/later"], check=True, stdout=subprocess.DEVNULL)
    path = f"{work}/congress.db"
    sandbox = Sandbox(congress)
    sandbox.fetch(path, "@NancyPelosi")
    sandbox.end()
    out, err = run("diff", "--store", path, "@NancyPelosi", status=75)
    check("one snapshot only", True, "no older list than s1" in err and not out)
    sandbox = Sandbox(f"{work}/later")
    sandbox.fetch(path, "@NancyPelosi")
    sandbox.fetch(path, "--cap", "50", "--no-profile", "@NancyPelosi")
    sandbox.end()
    rows = diff_csv(path, "@NancyPelosi", "--to", "s2")
    found = {kind: [row for row in rows if row[2] == kind] for kind in KINDS}
    check("gone, new, renamed", [oracle[key] for key in ("gone", "new", "renamed")], [len(found[key]) for key in ("no_longer_listed", "newly_listed", "renamed")])
    check("all of it is certain", {"certain"}, {row[6] for row in rows})
    check("renamed", ["username", "WhipHoyer", "WhipHoyerMD"], found["renamed"][0][3:6])
    check("counts", [["BennieGThompson", "follower_count", "5002", "6002"]], [[row[1], *row[3:6]] for row in found["counts"]])
    whole = json.loads(diff(path, "@NancyPelosi", "--to", "s2", "--json"))
    check("kept", oracle["kept"], whole["scope"][0]["kept"])
    a, b = map(int, oracle["jaccard"].split("/"))
    check("Jaccard", round(a / b, 6), whole["scope"][0]["jaccard"])
    text = diff(path, "@NancyPelosi", "--to", "s2")
    for words in ("172 rows", "160 rows", "155 in both", "Deleted and banned accounts look like unfollowed ones."):
        check(f"“{words}” as text", True, words in text)
    spoken = tell(path, "@NancyPelosi", "diff s2", "diff s2 newly", "diff s2 no-longer", "diff s2 kept", "diff s2 renamed", "diff s2 counts", "diff s3")
    for words in (
        f"160 listed, 160 reported, {oracle['new']} newly listed, {oracle['gone']} no longer listed.",
        f"{oracle['kept']} in both; of these {oracle['renamed']} renamed, 0 changed, 1 with other counts.",
        f"{oracle['new']} accounts newly listed.",
        f"{oracle['gone']} accounts no longer listed (deleted and banned look the same).",
        f"{oracle['kept']} accounts kept.",
        "1 account renamed.",
        "@WhipHoyer → @WhipHoyerMD",
        "followers 5,002 → 6,002",
        "50 listed, 160 reported, 0 or more newly listed, at most 110 no longer listed.",
    ):
        check(f"“{words}” in lines", True, words in spoken)
    rows = diff_csv(path, "@NancyPelosi", "--from", "s1", "--to", "s3")
    check("a newer list of 50 rows: newly listed", {"certain"}, {row[6] for row in rows if row[2] == "newly_listed"} or {"certain"})
    check("a newer list of 50 rows: no longer listed", {("unknown", "")}, {(row[6], row[5]) for row in rows if row[2] == "no_longer_listed"})
    text = diff(path, "@NancyPelosi", "--from", "s1", "--to", "s3")
    check("a newer list of 50 rows as text", True, "unknown: the newer list is not complete" in text and "up to 122" in text)
else:
    print("without the network of Congress")
print(f"{checked} checks, {pairs} pairs, {compared} owners at two dates")
sys.exit(failed != 0)
END_OF_PYTHON
python3 "$work/diff.py"
