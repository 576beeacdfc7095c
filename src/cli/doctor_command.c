/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/doctor_command.h"

#include "cli/complaint.h"
#include "cli/doctor.h"
#include "cli/output.h"
#include "cli/print_table.h"
#include "cli/shell.h"
#include "health/health_program.h"
#include "view/health_table.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#define WHO "followtrail doctor"

enum { EXIT_PROBLEM = 1 };

struct arguments {
    struct store_words words; /* must be first: STORE_WORDS_ROWS */
    struct print_words print;
    bool wants_help;
    const struct health_terminal *terminal;
    bool has_problem; /* the result */
};

static const struct option_row rows[] = {
    PRINT_WORDS_ROWS(struct arguments),
    STORE_WORDS_ROWS,
    OPTION_HELP_ROW(struct arguments),
};

static void put_json_head(struct print_table *print, const struct health_terminal *terminal) {
    char *libraries = health_libraries(terminal->library);
    const struct print_member members[] = {
        {"name", PACKAGE_NAME}, {"version", PACKAGE_VERSION}, {"libraries", libraries}};
    print_table_json_about(print, "program", members, sizeof members / sizeof *members);
    print_table_json_rows(print, "checks");
    free(libraries);
}

static void put_head(struct print_table *print, const struct health_terminal *terminal) {
    switch (print->form) {
    case PRINT_TEXT:
        buf_text_put(&print->out, PACKAGE_STRING "\n");
        break;
    case PRINT_JSON:
        put_json_head(print, terminal);
        break;
    case PRINT_CSV:
    case PRINT_JSON_LINES:
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
    bool is_printed = print_table_flush(print, err) && output_finish(err);
    if (is_printed)
        complaint_formulas(WHO, print->csv.formulas);
    return is_printed;
}

/* The store comes last, because reading it takes long; the rest is then printed. */
static bool examine(const struct arguments *arguments, enum print_form form, struct health *health,
                    struct err *err) {
    struct print_table print;
    print_table_init(&print, &health_checks, form);
    put_head(&print, arguments->terminal);
    health_look_at_terminal(health, arguments->terminal);
    doctor_look_at_settings(health, &arguments->words);
    bool is_fine = print_checks(&print, health, err);
    if (is_fine) {
        doctor_look_at_store(health, &arguments->words);
        is_fine = print_checks(&print, health, err) && print_tail(&print, health, err);
    }
    print_table_fini(&print);
    return is_fine;
}

static bool run(void *target, int count, char **operands, struct err *err) {
    (void)count, (void)operands;
    struct arguments *arguments = target;
    struct health health;
    enum print_form form;
    health_init(&health);
    bool is_done =
        print_words_choose(&arguments->print, &form, err) && examine(arguments, form, &health, err);
    arguments->has_problem = health.sums[HEALTH_PROBLEM] > 0;
    health_fini(&health);
    return is_done;
}

static void put_status(FILE *out) {
    fputs("Exit status: 0 no problem; 1 a problem; others as in followtrail --help.\n", out);
}

static const struct shell_command command = {
    .who = WHO,
    .help = {.usage = "doctor [OPTION...]",
             .about = "Checks terminal, settings, key and store, and prints a line for each: ok, "
                      "note or\n"
                      "problem. It reads the whole store. Nothing is sent, created or changed.\n",
             .rows = rows,
             .row_count = sizeof rows / sizeof *rows,
             .put_more = put_status},
    .run = run};

int doctor_command(int argc, char **argv, const struct health_terminal *terminal) {
    struct arguments arguments = {.terminal = terminal};
    int status = shell_run(&command, argc, argv, &arguments);
    return status == EXIT_SUCCESS && arguments.has_problem ? EXIT_PROBLEM : status;
}
