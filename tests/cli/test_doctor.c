/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `followtrail doctor`: what it reports on terminal, settings, key and store, and that it changes
 * nothing. */
#include "base/clock.h"
#include "base/text.h"
#include "base/user.h"
#include "cli/doctor.h"
#include "cli/doctor_command.h"
#include "store/survey.h"
#include "tests/support/paid.h"
#include "tests/support/run.h"
#include "tests/support/sandbox_child.h"
#include "tests/support/scratch.h"
#include "tests/support/spoken.h"

#include <check.h>
#include <dirent.h>
#include <fcntl.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEY "ukey_7fQ2xWv9Zp4LmT81"

enum { FILES_MAX = 16, PATH_BYTES = 2 * SCRATCH_PATH_MAX };

static struct scratch scratch;
static struct spoken spoken;
static struct health_terminal terminal;

static void make_home(void) {
    static const char *const unset[] = {"UNIFAPI_KEY",
                                        "NO_COLOR",
                                        "FOLLOWTRAIL_API_URL",
                                        "TMUX",
                                        "STY",
                                        "LC_CTYPE",
                                        "LANG",
                                        "SSH_TTY",
                                        "SSH_CONNECTION",
                                        "https_proxy",
                                        "no_proxy",
                                        "SSL_CERT_FILE",
                                        "SSL_CERT_DIR",
                                        "CURL_CA_BUNDLE",
                                        "SSLKEYLOGFILE"};
    const char *locale;
    for (size_t i = 0; i < sizeof unset / sizeof *unset; i++)
        unsetenv(unset[i]);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("TERM", "xterm-256color", 1);
    setenv("UNIFAPI_API_KEY", KEY, 1);
    text_use_locale(&locale);
    scratch_init(&scratch);
    setenv("XDG_CONFIG_HOME", scratch.folder, 1);
    setenv("XDG_DATA_HOME", scratch.folder, 1);
    terminal = (struct health_terminal){.is_terminal = true,
                                        .is_known = true,
                                        .can_place = true,
                                        .colours = 256,
                                        .rows = 24,
                                        .cols = 80,
                                        .library = "ncurses 6"};
}

static void remove_home(void) {
    scratch_fini(&scratch);
}

static int doctor(int argc, char **argv) {
    const char *locale;
    text_use_locale(&locale); /* a test may have set another one */
    return doctor_command(argc, argv, &terminal);
}

static void visit(const char *first, const char *second) {
    spoken_run(&spoken, doctor, (const char *const[]){"doctor", first, second, NULL});
    ck_assert_str_eq(spoken.err, "");
}

static void visit_store(void) {
    visit("--store", scratch.path);
}

static void expect(int status, const char *line) {
    ck_assert_msg(spoken.status == status, "%d\n%s", spoken.status, spoken.out);
    ck_assert_msg(strstr(spoken.out, line) != NULL, "“%s” in\n%s", line, spoken.out);
}

START_TEST(all_is_well) {
    char expected[4096];
    visit(NULL, NULL);
    char *disk = strstr(spoken.out, " MiB free");
    ck_assert_ptr_nonnull(disk);
    char *figure = strstr(spoken.out, "a local disk, ");
    ck_assert_ptr_nonnull(figure);
    figure += strlen("a local disk, ");
    memmove(figure, disk, strlen(disk) + 1);
    snprintf(expected, sizeof expected,
             PACKAGE_STRING
             "\n"
             "ok       locale         C.UTF-8, UTF-8\n"
             "ok       terminal       xterm-256color, 256 colours\n"
             "ok       size           80×24\n"
             "ok       line           local: no tmux, no screen, no SSH\n"
             "ok       configuration  no file %s/followtrail/config; defaults apply\n"
             "ok       colours        on\n"
             "ok       API            https://api.unifapi.com, not contacted\n"
             "ok       proxy          none\n"
             "ok       certificates   the system's\n"
             "ok       key            from UNIFAPI_API_KEY\n"
             "ok       store          %s/followtrail/live.db\n"
             "ok       contents       none yet; it is created when needed\n"
             "ok       sharing        none: the store is private to its owner\n"
             "ok       disk           a local disk,  MiB free\n"
             "ok       balance        unknown until the next answer\n",
             scratch.folder, scratch.folder);
    ck_assert_str_eq(spoken.out, expected);
    ck_assert_int_eq(spoken.status, 0);
}
END_TEST

