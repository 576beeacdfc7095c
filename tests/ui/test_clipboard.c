/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The clipboard: what is sent, byte for byte; what is said; and that it arrives, through tmux and
 * GNU screen as they are installed.
 *
 * With `--put TEXT` this program is itself the one that sends, in a terminal of its own: it draws a
 * frame, sends the text, draws what came of it, and leaves at a key.
 */
#include "base/key.h"
#include "base/mem.h"
#include "tests/support/pty.h"
#include "tests/support/run.h"
#include "tests/support/stage.h"
#include "ui/browser/copy.h"
#include "ui/terminal/clipboard.h"

#include <check.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PLENTY = 1 << 20, PATH_BYTES = 256, BLOCK_S = 60, LONG_MS = 50000 };

static const char *encode(enum clipboard_route route, const char *text, struct buf *out) {
    buf_init(out, PLENTY);
    ck_assert(clipboard_encode(route, text, strlen(text), out));
    return buf_text(out);
}

static const struct {
    const char *text, *base64; /* RFC 4648, section 10; and all 64 characters' neighbours */
} pairs[] = {{"", ""},
             {"f", "Zg=="},
             {"fo", "Zm8="},
             {"foo", "Zm9v"},
             {"foob", "Zm9vYg=="},
             {"fooba", "Zm9vYmE="},
             {"foobar", "Zm9vYmFy"},
             {"\xFB\xFF\xBF", "+/+/"},
             {"\033]52;c;!\a\n", "G101MjtjOyEHCg=="}};

START_TEST(text_goes_as_base64) {
    struct buf out;
    char wanted[64];
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        snprintf(wanted, sizeof wanted, "\033]52;c;%s\a", pairs[i].base64);
        ck_assert_str_eq(encode(CLIPBOARD_PLAIN, pairs[i].text, &out), wanted);
        buf_fini(&out);
    }
}
END_TEST

START_TEST(tmux_gets_it_twice) {
    struct buf out;
    ck_assert_str_eq(encode(CLIPBOARD_TMUX, "foo", &out),
                     "\033]52;c;Zm9v\a\033Ptmux;\033\033]52;c;Zm9v\a\033\\");
    buf_fini(&out);
}
END_TEST

START_TEST(nothing_goes_where_there_is_no_clipboard) {
    struct buf out;
    ck_assert_str_eq(encode(CLIPBOARD_NONE, "foo", &out), "");
    buf_fini(&out);
}
END_TEST

/* The strings put together are the plain sequence, and none is longer than old versions take. */
START_TEST(screen_gets_short_strings) {
    for (size_t len = 0; len < 2000; len += 7) {
        struct buf plain, out, joined;
        char *text = mem_zalloc(len + 1);
        memset(text, 'z', len);
        encode(CLIPBOARD_PLAIN, text, &plain);
        encode(CLIPBOARD_SCREEN, text, &out);
        buf_init(&joined, PLENTY);
        for (const char *at = buf_text(&out); *at;) {
            ck_assert(!strncmp(at, "\033P", 2));
            const char *end = strstr(at + 2, "\033\\");
            ck_assert(end && end - at - 2 > 0 && end - at - 2 <= 255);
            buf_put(&joined, at + 2, (size_t)(end - at - 2));
            at = end + 2;
        }
        ck_assert_str_eq(buf_text(&joined), buf_text(&plain));
        buf_fini(&joined);
        buf_fini(&plain);
        buf_fini(&out);
        free(text);
    }
}
END_TEST

START_TEST(ceiling_is_exact) {
    struct buf out;
    char *text = mem_zalloc(CLIPBOARD_TEXT_MAX + 2);
    memset(text, 'z', CLIPBOARD_TEXT_MAX);
    ck_assert_uint_eq(strlen(encode(CLIPBOARD_PLAIN, text, &out)), CLIPBOARD_SEQUENCE_MAX);
    buf_fini(&out);
    text[CLIPBOARD_TEXT_MAX] = 'z';
    buf_init(&out, PLENTY);
    for (int route = CLIPBOARD_NONE; route <= CLIPBOARD_SCREEN; route++)
        ck_assert(!clipboard_encode((enum clipboard_route)route, text, strlen(text), &out));
    ck_assert_uint_eq(out.len, 0);
    free(text);
}
END_TEST

