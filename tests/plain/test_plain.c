/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The browser in lines: whole sessions as transcripts, compared exactly with
 * tests/transcripts/ (REGENERATE=1 rewrites them); and how it waits, is interrupted and
 * ends at a terminal and at a pipe. */
#include "plain/plain_input.h"
#include "tests/support/errand.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"
#include "tests/support/server_log.h"
#include "tests/support/twelve_lists.h"

#include <check.h>
#include <fcntl.h>
#include <json-c/json.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

enum { TIMEOUT_S = 120, AT_ONCE_MS = 1000, PATH_BYTES = 512, TRANSCRIPT_MAX = 1 << 20 };

static const char *path_of(char path[static PATH_BYTES], const char *name) {
    const char *source = getenv("FOLLOWTRAIL_TEST_SOURCE");
    snprintf(path, PATH_BYTES, "%s/tests/transcripts/%s", source ? source : ".", name);
    return path;
}

static void read_all(const char *path, struct buf *out) {
    char bytes[4096];
    size_t count;
    FILE *file = fopen(path, "re");
    ck_assert_msg(file != NULL, "cannot read %s", path);
    while ((count = fread(bytes, 1, sizeof bytes, file)) > 0)
        ck_assert(buf_put(out, bytes, count));
    fclose(file);
}

/* What differs each time in a stretch of `len` bytes that looks so ('9': a digit, 'f': a
 * hexadecimal one) is overwritten. */
static void mask(char *text, const char *look) {
    size_t len = strlen(look);
    for (char *at = text; strlen(at) >= len; at++) {
        size_t same = 0;
        while (same < len && (look[same] == '9'   ? strchr("0123456789", at[same]) != NULL
                              : look[same] == 'f' ? strchr("0123456789abcdef", at[same]) != NULL
                                                  : look[same] == at[same]))
            same++;
        if (same == len)
            memcpy(at, look, len);
    }
}

/* The port is as long as the system likes. */
static void mask_port(char *text) {
    static const char host[] = "127.0.0.1:";
    for (char *at = text; (at = strstr(at, host));) {
        at += sizeof host - 1;
        size_t len = strspn(at, "0123456789");
        memmove(at, at + len, strlen(at + len) + 1);
    }
}

static void check_transcript(struct buf *seen, const char *name) {
    char path[PATH_BYTES];
    struct buf expected;
    mask(seen->data, "9999-99-99 99:99:99");
    mask(seen->data, "9999-99-99");
    mask(seen->data, "unif_ffffffffffffffffffffffffffffffff");
    mask_port(seen->data);
    path_of(path, name);
    if (getenv("REGENERATE")) {
        FILE *file = fopen(path, "we");
        ck_assert_ptr_nonnull(file);
        ck_assert_int_ge(fputs(seen->data, file), 0);
        ck_assert_int_eq(fclose(file), 0);
        return;
    }
    buf_init(&expected, TRANSCRIPT_MAX);
    read_all(path, &expected);
    if (strcmp(buf_text(&expected), seen->data) != 0) {
        fprintf(stderr, "%s differs. Seen:\n%s\n", path, seen->data);
        ck_abort_msg("%s differs; what was seen is on stderr", name);
    }
    buf_fini(&expected);
}

/* No byte of outside text is a control; the lines' ends are ours. */
static void check_no_control(const struct buf *text) {
    for (size_t i = 0; i < text->len; i++) {
        unsigned char byte = (unsigned char)text->data[i];
        unsigned char next = i + 1 < text->len ? (unsigned char)text->data[i + 1] : 0;
        ck_assert_msg(byte == '\n' || (byte >= ' ' && byte != 0x7f), "byte %zu is a control", i);
        ck_assert_msg(byte != 0xc2 || next >= 0xa0, "byte %zu begins a C1 control", i);
    }
}

/* Runs a script; what it printed is added to `transcript`. */
static int play(const struct sandbox_child *sandbox, const char *const words[], const char *script,
                struct errand *errand, struct buf *transcript) {
    char out[PATH_BYTES];
    snprintf(out, sizeof out, "%s/out", sandbox->folder);
    const struct errand_config config = {.words = words, .in = script, .out = out};
    int status = errand_run(errand, sandbox, &config);
    read_all(out, transcript);
    check_no_control(transcript);
    return status;
}

/* The same with a script that is written here. */
static int play_text(const struct sandbox_child *sandbox, const char *const words[],
                     const char *script, size_t len, struct buf *transcript) {
    static struct errand errand;
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/script", sandbox->folder);
    FILE *file = fopen(path, "we");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(script, 1, len, file), len);
    ck_assert_int_eq(fclose(file), 0);
    return play(sandbox, words, path, &errand, transcript);
}

static void expect(const struct buf *transcript, const char *words) {
    ck_assert_msg(strstr(buf_text(transcript), words) != NULL, "“%s” is not in: %s", words,
                  buf_text(transcript));
}

/* One session with two faults, and another on what it left, offline: both as they were written
 * down, and what they say of money as the server does. */