static const struct surrounding {
    const char *name, *value; /* NULL: unset */
    int status;
    const char *line;
} surroundings[] = {
    {"LC_ALL", "xx_YY.UTF-8", 0,
     "note     locale         xx_YY.UTF-8 is not installed; C.UTF-8 is used instead\n"},
    {"LC_ALL", "C", 0, "is ANSI_X3.4-1968, not UTF-8; C.UTF-8 is used instead\n"},
    {"LC_ALL", NULL, 0, "note     locale         C is ANSI"},
    {"LC_ALL", "de_DE.ISO-8859-1", 0,
     "note     locale         de_DE.ISO-8859-1 is not UTF-8, so text is ASCII only"},
    {"LC_ALL", "de_DE.ISO-8859-1", 0, "ok       size           80x24\n"},
    {"TMUX", "/tmp/x,1,0", 0,
     "note     line           inside tmux: TERM should begin with tmux or screen, or"},
    {"STY", "1.x", 0, "note     line           inside screen: TERM should begin with screen, or"},
    {"SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22", 0, "ok       line           over SSH\n"},
    {"NO_COLOR", "1", 0, "note     colours        off: NO_COLOR is set\n"},
    {"FOLLOWTRAIL_API_URL", "http://127.0.0.1:9", 0,
     "ok       API            http://127.0.0.1:9 (from FOLLOWTRAIL_API_URL), not contacted\n"},
    {"FOLLOWTRAIL_API_URL", "http://127.0.0.1:9", 0, "/followtrail/sandbox.db\n"},
    {"FOLLOWTRAIL_API_URL", "ftp://x", 1, "problem  configuration  FOLLOWTRAIL_API_URL: "},
    {"FOLLOWTRAIL_API_URL", "ftp://x", 1, "note     store          not checked, because"},
    {"UNIFAPI_API_KEY", NULL, 1,
     "problem  key            none: set UNIFAPI_API_KEY, key-command or key-file;"},
    {"UNIFAPI_API_KEY", "", 1, "problem  key            none: "},
    {"UNIFAPI_API_KEY", KEY " " KEY, 1,
     "problem  key            from UNIFAPI_API_KEY: the API key "},
    {"https_proxy", "http://zoe:7fQ2@proxy:3128", 0,
     "note     proxy          http://proxy:3128 (from https_proxy), with a user name and a "
     "password\n"},
    {"https_proxy", "http://zoe:7f/7fQ2@proxy:3128", 1, "problem  proxy          the proxy in "},
    {"https_proxy", "proxy", 0, "note     proxy          http://proxy (from https_proxy)\n"},
    {"SSL_CERT_FILE", "/dev/null", 1,
     "problem  certificates   SSL_CERT_FILE: cannot read certificates from /dev/null: it is"},
    {"SSL_CERT_FILE", "/etc/passwd", 0,
     "note     certificates   those in /etc/passwd (from SSL_CERT_FILE)\n"},
    {"SSL_CERT_DIR", "/etc", 0,
     "certificates   the system's, and those in /etc (from SSL_CERT_DIR)"},
    {"SSLKEYLOGFILE", "/x", 0, "ok       TLS keys       SSLKEYLOGFILE is set and ignored\n"},
    {"TERM", "scr\033een", 0, "terminal       scr␛een, 256"},
};

START_TEST(surroundings_are_told) {
    const struct surrounding *one = &surroundings[_i];
    if (one->value)
        setenv(one->name, one->value, 1);
    else
        unsetenv(one->name);
    visit(NULL, NULL);
    expect(one->status, one->line);
    ck_assert_ptr_null(strstr(spoken.out, "7fQ2"));
}
END_TEST

START_TEST(inside_tmux_over_ssh) {
    setenv("TMUX", "/tmp/x,1,0", 1);
    setenv("SSH_TTY", "/dev/pts/1", 1);
    setenv("TERM", "tmux-256color", 1);
    visit(NULL, NULL);
    expect(0, "ok       line           inside tmux, over SSH\n");
}
END_TEST

START_TEST(the_second_key) {
    unsetenv("UNIFAPI_API_KEY");
    setenv("UNIFAPI_KEY", KEY, 1);
    visit(NULL, NULL);
    expect(0, "ok       key            from UNIFAPI_KEY\n");
    ck_assert_ptr_null(strstr(spoken.out, "7fQ2"));
}
END_TEST

START_TEST(a_wrong_configuration_is_a_problem) {
    char line[PATH_BYTES];
    FILE *file = fopen(scratch.path, "w");
    fputs("\ncap = x\n", file);
    fclose(file);
    visit("--config", scratch.path);
    snprintf(line, sizeof line, "problem  configuration  %s:2: cap: ", scratch.path);
    expect(1, line);
    expect(1, "note     store          not checked");
    file = fopen(scratch.path, "w");
    fputs("color = no\nascii = yes\nstore = /dev/null/x.db\napi-url = https://api.example.org\n",
          file);
    fclose(file);
    visit("--config", scratch.path);
    expect(1, "\nnote     colours        off (configuration)\n"
              "note     text           ASCII only (configuration)\n");
    expect(1, "API            https://api.example.org (from the configuration)");
    expect(1, "problem  store          cannot write /dev/null/x.db\n");
}
END_TEST