static const struct {
    const char *term, *tmux, *sty;
    enum clipboard_route route;
} routes[] = {
    {"xterm-256color", NULL, NULL, CLIPBOARD_PLAIN},
    {"xterm-kitty", "", "", CLIPBOARD_PLAIN},
    {"linuxish", NULL, NULL, CLIPBOARD_PLAIN},
    {"linux", NULL, NULL, CLIPBOARD_NONE},
    {"linux-16color", NULL, NULL, CLIPBOARD_NONE},
    {"vt100", NULL, NULL, CLIPBOARD_NONE},
    {"vt100-w", NULL, NULL, CLIPBOARD_NONE},
    {"dumb", NULL, NULL, CLIPBOARD_NONE},
    {"", NULL, NULL, CLIPBOARD_NONE},
    {NULL, NULL, NULL, CLIPBOARD_NONE},
    {"screen", NULL, NULL, CLIPBOARD_SCREEN},
    {"screen.xterm-256color", NULL, NULL, CLIPBOARD_SCREEN},
    {"screen-256color", "/tmp/x,1,0", NULL, CLIPBOARD_TMUX},
    {"tmux-256color", NULL, NULL, CLIPBOARD_TMUX},
    {"xterm", "/tmp/x,1,0", NULL, CLIPBOARD_TMUX},
    {"xterm", NULL, "1.pts", CLIPBOARD_SCREEN},
    {"vt100", NULL, "1.pts", CLIPBOARD_SCREEN},
    {"screen", "/tmp/x,1,0", "1.pts", CLIPBOARD_SCREEN},
};

START_TEST(surroundings_tell_the_way) {
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++)
        ck_assert_int_eq(clipboard_route(routes[i].term, routes[i].tmux, routes[i].sty),
                         routes[i].route);
}
END_TEST

/* A browser whose screen goes into a file, and who sits at what terminal. */
struct witness {
    struct stage stage;
    int fd;
};

static void open_witness(struct witness *witness, const char *term) {
    struct stage_config config;
    stage_config_init(&config);
    stage_open(&witness->stage, &config);
    app_paint(&witness->stage.app, 0);
    FILE *file = tmpfile();
    ck_assert(file != NULL);
    witness->fd = dup(fileno(file));
    ck_assert_int_ge(dup2(witness->fd, fileno(witness->stage.out)), 0);
    fclose(file);
    setenv("TERM", term, 1);
    unsetenv("TMUX");
    unsetenv("STY");
}

static void close_witness(struct witness *witness) {
    stage_close(&witness->stage);
    close(witness->fd);
}

/* What was sent since, and what is said; then both are forgotten. */
static void expect(struct witness *witness, const char *sent, enum session_tone tone,
                   const char *said) {
    char bytes[4096];
    ssize_t len = pread(witness->fd, bytes, sizeof bytes - 1, 0);
    ck_assert_int_ge(len, 0);
    bytes[len] = '\0';
    ck_assert_str_eq(bytes, sent);
    ck_assert_str_eq(witness->stage.session.message, said);
    ck_assert_int_eq(witness->stage.session.tone, tone);
    ck_assert_int_eq(ftruncate(witness->fd, 0), 0);
    ck_assert_int_eq(lseek(witness->fd, 0, SEEK_SET), 0);
}

static const struct account zoe = {.id = "17", .username = "zoe.flores"};
static const struct account nobody = {.id = NULL, .username = "zoë\n"};

static void copy(struct witness *witness, enum extract_kind kind,
                 const struct account *const *accounts, size_t count) {
    copy_accounts(witness->stage.screen, &witness->stage.session, kind, accounts, count);
}

START_TEST(what_was_sent_is_said) {
    struct witness witness;
    const struct account *const all[] = {&zoe, &zoe, &nobody};
    open_witness(&witness, "xterm-256color");
    copy(&witness, EXTRACT_HANDLE, all, 1);
    expect(&witness, "\033]52;c;em9lLmZsb3Jlcw==\a", TONE_INFO,
           "Sent to the terminal: 1 handle, 10 bytes.");
    copy(&witness, EXTRACT_ID, all, 2);
    expect(&witness, "\033]52;c;MTcKMTc=\a", TONE_INFO, "Sent to the terminal: 2 ids, 5 bytes.");
    copy(&witness, EXTRACT_ID, all, 3);
    expect(&witness, "\033]52;c;MTcKMTc=\a", TONE_WARNING,
           "Sent to the terminal: 2 ids, 5 bytes. 1 left out: no id in plain text.");
    close_witness(&witness);
}
END_TEST