START_TEST(a_session_is_a_transcript) {
    static const char *const faults[] = {"--fault", "502@4", "--fault", "429@7", NULL};
    static const char *const live[] = {"--plain", "@zoe.flores", NULL};
    static const char *const offline[] = {"--plain", "--offline", NULL};
    struct sandbox_child sandbox;
    struct sandbox_child_bill bill;
    struct errand errand;
    struct buf transcript;
    char path[PATH_BYTES], told[128];
    buf_init(&transcript, TRANSCRIPT_MAX);
    ck_assert(sandbox_child_open(&sandbox, faults));
    ck_assert_int_eq(play(&sandbox, live, path_of(path, "session.script"), &errand, &transcript),
                     EX_OK);
    ck_assert(sandbox_child_read_bill(&sandbox, &bill));
    snprintf(told, sizeof told, "followtrail: %lld credits spent in this session\n",
             (long long)bill.credits);
    ck_assert_str_eq(errand.err, told);
    ck_assert(buf_text_put(&transcript, "\n"));
    ck_assert_int_eq(play(&sandbox, offline, path_of(path, "offline.script"), &errand, &transcript),
                     EX_OK);
    ck_assert_str_eq(errand.err, "");
    ck_assert_uint_eq(server_log_count(&sandbox), (size_t)bill.requests);
    check_transcript(&transcript, "session.txt");
    buf_fini(&transcript);
    sandbox_child_close(&sandbox);
}
END_TEST

/* Lists to compare that are complete, hidden, empty or failed, of owners with hostile names. */
START_TEST(compared_lists_are_a_transcript) {
    static const char *const words[] = {"--plain", "--no-prefetch", "@" TWELVE_LISTS_HUB, NULL};
    const char *options[] = {"--network", NULL, "--fault", "charged-error@8", NULL};
    struct twelve_lists lists;
    struct sandbox_child sandbox;
    struct errand errand;
    struct buf transcript;
    char path[PATH_BYTES];
    buf_init(&transcript, TRANSCRIPT_MAX);
    twelve_lists_open(&lists);
    options[1] = lists.folder;
    ck_assert(sandbox_child_open(&sandbox, options));
    ck_assert_int_eq(play(&sandbox, words, path_of(path, "compare.script"), &errand, &transcript),
                     EX_OK);
    check_transcript(&transcript, "compare.txt");
    buf_fini(&transcript);
    sandbox_child_close(&sandbox);
    twelve_lists_close(&lists);
}
END_TEST

/* A line that cannot be taken does nothing, and the next one does; the end of the input leaves. */
START_TEST(lines_that_are_no_commands) {
    static const char *const words[] = {"--plain", "--offline", NULL};
    char script[2048];
    size_t len = 0;
    struct sandbox_child sandbox;
    struct buf transcript;
    buf_init(&transcript, TRANSCRIPT_MAX);
    memset(script, 'x', PLAIN_INPUT_LINE_MAX);
    len = PLAIN_INPUT_LINE_MAX;
    len += (size_t)snprintf(script + len, sizeof script - len,
                            "\n\xff\xfe\n\033[2J\nm\nm now\nL 20\nhelp quit");
    ck_assert(sandbox_child_open(&sandbox, NULL));
    /* The store is there once something was opened. */
    ck_assert_int_eq(
        play_text(&sandbox, (const char *const[]){"--plain", NULL}, "", 0, &transcript), EX_OK);
    expect(&transcript,
           "opens an account: 1 credit for its profile, up to 20 credits for its first "
           "page; what is stored is free.\nNo account is open.\nBalance unknown until "
           "the first request; spent in this session 0.\nfollowtrail> \n");
    buf_clear(&transcript);
    ck_assert_int_eq(play_text(&sandbox, words, script, len, &transcript), EX_OK);
    expect(&transcript, "followtrail> \nError: That line is too long and was ignored: 511 "
                        "bytes at most.\nfollowtrail> \nError: That line is not UTF-8");
    expect(&transcript, "followtrail> ␛[2J\nError: There is no command “␛[2J”.");
    expect(&transcript, "followtrail> m\nNo account is open.");
    expect(&transcript, "followtrail> m now\nError: “more” takes no argument.");
    expect(&transcript, "followtrail> L 20\nError: “load” takes no argument.");
    expect(&transcript, "followtrail> help quit\nquit (Q  F10): ");
    ck_assert_uint_eq(server_log_count(&sandbox), 0);
    buf_fini(&transcript);
    sandbox_child_close(&sandbox);
}
END_TEST

/* A hit is reported even if its row was selected already, so that it differs from a miss. After a
 * key may follow what its command wants, as a word or by its key. */
START_TEST(what_follows_a_key_is_taken) {
    static const char *const words[] = {"--plain", "--no-prefetch", "@zoe.flores", NULL};
    static const char script[] = "/k\303\244the\n/nowhere at all\n/\nK\303\244the\n/\nEsc\n"
                                 "y h\ny address\no g\n&verified\n&(verified or\nfilter private)\n"
                                 "&coffee|tea\nmark coffee|tea\nfind coffee|tea\n";
    struct sandbox_child sandbox;
    struct buf transcript;
    buf_init(&transcript, TRANSCRIPT_MAX);
    ck_assert(sandbox_child_open(&sandbox, NULL));
    ck_assert_int_eq(play_text(&sandbox, words, script, strlen(script), &transcript), EX_OK);
    expect(&transcript, "followtrail> /käthe\nRow 1 has it: @chisel.by.kaethe");
    expect(&transcript,
           "followtrail> /nowhere at all\nWarning: “nowhere at all” was not found in any handle");
    expect(&transcript, "Search: Käthe\nRow 1 has it: @chisel.by.kaethe");
    expect(&transcript, "Search: Esc\nNothing has changed.\nfollowtrail> y h\nchisel.by.kaethe\n");
    expect(&transcript, "> y address\nhttps://www.tiktok.com/@chisel.by.kaethe\n");
    expect(&transcript, "> o g\nOrder: following");
    /* What is not finished, or wrong, leaves what was shown. */
    expect(&transcript, "> &verified\nFilter “verified”: 1 of 20 loaded");
    expect(&transcript, "> &(verified or\nError: Incomplete: a term is missing at the end.\n");
    expect(&transcript, "> filter private)\nError: column 8: no open bracket to close\n");
    /* What could have been meant otherwise says how it is read. */
    expect(&transcript, "> &coffee|tea\nFilter “coffee|tea”, read as “coffee or tea”: ");
    expect(&transcript, " marked. Read as: coffee or tea\n");
    expect(&transcript, " [ goes back.\nRead as: coffee or tea\n");
    buf_fini(&transcript);
    sandbox_child_close(&sandbox);
}
END_TEST

