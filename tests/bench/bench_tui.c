/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the browser costs at a terminal, beside a few packaged programs that show a list: bytes,
 * milliseconds, memory. It measures and asserts nothing. The browser runs on a sandbox in a
 * process of its own, with a list of 10,000; the others list what tests/support/props.c makes for
 * them.
 */
#include "tests/support/measure.h"
#include "tests/support/props.h"
#include "tests/support/sandbox_child.h"

#include <stdio.h>
#include <string.h>

enum {
    SUBJECTS_MAX = 32,
    WORDS_MAX = 12,
    COLS_FOR_BESIDE = 100,
    MEGABYTE = 1 << 20,
    HOME_BYTES = PROPS_PATH + 16
};

static const struct { int rows, cols; } sizes[] = {{24, 80}, {50, 200}};

enum { SIZES = sizeof sizes / sizeof *sizes };

struct bench {
    struct sandbox_child sandbox;
    struct props props;
    char url[256], home[HOME_BYTES];
    char fzf[3 * PROPS_PATH];
    struct measure_subject subjects[SUBJECTS_MAX];
    const char *argv[SUBJECTS_MAX][WORDS_MAX], *environment[WORDS_MAX];
    size_t count, own; /* own: the browser's, first */
    struct measure results[SIZES][SUBJECTS_MAX];
    bool is_measured[SIZES][SUBJECTS_MAX];
    struct measure_line lines[SUBJECTS_MAX];
};

/* Words are copied; NULL ends them. */
static struct measure_subject *add_subject(struct bench *bench, const char *name,
                                           const char *const words[]) {
    struct measure_subject *subject = &bench->subjects[bench->count];
    const char **argv = bench->argv[bench->count++];
    for (size_t i = 0; words[i] && i + 1 < WORDS_MAX; i++)
        argv[i] = words[i];
    *subject = (struct measure_subject){
        .name = name, .argv = argv, .environment = bench->environment, .has_selection = true};
    return subject;
}

/* The first fetches all rows; the others find them in the store. */
static struct measure_subject *add_browser(struct bench *bench, const char *name, const char *pane,
                                           const char *option, const char *other) {
    const char *const words[] = {
        sandbox_child_program(), "--page", "50",  "--pane", pane, "--no-profile",
        "@collects.everyone",    option,   other, NULL};
    struct measure_subject *subject = add_subject(bench, name, words);
    subject->all_here = "10,000 · complete";
    subject->reply = "\033]10;rgb:0000/0000/0000\007"; /* as xterm's text on white */
    return subject;
}

/* Every theme, with the bar and with the mark alone. */
static void add_themes(struct bench *bench, const char *const names[6], const char *pane,
                       int least_cols) {
    static const char *const themes[] = {"--theme=mono", "--theme=dark", "--theme=light"};
    for (size_t i = 0; i < sizeof themes / sizeof *themes; i++) {
        add_browser(bench, names[2 * i], pane, themes[i], NULL)->least_cols = least_cols;
        add_browser(bench, names[2 * i + 1], pane, themes[i], "--selection=mark")->least_cols =
            least_cols;
    }
}

/* Lists whose rows are new to the screen in another way: in the order of the followers, and names
 * on whose widths terminals disagree, one below the other. Each is gone through from its first row.
 */
static void add_orders(struct bench *bench) {
    static const char sorted[] = "ofg", nasty[] = "&region:SA,IR,IL,EG,IN,TH,BD\rg";
    add_browser(bench, "followtrail, sorted", "below", NULL, NULL)->first_keys = sorted;
    add_browser(bench, "followtrail, sorted, no pane", "off", NULL, NULL)->first_keys = sorted;
    add_browser(bench, "followtrail, nasty names", "below", NULL, NULL)->first_keys = nasty;
    add_browser(bench, "followtrail, nasty, no pane", "off", NULL, NULL)->first_keys = nasty;
}

