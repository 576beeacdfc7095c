#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Crawls, as a user runs them: steps and bill are those of a small model of the rule (crawl_model.py), in every order and
# within every bound; a crawl that is killed goes on as if it had not been; no fault makes it cost more than its budget;
# its quote needs no connection. On the invented network, and on that of Congress where that is at hand.
set -u
source=$(cd "${FOLLOWTRAIL_TEST_SOURCE:-.}" && pwd) || exit 99
build=$(cd "${FOLLOWTRAIL_TEST_BUILD:-.}" && pwd) || exit 99
network=${FOLLOWTRAIL_TEST_NETWORK:-$source/../shared/networks/congress}
oracle=${FOLLOWTRAIL_TEST_ORACLE:-$network/../../oracles/oracle.json}
command -v python3 >/dev/null || {
    echo 'skipped: no python3'
    exit 77
}
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
FOLLOWTRAIL=$build/followtrail PYTHONPATH=$source/tests/program PYTHONDONTWRITEBYTECODE=1
export FOLLOWTRAIL PYTHONPATH PYTHONDONTWRITEBYTECODE network oracle work
cat >"$work/crawls.py" <<'END'
import os, random, shutil, signal, subprocess, sys, time
from crawl_model import *

work, network = os.environ["work"], os.environ["network"]
congress = network if os.path.exists(network + "/follows.csv") else None
effort = os.environ.get("FOLLOWTRAIL_TEST_EFFORT", "check")
failed = stores = 0


def check(what, expected, seen):
    global failed
    if expected != seen:
        failed += 1
        print(f"test_crawl.sh: {what}: expected {expected}, not {seen}")


def new_store():
    global stores
    stores += 1
    return f"store{stores}"


def handles(names):
    return ["@" + name for name in names]


def ids_of(model):
    return {record["username"]: id for id, record in model.records.items()}


def fetched(sandbox, model, seeds):
    """A store that has the seeds' lists, one after the other, and a model that knows them."""
    store = new_store()
    for seed in seeds:
        run(work, sandbox.url, store, "fetch", "--cap", "100000", "@" + seed)
        model.fetch(seed)
    return store


def compare(what, sandbox, seeds, budget, *words, is_fetched=True, **rule):
    model = Crawl(sandbox[1], **rule)
    store = fetched(sandbox[0], model, seeds) if is_fetched else new_store()
    before = sandbox[0].bill()
    said = run(work, sandbox[0].url, store, "crawl", "--budget", str(budget), *words, *handles(seeds))
    cost = model.run(seeds, budget)
    check(f"{what}: status", 0, said.returncode)
    check(f"{what}: steps", model.steps, steps_of(said.stdout, ids_of(model)))
    check(f"{what}: bill", cost, sandbox[0].bill() - before)
    return said, model


def check_rules(name, sandbox, seeds, budget):
    rows = sandbox[1].rows(sandbox[1].profile(seeds[0])["id"])
    frame = {row["id"] for row in rows[::2]}
    with open(f"{work}/frame.csv", "w", encoding="utf-8") as file:
        file.write("name,id\n" + "".join(f"x,tt{id}\n" for id in sorted(frame)))
    with open(f"{work}/handles.csv", "w", encoding="utf-8") as file:
        file.write("".join(f"@{row['username'].upper()}\n" for row in rows[::2]))
    few = lambda record, lists: record["following_count"] < 100 and lists >= 2
    cases = [
        ("per-credit", [], {}),
        ("seeds not stored", [], {"is_fetched": False}),
        *((order, ["--order", order], {"order": order}) for order in ("seen", "first-found", "followers", "random:1", "random:77")),
        *((f"{order}, seeds not stored", ["--order", order], {"order": order, "is_fetched": False}) for order in ("seen", "first-found", "followers", "random:1")),
        ("lists", ["--lists", "5"], {"lists": 5}),
        ("depth 0", ["--depth", "0"], {"depth": 0}),
        ("depth 1", ["--depth", "1"], {"depth": 1}),
        ("depth 2", ["--depth", "2", "--order", "seen"], {"depth": 2, "order": "seen"}),
        ("per-list", ["--per-list", "30"], {"per_list": 30}),
        ("per-list, random", ["--per-list", "30", "--order", "random:5"], {"per_list": 30, "order": "random:5"}),
        ("filter", ["--filter", "following<100 lists>=2"], {"passes": few}),
        ("frame of ids", ["--frame", f"{work}/frame.csv"], {"frame": frame}),
        ("frame of handles, random", ["--frame", f"{work}/handles.csv", "--order", "random:3"], {"frame": frame, "order": "random:3"}),
    ]
    share = 4 if effort == "check" else 1
    for number, (what, words, rule) in enumerate(cases):
        if number % share == 0:
            compare(f"{name}: {what}", sandbox, seeds, budget, *words, **rule)