START_TEST(tmux_is_named) {
    struct witness witness;
    const struct extract extract = {.taken = 1234, .left_out = 2, .size = 20000};
    open_witness(&witness, "screen-256color");
    copy_say(&witness.stage.session, EXTRACT_CSV, &extract, CLIPBOARD_GIVEN, "…");
    expect(&witness, "", TONE_WARNING,
           "Copied 1,234 accounts as CSV to the tmux buffer (prefix ] pastes). 2 left out: a "
           "record that is too long.");
    close_witness(&witness);
}
END_TEST

/* A tmux that calls itself screen, at the other end of an ssh, looks like GNU screen. */
START_TEST(what_may_not_arrive_is_said) {
    enum { HANDLES = 40 };
    static const char expected[] =
        "Sent to the terminal: 40 handles, 439 bytes. In pieces for GNU screen; tmux takes only "
        "the first: there set TERM=tmux-256color.";
    struct witness witness;
    const struct account *many[HANDLES];
    for (size_t i = 0; i < HANDLES; i++)
        many[i] = &zoe;
    open_witness(&witness, "screen-256color");
    copy(&witness, EXTRACT_HANDLE, many, HANDLES);
    ck_assert_str_eq(witness.stage.session.message, expected);
    ck_assert_int_eq(witness.stage.session.tone, TONE_WARNING);
    copy(&witness, EXTRACT_HANDLE, many, 1);
    ck_assert_str_eq(witness.stage.session.message, "Sent to the terminal: 1 handle, 10 bytes.");
    setenv("STY", "1.pts", 1);
    copy(&witness, EXTRACT_HANDLE, many, HANDLES);
    ck_assert_str_eq(witness.stage.session.message, "Sent to the terminal: 40 handles, 439 bytes.");
    close_witness(&witness);
}
END_TEST

/* One string more is where the doubt begins. */
START_TEST(doubt_begins_with_a_second_string) {
    for (size_t len = 0; len < 600; len++) {
        char text[600];
        struct buf out;
        memset(text, 'z', len);
        buf_init(&out, PLENTY);
        ck_assert(clipboard_encode(CLIPBOARD_SCREEN, text, len, &out));
        bool is_more = strstr(buf_text(&out) + 1, "\033P") != NULL;
        ck_assert_int_eq(clipboard_is_doubtful(CLIPBOARD_SCREEN, NULL, len), is_more);
        ck_assert(!clipboard_is_doubtful(CLIPBOARD_SCREEN, "1.pts", len));
        ck_assert(!clipboard_is_doubtful(CLIPBOARD_TMUX, NULL, len));
        buf_fini(&out);
    }
}
END_TEST

START_TEST(what_cannot_be_sent_is_said) {
    struct witness witness;
    const struct account *const none[] = {&nobody, &nobody};
    open_witness(&witness, "xterm-256color");
    copy(&witness, EXTRACT_ADDRESS, none, 0);
    expect(&witness, "", TONE_INFO, "No account is selected.");
    copy(&witness, EXTRACT_ADDRESS, none, 1);
    expect(&witness, "", TONE_WARNING,
           "Nothing was sent: this account has no handle that can be part of an address.");
    copy(&witness, EXTRACT_ID, none, 2);
    expect(&witness, "", TONE_WARNING,
           "Nothing was sent: the 2 accounts have no id in plain text.");
    close_witness(&witness);
}
END_TEST

START_TEST(too_much_is_refused_with_its_size) {
    struct witness witness;
    struct account account = {.username = "abcdefgh"};
    /* Handles of 8 bytes and a break between: 9 × 8,333 − 1 bytes are 74,996, two too many. */
    enum { HANDLES = 8333 };
    const struct account *many[HANDLES];
    for (size_t i = 0; i < HANDLES; i++)
        many[i] = &account;
    open_witness(&witness, "xterm-256color");
    copy(&witness, EXTRACT_HANDLE, many, HANDLES);
    expect(&witness, "", TONE_WARNING,
           "Too much for a terminal's clipboard: 8,333 handles, 74,996 bytes. 74,994 go at once; "
           "nothing was sent. Mark fewer, or take handles or ids only.");
    account.username = "abcdefgh";
    const struct account shorter = {.username = "abcdef"};
    many[0] = &shorter;
    copy(&witness, EXTRACT_HANDLE, many, HANDLES);
    ck_assert_str_eq(witness.stage.session.message,
                     "Sent to the terminal: 8,333 handles, 74,994 bytes.");
    ck_assert_int_eq(lseek(witness.fd, 0, SEEK_END), CLIPBOARD_SEQUENCE_MAX);
    close_witness(&witness);
}
END_TEST