/* The files in the folder, with their bytes. */
struct folder {
    size_t count;
    struct one {
        char name[256];
        struct stat status;
        char *bytes;
    } files[FILES_MAX];
};

static void remember(struct folder *folder) {
    DIR *dir = opendir(scratch.folder);
    struct dirent *entry;
    folder->count = 0;
    while ((entry = readdir(dir))) {
        char path[2 * PATH_BYTES];
        struct one *one = &folder->files[folder->count];
        if (entry->d_name[0] == '.')
            continue;
        ck_assert_uint_lt(folder->count++, FILES_MAX);
        snprintf(one->name, sizeof one->name, "%s", entry->d_name);
        snprintf(path, sizeof path, "%s/%s", scratch.folder, entry->d_name);
        ck_assert_int_eq(stat(path, &one->status), 0);
        one->bytes = calloc(1, (size_t)one->status.st_size + 1);
        FILE *file = fopen(path, "r");
        ck_assert_int_eq((int64_t)fread(one->bytes, 1, (size_t)one->status.st_size, file),
                         one->status.st_size);
        fclose(file);
    }
    closedir(dir);
}

static void expect_untouched(struct folder *before) {
    struct folder after;
    remember(&after);
    ck_assert_uint_eq(before->count, after.count);
    for (size_t i = 0; i < after.count; i++) {
        const struct one *was = &before->files[i], *is = &after.files[i];
        ck_assert_str_eq(was->name, is->name);
        ck_assert_int_eq(was->status.st_size, is->status.st_size);
        ck_assert_int_eq(was->status.st_mtim.tv_sec, is->status.st_mtim.tv_sec);
        ck_assert_int_eq(was->status.st_mtim.tv_nsec, is->status.st_mtim.tv_nsec);
        ck_assert_mem_eq(was->bytes, is->bytes, (size_t)is->status.st_size);
        free(was->bytes);
        free(is->bytes);
    }
}

static void visit_untouched(void) {
    struct folder before;
    remember(&before);
    visit_store();
    expect_untouched(&before);
}

START_TEST(no_store_is_made) {
    visit_untouched();
    expect(0, "ok       contents       none yet");
    char *deep = scratch_beside(&scratch, "/a/b/c.db");
    visit("--store", deep);
    expect(0, "ok       disk           a local disk, ");
    free(deep);
    FILE *file = fopen(scratch.path, "w"); /* an empty file is not a store yet */
    fclose(file);
    visit_untouched();
    expect(0, "ok       contents       none yet");
}
END_TEST

/* A store with one list of two accounts, and one request that was never answered. */
static void fill(void) {
    struct paid paid = {.store = scratch_open(&scratch, STORE_KIND_LIVE)};
    struct account records[] = {paid_account("1", "ann", 1), paid_account("2", "bob", 2)};
    struct err err;
    int64_t snapshot = paid_snapshot(&paid, "zoe");
    paid_enter(&paid, snapshot, 0, clock_wall_ms() - 3 * 3600 * 1000, paid_page(records, 2, "c"));
    paid_request(&paid, "unanswered", NULL, snapshot, 1, 3000);
    snapshot = paid_snapshot(&paid, "ZOE"); /* the same list again */
    paid_enter(&paid, snapshot, 0, clock_wall_ms() - 3 * 3600 * 1000, paid_page(records, 2, "c"));
    ck_assert(sql_run(paid.store->sql,
                      "UPDATE request SET balance = 1234 WHERE state = 'answered';"
                      "UPDATE request SET reserved = 20 WHERE state = 'unanswered'",
                      &err));
    store_close(paid.store);
}

START_TEST(a_store_at_rest) {
    fill();
    visit_untouched();
    expect(0, "ok       contents       kind live, version 6, 2 accounts, 1 list, 3 requests, ");
    expect(0, "ok       balance        1,234 credits ($1.23), reported 3 h ago\n");
    expect(0, "note     charges        up to 20 credits more may have been charged");
    ck_assert_ptr_null(strstr(spoken.out, "another program"));
}
END_TEST

static void change(const char *script) {
    struct err err;
    struct store *store = scratch_open(&scratch, STORE_KIND_LIVE);
    ck_assert_msg(sql_run(store->sql, script, &err), "%s", err.text);
    store_close(store);
}

