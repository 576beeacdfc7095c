/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `followtrail ledger` and `followtrail reindex` as processes, on a store that is filled here. */
#include "base/json_text.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/ledger_command.h"
#include "cli/reindex_command.h"
#include "store/catalogue.h"
#include "store/journal.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <fcntl.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <termios.h>
#include <unistd.h>

enum { ARGS_MAX = 10, COLUMNS = 19, ROWS_MAX = 16, OUTPUT_MAX = 1 << 20 };

static const int64_t start_ms = 1784642602007; /* 2026-07-21T14:03:22.007Z */

#define HOSTILE "a\033[2J\xE2\x80\xAE"

static struct scratch scratch;

static void make_folder(void) {
    const char *locale;
    text_use_locale(&locale);
    scratch_init(&scratch);
    setenv("XDG_CONFIG_HOME", scratch.folder, 1);
    setenv("XDG_DATA_HOME", scratch.folder, 1);
    setenv("TZ", "UTC", 1);
}

static void remove_folder(void) {
    scratch_fini(&scratch);
}

/* One request of the store's history; `how` is its outcome. */
struct entry {
    struct journal_order order;
    enum { TOLD, NEVER_SENT, NEVER_ANSWERED, LEFT } how;
    const char *outcome, *request_id;
    int64_t credits, balance;
    size_t records;
};

static int64_t begin(struct store *store, const struct entry *entry, int64_t now_ms) {
    struct journal_ticket ticket;
    struct err err = {.kind = ERR_NONE};
    enum journal_verdict verdict = journal_begin(store, &entry->order, now_ms, &ticket, &err);
    ck_assert_msg(verdict == JOURNAL_SEND, "%d %s", verdict, err.text);
    return ticket.request;
}

static void tell(struct store *store, const struct entry *entry, int64_t request, int64_t now_ms) {
    struct err err;
    struct reply *reply = reply_new(1024);
    struct page *page = page_new();
    struct account records[] = {{.id = "1", .username = "x"}, {.id = "2", .username = "y"}};
    reply->end = REPLY_WHOLE;
    reply->status = 200;
    ck_assert(buf_text_put(&reply->body, "{}"));
    page->records = records;
    page->count = entry->records;
    page->has_more = true;
    page->next_cursor = "c";
    const struct finding finding = {.outcome = entry->outcome,
                                    .request_id = entry->request_id,
                                    .credits = entry->credits,
                                    .balance = entry->balance,
                                    .remark = entry->balance == 1479 ? "=1 credit too many" : NULL,
                                    .page = entry->records ? page : NULL};
    bool is_fine = journal_keep(store, request, reply, now_ms, &err) &&
                   catalogue_take(store, request, &finding, &err);
    ck_assert_msg(is_fine, "%s", err.text);
    page_free(page);
    reply_free(reply);
}

static void play(struct store *store, const struct entry *entry, int64_t now_ms) {
    int64_t request = begin(store, entry, now_ms);
    if (entry->how == TOLD)
        tell(store, entry, request, now_ms + 993);
    else if (entry->how != LEFT)
        ck_assert(
            journal_abandon(store, request, entry->how == NEVER_ANSWERED, now_ms + 993, NULL));
}

static struct journal_order list(const char *label, int64_t seq, int attempt) {
    return (struct journal_order){.kind = JOURNAL_FOLLOWING,
                                  .target = label,
                                  .label = label,
                                  .seq = seq,
                                  .cursor = seq ? "c" : NULL,
                                  .want = 20,
                                  .attempt = attempt};
}

