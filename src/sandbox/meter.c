/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/meter.h"

#include "base/clock.h"
#include "base/mem.h"
#include "sandbox/log.h"
#include "sandbox/prng.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { PURPOSE_REQUEST_ID = 81 };

struct meter {
    pthread_mutex_t lock;
    struct log *log;
    struct rate rate;
    struct sandbox_bill bill;
    int64_t counted; /* authorised requests for an operation */
    uint64_t seed;
    struct fault_rule rules[SANDBOX_FAULTS_MAX];
    size_t rule_count;
};

static bool read_faults(struct meter *meter, const struct sandbox_config *config, struct err *err) {
    if (config->fault_count > SANDBOX_FAULTS_MAX)
        return err_set(err, ERR_USAGE, "more than %d faults", SANDBOX_FAULTS_MAX);
    meter->rule_count = config->fault_count;
    for (size_t i = 0; i < config->fault_count; i++)
        if (!fault_parse(config->faults[i], &meter->rules[i], err))
            return false;
    return true;
}

static bool check_config(const struct sandbox_config *config, struct err *err) {
    if (config->balance < 0)
        return err_set(err, ERR_USAGE, "the balance cannot be below 0");
    if (config->rate < 1 || config->rate > RATE_MAX)
        return err_set(err, ERR_USAGE, "the rate must be 1 to %d requests a minute", RATE_MAX);
    return true;
}

struct meter *meter_open(const struct sandbox_config *config, struct err *err) {
    if (!check_config(config, err))
        return NULL;
    struct meter *meter = mem_zalloc(sizeof *meter);
    pthread_mutex_init(&meter->lock, NULL);
    meter->seed = config->seed;
    meter->bill.balance = config->balance;
    rate_init(&meter->rate, config->rate, clock_monotonic_ms());
    if (!read_faults(meter, config, err) ||
        (config->log_file && !(meter->log = log_open(config->log_file, err)))) {
        meter_close(meter);
        return NULL;
    }
    return meter;
}

void meter_close(struct meter *meter) {
    if (!meter)
        return;
    log_close(meter->log);
    pthread_mutex_destroy(&meter->lock);
    free(meter);
}

/* Unique within a run and the same in the next run, so that recorded screens can contain them. */
static void write_request_id(const struct meter *meter, struct meter_receipt *receipt) {
    struct prng prng;
    prng_init(&prng, meter->seed, PURPOSE_REQUEST_ID, (uint64_t)receipt->serial);
    uint64_t high = prng_next(&prng), low = prng_next(&prng);
    snprintf(receipt->request_id, sizeof receipt->request_id, "unif_%016" PRIx64 "%016" PRIx64,
             high, low);
}

static bool finds_something(enum fault fault, const struct meter_request *request, bool is_paid) {
    switch (fault_table[fault].scope) {
    case FAULT_REFUSES:
    case FAULT_SPOILS_ANSWER:
        return true;
    case FAULT_REFUSES_CURSOR:
        return request->has_cursor;
    case FAULT_SPOILS_PAID:
        return is_paid;
    case FAULT_SPOILS_LIST:
        return is_paid && request->is_list;
    }
    return false;
}

static int64_t count_records(const struct meter_request *request, enum fault fault) {
    if (fault == FAULT_EMPTY_MORE && request->is_list)
        return 0;
    return (int64_t)(fault == FAULT_REPEAT_PAGE ? request->records_before : request->records);
}

static bool is_refusing(enum fault fault, const struct meter_request *request) {
    enum fault_scope scope = fault_table[fault].scope;
    return scope == FAULT_REFUSES || (scope == FAULT_REFUSES_CURSOR && request->has_cursor);
}

/* The answer before credits are considered. */
static enum refusal judge(struct meter *meter, const struct meter_request *request,
                          enum fault *fault) {
    *fault = FAULT_NONE;
    if (!request->is_counted)
        return request->refusal;
    bool has_token = rate_take(&meter->rate, clock_monotonic_ms());
    *fault = fault_pick(meter->rules, meter->rule_count, ++meter->counted);
    if (is_refusing(*fault, request))
        return fault_table[*fault].refusal;
    return has_token ? request->refusal : REFUSAL_RATE;
}

static void price(struct meter *meter, const struct meter_request *request,
                  struct meter_receipt *receipt) {
    enum fault fault;
    enum refusal refusal = judge(meter, request, &fault);
    int64_t records = count_records(request, fault);
    receipt->required = records > 0 ? records : 1;
    if (refusal == REFUSAL_NONE && meter->bill.balance == 0)
        refusal = REFUSAL_CREDITS;
    bool is_paid = refusal == REFUSAL_NONE;
    receipt->fault = finds_something(fault, request, is_paid) ? fault : FAULT_NONE;
    receipt->refusal = is_paid ? fault_table[receipt->fault].refusal : refusal;
    if (!is_paid)
        return;
    receipt->is_truncated = records > meter->bill.balance;
    receipt->records = receipt->is_truncated ? meter->bill.balance : records;
    receipt->credits = receipt->records > 0 ? receipt->records : 1;
}

static bool write_log(struct meter *meter, const struct meter_request *request,
                      const struct meter_receipt *receipt, int64_t wall_ms) {
    bool is_answered = receipt->fault != FAULT_TIMEOUT;
    struct log_line line = {
        .wall_ms = wall_ms,
        .path = request->path,
        .query = request->query,
        .request_id = receipt->request_id,
        .status = is_answered ? refusal_table[receipt->refusal].status : 0,
        .records = receipt->records,
        .credits = receipt->credits,
        .balance = receipt->balance,
        .fault = receipt->fault == FAULT_NONE ? NULL : fault_table[receipt->fault].name,
    };
    return log_write(meter->log, &line);
}

static void book(struct meter *meter, const struct meter_receipt *receipt) {
    meter->bill.records += receipt->records;
    meter->bill.credits += receipt->credits;
    meter->bill.balance -= receipt->credits;
}

void meter_settle(struct meter *meter, const struct meter_request *request,
                  struct meter_receipt *receipt) {
    *receipt = (struct meter_receipt){.refusal = request->refusal};
    pthread_mutex_lock(&meter->lock);
    int64_t wall_ms = clock_wall_ms();
    receipt->serial = ++meter->bill.requests;
    write_request_id(meter, receipt);
    price(meter, request, receipt);
    receipt->balance = meter->bill.balance - receipt->credits;
    receipt->rate = rate_read(&meter->rate, clock_monotonic_ms());
    receipt->rate_reset_s = (wall_ms + receipt->rate.full_in_ms + 999) / 1000;
    if (write_log(meter, request, receipt, wall_ms)) {
        book(meter, receipt);
    } else {
        receipt->refusal = REFUSAL_LOG;
        receipt->fault = FAULT_NONE;
        receipt->records = receipt->credits = 0;
        receipt->balance = meter->bill.balance;
    }
    pthread_mutex_unlock(&meter->lock);
}

struct sandbox_bill meter_read_bill(struct meter *meter) {
    pthread_mutex_lock(&meter->lock);
    struct sandbox_bill bill = meter->bill;
    pthread_mutex_unlock(&meter->lock);
    return bill;
}