static void add_peers(struct bench *bench) {
    const char *const ncdu[] = {"ncdu", bench->props.tree, NULL};
    const char *const tig[] = {"tig", "-C", bench->props.repository, NULL};
    const char *const mc[] = {"mc", "-u", "-d", bench->props.tree, bench->props.tree, NULL};
    const char *const less[] = {"less", bench->props.text, NULL};
    const char *const vd[] = {"vd", bench->props.table, NULL};
    const char *const fzf[] = {"sh", "-c", bench->fzf, NULL};
    const char *const newsboat[] = {
        "newsboat", "-q", "-u", bench->props.feeds, "-c", bench->props.articles, NULL};
    snprintf(bench->fzf, sizeof bench->fzf, "exec fzf --layout=reverse --bind home:first <'%s'",
             bench->props.table);
    if (props_is_installed("vd"))
        add_subject(bench, "vd", vd);
    if (props_is_installed("fzf"))
        add_subject(bench, "fzf", fzf);
    if (bench->props.has_articles)
        add_subject(bench, "newsboat", newsboat)->first_keys = "\r";
    if (props_is_installed("ncdu"))
        add_subject(bench, "ncdu", ncdu);
    if (props_is_installed("tig") && bench->props.has_repository)
        add_subject(bench, "tig", tig);
    if (props_is_installed("mc"))
        add_subject(bench, "mc", mc);
    if (props_is_installed("less"))
        add_subject(bench, "less", less)->has_selection = false;
}

/* Leaves out the subjects whose names do not contain `part`. */
static void keep_subjects(struct bench *bench, const char *part) {
    size_t kept = 0, own = 0;
    for (size_t i = 0; i < bench->count; i++) {
        if (!strstr(bench->subjects[i].name, part))
            continue;
        own += i < bench->own;
        bench->subjects[kept++] = bench->subjects[i];
    }
    bench->count = kept;
    bench->own = own;
}

static bool open_bench(struct bench *bench) {
    static const char *const below[] = {"followtrail, mono",  "followtrail, mono, mark",
                                        "followtrail, dark",  "followtrail, dark, mark",
                                        "followtrail, light", "followtrail, light, mark"},
                             *const beside[] = {
                                 "followtrail, beside, mono",  "followtrail, beside, mono, mark",
                                 "followtrail, beside, dark",  "followtrail, beside, dark, mark",
                                 "followtrail, beside, light", "followtrail, beside, light, mark"};
    static const char *const options[] = {"--balance", "100000000", NULL};
    if (!sandbox_child_open(&bench->sandbox, options) || !props_open(&bench->props))
        return false;
    snprintf(bench->url, sizeof bench->url, "FOLLOWTRAIL_API_URL=%s", bench->sandbox.url);
    snprintf(bench->home, sizeof bench->home, "HOME=%s", bench->props.folder);
    static const char key[] = "UNIFAPI_API_KEY=" SANDBOX_CHILD_KEY;
    const char *const environment[] = {bench->url, bench->home,       key, "LESSHISTFILE=-",
                                       "LESS",     "XDG_CONFIG_HOME", NULL};
    memcpy(bench->environment, environment, sizeof environment);
    add_browser(bench, "followtrail", "below", NULL, NULL);
    add_browser(bench, "followtrail, no pane", "off", NULL, NULL);
    add_browser(bench, "followtrail, mark, no pane", "off", "--selection=mark", NULL);
    add_themes(bench, below, "below", 0);
    add_themes(bench, beside, "beside", COLS_FOR_BESIDE);
    add_orders(bench);
    bench->own = bench->count;
    add_peers(bench);
    return true;
}

/* The figures of a table: how each is read of a subject, and what the browser is to keep to. */

struct row {
    const struct measure_subject *subject;
    const struct measure *all;
    const struct measure_line *line;
};

struct column {
    const char *title;
    int decimals;
    double (*read)(const struct row *row); /* less than 0: not known */
    const char *aim, *mark_aim;            /* with the pane: of the bar, and of the mark alone */
};

