/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/names.h"

#include "account/reference.h"
#include "base/nearest.h"
#include "cli/store_choice.h"
#include "store/lookup.h"

#include <string.h>
#include <unistd.h>

static const char *const commands[] = {"answer",  "compare", "config", "crawl",       "diff",
                                       "doctor",  "export",  "fetch",  "followed-by", "frontier",
                                       "help",    "ledger",  "list",   "lists",       "methods",
                                       "reindex", "sandbox", "stats",  "verify",      "version"};

enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

/* What the store knows of a name. */
enum fame { FAME_NONE, FAME_KNOWN, FAME_UNREAD };

const char *names_find_command(const char *word, bool *is_exact) {
    const char *command = nearest_of(word, commands, COMMAND_COUNT);
    *is_exact = command && !strcmp(command, word);
    return command;
}

static const char *find_option(const char *word) {
    const char *names[OPTION_TABLE_MAX];
    size_t count;
    const struct option_row *rows = options_rows(&count);
    for (size_t i = 0; i < count; i++)
        names[i] = rows[i].name;
    return nearest_of(word, names, count);
}

/* Not an @, an id or an address; false also for what cannot be a name. */
static bool is_bare(const char *word, struct reference *reference) {
    return reference_parse(word, reference, NULL) && reference->kind == REFERENCE_HANDLE &&
           !strpbrk(word, "@/");
}

bool names_is_bare(const char *word) {
    struct reference reference;
    return is_bare(word, &reference);
}

static bool refuse_command(const char *word, const char *command, bool is_exact, struct err *err) {
    if (is_exact)
        return err_set(
            err, ERR_USAGE,
            "“%s” is a command, and commands come first: followtrail %s. For the account, use @%s",
            word, word, word);
    return err_set(err, ERR_USAGE,
                   "no command “%.80s”; did you mean “%s”? For the account, use @%.80s", word,
                   command, word);
}

bool names_check_command(int argc, char *const words[], struct err *err) {
    struct reference reference;
    bool is_exact;
    if (argc < 2 || !is_bare(words[1], &reference))
        return true;
    const char *command = names_find_command(words[1], &is_exact);
    return !command || refuse_command(words[1], command, is_exact, err);
}

/* `store` is NULL if it cannot be read. */
static enum fame find_fame(struct store *store, const struct reference *reference) {
    struct arena arena;
    struct account *account = NULL;
    struct snapshot snapshot = {0};
    if (!store)
        return FAME_UNREAD;
    arena_init(&arena);
    bool is_read = lookup_account(store, reference, &arena, &account, NULL) &&
                   lookup_unbound(store, reference->name, &snapshot, NULL);
    bool is_known = account || snapshot.id;
    arena_fini(&arena);
    return is_known ? FAME_KNOWN : is_read ? FAME_NONE : FAME_UNREAD;
}

static bool refuse(const struct options *options, const char *word, struct err *err) {
    bool is_exact;
    const char *command = names_find_command(word, &is_exact);
    if (command)
        return refuse_command(word, command, is_exact, err);
    const char *option = find_option(word);
    if (option)
        return err_set(
            err, ERR_USAGE,
            "no command “%.80s”; did you mean the option --%s? For the account, use @%.80s", word,
            option, word);
    return options->takes_bare_names ||
           err_set(err, ERR_USAGE,
                   "no command and no stored account “%.80s”. For the account, use @%.80s; "
                   "followtrail help lists the commands",
                   word, word);
}

static bool check_word(const struct options *options, struct store *store, bool has_store,
                       const char *word, bool *is_open_question, struct err *err) {
    struct reference reference;
    if (!is_bare(word, &reference))
        return true;
    enum fame fame = has_store ? find_fame(store, &reference) : FAME_NONE;
    if (fame == FAME_KNOWN)
        return true;
    if (refuse(options, word, err))
        return true;
    *is_open_question = *is_open_question || fame == FAME_UNREAD;
    return fame == FAME_UNREAD;
}

/* Opens the store unchanged. NULL if there is none, or it cannot be read: a killed program may have
 * left its log, or its version is older. */
static struct store *peek(const struct options *options, bool *has_store) {
    struct store_choice choice;
    struct store *store = NULL;
    *has_store =
        store_choice_make(options, &choice, NULL) && choice.path && access(choice.path, F_OK) == 0;
    if (*has_store) {
        const struct store_config config = {.path = choice.path};
        store = store_open_reader(&config, NULL);
    }
    store_choice_fini(&choice);
    return store;
}

bool names_check(const struct options *options, struct store *store, int count, char *const words[],
                 bool *is_open_question, struct err *err) {
    bool has_store = store, is_fine = true, is_mine = !store;
    *is_open_question = false;
    if (is_mine)
        store = peek(options, &has_store);
    for (int i = options->first_account; is_fine && i < count; i++)
        is_fine = check_word(options, store, has_store, words[i], is_open_question, err);
    if (is_mine)
        store_close(store);
    return is_fine;
}
