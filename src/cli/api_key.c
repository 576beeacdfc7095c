/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/api_key.h"

#include "api/client.h"
#include "base/mem.h"
#include "base/spawn.h"
#include "store/home.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const variables[] = {"UNIFAPI_API_KEY", "UNIFAPI_KEY"};
static const char blanks[] = " \t\r\n\f\v";

/* The words of a command, in a copy of it. */
struct words {
    char *text;
    const char *argv[API_KEY_WORDS_MAX + 1];
};

const char *api_key_variable(void) {
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *value = getenv(variables[i]);
        if (value && *value)
            return variables[i];
    }
    return NULL;
}

void api_key_forget_environment(void) {
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        char *value = getenv(variables[i]);
        if (!value)
            continue;
        explicit_bzero(value, strlen(value));
        unsetenv(variables[i]);
    }
}

/* A copy of the first `len` bytes without surrounding white space. ERR_CONFIG if it cannot be a
 * key. */
static char *make_key(const char *bytes, size_t len, const char *from, struct err *err) {
    struct err wrong;
    while (len && strchr(blanks, bytes[len - 1]))
        len--;
    size_t mark = len >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3) ? 3 : 0; /* some editors write a
                                                                            byte order mark */
    size_t skipped = mark + strspn(bytes + mark, blanks);
    skipped = skipped < len ? skipped : len;
    char *key = mem_dup_n(bytes + skipped, len - skipped);
    if (strlen(key) == len - skipped && api_check_key(key, &wrong))
        return key;
    if (strlen(key) != len - skipped)
        err_set(err, ERR_CONFIG, "%s: the API key contains a NUL byte", from);
    else
        err_set(err, ERR_CONFIG, "%s: %s", from, wrong.text);
    api_key_free(key);
    return NULL;
}

/* Takes the next word out of `text`, removing its quotes. */
static char *next_word(char **text, bool *is_open) {
    char *at = *text + strspn(*text, blanks), *word = at, *put = at;
    char quote = '\0';
    for (; *at && (quote || !strchr(blanks, *at)); at++)
        if (quote ? *at == quote : *at == '\'' || *at == '"')
            quote = quote ? '\0' : *at;
        else
            *put++ = *at;
    *is_open = quote != '\0';
    bool is_word = at > word;
    *text = *at ? at + 1 : at;
    *put = '\0';
    return is_word ? word : NULL;
}

static bool split(const char *command, struct words *words, struct err *err) {
    char *rest = words->text = mem_dup(command), *word;
    bool is_open = false;
    size_t count = 0;
    while ((word = next_word(&rest, &is_open)) && !is_open && count < API_KEY_WORDS_MAX)
        words->argv[count++] = word;
    words->argv[count] = NULL;
    if (is_open)
        return err_set(err, ERR_USAGE, "a quote is not closed");
    if (word)
        return err_set(err, ERR_USAGE, "it has more than %d words", API_KEY_WORDS_MAX);
    return (count && *words->argv[0]) || err_set(err, ERR_USAGE, "it names no program");
}

bool api_key_check_command(const char *command, struct err *err) {
    struct words words;
    bool is_fine = split(command, &words, err);
    free(words.text);
    return is_fine;
}

static char *first_line(const char *text, size_t len, const char *from, struct err *err) {
    const char *stop = memchr(text, '\n', len);
    return make_key(text, stop ? (size_t)(stop - text) : len, from, err);
}

/* Whether the only word may be the key itself, in the wrong place: then it is not shown. */
static bool may_be_key(const char *word) {
    return !strchr(word, '/');
}

static void refuse_command(const struct words *words, const struct err *why, struct err *err) {
    if (why->kind == ERR_CONFIG && words->argv[0] && !words->argv[1] && may_be_key(words->argv[0]))
        err_set(err, ERR_CONFIG,
                "key-command: no such program; set it to a command that prints the key, not to the "
                "key itself");
    else
        err_set(err, ERR_CONFIG, "key-command: %s", why->text);
}