START_TEST(sums_that_are_not_those_of_the_rows) {
    fill();
    visit_untouched();
    expect(0, "ok       pages          all read: consistent, and the sums are right\n");
    change("UPDATE page SET ids = ids - 1");
    visit_untouched();
    expect(1, "problem  pages          what is noted of lists does not match their rows; ");
    change("UPDATE page SET ids = ids + 1; UPDATE spent SET charged = charged + 1");
    visit_untouched();
    expect(1, "problem  pages          the sums that caps rely on do not match the requests; ");
}
END_TEST

START_TEST(a_store_in_use) {
    fill();
    struct store *store = scratch_open(&scratch, STORE_KIND_LIVE);
    struct err err;
    ck_assert(scratch_send(store, 5000, &err));
    visit_store();
    expect(0, "store.db, in use by another program\n");
    expect(0, " 2 accounts, 1 list, 4 requests, "); /* the last one is only in the log */
    ck_assert(scratch_send(store, 6000, &err));     /* nothing is locked */
    store_close(store);
    visit_untouched();
    expect(0, "store.db\n");
}
END_TEST

static int die_at_it(const struct scratch *at) {
    struct err err;
    struct store *store = scratch_open(at, STORE_KIND_LIVE);
    return scratch_send(store, 7000, &err) ? 0 : 1;
}

START_TEST(what_a_killed_program_left) {
    fill();
    ck_assert_int_eq(scratch_wait(scratch_start(die_at_it, &scratch)), 0);
    visit_untouched();
    expect(0, "note     contents       not read: a program that was killed left its log");
    store_close(scratch_open(&scratch, STORE_KIND_LIVE));
    visit_untouched();
    expect(0, "ok       contents       kind live, version 6, 2 accounts, 1 list, 4 requests, ");
}
END_TEST

START_TEST(a_store_elsewhere) {
    scratch_move(false);
    visit_store();
    expect(0, "note     disk           not a local disk: only one machine can use it at a time, ");
    struct store *store = scratch_open(&scratch, STORE_KIND_LIVE);
    visit_store();
    expect(0, "store.db, in use by another program\n");
    expect(0, "ok       contents       kind live, version 6, 0 accounts, 0 lists, 0 requests, ");
    store_close(store);
    visit_untouched();
    expect(0, "store.db\n");
    char *lock = scratch_beside(&scratch, "-lock"); /* without locks, the file has to do */
    fclose(fopen(lock, "w"));
    free(lock);
    visit_untouched();
    expect(0, "store.db, in use by another program\n");
}
END_TEST

static void alter(const char *script) {
    struct err err;
    fill();
    struct sql *sql = sql_open(scratch.path, SQL_WRITE, &err);
    ck_assert(sql && sql_run(sql, script, &err));
    sql_close(sql);
}

static void write_key(mode_t mode) {
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/followtrail", scratch.folder);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/followtrail/key", scratch.folder);
    FILE *file = fopen(path, "w");
    fputs(KEY "\n", file);
    fclose(file);
    chmod(path, mode);
}

static void remove_key(void) {
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/followtrail/key", scratch.folder);
    unlink(path);
    *strrchr(path, '/') = '\0';
    rmdir(path);
}

START_TEST(the_place_of_the_key_is_told) {
    unsetenv("UNIFAPI_API_KEY");
    write_key(0600);
    visit(NULL, NULL);
    expect(0, "ok       key            from the key file\n");
    write_key(0644);
    visit(NULL, NULL);
    expect(1, "problem  key            other users can access ");
    expect(1, "/followtrail/key, which contains the API key. Run: chmod 600 ");
    ck_assert_ptr_null(strstr(spoken.out, "7fQ2"));
    remove_key();
}
END_TEST

/* It might ask for a passphrase. */
START_TEST(no_command_is_run_for_the_key) {
    char config[PATH_BYTES], mark[PATH_BYTES];
    unsetenv("UNIFAPI_API_KEY");
    snprintf(config, sizeof config, "%s-lock", scratch.path); /* scratch_fini() removes both */
    snprintf(mark, sizeof mark, "%s-wal", scratch.path);
    FILE *file = fopen(config, "w");
    fprintf(file, "key-command = sh -c 'echo ran >%s'\n", mark);
    fclose(file);
    visit("--config", config);
    expect(0, "ok       key            from key-command, which was not run\n");
    ck_assert_int_ne(access(mark, F_OK), 0);
}
END_TEST

START_TEST(a_store_with_two_names) {
    char other[PATH_BYTES];
    fill();
    snprintf(other, sizeof other, "%s-lock", scratch.path); /* scratch_fini() removes it */
    ck_assert_int_eq(link(scratch.path, other), 0);
    visit_store();
    expect(1, "has 2 names (hard links)");
    expect(1, "ok       contents       kind live");
}
END_TEST