/* The quote, a line a step, the end; and then how it goes on. */
START_TEST(a_crawl_is_told) {
    static const char *const words[] = {"--plain", "--no-prefetch", "@zoe.flores", NULL};
    static const char *const offered[] = {"--plain", NULL};
    static const char script[] = "crawl\nF\nE\n40\nE 1\nnext-tab\ncrawl continue\n100000\n"
                                 "crawl continue\n25\ncrawl 7\n";
    struct sandbox_child sandbox;
    struct sandbox_child_bill bill;
    struct buf transcript;
    buf_init(&transcript, TRANSCRIPT_MAX);
    ck_assert(sandbox_child_open(&sandbox, NULL));
    ck_assert_int_eq(play_text(&sandbox, words, script, strlen(script), &transcript), EX_OK);
    expect(&transcript, "> crawl\nA crawl begins in the frontier (:frontier): E there asks for its "
                        "budget.\n");
    expect(&transcript, "> E\nOrder per-credit: 17 accounts, ");
    expect(&transcript, "\nBudget of the crawl, up to 99,979 credits: 40\nThe crawl begins.");
    expect(&transcript, "\nStep 1, @omarpaw, in 1 list, price 21, 21 credits, 21 listed, 20 new, 0 "
                        "inside, complete.\nCrawl 1: 1 list, 21 of 40 credits spent. No list is "
                        "left that fits the budget.\n");
    expect(&transcript,
           "> E 1\nCrawl 1, per-credit: 21 of 40 credits, 1 list. No list is left that "
           "fits the budget. :crawl continue goes on with it.\nStep 1, @omarpaw, ");
    expect(&transcript, "> next-tab\nCrawl: 1 crawl in this store, the newest first.\nCrawl 1, ");
    expect(&transcript, "No such amount: “100000”. At most ");
    expect(&transcript,
           "Budget for the rest of crawl 1, up to 99,958 credits: 25\nThe crawl goes on.");
    expect(&transcript, "Crawl 1: 3 lists, 46 of 46 credits spent. Its budget is spent.\n");
    expect(&transcript, "> crawl 7\nThe store has no such crawl.\n");
    ck_assert(sandbox_child_read_bill(&sandbox, &bill));
    ck_assert_int_eq(bill.credits, 21 + 46);
    /* Another session says what is new. */
    buf_clear(&transcript);
    ck_assert_int_eq(play_text(&sandbox, offered, "crawl continue\n30\n",
                               strlen("crawl continue\n30\n"), &transcript),
                     EX_OK);
    expect(&transcript, "\nThe crawl goes on. s stops it, E shows it.\nStep 4, ");
    buf_fini(&transcript);
    sandbox_child_close(&sandbox);
}
END_TEST

/* A name of nothing but marks is on a base of its own, not on the quotation mark. */
START_TEST(marks_do_not_stand_on_quotes) {
    static const char *const words[] = {"--plain", "--no-prefetch", "@zoe.flores", NULL};
    static const char script[] = "m\nm\n42\ndetail\n";
    struct sandbox_child sandbox;
    struct buf transcript;
    buf_init(&transcript, TRANSCRIPT_MAX);
    ck_assert(sandbox_child_open(&sandbox, NULL));
    ck_assert_int_eq(play_text(&sandbox, words, script, strlen(script), &transcript), EX_OK);
    expect(&transcript, "42. @the.slow.bubble");
    expect(&transcript, ", CI, “\u25CC\u0301\u0308”\n");
    expect(&transcript, "Name: “\u25CC\u0301\u0308”\n");
    buf_fini(&transcript);
    sandbox_child_close(&sandbox);
}
END_TEST

/* Without prefetch, the price is shown, and only a key pays. */
START_TEST(nothing_is_fetched_by_reading_on) {
    static const char *const words[] = {"--plain", "@zoe.flores", NULL};
    static const char script[] = "\n\n\nj\nG\n^F\nj\nm\n";
    struct sandbox_child sandbox;
    struct sandbox_child_bill bill;
    struct buf transcript;
    buf_init(&transcript, TRANSCRIPT_MAX);
    ck_assert(sandbox_child_open(&sandbox, NULL));
    ck_assert_int_eq(play_text(&sandbox, words, script, strlen(script), &transcript), EX_OK);
    expect(&transcript, "Row 1 is selected. m loads the next page: up to 20 credits ($0.02).");
    expect(&transcript, "followtrail> \nLast loaded account. m loads the next "
                        "page: up to 20 credits ($0.02).\nfollowtrail> j\n");
    expect(&transcript, "followtrail> m\nNow here: 40 loaded, 412 in all.");
    ck_assert(sandbox_child_read_bill(&sandbox, &bill));
    ck_assert_int_eq(bill.requests, 3);
    ck_assert_int_eq(bill.credits, 41);
    buf_fini(&transcript);
    sandbox_child_close(&sandbox);
}
END_TEST