START_TEST(without_a_clipboard_one_line_is_shown) {
    struct witness witness;
    const struct account *const all[] = {&zoe, &zoe};
    open_witness(&witness, "linux");
    copy(&witness, EXTRACT_ADDRESS, all, 1);
    expect(&witness, "", TONE_WARNING,
           "This terminal ($TERM) has no clipboard. The address: "
           "https://www.tiktok.com/@zoe.flores");
    copy(&witness, EXTRACT_HANDLE, all, 2);
    expect(&witness, "", TONE_WARNING,
           "This terminal ($TERM) has no clipboard: 2 handles, 21 bytes. Nothing was sent, and it "
           "is too much to be shown here.");
    close_witness(&witness);
}
END_TEST

/* A folder with what stands in for tmux, which is first in $PATH. */
struct stand_in {
    char folder[PATH_BYTES / 2], program[PATH_BYTES], fifo[PATH_BYTES];
    char *path;
};

static void open_stand_in(struct stand_in *stand_in, const char *body) {
    char path[4096];
    snprintf(stand_in->folder, sizeof stand_in->folder, "/tmp/clipboard-XXXXXX");
    ck_assert(mkdtemp(stand_in->folder) != NULL);
    snprintf(stand_in->program, sizeof stand_in->program, "%s/tmux", stand_in->folder);
    snprintf(stand_in->fifo, sizeof stand_in->fifo, "%s/fifo", stand_in->folder);
    ck_assert_int_eq(mkfifo(stand_in->fifo, 0600), 0);
    FILE *file = fopen(stand_in->program, "w");
    ck_assert(file != NULL);
    fprintf(file, "#!/bin/sh\ncd '%s'\n%s\n", stand_in->folder, body);
    ck_assert_int_eq(fclose(file), 0);
    ck_assert_int_eq(chmod(stand_in->program, 0700), 0);
    const char *before = getenv("PATH");
    stand_in->path = mem_dup(before ? before : "/usr/bin:/bin");
    snprintf(path, sizeof path, "%s:%s", stand_in->folder, stand_in->path);
    setenv("PATH", path, 1);
    setenv("TMUX", "/nowhere,1,0", 1);
}

static void close_stand_in(struct stand_in *stand_in) {
    char seen[PATH_BYTES];
    snprintf(seen, sizeof seen, "%s/seen", stand_in->folder);
    setenv("PATH", stand_in->path, 1);
    unlink(seen);
    unlink(stand_in->program);
    unlink(stand_in->fifo);
    ck_assert_int_eq(rmdir(stand_in->folder), 0);
    free(stand_in->path);
}

#define IN_TMUX "\033]52;c;em9lLmZsb3Jlcw==\a\033Ptmux;\033\033]52;c;em9lLmZsb3Jlcw==\a\033\\"

/* Whatever tmux does, none of it stays a child of this process. */
static void expect_no_child(void) {
    ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
}

START_TEST(tmux_that_fails_is_passed_by) {
    /* Refuses; is not what it should be; is killed; hangs without reading, and while it reads. */
    static const char *const bodies[] = {"exit 1", "exec /nowhere/tmux", "kill -9 $$",
                                         "read x <fifo", "cat >/dev/null; read x <fifo"};
    const struct account *const one[] = {&zoe};
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        struct witness witness;
        struct stand_in stand_in;
        open_witness(&witness, "screen-256color");
        open_stand_in(&stand_in, bodies[i]);
        copy(&witness, EXTRACT_HANDLE, one, 1);
        expect(&witness, IN_TMUX, TONE_INFO, "Sent to the terminal: 1 handle, 10 bytes.");
        expect_no_child();
        close_stand_in(&stand_in);
        close_witness(&witness);
    }
}
END_TEST

START_TEST(tmux_that_is_missing_is_passed_by) {
    struct witness witness;
    const struct account *const one[] = {&zoe};
    open_witness(&witness, "screen-256color");
    setenv("TMUX", "/nowhere,1,0", 1);
    setenv("PATH", "/nowhere", 1);
    copy(&witness, EXTRACT_HANDLE, one, 1);
    expect(&witness, IN_TMUX, TONE_INFO, "Sent to the terminal: 1 handle, 10 bytes.");
    close_witness(&witness);
}
END_TEST