static void expect_group(int status, const char *before) {
    char name[USER_NAME_MAX], line[PATH_BYTES];
    user_group_name(getegid(), name);
    snprintf(line, sizeof line, "%s the group %s", before, name);
    expect(status, line);
}

START_TEST(a_store_of_a_group) {
    ck_assert_int_eq(chown(scratch.folder, (uid_t)-1, getegid()), 0);
    ck_assert_int_eq(chmod(scratch.folder, 02770), 0);
    visit_store();
    expect_group(0, "ok       sharing        from the next start on, with");
    fill();
    visit_store();
    expect(0, "ok       sharing        none: the store is private to its owner\n");
    ck_assert_int_eq(chmod(scratch.path, 0660), 0);
    visit_untouched();
    expect_group(0, "ok       sharing        with");
    ck_assert_int_eq(chmod(scratch.folder, 03770), 0);
    visit_store();
    expect(1, "nobody can replace another user's files. To mend that, run: chmod -t ");
}
END_TEST

START_TEST(a_newer_store) {
    alter("PRAGMA user_version = 99");
    visit_untouched();
    expect(1, "problem  contents       ");
    expect(1, " is version 99, and this program supports versions up to 6");
}
END_TEST

START_TEST(a_store_of_another_kind) {
    fill();
    setenv("FOLLOWTRAIL_API_URL", "http://127.0.0.1:9", 1);
    visit_store(); /* a named store is checked, whatever it contains */
    expect(0, "ok       contents       kind live");
    char config[PATH_BYTES];
    snprintf(config, sizeof config, "%s-lock",
             scratch.path); /* a name that scratch_fini() removes */
    FILE *file = fopen(config, "w");
    fprintf(file, "store = %s\n", scratch.path);
    fclose(file);
    visit("--config", config);
    expect(1, "problem  contents       the store's kind is live, the configured one is sandbox");
}
END_TEST

START_TEST(what_is_no_store) {
    FILE *file = fopen(scratch.path, "w");
    for (int i = 0; i < 1000; i++)
        fputs("not a database ", file);
    fclose(file);
    visit_untouched();
    expect(1, "problem  contents       ");
    ck_assert_int_eq(unlink(scratch.path), 0);
    ck_assert_int_eq(mkdir(scratch.path, 0700), 0);
    visit_store();
    expect(1, "problem  contents       ");
    rmdir(scratch.path);
}
END_TEST

START_TEST(an_older_store) {
    char path[PATH_BYTES], line[PATH_BYTES];
    snprintf(path, sizeof path, "%s/tests/stores/version-1.db",
             getenv("FOLLOWTRAIL_TEST_SOURCE") ? getenv("FOLLOWTRAIL_TEST_SOURCE") : ".");
    visit("--store", path);
    snprintf(line, sizeof line, "note     contents       kind ");
    ck_assert_msg(strstr(spoken.out, line) != NULL, "%s", spoken.out);
    ck_assert_msg(strstr(spoken.out, ", version 1 (upgraded when it is opened), ") != NULL, "%s",
                  spoken.out);
}
END_TEST

/* A volume that is missing now, for example: nothing is created in its place, and that is a
 * problem. */
START_TEST(a_link_that_leads_nowhere) {
    ck_assert_int_eq(symlink("gone/away.db", scratch.path), 0);
    visit_store();
    expect(1, " is a link to a missing file\n");
    scratch_refuse(&scratch, STORE_KIND_LIVE, ERR_CONFIG, "a link to a missing file", NULL);
    scratch_refuse_reader(&scratch, ERR_CONFIG, "a link to a missing file");
    ck_assert_int_eq(unlink(scratch.path), 0);
}
END_TEST

static int play_without_rights(const struct scratch *closed) {
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
        return 1;
    scratch_refuse_reader(closed, ERR_CONFIG, "cannot read ");
    visit_store();
    expect(1, "db: Permission denied\n");
    return 0;
}

/* A file in place of a folder has no store in it; what may not be read is not called anything
 * else. */
START_TEST(what_cannot_be_reached) {
    struct scratch inner = scratch;
    FILE *file = fopen(scratch.path, "w");
    fclose(file);
    snprintf(inner.path, sizeof inner.path, "%.100s/x.db", scratch.path);
    scratch_refuse_reader(&inner, ERR_CONFIG, "no store at");
    ck_assert_int_eq(chmod(scratch.path, 0), 0);
    ck_assert_int_eq(chmod(scratch.folder, 0755), 0);
    ck_assert_int_eq(scratch_wait(scratch_start(play_without_rights, &scratch)), 0);
}
END_TEST