def check_congress():
    with open(os.environ["oracle"], encoding="utf-8") as file:
        snowball = json.load(file)["snowball"]
    sandbox = Sandbox(work, network=congress), Sandbox(work, network=congress)
    seeds = ["RepLipinski", "RepJBridenstine", "RepSanfordSC"]
    said, model = compare("Congress", sandbox, seeds, 1000)
    check("Congress: lists", snowball["bought"], [line.split("\t")[1][1:] for line in said.stdout.splitlines()])
    check("Congress: bill", snowball["spent"], sum(step[3] for step in model.steps))
    check("Congress: why", True, "996 of 1,000 credits spent" in said.stderr and "No list is left that fits" in said.stderr)
    check_rules("Congress", sandbox, seeds, 600)
    check_kills(sandbox, seeds, 1000)
    for one in sandbox:
        one.close()


def go_on(sandbox, store):
    return run(work, sandbox.url, store, "crawl", "--continue")


def traced(work):
    """LeakSanitizer cannot work in a program that is traced."""
    options = os.environ.get("ASAN_OPTIONS")
    return dict(environment(work), ASAN_OPTIONS=(options + ":" if options else "") + "detect_leaks=0")


def check_kills(sandbox, seeds, budget):
    """Killed whenever a step is printed: the same order and the same bill."""
    if not shutil.which("strace"):
        return
    model = Crawl(sandbox[1])
    store = fetched(sandbox[0], model, seeds)
    before, cost = sandbox[0].bill(), model.run(seeds, budget)
    words = ["--budget", str(budget), *handles(seeds)]
    out = f"{work}/{store}.out"
    for _ in range(len(model.steps) + 2):
        with open(out, "w") as file:
            kill = ["strace", "-f", "-qq", "-o", "/dev/null", "-P", out, "-e", "trace=write", "-e", "inject=write:signal=KILL"]
            ended = subprocess.run(kill + command(work, sandbox[0].url, store, "crawl", *words), env=traced(work), stdout=file, stderr=subprocess.DEVNULL, timeout=120)
        words = ["--continue"]
        if ended.returncode == 0:
            break
    check("killed after each step: steps", [step[:3] + step[4:] for step in model.steps], steps_in(store))
    check("killed after each step: bill", cost, sandbox[0].bill() - before)
    check("killed after each step: ended", 0, ended.returncode)