/* A name that a terminal would obey, not show, or reduce: tags, a joiner, controls, bidi. */
#define HARD_NAME                                                                                  \
    "\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F "                      \
    "\U0001F469\u200D\U0001F52C a\033[31m\xC2\x9B\u202Eb\rc"

static void give_hard_name(const char *folder, const char *name, const char *text) {
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "we");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    ck_assert_int_eq(fclose(file), 0);
}

static void take_hard_name(const char *folder, const char *name) {
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    remove(path);
}

/* Neither loses a character: JSON escapes it, CSV names it. */
START_TEST(copies_lose_nothing) {
    static const char *const words[] = {"--plain", "@alice", NULL};
    static const char script[] = "y json\ny csv\n";
    const char *options[] = {"--network", NULL, NULL};
    struct sandbox_child sandbox;
    struct scratch network;
    struct buf transcript;
    scratch_init(&network);
    options[1] = network.folder;
    give_hard_name(network.folder, "accounts.csv",
                   "id,username,display_name,following_count\n11,alice,Alice,1\n"
                   "12,bob,\"" HARD_NAME "\",0\n");
    give_hard_name(network.folder, "follows.csv", "source,target\n11,12\n");
    buf_init(&transcript, TRANSCRIPT_MAX);
    ck_assert(sandbox_child_open(&sandbox, options));
    ck_assert_int_eq(play_text(&sandbox, words, script, strlen(script), &transcript), EX_OK);
    const char *json = strstr(buf_text(&transcript), "y json\n");
    ck_assert_ptr_nonnull(json);
    struct json_tokener *tokener = json_tokener_new();
    struct json_object *all = json_tokener_parse_ex(tokener, json + strlen("y json\n"), -1), *name;
    ck_assert_int_eq(json_tokener_get_error(tokener), json_tokener_success);
    ck_assert(json_object_object_get_ex(json_object_array_get_idx(all, 0), "display_name", &name));
    ck_assert_str_eq(json_object_get_string(name), HARD_NAME);
    json_object_put(all);
    json_tokener_free(tokener);
    expect(&transcript, "12,bob,\U0001F3F4<U+E0067><U+E0062><U+E0065><U+E006E><U+E0067><U+E007F> "
                        "\U0001F469\u200D\U0001F52C a<U+001B>[31m<U+009B><U+202E>b<U+000D>c,");
    ck_assert_ptr_null(strchr(buf_text(&transcript), '\033'));
    buf_fini(&transcript);
    sandbox_child_close(&sandbox);
    take_hard_name(network.folder, "accounts.csv");
    take_hard_name(network.folder, "follows.csv");
    scratch_fini(&network);
}
END_TEST

/* Nobody reads: it ends with a word on stderr, and all that was paid for is in the ledger. */
START_TEST(a_closed_pipe_ends_it) {
    static const char *const words[] = {"--plain", "@zoe.flores", NULL};
    struct sandbox_child sandbox;
    struct sandbox_child_bill bill;
    struct errand errand;
    char told[128];
    ck_assert(sandbox_child_open(&sandbox, NULL));
    const struct errand_config config = {.words = words, .is_deaf = true};
    ck_assert_int_eq(errand_run(&errand, &sandbox, &config), EX_IOERR);
    ck_assert(strstr(errand.err, "cannot write to stdout: Broken pipe") != NULL);
    ck_assert(sandbox_child_read_bill(&sandbox, &bill));
    snprintf(told, sizeof told, "%lld credit%s spent in this session\n", (long long)bill.credits,
             bill.credits == 1 ? "" : "s");
    ck_assert_msg(!bill.credits || strstr(errand.err, told), "%s", errand.err);
    sandbox_child_close(&sandbox);
}
END_TEST

/* A pipe that takes nothing more: the program waits for it with its first line. */
static void open_full_pipe(const struct sandbox_child *sandbox, char path[static PATH_BYTES],
                           int *fd) {
    static const char filling[PIPE_BUF];
    snprintf(path, PATH_BYTES, "%s/pipe", sandbox->folder);
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    *fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    ck_assert_int_ge(*fd, 0);
    while (write(*fd, filling, sizeof filling) > 0)
        continue;
}

/* Once it has a store, it takes signals as events. */
static void wait_store(const struct sandbox_child *sandbox) {
    char path[PATH_BYTES + 32];
    int64_t until_us = pty_now_us() + (int64_t)(PTY_DEADLINE_MS * 1000 * pty_patience());
    snprintf(path, sizeof path, "%s/followtrail/sandbox.db", sandbox->folder);
    while (access(path, F_OK) != 0 && pty_now_us() < until_us)
        poll(NULL, 0, PTY_QUIET_MS);
    ck_assert_int_eq(access(path, F_OK), 0);
}

/* Nobody reads, and nobody has gone either; nothing but the signal will ever wake it. */
START_TEST(signals_end_it_while_nobody_reads) {
    static const char *const words[] = {"--plain", NULL};
    static const int signals[] = {SIGTERM, SIGHUP, SIGINT};
    struct sandbox_child sandbox;
    struct errand errand;
    char path[PATH_BYTES];
    int fd;
    ck_assert(sandbox_child_open(&sandbox, NULL));
    open_full_pipe(&sandbox, path, &fd);
    const struct errand_config config = {.words = words, .out = path};
    errand_start(&errand, &sandbox, &config);
    wait_store(&sandbox);
    ck_assert_int_eq(kill(errand.pid, signals[_i]), 0);
    ck_assert_int_eq(errand_wait(&errand), 128 + signals[_i]);
    close(fd);
    sandbox_child_close(&sandbox);
}
END_TEST