START_TEST(wrong_words) {
    spoken_run(&spoken, doctor, (const char *const[]){"doctor", "me", NULL});
    ck_assert_int_eq(spoken.status, 64);
    ck_assert_ptr_nonnull(strstr(spoken.err, "“me” is not an option; see --help\n"));
    spoken_run(&spoken, doctor, (const char *const[]){"doctor", "--json", "--csv", NULL});
    ck_assert_int_eq(spoken.status, 64);
    ck_assert_ptr_nonnull(strstr(spoken.err, "give either --json or --csv\n"));
    spoken_run(&spoken, doctor, (const char *const[]){"doctor", "--help", NULL});
    ck_assert_int_eq(spoken.status, 0);
    ck_assert_ptr_nonnull(strstr(spoken.out, "\n  --sandbox "));
}
END_TEST

static const char *text_of(struct json_object *object, const char *name) {
    struct json_object *value;
    ck_assert_msg(json_object_object_get_ex(object, name, &value), "no %s", name);
    return json_object_get_string(value);
}

static int64_t sum_of(struct json_object *report, const char *state) {
    struct json_object *sums, *sum;
    ck_assert(json_object_object_get_ex(report, "sums", &sums));
    ck_assert(json_object_object_get_ex(sums, state, &sum));
    return json_object_get_int64(sum);
}

/* The text form's line of a check. How much of the disk is free changes between two runs. */
static void expect_line(const char *text, struct json_object *check) {
    char line[PATH_BYTES];
    snprintf(line, sizeof line, "\n%-7s  %-13s  %s\n", text_of(check, "state"),
             text_of(check, "subject"), text_of(check, "words"));
    if (!strcmp(text_of(check, "subject"), "disk"))
        line[strcspn(line, "0123456789")] = '\0';
    ck_assert_msg(strstr(text, line) != NULL, "“%s” in\n%s", line, text);
}

/* The report of a running program in lines of text, before it has sent anything. */
static int examine_running(int argc, char **argv) {
    struct runtime runtime = {.key = NULL};
    struct health health;
    struct err err;
    signals_block();
    bool is_open = options_parse(argc, argv, &runtime.options, &err) &&
                   runtime_prepare(&runtime, argc, argv, &err) && runtime_open(&runtime, &err);
    health_init(&health);
    terminal.is_ascii_wanted = runtime.options.is_ascii;
    if (is_open)
        doctor_look_at_program(&health, &runtime, &terminal);
    else
        fprintf(stderr, "%s\n", err.text);
    for (size_t i = 0; i < health.count; i++)
        printf("%-7s  %-13s  %s\n", health_state_name(health.checks[i].state),
               health.checks[i].subject, health.checks[i].words);
    health_fini(&health);
    fflush(stdout);
    return runtime_close(&runtime) && is_open ? 0 : 1;
}

static void examine(const char *first, const char *second, const char *third) {
    spoken_run(&spoken, examine_running,
               (const char *const[]){"followtrail", first, second, third, NULL});
    ck_assert_ptr_null(strstr(spoken.out, "7fQ2"));
    expect(0, "ok       program        " PACKAGE_STRING ", store version 6\n");
    expect(0, "ok       libraries      libcurl ");
    expect(0, ", ncurses 6\n");
    expect(0,
           "skipped  pages          not checked here; followtrail doctor reads the whole store\n");
}

START_TEST(a_running_demo) {
    examine("--demo", NULL, NULL);
    expect(0, "ok       size           80×24\n");
    expect(0, "ok       colours        on\n"
              "ok       API            the demo's sandbox, http://127.0.0.1:");
    expect(0, "\nok       key            not needed: demo\n");
    expect(0, "/store.db, deleted when the program ends\n"
              "ok       contents       kind sandbox, version 6, 0 accounts, 0 lists, 0 requests, ");
    expect(0, "ok       balance        unknown until the next answer\n");
}
END_TEST

START_TEST(a_running_program) {
    fill();
    setenv("SSLKEYLOGFILE", "/x", 1);
    examine("--store", scratch.path, "--ascii");
    expect(0, "ok       locale         C.UTF-8, UTF-8\n");
    expect(0, "note     text           ASCII only (command line or configuration)\n"
              "ok       API            https://api.unifapi.com\n"
              "ok       proxy          none\n"
              "ok       certificates   the system's\n"
              "ok       TLS keys       SSLKEYLOGFILE is set and ignored\n"
              "ok       key            from UNIFAPI_API_KEY\n");
    expect(0, "store.db\n"
              "ok       contents       kind live, version 6, 2 accounts, 1 list, 3 requests, ");
    expect(0, "ok       balance        unknown until the next answer\n" /* of another key */
              "note     charges        up to 20 credits more may have been charged");
}
END_TEST