static double read_start_bytes(const struct row *row) {
    return row->all->start_bytes;
}

static double read_inside(const struct row *row) {
    return row->subject->has_selection ? row->all->inside.bytes : -1;
}

static double read_scrolling(const struct row *row) {
    return row->all->scrolling.bytes;
}

static double read_page(const struct row *row) {
    return row->all->page_bytes;
}

static double read_burst(const struct row *row) {
    return row->all->burst_bytes;
}

static double read_idle(const struct row *row) {
    return row->all->idle_bytes;
}

static double read_reads(const struct row *row) {
    return row->all->reads;
}

static double read_start_ms(const struct row *row) {
    return row->all->start_ms;
}

static double read_median_ms(const struct row *row) {
    return row->all->median_ms;
}

static double read_slow_ms(const struct row *row) {
    return row->all->slow_ms;
}

static double read_page_ms(const struct row *row) {
    return row->all->page_ms;
}

static double read_peak(const struct row *row) {
    return row->all->peak_bytes < 0 ? -1 : (double)row->all->peak_bytes / MEGABYTE;
}

static double read_default(const struct row *row) {
    return row->line->default_ms;
}

static double read_ignored(const struct row *row) {
    return row->line->ignored_ms;
}

static double read_stall(const struct row *row) {
    return row->line->stall_ms;
}

static const struct column bytes_columns[] = {{"start", 0, read_start_bytes, "", ""},
                                              {"Down", 0, read_inside, "450", "250"},
                                              {"scroll", 0, read_scrolling, "550", "330"},
                                              {"PgDn", 0, read_page, "", ""},
                                              {"100 Downs", 0, read_burst, "<2000", "<2000"},
                                              {"idle B/s", 0, read_idle, "0", "0"},
                                              {"reads", 2, read_reads, "1", "1"},
                                              {NULL, 0, NULL, NULL, NULL}};

static const struct column wide_bytes_columns[] = {
    {"start", 0, read_start_bytes, "", ""},      {"Down", 0, read_inside, "650", "300"},
    {"scroll", 0, read_scrolling, "800", "400"}, {"PgDn", 0, read_page, "", ""},
    {"100 Downs", 0, read_burst, "", ""},        {"idle B/s", 0, read_idle, "0", "0"},
    {"reads", 2, read_reads, "1", "1"},          {NULL, 0, NULL, NULL, NULL}};

static const struct column time_columns[] = {
    {"start ms", 1, read_start_ms, "30", NULL}, {"key ms", 2, read_median_ms, "", NULL},
    {"99th ms", 2, read_slow_ms, "20", NULL},   {"PgDn ms", 2, read_page_ms, "", NULL},
    {"peak MB", 1, read_peak, "16", NULL},      {NULL, 0, NULL, NULL, NULL}};

static const struct column line_columns[] = {{"default", 1, read_default, "100", NULL},
                                             {"ignored", 1, read_ignored, "100", NULL},
                                             {"stall", 1, read_stall, "0", NULL},
                                             {NULL, 0, NULL, NULL, NULL}};

static void print_number(double number, int decimals) {
    if (number < 0)
        printf(" %9s", "-");
    else
        printf(" %9.*f", decimals, number);
}

static bool is_wide_enough(const struct bench *bench, size_t size, size_t at) {
    return sizes[size].cols >= bench->subjects[at].least_cols;
}

static struct row row_of(const struct bench *bench, size_t size, size_t at) {
    return (struct row){.subject = &bench->subjects[at],
                        .all = &bench->results[size][at],
                        .line = &bench->lines[at]};
}

