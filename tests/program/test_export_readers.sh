#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# An export, read by the programs that researchers read it with, by the manual's examples as they
# stand there: the same accounts, follows and in-degrees in all of them, ids as text, and hostile
# texts as they are. Python's csv sets what the others must find. Readers that are not installed are
# named and left out; .ci/run --long installs them.
set -u
source=$(cd "${FOLLOWTRAIL_TEST_SOURCE:-.}" && pwd) || exit 99
build=$(cd "${FOLLOWTRAIL_TEST_BUILD:-.}" && pwd) || exit 99
program=$build/followtrail
command -v python3 >/dev/null || {
    echo 'skipped: no python3'
    exit 77
}
work=$(mktemp -d) || exit 99
sandbox='' postgres=''
trap 'end' EXIT
trap 'exit 1' HUP INT TERM
cd "$work" || exit 99
LC_ALL=C.UTF-8 HOME=$work UNIFAPI_API_KEY=sandbox
export LC_ALL HOME UNIFAPI_API_KEY
# shellcheck source=tests/support/checks.sh
. "$source/tests/support/checks.sh"

# shellcheck disable=SC2317 # the trap calls it
end() {
    [ -z "$postgres" ] || as_postgres "$postgres/pg_ctl" -D "$work/cluster" -m immediate stop >/dev/null 2>&1
    # shellcheck disable=SC2086 # a number or nothing
    kill $sandbox 2>/dev/null
    rm -rf "$work"
}

absent() {
    echo "not read by $1: it is not installed"
    return 1
}

# example TEXT: the manual's example that has the text.
example() {
    awk -v text="$1" '
        /^\.Bd -literal/ { inside = 1; block = ""; next }
        /^\.Ed/ { if (index(block, text)) printf "%s", block; inside = 0 }
        inside { gsub(/\\e/, "\\"); block = block $0 "\n" }
    ' "$source/man/followtrail.1"
}

# Whether what a program printed has the two figures, and its in-degrees, if it wrote any, and its
# texts are those of Python's csv.
agrees() {
    tr -s ' |,\t' ' ' <printed | grep -q "\b$accounts $follows\b" || {
        echo "not $accounts accounts and $follows follows:"
        cat printed
        return 1
    }
    [ ! -e degrees ] || sort degrees | cmp - expected_degrees || return 1
    [ ! -e texts ] || cmp texts expected_texts
}

# reads WHAT COMMAND…
reads() {
    what=$1
    shift
    rm -f degrees texts
    "$@" >printed 2>complaints || {
        failed=$((failed + 1))
        echo "test_export_readers.sh: $what fails"
        cat complaints
        return
    }
    is "$what" agrees
}

# Texts that break readers, terminals and spreadsheets. Everybody follows somebody.
cat >network.py <<'END'
import csv, os
people = [
    ("06784563120956343302", "nan", "a\u0001b", "x\ufffey", "NA", 9007199254740993),
    ("7000000000000000001", "null", "]]> & <b>", "two\nlines\r\nand\ttab", "DE", 12),
    ("7000000000000000002", "true", "\u202eevil\u202c", "\"quoted\", 'single'", "", 3),
    ("7000000000000000003", "1e5", "=1+1", "@SUM(A1)", "TR", 0),
    ("7000000000000000004", "007", "  spaces  ", "\uff1d1+1", "NA", 7),
    ("7000000000000000005", "na", "\u0627\u0644\u0639\u0631\u0628\u064a\u0629", "\U0001f9d1\u200d\U0001f680", "FR", 5),
]
os.makedirs("network", exist_ok=True)
with open("network/accounts.csv", "w", newline="") as out:
    writer = csv.writer(out)
    writer.writerow(["id", "username", "display_name", "bio", "region", "follower_count"])
    writer.writerows(people)
with open("network/follows.csv", "w", newline="") as out:
    writer = csv.writer(out)
    writer.writerow(["source", "target"])
    for i in range(len(people)):
        for j in range(len(people)):
            if i != j and (i * 5 + j * 3) % 4:
                writer.writerow([people[i][0], people[j][0]])
END
cat >expect.py <<'END'
import collections, csv
with open("export/accounts.csv", newline="") as file:
    accounts = list(csv.DictReader(file))
with open("export/follows.csv", newline="") as file:
    follows = list(csv.DictReader(file))
degrees = collections.Counter(follow["target"] for follow in follows)
with open("expected_degrees", "w") as out:
    out.writelines(sorted(f"{row['id']} {degrees[row['id']]}\n" for row in accounts))
with open("expected_texts", "w", newline="") as out:
    for row in accounts:
        out.write(repr([row[name] for name in
                        ("id", "username", "display_name", "bio", "region", "follower_count")]) + "\n")