def check_random_kills(sandbox, seeds, seed):
    """Killed at any moment: the same lists in the same order, and no bill above the budget, whatever was lost."""
    chance, model = random.Random(seed), Crawl(sandbox[1], lists=12)
    store = fetched(sandbox[0], model, seeds)
    before, budget = sandbox[0].bill(), 3000
    model.run(seeds, budget)
    words = ["crawl", "--budget", str(budget), "--lists", "12", *handles(seeds)]
    for _ in range(12):
        process = subprocess.Popen(command(work, sandbox[0].url, store, *words), env=environment(work), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            process.wait(0.04 + chance.random() * 0.12)
        except subprocess.TimeoutExpired:
            process.kill()
        said = process.communicate()[1].decode()
        words = ["crawl", "--continue"] if "no crawl" not in said and os.path.exists(f"{work}/{store}.db") and has_crawl(store) else words
    said = go_on(sandbox[0], store)
    check(f"killed at random ({seed}): status", 0, said.returncode)
    check(f"killed at random ({seed}): lists", [step[:3] + step[4:] for step in model.steps], steps_in(store))
    check(f"killed at random ({seed}): within the budget", True, sandbox[0].bill() - before <= budget)


def has_crawl(store):
    return bool(sql(store, "SELECT count(*) FROM crawl")[0][0])


def steps_in(store):
    """As the model has them, except their credits."""
    return sql(store, "SELECT account, in_lists, price, listed, new, depth, outcome FROM crawl_step ORDER BY n")


def sql(store, query):
    import sqlite3
    base = sqlite3.connect(f"{work}/{store}.db")
    try:
        return base.execute(query).fetchall()
    finally:
        base.close()


def check_faults(seeds):
    """The sandbox charges for some answers that never arrive: no more than the budget, all of them together."""
    faults = ["429:3@4", "503:4@3", "500:4@3", "cut:2@4", "timeout:2@4", "garbage@5", "charged-error:2@4", "types@4", "missing@4",
              "repeat-page:2@5", "repeat-cursor:3@5", "empty-more:4@4", "502:20@4", "shape:3@4", "hang@4", "huge@4"]
    for number, fault in enumerate(faults):
        if effort == "check" and number % 4 != 3:
            continue
        sandbox = Sandbox(work, "--fault", fault)
        store, budget = new_store(), 250
        said = run(work, sandbox.url, store, "crawl", "--timeout", "5", "--budget", str(budget), *handles(seeds))
        check(f"{fault}: status", True, said.returncode in (0, 75))
        for _ in range(3):
            said = go_on(sandbox, store)
            check(f"{fault}: within the budget", True, sandbox.bill() <= budget)
        sandbox.close()


def make_odd(folder):
    """Lists that are hidden, empty, shorter or longer than reported; accounts that are private; somebody in all lists."""
    kinds = {"seed": (40, 40), "hidden": (44, 0), "private": (30, 30), "empty": (0, 0), "longer": (10, 14), "much": (3, 70),
             "shorter": (60, 50), "near": (40, 39), "whole": (25, 25), "one": (1, 1), "self": (5, 5)}
    crowd = [(900 + at, 0 if at % 3 else at % 7) for at in range(80)]
    os.makedirs(folder)
    with open(folder + "/accounts.csv", "w", encoding="utf-8") as file:
        file.write("id,username,is_private,follower_count,following_count\n")
        for at, (name, (reported, _)) in enumerate(kinds.items()):
            file.write(f"{500 + at},{name},{str(name == 'private').lower()},{at * 7 % 5},{reported}\n")
        for id, count in crowd:
            file.write(f"{id},crowd{id},false,{id},{count}\n")
    with open(folder + "/follows.csv", "w", encoding="utf-8") as file:
        file.write("source,target,rank\n")
        for at, (name, (_, rows)) in enumerate(kinds.items()):
            first = {"one": [], "self": [500 + at, 501]}.get(name, [505])
            if name in ("seed", "whole"):
                first = [500 + number for number in range(1, len(kinds))]
            ids = first + [900 + (at * 3 + number) % 80 for number in range(80)]
            file.write("".join(f"{500 + at},{id},{rank + 1}\n" for rank, id in enumerate(ids[:rows])))
        for id, count in crowd:
            file.write("".join(f"{id},{500 + (id + rank) % len(kinds)},{rank + 1}\n" for rank in range(count)))


def check_odd():
    make_odd(f"{work}/odd")
    sandbox = Sandbox(work, network=f"{work}/odd"), Sandbox(work, network=f"{work}/odd")
    for order in ("per-credit", "seen", "first-found", "followers", "random:1", "random:9"):
        for budget in (60, 105, 150, 400)[:1 if effort == "check" else 4]:
            compare(f"odd lists: {order}, {budget}", sandbox, ["seed"], budget, "--order", order, order=order)
        compare(f"odd lists, seed not stored: {order}", sandbox, ["seed"], 300, "--order", order, order=order, is_fetched=False)
    for one in sandbox:
        one.close()


def check_ends(seeds):
    sandbox = Sandbox(work, "--balance", "300")
    store = new_store()
    said = run(work, sandbox.url, store, "crawl", "--budget", "5000", *handles(seeds))
    check("balance: status", 75, said.returncode)
    check("balance: words", True, "The balance ran out." in said.stderr)
    check("balance: bill", True, sandbox.bill() <= 300)
    sandbox.close()
    sandbox = Sandbox(work)
    store = new_store()
    said = run(work, sandbox.url, store, "crawl", "--cap", "200", "--budget", "5000", *handles(seeds))
    check("cap: status", 75, said.returncode)
    check("cap: words", True, "A cap is reached." in said.stderr)
    check("cap: bill", 200, sandbox.bill())
    begun = said.stdout.splitlines()[-1].split("\t")
    check("cap: outcome", "partial", begun[-1])
    said = run(work, sandbox.url, store, "crawl", "--cap", "100", "--continue")
    check("cap, goes on: bill", 300, sandbox.bill())
    check("cap, goes on: quote", True, f"The rest of {begun[1]}'s list comes first, for about " in said.stderr)
    ended = [line.split("\t") for line in said.stdout.splitlines()]
    check("cap, goes on: its steps", [int(begun[0]) + i for i in range(len(ended))], [int(step[0]) for step in ended])
    check("cap, goes on: no step as it was", True, int(ended[0][4]) > int(begun[4]))
    first = subprocess.Popen(command(work, sandbox.url, store, "crawl", "--continue"), env=environment(work), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    first.stdout.readline()
    said = run(work, sandbox.url, store, "crawl", "--continue")
    check("two programs: status", 75, said.returncode)
    first.send_signal(signal.SIGINT)
    first.communicate()
    check("interrupt: status", 130, first.returncode)
    check("interrupt: goes on", 0, go_on(sandbox, store).returncode)
    sandbox.close()
    sandbox = Sandbox(work, "--fault", "502:100@6")
    said = run(work, sandbox.url, new_store(), "crawl", "--budget", "5000", *handles(seeds))
    check("failures: status", 75, said.returncode)
    check("failures: words", True, "Requests failed." in said.stderr and "5 failed" in said.stderr and "Last, @" in said.stderr)
    sandbox.close()


def check_dry_run(seeds):
    """No socket, no key, no store made."""
    bare = {name: value for name, value in traced(work).items() if name != "UNIFAPI_API_KEY"}
    words = [PROGRAM, "crawl", "--dry-run", "--budget", "1000", "--store", f"{work}/none.db", *handles(seeds)]
    trace = ["strace", "-f", "-qq", "-o", f"{work}/trace", "-e", "trace=socket,connect"] if shutil.which("strace") else []
    said = subprocess.run(trace + words, env=bare, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", timeout=60)
    check("dry run: status", 0, said.returncode)
    check("dry run: quote", True, "At most 1,000 credits ($1.00)." in said.stderr)
    check("dry run: no store", False, os.path.exists(f"{work}/none.db"))
    check("dry run: no socket", True, not trace or "socket(AF_INET" not in open(f"{work}/trace").read())


def check_private(sandbox, model, seed):
    """The API refuses the list of a private account as it does that of an unknown one."""
    rows = model.rows(model.profile(seed)["id"])
    private = next(row["username"] for row in rows if row["is_private"])
    store = new_store()
    said = run(work, sandbox.url, store, "crawl", "--budget", "50", "@" + private)
    check("private: outcome", "hidden", said.stdout.rstrip().split("\t")[-1])


def check_frame():
    said = run(work, "http://127.0.0.1:9", new_store(), "crawl", "--budget", "5", "--frame", f"{work}/no.csv")
    check("no frame: status", 74, said.returncode)
    check("no frame: words", f"followtrail crawl: {work}/no.csv: No such file or directory\n", said.stderr)


seeds = ["wheel.by.nuria"]
pair = Sandbox(work), Sandbox(work)
check_rules("invented", pair, seeds, 1500)
slow = Sandbox(work, "--latency", "5"), pair[1]
for seed in range({"check": 1, "ci": 5}.get(effort, 40)):
    check_random_kills(slow, seeds, seed)
check_private(*pair, seeds[0])
for one in (*pair, slow[0]):
    one.close()
check_odd()
check_faults(seeds)
check_ends(seeds)
check_dry_run(seeds)
check_frame()
if congress:
    check_congress()
sys.exit(failed != 0)
END
python3 "$work/crawls.py"
