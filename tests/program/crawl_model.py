#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a crawl must do, said a second time: a small model of the rule, which asks a sandbox of its own and shares
nothing with the program but the API. And the sandbox, and the program, for tests."""
import atexit, hashlib, json, os, subprocess, urllib.error, urllib.request
from fractions import Fraction

PROGRAM = os.environ["FOLLOWTRAIL"]
PAGE = 50


class Sandbox:
    """Serves a network, from a folder or invented; `bill()` is what it charged."""

    def __init__(self, work, *words, network=None):
        self.log = f"{work}/sandbox-{os.urandom(4).hex()}.log"
        served = ["--network", network] if network else []
        command = [PROGRAM, "sandbox", *served, "--balance", "1000000", "--rate", "1000000", "--log", self.log, *words]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8")
        self.url = self.process.stdout.readline().strip()
        atexit.register(self.close)  # also where a test ends early
        self.records, self.lists = {}, {}

    def lines(self):
        if not os.path.exists(self.log):
            return []
        with open(self.log, encoding="utf-8") as file:
            return [json.loads(line) for line in file if line.endswith("\n")]

    def bill(self):
        return sum(line.get("credits") or 0 for line in self.lines())

    def close(self):
        self.process.kill()
        self.process.wait()

    def ask(self, path):
        request = urllib.request.Request(self.url + path, headers={"Authorization": "Bearer sandbox"})
        try:
            with urllib.request.urlopen(request) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code != 404:
                raise
            return None

    def profile(self, name):
        if name not in self.records:
            answer = self.ask(f"/tiktok/users/{name}")
            self.records[name] = answer and answer["data"]
        return self.records[name]

    def rows(self, id):
        """The whole list; None: it is not to be had."""
        if id not in self.lists:
            rows, cursor = [], ""
            while rows is not None and cursor is not None:
                answer = self.ask(f"/tiktok/users/{id}/following?limit={PAGE}" + (f"&cursor={cursor}" if cursor else ""))
                if answer is None:
                    rows = None
                else:
                    rows += answer["data"]
                    cursor = answer["pagination"]["next_cursor"]
            self.lists[id] = rows
        return self.lists[id]


class Crawl:
    """Steps are (account, lists, price, credits, listed, new, depth, outcome)."""

    def __init__(self, sandbox, order="per-credit", lists=None, depth=None, per_list=None, passes=None, frame=None):
        self.sandbox, self.order, self.lists, self.depth, self.per_list = sandbox, order, lists, depth, per_list
        self.passes, self.frame = passes, frame
        self.numbers, self.records, self.held, self.done = {}, {}, {}, set()
        self.roots, self.steps, self.end = [], [], None

    def name(self, record):
        self.numbers.setdefault(record["id"], len(self.numbers))
        self.records[record["id"]] = record

    def fetch(self, handle):
        """As the seeds that are stored before."""
        record = self.sandbox.profile(handle)
        self.name(record)
        for row in self.sandbox.rows(record["id"]):
            self.name(row)
        self.held[record["id"]] = [row["id"] for row in self.sandbox.rows(record["id"])]
        return record["id"]

    def count(self):
        seen = {}
        for owner, rows in self.held.items():
            for id in set(rows) - {owner}:
                seen[id] = seen.get(id, 0) + 1
        return seen

    def depths(self):
        """By breadth first from the seeds, or from those whose list was stored before."""
        depths = dict.fromkeys(self.roots, 0)
        queue = list(self.roots)
        for owner in queue:
            for id in self.held.get(owner, []):
                if id not in depths:
                    depths[id] = depths[owner] + 1
                    queue.append(id)
        return depths

    def key(self, seen, id):
        record = self.records[id]
        price, order = record["following_count"], self.order
        if order == "per-credit":
            return (-Fraction(seen[id], price + 20), -seen[id], id)
        if order == "seen":
            return (-seen[id], price, id)
        if order == "first-found":
            return (self.numbers[id],)
        if order == "followers":
            return (-record["follower_count"], -seen[id], id)
        number = order.split(":")[1]
        return (hashlib.sha256(f"{number}:{id}".encode()).digest(), id)

    def frontier(self):
        seen, depths = self.count(), self.depths()
        members = [id for id in seen if self.is_member(id, seen, depths)]
        return sorted((id for id in members if self.depth is None or depths[id] <= self.depth), key=lambda id: self.key(seen, id)), members, seen, depths

    def is_member(self, id, seen, depths):
        record = self.records[id]
        return (id not in self.done and id not in self.held and record["following_count"] and not record["is_private"] and id in depths
                and (self.passes is None or self.passes(record, seen[id])) and (self.frame is None or id in self.frame))

    def load(self, id, price, left):
        """Credits, rows and outcome: pages of what is still reported, at most what is left."""
        rows, credits, at, more = self.sandbox.rows(id), 0, 0, True
        if rows is None:
            return 0, None, "hidden" if self.records[id]["is_private"] else "gone"
        while more and credits < left:
            missing = price - at
            size = min(PAGE, missing) if missing > 0 else PAGE
            page = rows[at:at + min(size, left - credits)]
            at += len(page)
            credits += max(1, len(page))
            more = at < len(rows)
        listed = rows[:at]
        if more:
            return credits, listed, "partial"
        distinct = len({row["id"] for row in listed})
        if not listed:
            return credits, listed, "hidden" if price else "complete"
        return credits, listed, "complete" if price - distinct <= max(1, price // 20) else "short"

    def step(self, id, lists, depth, left):
        price = self.records[id]["following_count"]
        credits, rows, outcome = self.load(id, price, left)
        known = set().union(*self.held.values()) if self.held else set()
        is_refused, rows = rows is None, rows or []
        ids = {row["id"] for row in rows}
        for row in rows:
            self.name(row)
        if not is_refused:
            self.held[id] = [row["id"] for row in rows]
        self.done.add(id)
        self.steps.append((id, lists, price, credits, len(ids), len(ids - known), depth, outcome))
        return credits

    def run(self, seeds, budget):
        """`seeds`: handles. Those that were fetched before cost nothing."""
        left = budget
        for handle in seeds:
            record = self.sandbox.profile(handle)
            if record["id"] not in self.held:
                left -= 1
                self.name(record)
                self.roots.append(record["id"])
                left -= self.step(record["id"], self.count().get(record["id"], 0), 0, left)
            else:
                self.roots.append(record["id"])
        if not seeds:
            self.roots = list(self.held)
        while not self.end:
            left -= self.next(left)
        return budget - left

    def next(self, left):
        loaded = sum(step[-1] in ("complete", "short") for step in self.steps)
        if self.lists is not None and loaded >= self.lists:
            self.end = "lists"
            return 0
        if self.steps and self.steps[-1][-1] == "partial":
            self.end = "budget"
            return 0
        order, members, seen, depths = self.frontier()
        for id in order:
            price = self.records[id]["following_count"]
            if self.per_list is not None and price > self.per_list:
                self.done.add(id)
                self.steps.append((id, seen[id], price, 0, 0, 0, depths[id], "skipped"))
            elif price <= left:
                return self.step(id, seen[id], depths[id], left)
            elif self.order.startswith("random"):
                break
        self.end = "ended"
        return 0


def environment(work):
    return dict(os.environ, HOME=work, UNIFAPI_API_KEY="sandbox", LC_ALL="C.UTF-8")


def command(work, url, store, *words):
    return [PROGRAM, words[0], "--api-url", url, "--store", f"{work}/{store}.db", *words[1:]]


def run(work, url, store, *words):
    return subprocess.run(command(work, url, store, *words), env=environment(work), stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, encoding="utf-8", timeout=120)


def steps_of(text, ids):
    """The steps that the program printed, as the model has them."""
    steps = []
    for line in text.splitlines():
        _, name, *numbers, outcome = line.split("\t")
        steps.append((ids[name[1:]], *map(int, numbers), outcome))
    return steps