print(len(accounts), len(follows))
END
# Texts of rows that are dictionaries; XML has lost some characters.
cat >texts.py <<'END'
def write_texts(rows):
    with open("texts", "w", newline="") as out:
        for row in rows:
            out.write(repr([str(row.get(name, "")) for name in
                            ("id", "username", "display_name", "bio", "region", "follower_count")]) + "\n")
END
python3 network.py || exit 99
mkfifo said_address

# export_of NETWORK WORD…: serves it, fetches the lists of accounts, and exports them.
export_of() {
    network=$1
    shift
    rm -rf export excel store.db graph.db follows.parquet
    "$program" sandbox --network "$network" --balance 1000000 --rate 1000000 >said_address 2>said &
    sandbox=$!
    read -r address <said_address
    "$program" fetch --api-url "$address" --store store.db --cap 100000 "$@" >fetched 2>&1 || {
        cat fetched
        exit 1
    }
    kill "$sandbox"
    sandbox=
    "$program" export export --store store.db >exported 2>&1 || {
        cat exported
        exit 1
    }
    figures=$(python3 expect.py) || exit 99
    accounts=${figures% *} follows=${figures#* }
}

# python_with MODULE: a Python that has it.
python_with() {
    for python in python3 /usr/bin/python3; do
        "$python" -c "import $1" 2>/dev/null && return
    done
    absent "$1"
}

# r_with PACKAGE
r_with() {
    Rscript -e "library($1)" >/dev/null 2>&1 || absent "$1 of R"
}

as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}