/* Of the least that another program has; less than 0 where there is none, or it is nothing. */
static double ratio(const struct bench *bench, size_t size, size_t at,
                    const struct column *column) {
    const struct row own_row = row_of(bench, size, at);
    double own = column->read(&own_row), best = -1;
    for (size_t i = bench->own; i < bench->count; i++) {
        const struct row row = row_of(bench, size, i);
        double figure = bench->is_measured[size][i] ? column->read(&row) : -1;
        if (figure >= 0 && (best < 0 || figure < best))
            best = figure;
    }
    return own < 0 || best <= 0 ? -1 : own / best;
}

static void print_ratios(const struct bench *bench, size_t size, const struct column columns[]) {
    for (size_t i = 0; i < bench->own; i++) {
        if (!is_wide_enough(bench, size, i))
            continue;
        const char *option = strchr(bench->subjects[i].name, ' ');
        char name[64];
        snprintf(name, sizeof name, "  : best, %s", option ? option + 1 : "pane open");
        printf("%-36s", name);
        for (const struct column *column = columns; column->title; column++)
            print_number(bench->is_measured[size][i] ? ratio(bench, size, i, column) : -1, 2);
        printf("\n");
    }
    printf("%-36s", "(aim, pane open)");
    for (const struct column *column = columns; column->title; column++)
        printf(" %9s", column->aim);
    printf("\n");
    if (!columns->mark_aim)
        return;
    printf("%-36s", "(aim, pane open, mark)");
    for (const struct column *column = columns; column->title; column++)
        printf(" %9s", column->mark_aim);
    printf("\n");
}

static void print_table(const struct bench *bench, size_t size, const char *title,
                        const struct column columns[]) {
    printf("\n%-36s", title);
    for (const struct column *column = columns; column->title; column++)
        printf(" %9s", column->title);
    printf("\n");
    for (size_t i = 0; i < bench->count; i++) {
        if (!is_wide_enough(bench, size, i))
            continue;
        const struct row row = row_of(bench, size, i);
        printf("%-36s", bench->subjects[i].name);
        if (!bench->is_measured[size][i])
            printf(" %9s  (did not answer)", "–");
        for (const struct column *column = columns; bench->is_measured[size][i] && column->title;
             column++)
            print_number(column->read(&row), column->decimals);
        printf("\n");
    }
    print_ratios(bench, size, columns);
    fflush(stdout);
}

static void print_kinds(const struct measure_subject *subject, const char *key,
                        const struct measure_keys *keys) {
    printf("%-36s %9s", subject->name, key);
    print_number(keys->bytes, 0);
    for (int kind = STREAM_TEXT; kind <= STREAM_MODE; kind++)
        print_number(keys->kinds[kind], 0);
    printf("\n");
}

static void print_size(const struct bench *bench, size_t size) {
    char title[32];
    snprintf(title, sizeof title, "bytes, %dx%d", sizes[size].cols, sizes[size].rows);
    print_table(bench, size, title, size ? wide_bytes_columns : bytes_columns);
    snprintf(title, sizeof title, "time, %dx%d", sizes[size].cols, sizes[size].rows);
    print_table(bench, size, title, time_columns);
    printf("\n%-36s %9s %9s %9s %9s %9s %9s %9s\n", "mean bytes of a Down", "", "median", "text",
           "motion", "style", "clearing", "mode");
    for (size_t i = 0; i < bench->own; i++) {
        if (bench->is_measured[size][i])
            print_kinds(&bench->subjects[i], "inside", &bench->results[size][i].inside);
        if (bench->is_measured[size][i])
            print_kinds(&bench->subjects[i], "scrolling", &bench->results[size][i].scrolling);
    }
    fflush(stdout);
}

static void measure_lines(struct bench *bench) {
    for (size_t i = 0; i < bench->count; i++)
        measure_line(&bench->subjects[i], &bench->lines[i]);
    print_table(bench, 0, "hang-up ms; CPU ms/s", line_columns);
}

/* A sandbox of its own, and what a browser on it finds in its environment. */
struct stand {
    struct sandbox_child sandbox;
    char url[sizeof((struct bench *)0)->url], home[SANDBOX_CHILD_PATH + 8];
    const char *environment[4];
};