static void fill(void) {
    const struct journal_order profile = {
        .kind = JOURNAL_PROFILE, .target = "f", .label = "=1+2", .want = 1, .attempt = 1};
    const struct entry entries[] = {
        {list("@zoe.flores", 0, 1), TOLD, "ok", "0001", 2, 998, 2},
        {profile, TOLD, "ok", "+r,2", 1, 997, 0},
        {list("@zoe.flores", 1, 1), TOLD, "rate_limited", NULL, 0, ACCOUNT_UNKNOWN, 0},
        {list("@zoe.flores", 1, 2), NEVER_ANSWERED, NULL, NULL, 0, 0, 0},
        {list("-3 \"Åsa\"\r\n", 0, 1), NEVER_SENT, NULL, NULL, 0, 0, 0},
        {list(HOSTILE, 0, 1), TOLD, "ok", "r6", 1, 981, 1},  /* proves 15 of the fourth */
        {list(HOSTILE, 1, 1), TOLD, "ok", "r7", 2, 1479, 2}, /* 500 were bought */
        {list(HOSTILE, 2, 1), NEVER_ANSWERED, NULL, NULL, 0, 0, 0},
        {list("open", 0, 1), LEFT, NULL, NULL, 0, 0, 0},
    };
    struct store *store = scratch_open(&scratch, STORE_KIND_SANDBOX);
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
        play(store, &entries[i], start_ms + 60000 * (int64_t)i);
    store_close(store);
}

/* Runs a command with its stdout in `target` and its stderr in the file `errors`; returns the
 * status. */