START_TEST(tmux_is_left_alone_outside_of_it) {
    struct witness witness;
    struct stand_in stand_in;
    open_witness(&witness, "xterm-256color");
    open_stand_in(&stand_in, "cat >/dev/null");
    unsetenv("TMUX");
    ck_assert_int_eq(clipboard_put(witness.stage.screen, "foo", 3, LONG_MS), CLIPBOARD_SENT);
    close_stand_in(&stand_in);
    close_witness(&witness);
}
END_TEST

/* It gets the text, no key of the API, and no signal that is blocked or ignored here. */
START_TEST(tmux_sees_no_secret_and_all_signals) {
    struct witness witness;
    struct stand_in stand_in;
    static char seen[1 << 17];
    char path[PATH_BYTES];
    sigset_t all;
    open_witness(&witness, "screen-256color");
    /* The shell looks at itself before it starts anything: waiting for a child unblocks signals. */
    open_stand_in(&stand_in, "{ echo \"$*\"; while read -r line; do "
                             "case $line in Sig*) echo \"$line\" ;; esac; done </proc/self/status; "
                             "cat; echo; env; ls /proc/self/fd | tr '\\n' ' '; } >seen");
    setenv("UNIFAPI_API_KEY", "first-secret", 1);
    setenv("UNIFAPI_KEY", "second-secret", 1);
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(clipboard_put(witness.stage.screen, "zoe.flores", 10, LONG_MS),
                     CLIPBOARD_GIVEN);
    ck_assert_int_eq(lseek(witness.fd, 0, SEEK_END), 0);
    expect_no_child();
    snprintf(path, sizeof path, "%s/seen", stand_in.folder);
    FILE *file = fopen(path, "r");
    ck_assert(file != NULL);
    seen[fread(seen, 1, sizeof seen - 1, file)] = '\0';
    fclose(file);
    ck_assert(!strncmp(seen, "load-buffer -w -\n", strlen("load-buffer -w -\n")));
    ck_assert(strstr(seen, "\nzoe.flores\n") != NULL);
    ck_assert(strstr(seen, "TMUX=/nowhere,1,0") != NULL);
    ck_assert(strstr(seen, "SigBlk:\t0000000000000000") != NULL);
    const char *ignored = strstr(seen, "SigIgn:");
    ck_assert(ignored != NULL);
    ck_assert_uint_eq(strtoull(ignored + strlen("SigIgn:"), NULL, 16) &
                          (1ULL << (SIGPIPE - 1) | 1ULL << (SIGXFSZ - 1)),
                      0);
    ck_assert(!strstr(seen, "first-secret") && !strstr(seen, "second-secret"));
    ck_assert(!strstr(seen, "UNIFAPI"));
    /* The last is the folder that ls reads. */
    ck_assert(strstr(seen, "\n0 1 2 3 ") != NULL);
    close_stand_in(&stand_in);
    close_witness(&witness);
}
END_TEST

/* Any length up to the ceiling arrives, through a reader that takes its time. */
START_TEST(tmux_gets_all_of_a_long_text) {
    struct witness witness;
    struct stand_in stand_in;
    char *text = mem_zalloc(CLIPBOARD_TEXT_MAX + 1);
    memset(text, 'z', CLIPBOARD_TEXT_MAX);
    open_witness(&witness, "screen-256color");
    open_stand_in(&stand_in, "[ \"$(wc -c)\" = 74994 ]");
    ck_assert_int_eq(clipboard_put(witness.stage.screen, text, CLIPBOARD_TEXT_MAX, LONG_MS),
                     CLIPBOARD_GIVEN);
    close_stand_in(&stand_in);
    close_witness(&witness);
    free(text);
}
END_TEST

static int put_in_terminal(const char *text) {
    static const char *const outcomes[] = {"missing", "too long", "sent", "sent in pieces",
                                           "given"};
    struct screen_config config = {.out = stdout, .in = stdin};
    struct err err;
    bool has_ended = false;
    setlocale(LC_CTYPE, "C.UTF-8");
    struct screen *screen = screen_open(&config, &err);
    if (!screen)
        return 1;
    screen_erase(screen);
    screen_put(screen, 1, 3, 20, ROLE_TEXT, "before");
    screen_flush(screen);
    enum clipboard_outcome outcome = clipboard_put(screen, text, strlen(text), LONG_MS);
    screen_put(screen, 2, 3, 20, ROLE_TEXT, "behind");
    screen_put(screen, 3, 3, 20, ROLE_TEXT, outcomes[outcome]);
    screen_flush(screen);
    struct pollfd key = {.fd = STDIN_FILENO, .events = POLLIN};
    while (!has_ended && screen_key(screen, &has_ended) == KEY_CODE_NONE)
        poll(&key, 1, -1);
    screen_close(screen);
    return 0;
}

