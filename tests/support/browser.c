/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/browser.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { ALL_MAX_BYTES = 256 << 20, TAIL_SHOWN = 400 };

void browser_config_init(struct browser_config *config) {
    *config = (struct browser_config){.words = NULL};
    pty_config_init(&config->pty);
}

void browser_init_bytes(struct browser *browser) {
    buf_init(&browser->all, ALL_MAX_BYTES);
    buf_init(&browser->screen, ALL_MAX_BYTES);
}

void browser_fini_bytes(struct browser *browser) {
    buf_fini(&browser->all);
    buf_fini(&browser->screen);
}

void browser_open(struct browser *browser, const struct browser_config *config) {
    static const char *const showcase[] = {"@zoe.flores", NULL};
    *browser = (struct browser){.clears = config->clears};
    browser_init_bytes(browser);
    ck_assert_msg(sandbox_child_open(&browser->sandbox, config->sandbox_options),
                  "the sandbox does not start: %s", sandbox_child_program());
    ck_assert(sandbox_child_browse(&browser->sandbox, &browser->pty, &config->pty,
                                   config->words ? config->words : showcase));
}

/* What the program says at its end; 0 where it says nothing. */
static int64_t credits_told(const struct browser *browser) {
    static const char before[] = "followtrail: ", behind[] = " credits spent";
    const char *text = buf_text(&browser->all), *told = strstr(text, behind);
    while (told && told > text && strncmp(told, before, sizeof before - 1) != 0)
        told--;
    return told && told > text ? strtoll(told + sizeof before - 1, NULL, 10) : 0;
}

void browser_close(struct browser *browser) {
    struct sandbox_child_bill bill;
    browser_send(browser, "Q");
    ck_assert_int_eq(browser_wait_exit(browser, PTY_DEADLINE_MS), 0);
    ck_assert(sandbox_child_read_bill(&browser->sandbox, &bill));
    ck_assert_int_eq(credits_told(browser), bill.credits);
    browser_abandon(browser);
}

void browser_abandon(struct browser *browser) {
    pty_close(&browser->pty);
    sandbox_child_close(&browser->sandbox);
    browser_fini_bytes(browser);
}

void browser_send(struct browser *browser, const char *keys) {
    browser_collect(browser);
    ck_assert(pty_send(&browser->pty, keys));
}

struct pty_answer browser_press(struct browser *browser, const char *keys) {
    struct pty_answer answer = {0};
    browser_collect(browser);
    bool is_answered = pty_press(&browser->pty, keys, &answer);
    ck_assert_msg(is_answered, "no answer to a key");
    return answer;
}

void browser_collect(struct browser *browser) {
    ck_assert(buf_put(&browser->all, browser->pty.out.data, browser->pty.out.len));
    pty_forget(&browser->pty);
}

/* Where the screen is cleared next. */
static size_t wait_clear(struct browser *browser, const char *clear, size_t from) {
    struct pty *pty = &browser->pty;
    ck_assert(pty_send(pty, KEY_REDRAW_BYTES));
    ck_assert_msg(pty_wait_text_after(pty, from, clear), "nothing was drawn afresh");
    const char *at = memmem(pty->out.data + from, pty->out.len - from, clear, strlen(clear));
    return (size_t)(at - pty->out.data);
}

/* A frame may come in pieces, and nothing bounds the pauses between them: what stands from one
 * clearing of the screen to the next is whole. Where it is not known how the terminal is cleared, a
 * pause has to do. */
void browser_redraw(struct browser *browser) {
    const char *clear = browser->clears ? browser->clears : "\033[2J";
    browser_collect(browser);
    size_t from = wait_clear(browser, clear, 0);
    size_t to = *clear ? wait_clear(browser, clear, from + 1) : 0;
    ck_assert(pty_wait_quiet(&browser->pty, PTY_QUIET_MS));
    buf_clear(&browser->screen);
    const struct buf *out = &browser->pty.out;
    ck_assert(buf_put(&browser->screen, out->data + from, (*clear ? to : out->len) - from));
}

bool browser_shows(struct browser *browser, const char *text) {
    browser_redraw(browser);
    return memmem(browser->screen.data, browser->screen.len, text, strlen(text)) != NULL;
}

void browser_wait(struct browser *browser, const char *text) {
    int64_t until = pty_now_us() + (int64_t)(PTY_DEADLINE_MS * 1000 * pty_patience());
    while (!browser_shows(browser, text)) {
        size_t len = browser->screen.len, tail = len > TAIL_SHOWN ? TAIL_SHOWN : len;
        ck_assert_msg(pty_now_us() < until, "“%s” is not on the screen, whose end is: %s", text,
                      len ? browser->screen.data + len - tail : "");
        pty_wait_quiet(&browser->pty, PTY_QUIET_MS);
    }
}

/* The sandbox's, which is another in every one. */
static void hide_port(struct buf *screen) {
    static const char address[] = "127.0.0.1:";
    char *at = memmem(screen->data, screen->len, address, sizeof address - 1);
    const char *end = screen->data + screen->len;
    for (at = at ? at + sizeof address - 1 : NULL; at && at < end && *at >= '0' && *at <= '9'; at++)
        *at = '#';
}

/* Twice: the first drawing begins with whatever style the last frame ended in. */
static void redraw_alike(struct browser *browser) {
    browser_redraw(browser);
    browser_redraw(browser);
    hide_port(&browser->screen);
}

void browser_keep(struct browser *browser, struct buf *screen) {
    redraw_alike(browser);
    buf_init(screen, browser->screen.len);
    ck_assert(buf_put(screen, browser->screen.data, browser->screen.len));
}

static int shown(const struct buf *screen, size_t from) {
    size_t len = screen->len - from;
    return (int)(len > TAIL_SHOWN ? TAIL_SHOWN : len);
}

void browser_expect(struct browser *browser, struct buf *screen) {
    redraw_alike(browser);
    const struct buf *now = &browser->screen;
    size_t same = 0;
    while (same < now->len && same < screen->len && now->data[same] == screen->data[same])
        same++;
    ck_assert_msg(now->len == screen->len && same == now->len,
                  "the screen has\n%.*s\nand should have\n%.*s", shown(now, same), now->data + same,
                  shown(screen, same), screen->data + same);
    buf_fini(screen);
}

void browser_expect_fresh(struct browser *browser, const struct browser_config *config,
                          const char *seen, const char *const keys[]) {
    struct browser fresh;
    struct buf screen;
    browser_open(&fresh, config);
    browser_wait(&fresh, seen);
    for (; keys && *keys; keys++)
        browser_press(&fresh, *keys);
    browser_keep(&fresh, &screen);
    browser_close(&fresh);
    browser_expect(browser, &screen);
}

int browser_wait_exit(struct browser *browser, int deadline_ms) {
    int status = 0;
    do {
        bool is_told = pty_wait_news(&browser->pty, &status, deadline_ms);
        ck_assert_msg(is_told, "the program goes on beyond %d ms", deadline_ms);
    } while (!WIFEXITED(status) && !WIFSIGNALED(status));
    if (browser->pty.fd >= 0)
        ck_assert(pty_wait_quiet(&browser->pty, PTY_QUIET_MS));
    browser_collect(browser);
    ck_assert_msg(WIFEXITED(status), "ended by signal %d", WTERMSIG(status));
    return WEXITSTATUS(status);
}