static int run_to(int (*command)(int, char **), const char *const *args, int target) {
    char *errors = scratch_beside(&scratch, ".errors");
    fflush(NULL);
    pid_t pid = fork();
    ck_assert_int_ge(pid, 0);
    if (pid == 0) {
        char *argv[ARGS_MAX + 1] = {NULL};
        int argc = 0;
        for (; *args; args++)
            argv[argc++] = mem_dup(*args);
        dup2(target, STDOUT_FILENO);
        dup2(open(errors, O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
        _exit(command(argc, argv));
    }
    int status = 0;
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    free(errors);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static char *read_beside(const char *ending, size_t *len) {
    char *path = scratch_beside(&scratch, ending), *text = mem_zalloc(OUTPUT_MAX);
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    *len = fread(text, 1, OUTPUT_MAX - 1, file);
    fclose(file);
    free(path);
    return text;
}

#define FORMULAS(count)                                                                            \
    "followtrail ledger: " #count                                                                  \
    " cells begin with = + - @, a tab or a line break: spreadsheets "                              \
    "must import them as text.\n"

static const char *told; /* what stderr says after the next success; NULL: nothing */

/* Its output; the caller frees it. */
static char *run(int (*command)(int, char **), const char *const *args, int status) {
    char *path = scratch_beside(&scratch, ".out");
    size_t len, error_len;
    int out = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    int got = run_to(command, args, out);
    close(out);
    free(path);
    char *errors = read_beside(".errors", &error_len), *text = read_beside(".out", &len);
    ck_assert_msg(got == status, "%d: %s", got, errors);
    ck_assert_uint_eq(strlen(text), len);
    if (!status)
        ck_assert_str_eq(errors, told ? told : "");
    told = NULL;
    free(errors);
    return text;
}

static char *run_ledger(const char *a, const char *b, const char *c) {
    const char *const args[] = {"ledger", "--store", scratch.path, a, b, c, NULL};
    return run(ledger_command, args, EX_OK);
}

/* Reads RFC 4180 strictly, in place: cells[row][column]. Returns the number of rows. */
static size_t read_csv(char *text, char *cells[ROWS_MAX][COLUMNS], size_t columns) {
    size_t row = 0, column = 0;
    while (*text) {
        char *to = text, end;
        ck_assert_uint_lt(row, ROWS_MAX);
        ck_assert_uint_lt(column, columns);
        cells[row][column] = text;
        if (*text == '"') {
            for (text++; *text != '"' || *++text == '"'; text++) {
                ck_assert_int_ne(*text, '\0');
                *to++ = *text;
            }
        } else {
            size_t len = strcspn(text, ",\r\n\"");
            to = text += len;
        }
        end = *text++;
        *to = '\0';
        ck_assert_msg(end == ',' || (end == '\r' && *text == '\n'), "%zu %zu", row, column);
        column++;
        if (end == ',')
            continue;
        text++;
        ck_assert_uint_eq(column, columns);
        column = 0;
        row++;
    }
    ck_assert_uint_eq(column, 0);
    return row;
}

static const char *const expected[][COLUMNS] = {
    {"request", "sent", "ended", "session", "kind", "account", "page", "attempt", "limit", "rows",
     "credits", "maybe_credits", "balance", "jump", "proof", "outcome", "request_id", "state",
     "remark"},
    {"1", "2026-07-21T14:03:22.007Z", "2026-07-21T14:03:23.000Z", "1", "following", "zoe.flores",
     "1", "1", "20", "2", "2", "0", "998", "0", "bill", "ok", "0001", "answered", ""},
    {"2", "2026-07-21T14:04:22.007Z", "2026-07-21T14:04:23.000Z", "1", "profile", "=1+2", "", "1",
     "", "", "1", "0", "997", "0", "bill", "ok", "+r,2", "answered", ""},
    {"3", "2026-07-21T14:05:22.007Z", "2026-07-21T14:05:23.000Z", "1", "following", "zoe.flores",
     "2", "1", "20", "", "0", "0", "", "0", "bill", "rate_limited", "", "answered", ""},
    {"4", "2026-07-21T14:06:22.007Z", "2026-07-21T14:06:23.000Z", "1", "following", "zoe.flores",
     "2", "2", "20", "", "15", "0", "", "0", "balance", "no answer", "", "unanswered", ""},
    {"5", "2026-07-21T14:07:22.007Z", "2026-07-21T14:07:23.000Z", "1", "following",
     "-3 \"Åsa\"\r\n", "1", "1", "20", "", "0", "0", "", "0", "none", "not sent", "", "not sent",
     ""},
    {"6", "2026-07-21T14:08:22.007Z", "2026-07-21T14:08:23.000Z", "1", "following", HOSTILE, "1",
     "1", "20", "1", "1", "0", "981", "0", "bill", "ok", "r6", "answered", ""},
    {"7", "2026-07-21T14:09:22.007Z", "2026-07-21T14:09:23.000Z", "1", "following", HOSTILE, "2",
     "1", "20", "2", "2", "0", "1479", "500", "bill", "ok", "r7", "answered", "=1 credit too many"},
    {"8", "2026-07-21T14:10:22.007Z", "2026-07-21T14:10:23.000Z", "1", "following", HOSTILE, "3",
     "1", "20", "", "", "20", "", "0", "none", "no answer", "", "unanswered", ""},
    {"9", "2026-07-21T14:11:22.007Z", "", "1", "following", "open", "1", "1", "20", "", "", "20",
     "", "0", "none", "", "", "under way", ""},
};

enum { EXPECTED_ROWS = sizeof expected / sizeof *expected };

START_TEST(csv_says_it_all) {
    char *cells[ROWS_MAX][COLUMNS];
    fill();
    told = FORMULAS(4);
    char *text = run_ledger("--csv", NULL, NULL);
    ck_assert_uint_eq(read_csv(text, cells, COLUMNS), EXPECTED_ROWS);
    for (size_t row = 0; row < EXPECTED_ROWS; row++)
        for (size_t column = 0; column < COLUMNS; column++)
            ck_assert_msg(!strcmp(cells[row][column], expected[row][column]), "%zu %s: %s", row,
                          expected[0][column], cells[row][column]);
    free(text);
}
END_TEST

static bool is_text(size_t column) {
    static const char *const texts[] = {"sent",    "ended",      "kind",  "account", "proof",
                                        "outcome", "request_id", "state", "remark"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(texts[i], expected[0][column]) == 0)
            return true;
    return false;
}

static void check_member(json_object *row, size_t column, const char *wanted) {
    json_object *member = NULL;
    ck_assert(json_object_object_get_ex(row, expected[0][column], &member));
    if (!*wanted) {
        ck_assert_ptr_null(member);
        return;
    }
    ck_assert(json_object_is_type(member, is_text(column) ? json_type_string : json_type_int));
    ck_assert_str_eq(json_object_get_string(member), wanted + (*wanted == '\''));
}

static json_object *parse_json(const char *text) {
    enum json_tokener_error error;
    json_object *whole = json_tokener_parse_verbose(text, &error);
    ck_assert_msg(whole != NULL, "%s: %s", json_tokener_error_desc(error), text);
    return whole;
}

static void check_object(json_object *whole, const char *name, const char *wanted) {
    json_object *member = NULL;
    ck_assert(json_object_object_get_ex(whole, name, &member));
    ck_assert_str_eq(json_object_to_json_string_ext(member, JSON_C_TO_STRING_PLAIN), wanted);
}

#define TOTAL_MEMBERS                                                                              \
    "\"requests\":9,\"rows\":5,\"credits\":21,\"maybe_credits\":40,"                               \
    "\"first\":\"2026-07-21T14:03:22.007Z\",\"last\":\"2026-07-21T14:11:22.007Z\""

START_TEST(json_says_the_same) {
    json_object *rows = NULL, *store = NULL, *kind = NULL;
    fill();
    char *text = run_ledger("--json", NULL, NULL);
    ck_assert_ptr_null(strchr(text, '\033'));
    ck_assert_ptr_nonnull(strstr(text, "a\\u001b[2J\\u202e"));
    json_object *whole = parse_json(text);
    ck_assert(json_object_object_get_ex(whole, "requests", &rows));
    ck_assert_uint_eq(json_object_array_length(rows), EXPECTED_ROWS - 1);
    for (size_t row = 1; row < EXPECTED_ROWS; row++)
        for (size_t column = 0; column < COLUMNS; column++)
            check_member(json_object_array_get_idx(rows, row - 1), column, expected[row][column]);
    check_object(whole, "sums", "{" TOTAL_MEMBERS "}");
    ck_assert(json_object_object_get_ex(whole, "store", &store));
    ck_assert(json_object_object_get_ex(store, "kind", &kind));
    ck_assert_str_eq(json_object_get_string(kind), "sandbox");
    ck_assert_int_eq(json_object_object_length(store), 3);
    json_object_put(whole);
    free(text);
}
END_TEST

START_TEST(sums_by_list_day_and_session) {
    fill();
    char *text = run_ledger("--json", "--by=day", NULL);
    json_object *whole = parse_json(text);
    check_object(whole, "sums", "{" TOTAL_MEMBERS "}");
    check_object(whole, "groups", "[{\"day\":\"2026-07-21\"," TOTAL_MEMBERS "}]");
    json_object_put(whole);
    free(text);
}
END_TEST

START_TEST(sums_as_csv) {
    char *cells[ROWS_MAX][COLUMNS];
    static const char *const names[] = {"requests",      "rows",  "credits",
                                        "maybe_credits", "first", "last"};
    static const char *const lists[][3] = {{"=1+2", "1", "1"},
                                           {"zoe.flores", "3", "17"},
                                           {"-3 \"Åsa\"\r\n", "1", "0"},
                                           {HOSTILE, "3", "3"},
                                           {"open", "1", "0"}};
    int64_t sums[4] = {0};
    fill();
    told = FORMULAS(2);
    char *text = run_ledger("--csv", "--by", "list");
    ck_assert_uint_eq(read_csv(text, cells, 7), 6);
    ck_assert_str_eq(cells[0][0], "list");
    for (size_t i = 0; i < 6; i++)
        ck_assert_str_eq(cells[0][i + 1], names[i]);
    for (size_t i = 0; i < 5; i++) {
        ck_assert_str_eq(cells[i + 1][0], lists[i][0]);
        ck_assert_str_eq(cells[i + 1][1], lists[i][1]);
        ck_assert_str_eq(cells[i + 1][3], lists[i][2]);
        for (size_t k = 0; k < 4; k++)
            sums[k] += strtoll(cells[i + 1][k + 1], NULL, 10);
    }
    /* Together they are the whole, like the one session below. */
    ck_assert_int_eq(sums[0], 9);
    ck_assert_int_eq(sums[1], 5);
    ck_assert_int_eq(sums[2], 21);
    ck_assert_int_eq(sums[3], 40);
    free(text);
    text = run_ledger("--csv", "--by", "session");
    ck_assert_str_eq(text, "session,requests,rows,credits,maybe_credits,first,last\r\n"
                           "1,9,5,21,40,2026-07-21T14:03:22.007Z,2026-07-21T14:11:22.007Z\r\n");
    free(text);
}
END_TEST

/* The data is unchanged. */
START_TEST(a_table_in_ascii) {
    fill();
    text_use_ascii();
    char *text = run_ledger(NULL, NULL, NULL);
    ck_assert_ptr_nonnull(strstr(text, "a^[[2J<U+202E>"));
    ck_assert_ptr_nonnull(strstr(text, " - "));
    for (const char *at = text; *at; at++)
        if ((unsigned char)*at >= 0x7F)
            ck_abort_msg("%s", at);
    free(text);
    told = FORMULAS(4);
    text = run_ledger("--csv", NULL, NULL);
    ck_assert_ptr_nonnull(strstr(text, HOSTILE));
    free(text);
}
END_TEST

START_TEST(a_table_for_people) {
    static const char wanted[] =
        "request  time                    page  rows  credits    balance"
        "  list, outcome, request\n"
        "      1  2026-07-21 14:03:22        1     2        2        998"
        "  @zoe.flores · ok · 0001\n"
        "      2  2026-07-21 14:04:22  profile     –        1        997  =1+2 · ok · +r,2\n"
        "      3  2026-07-21 14:05:22        2     –        0          –"
        "  @zoe.flores · rate limit\n"
        "      4  2026-07-21 14:06:22        2     –       15          –"
        "  @zoe.flores · charge shown by a later balance · no answer · attempt 2\n"
        "      5  2026-07-21 14:07:22        1     –        0          –  -3 \"Åsa\"⏎ · not sent\n"
        "      6  2026-07-21 14:08:22        1     1        1        981"
        "  a␛[2J<U+202E> · ok · r6\n"
        "      7  2026-07-21 14:09:22        2     2        2      1,479  a␛[2J<U+202E> · ok"
        " · balance +500 not by this program · =1 credit too many · r7\n"
        "      8  2026-07-21 14:10:22        3     –      ≤20          –"
        "  a␛[2J<U+202E> · maybe charged · no answer\n"
        "      9  2026-07-21 14:11:22        1     –      ≤20          –  open · under way\n"
        "\n9 requests, 5 records, 21 credits ($0.02) charged; up to 40 more ($0.04) may have "
        "been\n";
    fill();
    char *text = run_ledger(NULL, NULL, NULL);
    ck_assert_str_eq(text, wanted);
    free(text);
    text = run_ledger("--by=day", NULL, NULL);
    ck_assert_ptr_nonnull(strstr(text, "\n2026-07-21         9             5"));
    free(text);
}
END_TEST

/* Rows are read in pieces, from the newest backwards, and printed from the oldest on. */
START_TEST(a_long_ledger_is_whole_and_in_order) {
    enum { LONG = 2 * 2048 + 5 };
    struct store *store = scratch_open(&scratch, STORE_KIND_SANDBOX);
    ck_assert(sql_run(store->sql,
                      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                      "4101) INSERT INTO request (sitting, kind, target, label, attempt, reserved,"
                      " state, sent_no, sent_ms, ended_no, ended_ms, credits) SELECT 1, 'profile',"
                      " 'x', 'x', 1, 1, 'not sent', 2 * i, i, 2 * i + 1, i, 0 FROM n",
                      NULL));
    store_close(store);
    char *text = run_ledger("--csv", NULL, NULL), *line = strchr(text, '\n');
    for (long i = 1; i <= LONG; i++) {
        ck_assert_int_eq(strtol(line + 1, NULL, 10), i);
        line = strchr(line + 1, '\n');
    }
    ck_assert_str_eq(line, "\n");
    free(text);
}
END_TEST

START_TEST(an_empty_ledger) {
    store_close(scratch_open(&scratch, "api.example.org"));
    char *text = run_ledger("--json", NULL, NULL);
    json_object *whole = parse_json(text);
    check_object(whole, "requests", "[]");
    check_object(whole, "sums",
                 "{\"requests\":0,\"rows\":0,\"credits\":0,\"maybe_credits\":0,\"first\":null,"
                 "\"last\":null}");
    json_object_put(whole);
    free(text);
    text = run_ledger("--csv", NULL, NULL);
    ck_assert_ptr_eq(strchr(text, '\n'), text + strlen(text) - 1);
    free(text);
    text = run_ledger(NULL, NULL, NULL);
    ck_assert_ptr_nonnull(strstr(text, "\n0 requests, 0 records, 0 credits ($0.00) charged\n"));
    free(text);
}
END_TEST

START_TEST(csv_for_a_terminal_is_revealed) {
    char text[8192];
    size_t len = 0;
    struct termios line;
    fill();
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    ck_assert_int_eq(grantpt(master) | unlockpt(master), 0);
    int terminal = open(ptsname(master), O_RDWR | O_NOCTTY);
    ck_assert_int_eq(tcgetattr(terminal, &line), 0);
    line.c_oflag &= ~(tcflag_t)OPOST;
    ck_assert_int_eq(tcsetattr(terminal, TCSANOW, &line), 0);
    const char *const args[] = {"ledger", "--csv", "--store", scratch.path, NULL};
    ck_assert_int_eq(run_to(ledger_command, args, terminal), EX_OK);
    close(terminal);
    for (ssize_t got;
         len < sizeof text - 1 && (got = read(master, text + len, sizeof text - 1 - len)) > 0;)
        len += (size_t)got;
    text[len] = '\0';
    close(master);
    ck_assert_ptr_null(strchr(text, '\033'));
    ck_assert_ptr_nonnull(strstr(text, ",a␛[2J<U+202E>,"));
    ck_assert_ptr_nonnull(strstr(text, ",under way,\r\n"));
}
END_TEST

START_TEST(a_full_target_is_told) {
    static const char *const forms[] = {"--json", "--csv", "--by=day", "--help"};
    size_t len;
    fill();
    int full = open("/dev/full", O_WRONLY);
    ck_assert_int_ge(full, 0);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const char *const args[] = {"ledger", forms[i], "--store", scratch.path, NULL};
        ck_assert_int_eq(run_to(ledger_command, args, full), EX_IOERR);
        char *errors = read_beside(".errors", &len);
        ck_assert_str_eq(errors, "followtrail ledger: cannot write to stdout: "
                                 "No space left on device\n");
        free(errors);
    }
    close(full);
}
END_TEST

static const struct refusal {
    int (*command)(int, char **);
    const char *const args[6];
    int status;
    const char *words;
} refusals[] = {
    {ledger_command, {"ledger", "--json", "--csv"}, EX_USAGE, "either --json or --csv"},
    {ledger_command, {"ledger", "--by=month"}, EX_USAGE, "“month” is not list, day or session"},
    {ledger_command, {"ledger", "\033[2J"}, EX_USAGE, "“␛[2J” is not an option"},
    {ledger_command, {"ledger", "--store="}, EX_USAGE, "a file name is missing"},
    {ledger_command, {"ledger", "--config=/nowhere/at/all"}, EX_CONFIG, "cannot read /nowhere"},
    {ledger_command, {"ledger", "--store=/nowhere/at/all"}, EX_CONFIG, "/nowhere/at/all"},
    {ledger_command, {"ledger", "--sandbox"}, EX_CONFIG, "/followtrail/sandbox.db"},
    {reindex_command, {"reindex", "x"}, EX_USAGE, "“x” is not an option"},
    {reindex_command, {"reindex", "--store=/nowhere/at/all"}, EX_CONFIG, "/nowhere/at/all"},
    {reindex_command, {"reindex", "--sandbox"}, EX_CONFIG, "/followtrail/sandbox.db"},
};

START_TEST(refusals_have_a_line_and_a_status) {
    const struct refusal *refusal = &refusals[_i];
    size_t len;
    char *text = run(refusal->command, refusal->args, refusal->status);
    ck_assert_str_eq(text, "");
    free(text);
    char *errors = read_beside(".errors", &len);
    ck_assert_msg(strstr(errors, refusal->words) != NULL, "%s", errors);
    ck_assert_ptr_eq(strchr(errors, '\n'), errors + len - 1);
    free(errors);
}
END_TEST

START_TEST(what_is_no_store_is_refused) {
    const char *const args[] = {"ledger", "--store", scratch.path, NULL};
    FILE *file = fopen(scratch.path, "w");
    for (int i = 0; i < 100; i++)
        fputs("this is a text, and not a short one\n", file);
    fclose(file);
    char *text = run(ledger_command, args, EX_DATAERR);
    ck_assert_str_eq(text, "");
    free(text);
}
END_TEST

START_TEST(reindex_counts_the_answers) {
    const char *const args[] = {"reindex", "--store", scratch.path, NULL};
    fill();
    char *text = run(reindex_command, args, EX_OK);
    ck_assert_str_eq(text, "5 answers read again\n");
    free(text);
    struct store *store = scratch_read(&scratch);
    ck_assert_int_eq(scratch_number(store, "SELECT count(*) FROM edge"), 0); /* bodies were {} */
    store_close(store);
}
END_TEST

START_TEST(json_text_is_escaped) {
    static const char *const pairs[][2] = {
        {"a\"b\\c/", "\"a\\\"b\\\\c/\""},
        {"\n\t\r\b\x01\x7F", "\"\\n\\t\\u000d\\u0008\\u0001\\u007f\""},
        {"\xC2\x9B", "\"\\u009b\""},
        {"Zoë 🌸", "\"Zoë 🌸\""},
        {"\xF3\xA0\x81\x81", "\"\\udb40\\udc41\""},
        {"\xF3\xB0\x80\x80", "\"\\udb80\\udc00\""},
        {"x\xFFy\xE2\x82z\xED\xA0\x80", "\"x\xEF\xBF\xBDy\xEF\xBF\xBDz\xEF\xBF\xBD\xEF\xBF\xBD\xEF"
                                        "\xBF\xBD\""},
        {"", "\"\""},
        {NULL, "null"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct buf out;
        buf_init(&out, 256);
        ck_assert(json_text_put(&out, pairs[i][0]));
        ck_assert_str_eq(buf_text(&out), pairs[i][1]);
        buf_fini(&out);
    }
}
END_TEST

int main(void) {
    Suite *suite = suite_create("ledger command");
    TCase *tc = tcase_create("command");
    tcase_add_checked_fixture(tc, make_folder, remove_folder);
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, csv_says_it_all);
    tcase_add_test(tc, json_says_the_same);
    tcase_add_test(tc, sums_by_list_day_and_session);
    tcase_add_test(tc, sums_as_csv);
    tcase_add_test(tc, a_table_for_people);
    tcase_add_test(tc, a_table_in_ascii);
    tcase_add_test(tc, a_long_ledger_is_whole_and_in_order);
    tcase_add_test(tc, an_empty_ledger);
    tcase_add_test(tc, csv_for_a_terminal_is_revealed);
    tcase_add_test(tc, a_full_target_is_told);
    tcase_add_loop_test(tc, refusals_have_a_line_and_a_status, 0,
                        sizeof refusals / sizeof *refusals);
    tcase_add_test(tc, what_is_no_store_is_refused);
    tcase_add_test(tc, reindex_counts_the_answers);
    tcase_add_test(tc, json_text_is_escaped);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
