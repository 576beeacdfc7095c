/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/web_browser.h"

#include "base/spawn.h"
#include "model/extract.h"

#include <stdlib.h>
#include <string.h>

enum { COMMAND_MAX_BYTES = 4096, WORDS_MAX = 64, ADDRESS_MAX_BYTES = 128 };

#define BLANKS " \t"

/* The words of one command, NUL after each, and where they begin. */
struct command_line {
    struct buf text;
    size_t starts[WORDS_MAX];
    size_t count;
};

static bool is_set(const char *name) {
    const char *value = getenv(name);
    return value && *value;
}

/* Under WSL the browser is Windows's, which always has a display. */
static bool has_display(void) {
    return is_set("DISPLAY") || is_set("WAYLAND_DISPLAY") || is_set("WSL_DISTRO_NAME") ||
           is_set("WSL_INTEROP");
}

/* Appends one word with its placeholders replaced; sets *has_address if there was one. */
static bool put_word(struct buf *out, const char *word, size_t len, const char *address,
                     bool *has_address) {
    bool fits = true;
    for (size_t i = 0; i < len; i++) {
        bool is_percent = word[i] == '%' && i + 1 < len;
        if (is_percent && word[i + 1] == 's') {
            fits = buf_text_put(out, address) && fits;
            *has_address = true;
            i++;
        } else {
            fits = buf_put(out, &word[i], 1) && fits;
            i += is_percent && word[i + 1] == '%';
        }
    }
    return buf_put(out, "", 1) && fits;
}

static bool start_word(struct command_line *line) {
    if (line->count == WORDS_MAX - 1)
        return false;
    line->starts[line->count++] = line->text.len;
    return true;
}

/* False if it is too long or empty. */
static bool split_command(struct command_line *line, const char *command, size_t len,
                          const char *address) {
    bool has_address = false;
    for (size_t at = 0; at < len;) {
        size_t word = strcspn(command + at, BLANKS);
        if (word > len - at)
            word = len - at;
        if (word && (!start_word(line) ||
                     !put_word(&line->text, command + at, word, address, &has_address)))
            return false;
        at += word + 1;
    }
    if (!line->count)
        return false;
    return has_address || (start_word(line) && buf_put(&line->text, address, strlen(address) + 1));
}

static bool run_command(const char *command, size_t len, const char *address, struct err *err) {
    const char *words[WORDS_MAX] = {NULL};
    struct command_line line = {.count = 0};
    buf_init(&line.text, COMMAND_MAX_BYTES);
    bool is_split = split_command(&line, command, len, address);
    for (size_t i = 0; is_split && i < line.count; i++)
        words[i] = line.text.data + line.starts[i];
    bool is_open = is_split ? spawn_detached(words, err)
                            : err_set(err, ERR_CONFIG,
                                      "$BROWSER contains an empty command, "
                                      "or one that is too long");
    buf_fini(&line.text);
    return is_open;
}

/* Tries one command after the other; the last one's error is reported. */
static bool open_address(const char *commands, const char *address, struct err *err) {
    err_set(err, ERR_CONFIG, "$BROWSER contains no command");
    while (commands && *commands) {
        size_t len = strcspn(commands, ":");
        if (len && run_command(commands, len, address, err))
            return true;
        commands += len + (commands[len] == ':');
    }
    return false;
}

/* If nothing can be opened, says the address; for several, how to get them. */
static void say_instead(struct session *session, const char *why, const char *address,
                        size_t count) {
    if (count == 1)
        session_say(session, TONE_WARNING, "%s: %s · y a copies it.", why, address);
    else
        session_say(session, TONE_WARNING, "%s; y a copies the %zu addresses.", why, count);
}

static const char *lack(void) {
    if (!has_display())
        return "No browser can show here, because there is no display ($DISPLAY, "
               "$WAYLAND_DISPLAY)";
    return is_set("BROWSER") ? NULL
                             : "Set $BROWSER to a command, such as firefox, to open profiles";
}

static bool open_all(struct session *session, struct buf *addresses, size_t count) {
    struct err err;
    for (size_t i = 0; i < count; i++) {
        if (open_address(getenv("BROWSER"), buf_text(&addresses[i]), &err))
            continue;
        say_instead(session, err.text, buf_text(&addresses[i]), count);
        return false;
    }
    return true;
}

static void open_or_say(struct session *session, struct buf *addresses, size_t count) {
    const char *why = lack();
    if (why)
        say_instead(session, why, buf_text(&addresses[0]), count);
    else if (!open_all(session, addresses, count))
        return;
    else if (count == 1)
        session_say(session, TONE_INFO, "Opening %s in the web browser.", buf_text(&addresses[0]));
    else
        session_say(session, TONE_INFO, "Opening %zu profiles in the web browser.", count);
}

static const struct account *put_addresses(const struct account *const *accounts, size_t count,
                                           struct buf *addresses) {
    for (size_t i = 0; i < count; i++)
        if (!extract_put(EXTRACT_ADDRESS, accounts[i], &addresses[i]))
            return accounts[i];
    return NULL;
}

void web_browser_open(struct session *session, const struct account *const *accounts,
                      size_t count) {
    struct buf addresses[WEB_BROWSER_ACCOUNTS_MAX];
    if (!count) {
        session_say(session, TONE_INFO, "No account is selected.");
        return;
    }
    if (count > WEB_BROWSER_ACCOUNTS_MAX) {
        session_say(session, TONE_WARNING,
                    "%zu accounts are too many to open at once: %d at most. Mark fewer.", count,
                    WEB_BROWSER_ACCOUNTS_MAX);
        return;
    }
    for (size_t i = 0; i < count; i++)
        buf_init(&addresses[i], ADDRESS_MAX_BYTES);
    const struct account *unfit = put_addresses(accounts, count, addresses);
    if (unfit)
        session_say(session, TONE_WARNING,
                    "Nothing was opened: the handle @%s cannot be part of an address.",
                    unfit->username ? unfit->username : "(unknown)");
    else
        open_or_say(session, addresses, count);
    for (size_t i = 0; i < count; i++)
        buf_fini(&addresses[i]);
}