START_TEST(a_running_program_in_lines_offline) {
    fill();
    terminal.is_plain = true;
    terminal.is_terminal = false;
    examine("--offline", "--store", scratch.path);
    expect(0, "ok       terminal       not needed: --plain prints lines\n"
              "ok       line           local");
    expect(0, "ok       colours        not needed: --plain prints lines\n"
              "ok       API            not used: offline\n"
              "ok       key            not needed: offline\n");
    expect(0, "store.db, read only\n");
    expect(0, "ok       balance        1,234 credits ($1.23), reported 3 h ago\n");
}
END_TEST

START_TEST(a_running_program_without_colours) {
    terminal.colours = 0;
    examine("--demo", NULL, NULL);
    expect(0, "ok       colours        off: the terminal has none\n");
    examine("--demo", "--no-color", NULL);
    expect(0, "note     colours        off (command line or configuration)\n");
}
END_TEST

/* One problem, one note, and text that needs escapes. */
START_TEST(json_has_what_the_text_has) {
    struct json_object *report, *program, *checks;
    unsetenv("UNIFAPI_API_KEY");
    setenv("NO_COLOR", "1", 1);
    setenv("TERM", "\"x\\y\"", 1);
    visit("--json", NULL);
    ck_assert_int_eq(spoken.status, 1);
    report = json_tokener_parse(spoken.out);
    ck_assert_msg(report != NULL, "%s", spoken.out);
    ck_assert(json_object_object_get_ex(report, "program", &program));
    ck_assert_str_eq(text_of(program, "name"), PACKAGE_NAME);
    ck_assert_str_eq(text_of(program, "version"), PACKAGE_VERSION);
    ck_assert_ptr_nonnull(strstr(text_of(program, "libraries"), ", json-c " JSON_C_VERSION ", "));
    ck_assert_int_eq(sum_of(report, "problem"), 1);
    ck_assert_int_eq(sum_of(report, "note"), 1);
    ck_assert(json_object_object_get_ex(report, "checks", &checks));
    ck_assert_int_eq((int64_t)json_object_array_length(checks), sum_of(report, "ok") + 2);
    setenv("NO_COLOR", "1", 1);
    visit(NULL, NULL);
    for (size_t i = 0; i < json_object_array_length(checks); i++)
        expect_line(spoken.out, json_object_array_get_idx(checks, i));
    json_object_put(report);
}
END_TEST

START_TEST(json_has_the_store) {
    fill();
    spoken_run(&spoken, doctor,
               (const char *const[]){"doctor", "--json", "--store", scratch.path, NULL});
    struct json_object *report = json_tokener_parse(spoken.out);
    ck_assert_msg(report != NULL, "%s", spoken.out);
    expect(0, "{\"state\": \"ok\", \"subject\": \"balance\", \"words\": \"1,234 credits ($1.23)");
    ck_assert_int_eq(sum_of(report, "note"), 1);
    ck_assert_ptr_null(strstr(spoken.out, "7fQ2"));
    json_object_put(report);
}
END_TEST

START_TEST(csv_has_a_header_line) {
    setenv("TERM", "a \"b\"", 1);
    visit("--csv", NULL);
    expect(0, "\r\nok,terminal,\"a \"\"b\"\", 256 colours\"\r\n");
    ck_assert_ptr_eq(strstr(spoken.out, "state,subject,words\r\nok,locale,"), spoken.out);
    ck_assert_ptr_null(strstr(spoken.out, "7fQ2"));
}
END_TEST

static const char *const types[][2] = {
    {"vt100", "ok       terminal       vt100, no colours\n"},
    {"xterm", "ok       terminal       xterm, 8 colours\n"},
    {"dumb", "note     terminal       dumb cannot position its cursor"},
    {"no-such",
     "note     terminal       terminal type no-such is unknown; xterm-256color is assumed\n"},
};

/* The whole program from here on. */
START_TEST(descriptions_of_terminals) {
    setenv("TERM", types[_i][0], 1);
    spoken_exec(&spoken, (const char *const[]){sandbox_child_program(), "doctor", NULL});
    ck_assert_str_eq(spoken.err, "");
    expect(types[_i][1][0] == 'p' ? 1 : 0, types[_i][1]);
    expect(spoken.status, "note     size           not a terminal");
}
END_TEST