static char *run_command(const char *command, struct err *err) {
    char output[API_KEY_OUTPUT_MAX + 1] = "";
    struct words words = {.text = NULL};
    struct err wrong = {.kind = ERR_NONE};
    size_t len = 0;
    char *key = NULL;
    if (!split(command, &words, &wrong) ||
        !spawn_read(words.argv, output, API_KEY_OUTPUT_MAX, &len, API_KEY_COMMAND_MS, &wrong))
        refuse_command(&words, &wrong, err);
    else
        key = first_line(output, len, "key-command", err);
    explicit_bzero(output, sizeof output);
    free(words.text);
    return key;
}

static bool check_status(int fd, const char *path, struct err *err) {
    struct stat status;
    if (fstat(fd, &status) != 0)
        return err_set(err, ERR_CONFIG, "cannot read %.200s: %s", path, strerror(errno));
    if (!S_ISREG(status.st_mode))
        return err_set(err, ERR_CONFIG,
                       "%.200s is not a regular file, so the key is not read from it", path);
    if (status.st_uid != geteuid())
        return err_set(err, ERR_CONFIG,
                       "%.200s belongs to another user, so the key is not read from it", path);
    return !(status.st_mode & (S_IRWXG | S_IRWXO)) ||
           err_set(
               err, ERR_CONFIG,
               "other users can access %.200s, which contains the API key. Run: chmod 600 %.200s",
               path, path);
}

/* Opening must not block: it may be a FIFO. *fd is -1 if the file does not exist. */
static bool open_file(const char *path, int *fd, struct err *err) {
    *fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (*fd < 0)
        return errno == ENOENT || errno == ENOTDIR ||
               err_set(err, ERR_CONFIG, "cannot read %.200s: %s", path, strerror(errno));
    if (check_status(*fd, path, err))
        return true;
    close(*fd);
    return false;
}

static char *read_key(int fd, const char *path, struct err *err) {
    char bytes[API_KEY_OUTPUT_MAX + 1] = "";
    size_t len = 0;
    ssize_t got = 0;
    while (len < API_KEY_OUTPUT_MAX &&
           ((got = read(fd, bytes + len, API_KEY_OUTPUT_MAX - len)) > 0 ||
            (got < 0 && errno == EINTR)))
        len += got > 0 ? (size_t)got : 0;
    char *key = NULL;
    if (got < 0)
        err_set(err, ERR_CONFIG, "cannot read %.200s: %s", path, strerror(errno));
    else
        key = first_line(bytes, len, path, err);
    explicit_bzero(bytes, sizeof bytes);
    return key;
}

char *api_key_usual_file(void) {
    return home_key_path(NULL);
}

/* A named file must exist. */
static bool read_file(const char *named, char **key, struct err *err) {
    char *usual = named ? NULL : api_key_usual_file();
    const char *path = named ? named : usual;
    int fd = -1;
    bool is_fine = !path || open_file(path, &fd, err);
    if (is_fine && named && fd < 0)
        is_fine = may_be_key(named)
                      ? err_set(err, ERR_CONFIG,
                                "key-file: no such file; set it to a file that contains the key, "
                                "not to the key itself")
                      : err_set(err, ERR_CONFIG, "key-file: no such file: %.200s", named);
    if (is_fine && fd >= 0) {
        *key = read_key(fd, path, err);
        is_fine = *key;
        close(fd);
    }
    free(usual);
    return is_fine;
}

static bool read_variable(char **key, const char **from, struct err *err) {
    const char *name = api_key_variable(), *value = name ? getenv(name) : NULL;
    if (!value)
        return true;
    *from = name;
    *key = make_key(value, strlen(value), name, err);
    return *key;
}

static bool find_place(const struct api_key_places *places, char **key, const char **from,
                       struct err *err) {
    if (places->command) {
        *from = "key-command";
        *key = run_command(places->command, err);
        return *key;
    }
    *from = places->file ? "key-file" : "the key file";
    return read_file(places->file, key, err);
}

bool api_key_find(const struct api_key_places *places, char **key, const char **from,
                  struct err *err) {
    *key = NULL;
    *from = NULL;
    bool is_fine = places->is_first || read_variable(key, from, err);
    api_key_forget_environment();
    if (is_fine && !*key)
        is_fine = find_place(places, key, from, err);
    return is_fine;
}

void api_key_free(char *key) {
    if (!key)
        return;
    explicit_bzero(key, strlen(key));
    free(key);
}

void api_key_seal_process(void) {
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}
