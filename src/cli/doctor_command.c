/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/doctor_command.h"

#include "base/json_text.h"
#include "cli/complaint.h"
#include "cli/doctor.h"
#include "cli/option.h"
#include "cli/output.h"
#include "cli/print_table.h"
#include "health/health_program.h"
#include "view/health_table.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

enum { EXIT_PROBLEM = 1 };

struct arguments {
    struct store_words words; /* must be first: store_words_take_…() */
    enum print_form form;
    bool wants_help;
};

static bool apply_json(void *target, const char *value, struct err *err) {
    (void)value;
    return print_form_choose(&((struct arguments *)target)->form, PRINT_JSON, err);
}

static bool apply_csv(void *target, const char *value, struct err *err) {
    (void)value;
    return print_form_choose(&((struct arguments *)target)->form, PRINT_CSV, err);
}

static const struct option_row rows[] = {
    {"json", NULL, "one JSON object", apply_json},
    {"csv", NULL, "CSV with a header line", apply_csv},
    {"store", "FILE", "check this store", store_words_take_store},
    {"sandbox", NULL, "check the sandbox's own store",
     .flag = offsetof(struct arguments, words.is_sandbox)},
    {"config", "FILE", "check this configuration instead of the usual one",
     store_words_take_config},
    {"help", NULL, "print this help and exit", .flag = offsetof(struct arguments, wants_help)},
};

static const size_t row_count = sizeof rows / sizeof rows[0];

static void put_json_head(struct buf *out, const struct health_terminal *terminal) {
    char *libraries = health_libraries(terminal->library);
    buf_text_put(out, "{\"program\": {\"name\": \"" PACKAGE_NAME
                      "\", \"version\": \"" PACKAGE_VERSION "\", \"libraries\": ");
    json_text_put(out, libraries);
    buf_text_put(out, "},\n\"checks\": [");
    free(libraries);
}

static void put_head(struct print_table *print, const struct health_terminal *terminal) {
    switch (print->form) {
    case PRINT_TEXT:
        buf_text_put(&print->out, PACKAGE_STRING "\n");
        break;
    case PRINT_JSON:
        put_json_head(&print->out, terminal);
        break;
    case PRINT_CSV:
        print_table_titles(print);
        break;
    }
}

/* Prints the checks that were added. */
static bool print_checks(struct print_table *print, const struct health *health, struct err *err) {
    bool is_fine = true;
    for (size_t i = (size_t)print->printed; is_fine && i < health->count; i++)
        is_fine = print_table_row(print, &health->checks[i], err);
    return is_fine;
}

static bool print_tail(struct print_table *print, const struct health *health, struct err *err) {
    struct buf *out = &print->out;
    if (print->form == PRINT_JSON) {
        buf_text_put(out, "\n],\n\"sums\": {");
        for (enum health_state state = HEALTH_OK; state <= HEALTH_PROBLEM; state++)
            buf_format(out, "%s\"%s\": %" PRId64, state ? ", " : "", health_state_name(state),
                       health->sums[state]);
        buf_text_put(out, "}}\n");
    }
    return print_table_flush(print, err) && output_finish(err);
}

/* The store comes last, because reading it takes long; the rest is then printed. */
static bool examine(const struct arguments *arguments, const struct health_terminal *terminal,
                    struct health *health, struct err *err) {
    struct print_table print;
    print_table_init(&print, &health_checks, arguments->form);
    put_head(&print, terminal);
    health_look_at_terminal(health, terminal);
    doctor_look_at_settings(health, &arguments->words);
    bool is_fine = print_checks(&print, health, err);
    if (is_fine) {
        doctor_look_at_store(health, &arguments->words);
        is_fine = print_checks(&print, health, err) && print_tail(&print, health, err);
    }
    print_table_fini(&print);
    return is_fine;
}

static bool print_help(struct err *err) {
    printf("Usage: followtrail doctor [OPTION...]\n\n"
           "Checks terminal, settings, key and store, and prints a line for each: ok, note or\n"
           "problem. It reads the whole store. Nothing is sent, created or changed.\n\n");
    option_help(stdout, rows, row_count);
    printf("\nExit status: 0 no problem; 1 a problem; others as in followtrail --help.\n");
    return output_finish(err);
}

static bool read_arguments(int argc, char **argv, struct arguments *arguments, struct err *err) {
    *arguments = (struct arguments){.form = PRINT_TEXT};
    return option_parse_alone(rows, row_count, argc, argv, arguments, err);
}

int doctor_command(int argc, char **argv, const struct health_terminal *terminal) {
    struct arguments arguments;
    struct health health;
    struct err err = {.kind = ERR_NONE};
    health_init(&health);
    bool is_done =
        read_arguments(argc, argv, &arguments, &err) &&
        (arguments.wants_help ? print_help(&err) : examine(&arguments, terminal, &health, &err));
    bool has_problem = health.sums[HEALTH_PROBLEM] > 0;
    health_fini(&health);
    if (!is_done)
        return complaint_print("followtrail doctor", &err);
    return has_problem ? EXIT_PROBLEM : EXIT_SUCCESS;
}