/* Who comes again to a list that has no rows, or wants to do something there, hears why. */
START_TEST(a_list_without_rows_is_told_again) {
    static const char *const words[] = {"--plain", NULL};
    static const char failed[] = "followtrail> @nobody.here.at.all\nFollowing of "
                                 "@nobody.here.at.all: stopped: not found.\n";
    static const char script[] = "@nobody.here.at.all\nm\n@nobody.here.at.all\nopen\n"
                                 "nobody.here.at.all\nlist\nB\n'\nq\n";
    struct sandbox_child sandbox;
    struct buf transcript;
    buf_init(&transcript, TRANSCRIPT_MAX);
    ck_assert(sandbox_child_open(&sandbox, NULL));
    ck_assert_int_eq(play_text(&sandbox, words, script, strlen(script), &transcript), EX_OK);
    expect(&transcript, failed);
    expect(&transcript, "m tries again: up to 21 credits.\nfollowtrail> open\n");
    expect(&transcript, "Open account: nobody.here.at.all\nFollowing of @nobody.here.at.all: ");
    expect(&transcript, "followtrail> list\nFollowing of @nobody.here.at.all: ");
    expect(&transcript, "followtrail> B\nThere is no account here to bookmark.\n");
    expect(&transcript, "followtrail> q\nFollowing of @nobody.here.at.all: ");
    buf_fini(&transcript);
    sandbox_child_close(&sandbox);
}
END_TEST

/* Bookmarks cost nothing, so the ledger has no sum of their list. */
START_TEST(the_ledger_beside_bookmarks) {
    static const char *const words[] = {"--plain", "@zoe.flores", NULL};
    static const char script[] = "$\nB\n'\n$\n";
    struct sandbox_child sandbox;
    struct buf transcript;
    buf_init(&transcript, TRANSCRIPT_MAX);
    ck_assert(sandbox_child_open(&sandbox, NULL));
    ck_assert_int_eq(play_text(&sandbox, words, script, strlen(script), &transcript), EX_OK);
    expect(&transcript, "Spent: session 21, day 21, store 21; list of @zoe.flores 21.\n");
    expect(&transcript, "Spent: session 21, day 21, store 21.\n");
    buf_fini(&transcript);
    sandbox_child_close(&sandbox);
}
END_TEST

/* Dots between parts of a line are commas in lines; what an account wrote stays as it is. */
START_TEST(parts_of_a_record_have_commas) {
    static const char *const words[] = {"--plain", "@zoe.flores", NULL};
    static const char script[] = "record\n";
    struct sandbox_child sandbox;
    struct buf transcript;
    buf_init(&transcript, TRANSCRIPT_MAX);
    ck_assert(sandbox_child_open(&sandbox, NULL));
    ck_assert_int_eq(play_text(&sandbox, words, script, strlen(script), &transcript), EX_OK);
    expect(&transcript, ", HTTP 200, 1 of 20 credits");
    buf_fini(&transcript);
    sandbox_child_close(&sandbox);
}
END_TEST

/* The program at a terminal that can do nothing but print. */
struct visit {
    struct sandbox_child sandbox;
    struct pty pty;
};

static void browse(struct visit *visit, struct pty_config *config) {
    static const char *const environment[] = {"TERM=dumb", NULL}, *const words[] = {"@zoe.flores",
                                                                                    NULL};
    config->environment = environment;
    ck_assert(sandbox_child_browse(&visit->sandbox, &visit->pty, config, words));
    ck_assert(pty_wait_text(&visit->pty, "cannot position its cursor, so --plain is used"));
}

static void open_visit_as(struct visit *visit, const char *latency, bool is_job,
                          bool ignores_hangup) {
    const char *const options[] = {"--latency", latency, NULL};
    struct pty_config config;
    pty_config_init(&config);
    config.is_job = is_job;
    config.ignores_hangup = ignores_hangup;
    ck_assert(sandbox_child_open(&visit->sandbox, options));
    browse(visit, &config);
}

/* Its sandbox answers once it is let go on. */
static void open_visit_halted(struct visit *visit) {
    struct pty_config config;
    pty_config_init(&config);
    ck_assert(sandbox_child_open(&visit->sandbox, NULL));
    ck_assert_int_eq(kill(visit->sandbox.pid, SIGSTOP), 0);
    browse(visit, &config);
}

static void open_visit(struct visit *visit, const char *latency) {
    open_visit_as(visit, latency, false, false);
}

static void close_visit(struct visit *visit) {
    pty_close(&visit->pty);
    sandbox_child_close(&visit->sandbox);
}

static void wait_text(struct visit *visit, const char *text) {
    bool is_there = pty_wait_text(&visit->pty, text);
    ck_assert_msg(is_there, "“%s” is not in: %s", text, buf_text(&visit->pty.out));
}

static void wait_exit_within(struct visit *visit, int expected, int deadline_ms) {
    int status = 0;
    ck_assert_msg(pty_wait_news(&visit->pty, &status, deadline_ms), "it goes on: %s",
                  buf_text(&visit->pty.out));
    ck_assert(WIFEXITED(status));
    ck_assert_int_eq(WEXITSTATUS(status), expected);
}

/* Waits for the end and reads nothing: to read would make room on the line. */
static void wait_end_unread(struct visit *visit, int expected) {
    struct pollfd news = {.fd = visit->pty.news_fd, .events = POLLIN};
    ck_assert_msg(poll(&news, 1, (int)(PTY_DEADLINE_MS * pty_patience())) == 1, "it goes on");
    wait_exit_within(visit, expected, PTY_DEADLINE_MS);
}

static void wait_exit(struct visit *visit, int expected) {
    wait_exit_within(visit, expected, PTY_DEADLINE_MS);
}