START_TEST(a_terminal_of_a_size) {
    static const char *const environment[] = {"UNIFAPI_API_KEY=" KEY, NULL};
    struct pty_config config;
    struct pty pty;
    int status = -1;
    pty_config_init(&config);
    config.environment = environment;
    config.rows = 30;
    config.cols = 101;
    ck_assert(
        pty_open(&pty, &config, (const char *const[]){sandbox_child_program(), "doctor", NULL}));
    ck_assert(pty_wait_text(&pty, "ok       size           101×30\r\n"));
    ck_assert(pty_wait_text(&pty, "balance"));
    ck_assert(pty_wait_news(&pty, &status, PTY_DEADLINE_MS));
    ck_assert_int_eq(status, 0);
    ck_assert_ptr_null(strchr(buf_text(&pty.out), '\033'));
    pty_close(&pty);
}
END_TEST

/* No socket, and files opened for reading only. */
START_TEST(the_system_sees_nothing) {
    static const char *const banned[] = {"socket(", "connect(", "O_CREAT", "O_WRONLY",
                                         "O_RDWR",  "mkdir",    "unlink",  "rename"};
    static const char strace[] = "/usr/bin/strace";
    char log[PATH_BYTES];
    fill();
    if (access(strace, X_OK) != 0)
        return;
    setenv("ASAN_OPTIONS", "detect_leaks=0", 1); /* its search needs the slot that strace takes */
    snprintf(log, sizeof log, "%s-lock", scratch.path);
    const char *const words[] = {strace,
                                 "-f",
                                 "-qq",
                                 "-o",
                                 log,
                                 "-e",
                                 ("trace=network,open,openat,mkdir,mkdirat,unlink,unlinkat,rename,"
                                  "renameat,renameat2,execve"),
                                 sandbox_child_program(),
                                 "doctor",
                                 "--store",
                                 scratch.path,
                                 NULL};
    spoken_exec(&spoken, words);
    expect(0, "ok       contents       kind live, version 6, 2 accounts, 1 list, 3 requests, ");
    FILE *file = fopen(log, "r");
    size_t len = file ? fread(spoken.out, 1, SPOKEN_MAX - 1, file) : 0;
    spoken.out[len] = '\0';
    fclose(file);
    ck_assert_ptr_nonnull(strstr(spoken.out, "store.db\", O_RDONLY"));
    for (size_t i = 0; i < sizeof banned / sizeof *banned; i++)
        ck_assert_msg(!strstr(spoken.out, banned[i]), "%s in\n%s", banned[i], spoken.out);
}
END_TEST

static void add_store_tests(TCase *tc) {
    tcase_add_test(tc, no_store_is_made);
    tcase_add_test(tc, a_store_at_rest);
    tcase_add_test(tc, sums_that_are_not_those_of_the_rows);
    tcase_add_test(tc, a_store_in_use);
    tcase_add_test(tc, what_a_killed_program_left);
    tcase_add_test(tc, a_store_elsewhere);
    tcase_add_test(tc, the_place_of_the_key_is_told);
    tcase_add_test(tc, no_command_is_run_for_the_key);
    tcase_add_test(tc, a_store_with_two_names);
    tcase_add_test(tc, a_store_of_a_group);
    tcase_add_test(tc, a_newer_store);
    tcase_add_test(tc, an_older_store);
    tcase_add_test(tc, a_store_of_another_kind);
    tcase_add_test(tc, what_is_no_store);
    tcase_add_test(tc, a_link_that_leads_nowhere);
    tcase_add_test(tc, what_cannot_be_reached);
}

int main(void) {
    Suite *suite = suite_create("doctor");
    TCase *tc = tcase_create("doctor");
    tcase_add_checked_fixture(tc, make_home, remove_home);
    tcase_add_test(tc, all_is_well);
    tcase_add_loop_test(tc, surroundings_are_told, 0, sizeof surroundings / sizeof *surroundings);
    tcase_add_test(tc, inside_tmux_over_ssh);
    tcase_add_test(tc, the_second_key);
    tcase_add_test(tc, a_wrong_configuration_is_a_problem);
    add_store_tests(tc);
    tcase_add_test(tc, a_running_demo);
    tcase_add_test(tc, a_running_program);
    tcase_add_test(tc, a_running_program_in_lines_offline);
    tcase_add_test(tc, a_running_program_without_colours);
    tcase_add_test(tc, json_has_what_the_text_has);
    tcase_add_test(tc, json_has_the_store);
    tcase_add_test(tc, csv_has_a_header_line);
    tcase_add_test(tc, wrong_words);
    tcase_add_loop_test(tc, descriptions_of_terminals, 0, sizeof types / sizeof *types);
    tcase_add_test(tc, a_terminal_of_a_size);
    tcase_add_test(tc, the_system_sees_nothing);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
