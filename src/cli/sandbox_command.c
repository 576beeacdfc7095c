/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sandbox_command.h"

#include "base/figure.h"
#include "cli/complaint.h"
#include "cli/option.h"
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
    {"port", "PORT", "Listen on this port of 127.0.0.1; 0, the default, picks one", apply_port},
    {"key", "KEY", "The key that is accepted (default: " SANDBOX_DEFAULT_KEY ")", apply_key},
    {"balance", "CREDITS", "Initial credits (default: 100000)", apply_balance},
    {"latency", "MS", "Milliseconds before every answer (default: 0)", apply_latency},
    {"rate", "N", "Requests a minute, also written N/min (default: 600)", apply_rate},
    {"seed", "N", "Seed of the invented network (default: 1)", apply_seed},
    {"network", "DIR", "Serve accounts.csv and follows.csv of this folder instead", apply_network},
    {"log", "FILE", "Append a JSON line for each request", apply_log},
    {"fault", "SPEC", "Inject faults, see below; repeatable", apply_fault},
    {"help", NULL, "Print this help and exit", .flag = offsetof(struct arguments, wants_help)},
};

static const size_t row_count = sizeof rows / sizeof rows[0];

static int print_help(void) {
    printf("Usage: followtrail sandbox [OPTION...]\n\n"
           "Serves the API on 127.0.0.1 with invented accounts, for tests, demos and classes,\n"
           "until interrupted. It prints its address as the first line on stdout.\n\n");
    option_help(stdout, rows, row_count);
    printf(
        "\n"
        "A fault's SPEC is NAME[:COUNT][@FIRST]: COUNT authorised requests (1) starting with the\n"
        "FIRST (1). If several cover a request, the first one applies. NAME is:\n\n");
    for (enum fault fault = FAULT_NONE + 1; fault < FAULT_COUNT; fault++)
        printf("  %-20s %s\n", fault_table[fault].name, fault_table[fault].help);
    return fflush(stdout) == 0 ? EXIT_SUCCESS : err_exit_status(ERR_IO);
}

static bool read_arguments(int argc, char **argv, struct arguments *arguments, struct err *err) {
    *arguments = (struct arguments){.wants_help = false};
    sandbox_config_init(&arguments->config);
    arguments->config.faults = arguments->faults;
    return option_parse_alone(rows, row_count, argc, argv, arguments, err);
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

int sandbox_command(int argc, char **argv) {
    struct arguments arguments;
    struct err err = {.kind = ERR_NONE};
    if (!read_arguments(argc, argv, &arguments, &err))
        return complaint_print("followtrail sandbox", &err);
    if (arguments.wants_help)
        return print_help();
    return serve(&arguments.config, &err) ? EXIT_SUCCESS
                                          : complaint_print("followtrail sandbox", &err);
}