/* As many rows as the terminal has room for; no escape is ever sent. */
START_TEST(a_dumb_terminal_gets_lines) {
    struct visit visit;
    open_visit(&visit, "0");
    wait_text(&visit, "Rows 1 to 18 of 20 loaded, 412 in all.");
    wait_text(&visit, "followtrail> ");
    pty_forget(&visit.pty);
    ck_assert(pty_send(&visit.pty, "L\n"));
    wait_text(&visit,
              "Load the rest for about 392, at most 401 credits ($0.40)? Type 401 or less: ");
    ck_assert(pty_send(&visit.pty, "\003"));
    wait_text(&visit, "Cancelled. Nothing was spent.\r\nfollowtrail> ");
    pty_forget(&visit.pty);
    ck_assert(pty_send(&visit.pty, "l\n"));
    wait_text(&visit, "Open @chisel.by.kaethe for at most 20 credits ($0.02)? y/N ");
    ck_assert(pty_send(&visit.pty, "\003"));
    wait_text(&visit, "Cancelled. Nothing was spent.\r\nfollowtrail> ");
    ck_assert(pty_is_as_found(&visit.pty));
    ck_assert(!memchr(visit.pty.out.data, '\033', visit.pty.out.len));
    ck_assert(pty_send(&visit.pty, "\004"));
    wait_text(&visit, "followtrail: 21 credits spent in this session");
    wait_exit(&visit, EX_OK);
    close_visit(&visit);
}
END_TEST

/* A line that answers no question is named, and the question is asked again. */
START_TEST(what_is_no_answer_is_said) {
    struct visit visit;
    open_visit(&visit, "0");
    wait_text(&visit, "followtrail> ");
    pty_forget(&visit.pty);
    ck_assert(pty_send(&visit.pty, "l\n"));
    wait_text(&visit, "Open @chisel.by.kaethe for at most 20 credits ($0.02)? y/N ");
    pty_forget(&visit.pty);
    ck_assert(pty_send(&visit.pty, "whois omarpaw\n"));
    wait_text(&visit, "Type y or n.\r\nOpen @chisel.by.kaethe for at most 20 credits");
    ck_assert(pty_send(&visit.pty, "n\n"));
    wait_text(&visit, "Cancelled. Nothing was spent.\r\nfollowtrail> ");
    ck_assert(pty_send(&visit.pty, "o\n"));
    wait_text(&visit, "Sort by: ");
    pty_forget(&visit.pty);
    ck_assert(pty_send(&visit.pty, "folowers\n"));
    wait_text(&visit, "No such choice: “folowers”.\r\n# listed · ");
    wait_text(&visit, "Sort by: ");
    ck_assert(pty_send(&visit.pty, "Esc\n\004"));
    wait_exit(&visit, EX_OK);
    close_visit(&visit);
}
END_TEST

/* What was typed ahead is not asked for a price that nobody has heard. */
/* Neither the price of a row nor that of a list was there to be read. */
static const struct {
    const char *typed, *told;
} ahead[] = {{"l\ny\nEsc\nQ\n", "Input typed before the price was shown was ignored."},
             {"L\n36\nQ\n", "Input typed before the price was shown was ignored."},
             {"@lucky.purr\nm\nQ\n", "“more” was entered before its price was shown."}};

START_TEST(typing_ahead_pays_nothing) {
    struct visit visit;
    open_visit(&visit, "0");
    wait_text(&visit, "followtrail> ");
    pty_forget(&visit.pty);
    ck_assert(pty_send(&visit.pty, ahead[_i].typed));
    wait_text(&visit, ahead[_i].told);
    wait_text(&visit, "followtrail: 21 credits spent in this session");
    wait_exit(&visit, EX_OK);
    close_visit(&visit);
}
END_TEST

/* At a terminal, a load goes on while the prompt waits; its end is reported before the next one. */
START_TEST(a_load_goes_on_behind_the_prompt) {
    struct visit visit;
    open_visit(&visit, "0");
    wait_text(&visit, "followtrail> ");
    ck_assert(pty_send(&visit.pty, "L\n"));
    wait_text(&visit,
              "Load the rest for about 392, at most 401 credits ($0.40)? Type 401 or less: ");
    ck_assert(pty_send(&visit.pty, "401\n"));
    wait_text(&visit,
              "Loading @zoe.flores goes on meanwhile. Enter tells how far it is, s stops it.");
    ck_assert(server_log_wait(&visit.sandbox, 10, -1));
    while (!strstr(buf_text(&visit.pty.out), "412 of 412 · complete. 392 credits for 8 pages.")) {
        ck_assert(pty_send(&visit.pty, "detail\n"));
        ck_assert(pty_wait_quiet(&visit.pty, PTY_QUIET_MS));
    }
    ck_assert(pty_send(&visit.pty, "G\n"));
    wait_text(&visit, "412. @the.tiny.clay");
    ck_assert(pty_send(&visit.pty, "quit\n"));
    wait_text(&visit, "followtrail: 413 credits spent in this session");
    wait_exit(&visit, EX_OK);
    close_visit(&visit);
}
END_TEST