for folder in /usr/lib/postgresql/*/bin; do
    if [ -x "$folder/initdb" ]; then
        postgres=$folder
    fi
done
if [ -n "$postgres" ]; then
    chmod 755 "$work"
    mkdir -m 700 cluster socket
    if [ "$(id -u)" -eq 0 ]; then
        chown postgres cluster socket
    fi
    as_postgres "$postgres/initdb" -D "$work/cluster" --auth=trust --encoding=UTF8 --no-sync >said 2>&1 || cat said
    as_postgres "$postgres/pg_ctl" -D "$work/cluster" -w -l "$work/cluster/log" \
        -o "-c listen_addresses= -c unix_socket_directories=$work/socket -c fsync=off" start >said 2>&1 || cat said
fi

# Every reader, of what export_of() exported.
read_all() {
    if python_with networkx; then
        example 'networkx.read_graphml' >reader.py
        cat >>reader.py <<'END'
with open("degrees", "w") as out:
    out.writelines(f"{node} {degree}\n" for node, degree in graph.in_degree())
from texts import write_texts
write_texts({"id": node, **data} for node, data in graph.nodes(data=True))
with open("expected_texts", newline="") as file:
    whole = file.read()
import csv
with open("export/accounts.csv", newline="") as file:
    rows = [{name: "".join(c if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff" else "\ufffd" for c in text)
             for name, text in row.items()} for row in csv.DictReader(file)]
written = open("texts", newline="").read()
write_texts(rows)
assert written == open("texts", newline="").read(), written
open("texts", "w", newline="").write(whole)
END
        reads NetworkX "$python" reader.py
    fi

    if python_with igraph; then
        example 'igraph.Graph.Read_GraphML' >reader.py
        cat >>reader.py <<'END'
with open("degrees", "w") as out:
    out.writelines(f"{v['id']} {v.degree(mode='in')}\n" for v in graph.vs)
END
        reads 'igraph of Python' "$python" reader.py
    fi

    if python_with pandas; then
        example 'import pandas
    def read' >reader.py
        [ -s reader.py ] || example 'keep_default_na' >reader.py
        cat >>reader.py <<'END'
from texts import write_texts
write_texts(accounts.fillna("").to_dict("records"))
degrees = follows["target"].value_counts()
with open("degrees", "w") as out:
    out.writelines(f"{id} {degrees.get(id, 0)}\n" for id in accounts["id"])
END
        reads pandas "$python" reader.py
    fi

    if r_with igraph; then
        example 'graph_from_data_frame' >reader.R
        cat >>reader.R <<'END'
degrees <- degree(graph, mode = "in")
writeLines(paste(names(degrees), degrees), "degrees")
END
        reads 'igraph of R' Rscript reader.R
        cat >reader.R <<'END'
library(igraph)
graph <- read_graph("export/graph.graphml", format = "graphml")
cat(vcount(graph), ecount(graph))
writeLines(paste(V(graph)$id, degree(graph, mode = "in")), "degrees")
END
        reads 'GraphML in R' Rscript reader.R
    fi

    if r_with readr; then
        example 'library(readr)' >reader.R
        cat >>reader.R <<'END'
degrees <- table(factor(follows$target, accounts$id))
writeLines(paste(names(degrees), degrees), "degrees")
stopifnot(accounts$region[accounts$username == "nan"] == "NA", !anyNA(accounts$username))
END
        reads readr Rscript reader.R
    fi

    if command -v sqlite3 >/dev/null; then
        example '.import --csv' >reader
        echo 'sqlite3 -separator " " graph.db "SELECT a.id, (SELECT count(*) FROM follows WHERE target = a.id) FROM accounts a" >degrees' >>reader
        reads sqlite3 sh ./reader
    else
        absent sqlite3
    fi

    # The packages of npm are in a folder beside the build, if autogen.sh could get them.
    modules=$build/build-readers/node_modules
    if [ -d "$modules/graphology-graphml" ] && command -v node >/dev/null; then
        cat >reader.js <<END
const { parse } = require("$modules/graphology-graphml");
const Graph = require("$modules/graphology");
const fs = require("fs");
const graph = parse(Graph.DirectedGraph || Graph, fs.readFileSync("export/graph.graphml", "utf8"));
console.log(graph.order, graph.size);
fs.writeFileSync("degrees", graph.nodes().map(id => id + " " + graph.inDegree(id) + "\n").join(""));
END
        reads graphology node reader.js
    else
        absent graphology
    fi
    if [ -d "$modules/@duckdb/node-api" ] && command -v node >/dev/null; then
        example 'FROM read_csv' >reader.sql
        cat >reader.js <<END
const { DuckDBInstance } = require("$modules/@duckdb/node-api");
const fs = require("fs");
(async () => {
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    for (const statement of fs.readFileSync("reader.sql", "utf8").split(";").filter(s => s.trim())) {
        const rows = (await connection.runAndReadAll(statement)).getRows();
        if (statement.includes("SELECT (SELECT"))
            console.log(rows[0].join(" "));
    }
    const degrees = (await connection.runAndReadAll(
        "SELECT a.id || ' ' || (SELECT count(*) FROM follows f WHERE f.target = a.id) FROM accounts a")).getRows();
    fs.writeFileSync("degrees", degrees.map(row => row[0] + "\n").join(""));
})();
END
        reads DuckDB node reader.js
        is 'a Parquet file' test -s follows.parquet
    else
        absent DuckDB
    fi

    if [ -n "$postgres" ]; then
        echo 'DROP TABLE IF EXISTS follows, accounts;' >reader.sql
        example '\copy follows' >>reader.sql
        chmod -R a+rX export reader.sql
        reads PostgreSQL as_postgres "$postgres/psql" -h "$work/socket" -d postgres -A -t -v ON_ERROR_STOP=1 -f "$work/reader.sql"
    else
        absent PostgreSQL
    fi

    if command -v soffice >/dev/null; then
        "$program" export excel --excel --store store.db >exported 2>&1 || cat exported
        cat >cells.py <<'END'
import csv, re, sys
with open("excel/accounts.csv", newline="", encoding="utf-8-sig") as file:
    marked = list(csv.reader(file))
with open("export/accounts.csv", newline="") as file:
    plain = list(csv.reader(file))
danger = re.compile("'*[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r\n]")
undone = [[cell[1:] if cell.startswith("'") and danger.match(cell) else cell for cell in row] for row in marked]
assert undone == plain, [pair for pair in zip(undone, plain) if pair[0] != pair[1]][:1]
with open("converted.csv", newline="", encoding="utf-8") as file:
    shown = list(csv.reader(file))
assert len(shown) == len(marked), (len(shown), len(marked))
text = [marked[0].index(name) for name in ("id", "display_name", "bio", "region")]
for row, seen in zip(marked, shown):
    for at in text:
        assert seen[at].replace("\r\n", "\n") == row[at].replace("\r\n", "\n"), (row[at], seen[at])
print(sys.argv[1], sys.argv[2])
END
        # 44: commas; 34: quotes; 76: UTF-8; every column as text would hide what a formula does.
        soffice --headless --norestore "-env:UserInstallation=file://$work/office" \
            --infilter='CSV:44,34,76,1' --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false' \
            --outdir "$work/office_out" excel/accounts.csv >said 2>&1 || cat said
        cp office_out/accounts.csv converted.csv 2>/dev/null || cat said
        reads LibreOffice python3 cells.py "$accounts" "$follows"
    else
        absent LibreOffice
    fi
}

export_of network @nan @null @true @1e5 @007 @na
read_all
if [ -n "${FOLLOWTRAIL_TEST_NETWORK:-}" ]; then
    sed -n '2,$s/,.*//p' "$FOLLOWTRAIL_TEST_NETWORK/accounts.csv" | sed 's/^tt//' >ids
    # shellcheck disable=SC2046 # ids are words
    export_of "$FOLLOWTRAIL_TEST_NETWORK" $(cat ids)
    is 'the accounts of Congress' test "$accounts $follows" = '517 61766'
    read_all
else
    echo 'Congress is not read: its network is not to be had'
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