static const char *own_path(char path[static PATH_BYTES]) {
    ssize_t len = readlink("/proc/self/exe", path, PATH_BYTES - 1);
    ck_assert_int_gt(len, 0);
    path[len] = '\0';
    return path;
}

static bool has_program(const char *name) {
    char path[PATH_BYTES];
    const char *folders[] = {"/usr/bin", "/bin", "/usr/local/bin"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        snprintf(path, sizeof path, "%s/%s", folders[i], name);
        if (!access(path, X_OK))
            return true;
    }
    fprintf(stderr, "skipped: no %s\n", name);
    return false;
}

static const char *const outer_term[] = {"TERM=xterm-256color", "STY", NULL};

/* Runs a program to its end in a terminal of its own; what it printed is for buf_fini(). */
static void run_to_end(const char *const argv[], const char *const *environment, struct buf *out) {
    struct pty_config config;
    struct pty pty;
    int status = 0;
    pty_config_init(&config);
    config.environment = environment;
    ck_assert(pty_open(&pty, &config, argv));
    ck_assert(pty_wait_news(&pty, &status, PTY_DEADLINE_MS));
    ck_assert(pty_wait_quiet(&pty, PTY_QUIET_MS));
    ck_assert_int_eq(status, 0);
    buf_init(out, PLENTY);
    buf_put(out, buf_text(&pty.out), pty.out.len);
    pty_close(&pty);
}

#define SERVER(socket) "tmux", "-S", (socket), "-f", "/dev/null", "-u"

/* With what tmux 3.3 is set to by itself, and with what keeps it from taking sequences of its
 * programs. */
static const char *const set_clipboard[] = {"external", "on", "off"};

/* A tmux in a terminal that is a pseudo-terminal here: its buffer has the text, and the terminal
 * sees the sequence. */
START_TEST(arrives_through_tmux) {
    char path[PATH_BYTES], folder[] = "/tmp/clipboard-XXXXXX", socket[PATH_BYTES];
    struct pty_config config;
    struct pty pty;
    struct buf out;
    if (!has_program("tmux"))
        return;
    ck_assert(mkdtemp(folder) != NULL);
    snprintf(socket, sizeof socket, "%s/socket", folder);
    pty_config_init(&config);
    config.environment = outer_term;
    /* Whatever becomes of the test, no server stays. */
    const char *const words[] = {SERVER(socket),
                                 "set-option",
                                 "-s",
                                 "exit-unattached",
                                 "on",
                                 ";",
                                 "set-option",
                                 "-s",
                                 "set-clipboard",
                                 set_clipboard[_i],
                                 ";",
                                 "new-session",
                                 own_path(path),
                                 "--put",
                                 "zoe.flores",
                                 NULL};
    const char *const show[] = {SERVER(socket), "show-buffer", NULL};
    const char *const end[] = {SERVER(socket), "kill-server", NULL};
    ck_assert(pty_open(&pty, &config, words));
    ck_assert_msg(pty_wait_text(&pty, "given"), "%s", buf_text(&pty.out));
    ck_assert_msg(strstr(buf_text(&pty.out), "em9lLmZsb3Jlcw=="), "%s", buf_text(&pty.out));
    run_to_end(show, outer_term, &out);
    ck_assert_str_eq(buf_text(&out), "zoe.flores");
    buf_fini(&out);
    run_to_end(end, outer_term, &out);
    buf_fini(&out);
    pty_close(&pty);
    unlink(socket);
    ck_assert_int_eq(rmdir(folder), 0);
}
END_TEST