/* If all loaded rows were read already, an empty line says how many there are by now. */
START_TEST(enter_tells_how_far_a_load_is) {
    struct visit visit;
    open_visit(&visit, "0");
    wait_text(&visit, "followtrail> ");
    ck_assert_int_eq(kill(visit.sandbox.pid, SIGSTOP), 0);
    ck_assert(pty_send(&visit.pty, "L\n"));
    wait_text(&visit,
              "Load the rest for about 392, at most 401 credits ($0.40)? Type 401 or less: ");
    ck_assert(pty_send(&visit.pty, "401\n"));
    wait_text(&visit, "Loading @zoe.flores goes on meanwhile.");
    ck_assert(pty_send(&visit.pty, "\n"));
    wait_text(&visit, "Rows 19 to 20 of 20 loaded, 412 in all.");
    ck_assert(pty_send(&visit.pty, "\n"));
    wait_text(&visit, "Now here: 20 loaded, 412 in all.");
    ck_assert_int_eq(kill(visit.sandbox.pid, SIGCONT), 0);
    close_visit(&visit);
}
END_TEST

/* The first Ctrl-C takes back what can be; the second goes to the prompt; leaving awaits what may
 * be paid for, unless one insists. */
START_TEST(a_wait_can_be_interrupted) {
    struct visit visit;
    open_visit(&visit, "600000");
    wait_text(&visit, "Waiting for the profile of @zoe.flores …");
    ck_assert(pty_send(&visit.pty, "\003"));
    wait_text(&visit, "its answer will be kept.");
    ck_assert(pty_send(&visit.pty, "\003"));
    wait_text(&visit, "followtrail> ");
    ck_assert(pty_send(&visit.pty, "\004"));
    wait_text(&visit, "Waiting for a paid answer. Ctrl-C leaves now.");
    ck_assert(pty_send(&visit.pty, "\003"));
    wait_text(&visit, "up to 1 more may have been charged");
    wait_exit(&visit, EX_OK);
    close_visit(&visit);
}
END_TEST

/* While the prompt waits: what is awaited says what follows, a command is answered before the wait
 * goes on, and when the answer has come, the price of the rest is shown. */
START_TEST(a_wait_goes_on_behind_the_prompt) {
    struct visit visit;
    open_visit(&visit, "600000");
    wait_text(&visit, "Waiting for the profile of @zoe.flores …");
    ck_assert(pty_send(&visit.pty, "\003"));
    wait_text(&visit, "its answer will be kept.");
    ck_assert(pty_send(&visit.pty, "\003"));
    wait_text(&visit, "the length of the list. No page is requested after it.");
    wait_text(&visit, "followtrail> ");
    ck_assert(pty_send(&visit.pty, "m\n"));
    wait_text(&visit, "A request for this list is already under way.");
    ck_assert(!strstr(buf_text(&visit.pty.out), "Esc keeps it back"));
    ck_assert(pty_send(&visit.pty, "\003"));
    ck_assert(pty_send(&visit.pty, "\003"));
    close_visit(&visit);
}
END_TEST

/* The sandbox is halted, so that the answer comes when it is let. */
START_TEST(what_came_behind_the_prompt_is_told) {
    struct visit visit;
    open_visit_halted(&visit);
    wait_text(&visit, "Waiting for the profile of @zoe.flores …");
    ck_assert(pty_send(&visit.pty, "\003"));
    wait_text(&visit, "its answer will be kept.");
    ck_assert(pty_send(&visit.pty, "\003"));
    wait_text(&visit, "No page is requested after it.");
    wait_text(&visit, "followtrail> ");
    ck_assert_int_eq(kill(visit.sandbox.pid, SIGCONT), 0);
    ck_assert(server_log_wait(&visit.sandbox, 1, -1));
    ck_assert(pty_send(&visit.pty, "\n"));
    wait_text(&visit, "This list is not loaded yet. m requests it: up to 20 credits.");
    ck_assert(pty_send(&visit.pty, "Q\n"));
    wait_text(&visit, "followtrail: 1 credit spent in this session");
    wait_exit(&visit, EX_OK);
    close_visit(&visit);
}
END_TEST

START_TEST(it_is_stopped_and_goes_on) {
    struct visit visit;
    int status = 0;
    open_visit_as(&visit, "0", true, false);
    wait_text(&visit, "followtrail> ");
    pty_forget(&visit.pty);
    ck_assert(pty_send(&visit.pty, "\032"));
    ck_assert(pty_wait_news(&visit.pty, &status, PTY_DEADLINE_MS));
    ck_assert(WIFSTOPPED(status));
    ck_assert(pty_signal(&visit.pty, SIGCONT));
    ck_assert(pty_wait_news(&visit.pty, &status, PTY_DEADLINE_MS));
    ck_assert(WIFCONTINUED(status));
    wait_text(&visit, "followtrail> ");
    ck_assert(pty_send(&visit.pty, "Q\n"));
    wait_exit(&visit, EX_OK);
    close_visit(&visit);
}
END_TEST

static const char *const doings[] = {"0", "600000"};

START_TEST(signals_end_it) {
    static const int signals[] = {SIGTERM, SIGHUP, SIGQUIT};
    int number = signals[_i / 2];
    struct visit visit;
    open_visit(&visit, doings[_i % 2]);
    wait_text(&visit, _i % 2 ? "Waiting for the profile" : "followtrail> ");
    ck_assert(pty_signal(&visit.pty, number));
    wait_exit(&visit, 128 + number);
    close_visit(&visit);
}
END_TEST

/* What is said at the end would go to the same line. */
START_TEST(signals_end_it_while_the_line_is_full) {
    static const int signals[] = {SIGTERM, SIGHUP, SIGQUIT};
    struct visit visit;
    open_visit(&visit, "0");
    wait_text(&visit, "followtrail> ");
    ck_assert(pty_stall(&visit.pty, "help\n", "help open\n"));
    ck_assert(pty_signal(&visit.pty, signals[_i]));
    wait_end_unread(&visit, 128 + signals[_i]);
    close_visit(&visit);
}
END_TEST

