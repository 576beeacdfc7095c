/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sandbox_command.h"

#include "base/figure.h"
#include "cli/shell.h"
#include "sandbox/fault.h"
#include "sandbox/rate.h"
#include "sandbox/sandbox.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { LATENCY_MAX_MS = 600000 };

static const int64_t BALANCE_MAX = INT64_C(1000000000000);

struct arguments {
    struct sandbox_config config;
    const char *faults[SANDBOX_FAULTS_MAX];
    bool wants_help;
};

static bool apply_port(void *target, const char *value, struct err *err) {
    int64_t port;
    if (!option_number(value, 0, UINT16_MAX, &port, err))
        return false;
    ((struct arguments *)target)->config.port = (uint16_t)port;
    return true;
}

static bool apply_key(void *target, const char *value, struct err *err) {
    if (!*value || strpbrk(value, " \t\r\n"))
        return err_set(err, ERR_USAGE, "a key has at least one character, and no spaces");
    ((struct arguments *)target)->config.key = value;
    return true;
}

static bool apply_balance(void *target, const char *value, struct err *err) {
    return option_number(value, 0, BALANCE_MAX, &((struct arguments *)target)->config.balance, err);
}

static bool apply_latency(void *target, const char *value, struct err *err) {
    return option_number(value, 0, LATENCY_MAX_MS, &((struct arguments *)target)->config.latency_ms,
                         err);
}

static bool apply_rate(void *target, const char *value, struct err *err) {
    static const char unit[] = "/min";
    char number[24];
    size_t len = strlen(value), unit_len = sizeof unit - 1;
    if (len > unit_len && !strcmp(value + len - unit_len, unit))
        len -= unit_len;
    if (len >= sizeof number)
        return err_set(err, ERR_USAGE, "“%.80s” is too large", value);
    memcpy(number, value, len);
    number[len] = '\0';
    return option_number(number, 1, RATE_MAX, &((struct arguments *)target)->config.rate, err);
}

static bool apply_seed(void *target, const char *value, struct err *err) {
    int64_t seed;
    if (!option_number(value, 0, INT64_MAX, &seed, err))
        return false;
    ((struct arguments *)target)->config.seed = (uint64_t)seed;
    return true;
}

static bool apply_network(void *target, const char *value, struct err *err) {
    (void)err;
    ((struct arguments *)target)->config.network_dir = value;
    return true;
}

static bool apply_log(void *target, const char *value, struct err *err) {
    (void)err;
    ((struct arguments *)target)->config.log_file = value;
    return true;
}

static bool apply_fault(void *target, const char *value, struct err *err) {
    struct arguments *arguments = target;
    struct fault_rule rule;
    if (!fault_parse(value, &rule, err))
        return false;
    if (arguments->config.fault_count == SANDBOX_FAULTS_MAX)
        return err_set(err, ERR_USAGE, "at most %d are allowed", SANDBOX_FAULTS_MAX);
    arguments->faults[arguments->config.fault_count++] = value;
    return true;
}

static const struct option_row rows[] = {
    {"port", "PORT", "listen on this port of 127.0.0.1; 0 picks one (0)", apply_port},
    {"key", "KEY", "accept this key (" SANDBOX_DEFAULT_KEY ")", apply_key},
    {"balance", "CREDITS", "start with this many credits (100000)", apply_balance},
    {"latency", "MS", "wait this many milliseconds before every answer (0)", apply_latency},
    {"rate", "N", "allow this many requests a minute, also written N/min (600)", apply_rate},
    {"seed", "N", "the seed of the invented network (1)", apply_seed},
    {"network", "DIR", "serve accounts.csv and follows.csv of this folder, or an export, instead",
     apply_network},
    {"log", "FILE", "append a JSON line for each request", apply_log},
    {"fault", "SPEC", "inject faults, see below; repeatable", apply_fault},
    OPTION_HELP_ROW(struct arguments),
};

static void put_faults(FILE *out) {
    fputs("A fault's SPEC is NAME[:COUNT][@FIRST]: COUNT authorised requests (1) starting\n"
          "with the FIRST (1). If several cover a request, the first one applies. NAME is:\n\n",
          out);
    for (enum fault fault = FAULT_NONE + 1; fault < FAULT_COUNT; fault++)
        option_help_row(out, fault_table[fault].name, fault_table[fault].help);
}

static bool announce(const struct sandbox *sandbox, struct err *err) {
    if (printf("%s\n", sandbox_url(sandbox)) < 0 || fflush(stdout) != 0)
        return err_set(err, ERR_IO, "cannot write to stdout: %s", strerror(errno));
    return true;
}

static void print_bill(struct sandbox *sandbox) {
    struct sandbox_bill bill = sandbox_read_bill(sandbox);
    char requests[FIGURE_MAX], records[FIGURE_MAX], credits[FIGURE_MAX], left[FIGURE_MAX];
    fprintf(stderr, "%s, %s, %s charged, %s left\n",
            figure_counted(bill.requests, "request", requests),
            figure_counted(bill.records, "record", records), figure_credits(bill.credits, credits),
            figure_grouped(bill.balance, left));
}

/* Signals are blocked before the first thread starts, so that only sigwait() receives them. */
static bool serve(const struct sandbox_config *config, struct err *err) {
    sigset_t ends;
    int signal_number;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    signal(SIGPIPE, SIG_IGN);
    struct sandbox *sandbox = sandbox_open(config, err);
    bool is_fine = sandbox && announce(sandbox, err);
    if (is_fine) {
        sigwait(&ends, &signal_number);
        print_bill(sandbox);
    }
    sandbox_close(sandbox);
    return is_fine;
}

static bool run(void *target, int count, char **operands, struct err *err) {
    (void)count, (void)operands;
    return serve(&((const struct arguments *)target)->config, err);
}

static const struct shell_command command = {
    .who = "followtrail sandbox",
    .help = {.usage = "sandbox [OPTION...]",
             .about = "Serves the API on 127.0.0.1 with invented accounts, for tests, demos and "
                      "classes,\n"
                      "until interrupted. It prints its address as the first line on stdout.\n",
             .rows = rows,
             .row_count = sizeof rows / sizeof *rows,
             .put_more = put_faults},
    .run = run};

int sandbox_command(int argc, char **argv) {
    struct arguments arguments = {.wants_help = false};
    sandbox_config_init(&arguments.config);
    arguments.config.faults = arguments.faults;
    return shell_run(&command, argc, argv, &arguments);
}