/* GNU screen hands on what its strings hold, so the terminal sees the sequence whole. */
START_TEST(arrives_through_screen) {
    char path[PATH_BYTES], folder[] = "/tmp/clipboard-XXXXXX", screens[PATH_BYTES];
    char settings[PATH_BYTES];
    char text[2001] = "", *sequence;
    struct pty_config config;
    struct pty pty;
    struct buf plain;
    if (!has_program("screen"))
        return;
    ck_assert(mkdtemp(folder) != NULL);
    snprintf(screens, sizeof screens, "SCREENDIR=%s", folder);
    snprintf(settings, sizeof settings, "%s/screenrc", folder);
    FILE *file = fopen(settings, "w");
    ck_assert(file != NULL);
    fputs("autodetach off\nstartup_message off\n", file); /* no server remains */
    ck_assert_int_eq(fclose(file), 0);
    const char *const environment[] = {"TERM=xterm-256color", "STY", screens, NULL};
    memset(text, 'z', sizeof text - 1);
    pty_config_init(&config);
    config.environment = environment;
    const char *const words[] = {"screen",       "-U",    "-c", settings,
                                 own_path(path), "--put", text, NULL};
    ck_assert(pty_open(&pty, &config, words));
    ck_assert_msg(pty_wait_text(&pty, "behind"), "%s", buf_text(&pty.out));
    encode(CLIPBOARD_PLAIN, text, &plain);
    ck_assert_msg((sequence = strstr(buf_text(&pty.out), "\033]52;c;")) != NULL, "%s",
                  buf_text(&pty.out));
    ck_assert(!strncmp(sequence, buf_text(&plain), plain.len));
    buf_fini(&plain);
    ck_assert(pty_send(&pty, "q"));
    int status;
    ck_assert(pty_wait_news(&pty, &status, PTY_DEADLINE_MS));
    pty_close(&pty);
    unlink(settings);
    rmdir(folder);
}
END_TEST

/* Between two frames and in one piece: what is drawn around it is as without it. */
START_TEST(sequence_stands_between_frames) {
    char path[PATH_BYTES];
    struct pty_config config;
    struct pty pty;
    pty_config_init(&config);
    config.environment = outer_term;
    const char *const words[] = {own_path(path), "--put", "zoe.flores", NULL};
    ck_assert(pty_open(&pty, &config, words));
    ck_assert(pty_wait_text(&pty, "sent"));
    const char *before = strstr(buf_text(&pty.out), "before");
    const char *sequence = strstr(buf_text(&pty.out), "\033]52;c;em9lLmZsb3Jlcw==\a");
    const char *behind = strstr(buf_text(&pty.out), "behind");
    ck_assert(before && sequence && behind && before < sequence && sequence < behind);
    pty_close(&pty);
}
END_TEST

int main(int argc, char **argv) {
    if (argc == 3 && !strcmp(argv[1], "--put"))
        return put_in_terminal(argv[2]);
    Suite *suite = suite_create("clipboard");
    TCase *tc = tcase_create("encoding"), *said = tcase_create("said"),
          *real = tcase_create("real");
    tcase_set_timeout(said, BLOCK_S);
    tcase_set_timeout(real, BLOCK_S);
    tcase_add_test(tc, text_goes_as_base64);
    tcase_add_test(tc, tmux_gets_it_twice);
    tcase_add_test(tc, nothing_goes_where_there_is_no_clipboard);
    tcase_add_test(tc, screen_gets_short_strings);
    tcase_add_test(tc, ceiling_is_exact);
    tcase_add_test(tc, doubt_begins_with_a_second_string);
    tcase_add_test(tc, surroundings_tell_the_way);
    tcase_add_test(said, what_was_sent_is_said);
    tcase_add_test(said, tmux_is_named);
    tcase_add_test(said, what_may_not_arrive_is_said);
    tcase_add_test(said, what_cannot_be_sent_is_said);
    tcase_add_test(said, too_much_is_refused_with_its_size);
    tcase_add_test(said, without_a_clipboard_one_line_is_shown);
    tcase_add_test(said, tmux_that_fails_is_passed_by);
    tcase_add_test(said, tmux_that_is_missing_is_passed_by);
    tcase_add_test(said, tmux_is_left_alone_outside_of_it);
    tcase_add_test(said, tmux_sees_no_secret_and_all_signals);
    tcase_add_test(said, tmux_gets_all_of_a_long_text);
    tcase_add_loop_test(real, arrives_through_tmux, 0,
                        (int)(sizeof set_clipboard / sizeof *set_clipboard));
    tcase_add_test(real, arrives_through_screen);
    tcase_add_test(real, sequence_stands_between_frames);
    suite_add_tcase(suite, tc);
    suite_add_tcase(suite, said);
    suite_add_tcase(suite, real);
    return run_suite(suite);
}