static bool open_stand(struct stand *stand, const char *const options[]) {
    bool is_open = sandbox_child_open(&stand->sandbox, options);
    snprintf(stand->url, sizeof stand->url, "FOLLOWTRAIL_API_URL=%s", stand->sandbox.url);
    snprintf(stand->home, sizeof stand->home, "HOME=%s", stand->sandbox.folder);
    stand->environment[0] = stand->url;
    stand->environment[1] = stand->home;
    stand->environment[2] = "UNIFAPI_API_KEY=" SANDBOX_CHILD_KEY;
    stand->environment[3] = NULL;
    return is_open;
}

static void print_missing(void) {
    printf(" %9s  (did not answer)", "–");
}

/* A list that is fetched meanwhile, page after page, each after a twentieth of a second. */
static void measure_a_load(void) {
    static const char *const options[] = {"--balance", "100000000", "--latency", "50", NULL};
    static const char *const keys[] = {"L", "y", NULL};
    struct stand stand;
    struct measure_load load;
    const char *const words[] = {sandbox_child_program(), "--no-prefetch",
                                 "--threshold",           "100000",
                                 "@collects.everyone",    NULL};
    const struct measure_subject subject = {.argv = words, .environment = stand.environment};
    printf("\n%-36s %9s %9s %9s %9s\n", "a load, 20 pages/s", "B/s", "frames/s", "key ms",
           "99th ms");
    printf("%-36s", "followtrail");
    if (open_stand(&stand, options) && measure_load(&subject, keys, "▌", &load)) {
        print_number(load.bytes, 0);
        print_number(load.frames, 1);
        print_number(load.median_ms, 2);
        print_number(load.slow_ms, 2);
    } else {
        print_missing();
    }
    printf("\n%-36s %9s %9s %9s %9d\n", "(aim)", "", "", "", 5);
    fflush(stdout);
    sandbox_child_close(&stand.sandbox);
}

/* A request whose answer takes longer than all of that. */
static void measure_a_wait(void) {
    static const char *const options[] = {"--latency", "60000", NULL};
    struct stand stand;
    struct measure_waiting waiting;
    const char *const words[] = {sandbox_child_program(), "@zoe.flores", NULL};
    const struct measure_subject subject = {.argv = words, .environment = stand.environment};
    printf("\n%-36s %9s %9s %9s\n", "a request under way", "key ms", "99th ms", "Esc ms");
    printf("%-36s", "followtrail");
    if (open_stand(&stand, options) &&
        measure_waiting(&subject, "Requesting the profile", &waiting)) {
        print_number(waiting.median_ms, 2);
        print_number(waiting.slow_ms, 2);
        print_number(waiting.escape_ms, 2);
    } else {
        print_missing();
    }
    printf("\n%-36s %9s %9d %9d\n", "(aim)", "", 20, 100);
    fflush(stdout);
    sandbox_child_close(&stand.sandbox);
}

/* `bench_tui NAME` measures only programs with this in their names, here. */
int main(int argc, char **argv) {
    static struct bench bench; /* large */
    measure_be_patient();
    if (!open_bench(&bench)) {
        fprintf(stderr, "bench_tui: cannot start %s sandbox\n", sandbox_child_program());
        return 1;
    }
    if (argc > 1)
        keep_subjects(&bench, argv[1]);
    for (size_t size = 0; size < SIZES; size++) {
        for (size_t i = 0; i < bench.count; i++)
            bench.is_measured[size][i] = is_wide_enough(&bench, size, i) &&
                                         measure_program(&bench.subjects[i], sizes[size].rows,
                                                         sizes[size].cols, &bench.results[size][i]);
        print_size(&bench, size);
    }
    measure_lines(&bench);
    measure_a_load();
    measure_a_wait();
    props_close(&bench.props);
    sandbox_child_close(&bench.sandbox);
    return 0;
}