START_TEST(a_lost_line_ends_it) {
    struct visit visit;
    open_visit_as(&visit, doings[_i % 2], false, _i / 2);
    wait_text(&visit, _i % 2 ? "Waiting for the profile" : "followtrail> ");
    pty_hang_up(&visit.pty);
    wait_exit_within(&visit, 128 + SIGHUP, AT_ONCE_MS);
    close_visit(&visit);
}
END_TEST

/* Lines however they are cut into reads. */
START_TEST(lines_are_taken_whole) {
    static const char text[] = "one\r\n\ntwo words\nlast";
    static const char *const wanted[] = {"one", "", "two words", "last"};
    struct plain_input input = {.len = 0};
    char line[PLAIN_INPUT_LINE_MAX];
    int ends[2];
    size_t taken = 0;
    ck_assert_int_eq(pipe(ends), 0);
    for (const char *at = text; taken < 4;) {
        enum plain_line kind = plain_input_take(&input, line);
        if (kind == PLAIN_LINE) {
            ck_assert_str_eq(line, wanted[taken++]);
            continue;
        }
        ck_assert_int_eq(kind, PLAIN_LINE_NONE);
        ck_assert(!input.has_ended);
        size_t len = strlen(at) < (size_t)_i ? strlen(at) : (size_t)_i;
        ck_assert_int_eq(write(ends[1], at, len), (ssize_t)len);
        at += len;
        if (!*at)
            close(ends[1]);
        plain_input_fill(&input, ends[0]);
        if (!*at)
            plain_input_fill(&input, ends[0]);
    }
    ck_assert_int_eq(plain_input_take(&input, line), PLAIN_LINE_NONE);
    close(ends[0]);
}
END_TEST

/* The longest line is taken; one byte more is refused once, and the next line is whole. */
START_TEST(long_lines_are_refused) {
    char text[3 * PLAIN_INPUT_BYTES], line[PLAIN_INPUT_LINE_MAX];
    struct plain_input input = {.len = 0};
    size_t lens[] = {PLAIN_INPUT_LINE_MAX - 1, PLAIN_INPUT_LINE_MAX, 2 * PLAIN_INPUT_BYTES};
    static const size_t pieces[] = {100, PLAIN_INPUT_LINE_MAX, PLAIN_INPUT_BYTES};
    size_t refused = 0, taken = 0;
    int ends[2];
    char *at = text;
    for (size_t i = 0; i < sizeof lens / sizeof *lens; i++) {
        memset(at, 'a', lens[i]);
        at += lens[i];
        *at++ = '\n';
    }
    memcpy(at, "end\n", 4);
    at += 4;
    ck_assert_int_eq(pipe(ends), 0);
    const char *next = text;
    while (!input.has_ended) {
        enum plain_line kind = plain_input_take(&input, line);
        refused += kind == PLAIN_LINE_TOO_LONG;
        if (kind == PLAIN_LINE)
            ck_assert_uint_eq(strlen(line), taken++ ? strlen("end") : PLAIN_INPUT_LINE_MAX - 1);
        if (kind != PLAIN_LINE_NONE)
            continue;
        size_t left = (size_t)(at - next), len = left < pieces[_i] ? left : pieces[_i];
        ck_assert_int_eq(write(ends[1], next, len), (ssize_t)len);
        next += len;
        if (!len)
            close(ends[1]);
        plain_input_fill(&input, ends[0]);
    }
    ck_assert_uint_eq(refused, 2);
    ck_assert_uint_eq(taken, 2);
    close(ends[0]);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("plain");
    TCase *tc = tcase_create("plain");
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_test(tc, a_session_is_a_transcript);
    tcase_add_test(tc, parts_of_a_record_have_commas);
    tcase_add_test(tc, compared_lists_are_a_transcript);
    tcase_add_test(tc, lines_that_are_no_commands);
    tcase_add_test(tc, nothing_is_fetched_by_reading_on);
    tcase_add_test(tc, copies_lose_nothing);
    tcase_add_test(tc, what_follows_a_key_is_taken);
    tcase_add_test(tc, a_crawl_is_told);
    tcase_add_test(tc, marks_do_not_stand_on_quotes);
    tcase_add_test(tc, a_closed_pipe_ends_it);
    tcase_add_loop_test(tc, signals_end_it_while_nobody_reads, 0, 3);
    tcase_add_test(tc, a_list_without_rows_is_told_again);
    tcase_add_test(tc, the_ledger_beside_bookmarks);
    tcase_add_test(tc, a_dumb_terminal_gets_lines);
    tcase_add_test(tc, what_is_no_answer_is_said);
    tcase_add_loop_test(tc, typing_ahead_pays_nothing, 0, 2);
    tcase_add_test(tc, a_load_goes_on_behind_the_prompt);
    tcase_add_test(tc, enter_tells_how_far_a_load_is);
    tcase_add_test(tc, a_wait_can_be_interrupted);
    tcase_add_test(tc, a_wait_goes_on_behind_the_prompt);
    tcase_add_test(tc, what_came_behind_the_prompt_is_told);
    tcase_add_test(tc, it_is_stopped_and_goes_on);
    run_sample(tc, signals_end_it, 0, 6, 3);
    tcase_add_loop_test(tc, signals_end_it_while_the_line_is_full, 0, 3);
    tcase_add_loop_test(tc, a_lost_line_ends_it, 0, 4);
    run_sample(tc, lines_are_taken_whole, 1, 24, 4);
    tcase_add_loop_test(tc, long_lines_are_refused, 0, 3);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
