/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/rig.h"

#include "command/crawling.h"
#include "session/counting.h"
#include "session/load.h"
#include "session/navigate.h"
#include "session/question.h"
#include "session/source.h"

#include <check.h>
#include <poll.h>
#include <string.h>

void rig_config_init(struct rig_config *config) {
    *config = (struct rig_config){.session = {.page_size = 20,
                                              .wants_profile = true,
                                              .has_prefetch = true,
                                              .load_page_size = 50,
                                              .threshold = 200}};
    shop_config_init(&config->shop);
}

void rig_open(struct rig *rig, const struct rig_config *config) {
    shop_open(&rig->shop, &config->shop);
    session_init(&rig->session, &config->session, config->is_offline ? NULL : rig->shop.worker,
                 rig->shop.reader, &rig->shop.purse);
}

void rig_close(struct rig *rig, int64_t maybe, int64_t lost) {
    int64_t spent = rig->session.purse.spent[PURSE_SESSION];
    struct sandbox_bill bill = sandbox_read_bill(rig->shop.sandbox);
    session_fini(&rig->session);
    shop_close(&rig->shop, maybe, lost);
    ck_assert_int_eq(spent + lost, bill.credits);
}

void rig_step(struct rig *rig) {
    struct pollfd fd = {.fd = mailbox_fd(rig->shop.mailbox), .events = POLLIN};
    poll(&fd, 1, -1);
    struct event *event;
    while ((event = mailbox_take(rig->shop.mailbox))) {
        load_apply(&rig->session, event);
        crawling_look(&rig->session, false);
    }
}

void rig_settle(struct rig *rig) {
    while (!session_is_idle(&rig->session))
        rig_step(rig);
    bool is_counted = counting_finish(&rig->session, NULL);
    (void)is_counted;
}

void rig_run(struct rig *rig, enum command command) {
    bare_front_run(&rig->session, command, RIG_ROWS);
    rig_settle(rig);
}

void rig_agree(struct rig *rig) {
    ck_assert_msg(bare_front_agree(&rig->session, NULL, RIG_ROWS), "nothing to say yes to");
    rig_settle(rig);
}

bool rig_agree_to(struct rig *rig, const char *amount) {
    bool is_agreed = bare_front_agree(&rig->session, amount, RIG_ROWS);
    rig_settle(rig);
    return is_agreed;
}

void rig_go(struct rig *rig, const char *typed) {
    struct err err;
    ck_assert_msg(navigate_open(&rig->session, typed, &err), "%s", err.text);
    rig_settle(rig);
}

void rig_select(struct rig *rig, const char *username) {
    const struct list *list = rig_list(rig);
    size_t row = 0;
    while (row < list->count && strcmp(list->rows[row]->username, username) != 0)
        row++;
    ck_assert_msg(row < list->count, "%s is not in the list", username);
    excerpt_select(&rig->session.trail.current->excerpt, row);
}

const struct list *rig_list(const struct rig *rig) {
    return rig->session.trail.current->list;
}

int64_t rig_requests(const struct rig *rig) {
    return sandbox_read_bill(rig->shop.sandbox).requests;
}

void rig_expect(const struct rig *rig, const char *words) {
    const struct session_question *question = &rig->session.question;
    struct buf said;
    buf_init(&said, 4096);
    buf_format(&said, "%s / ", rig->session.message ? rig->session.message : "(nothing)");
    if (question->about)
        question_put(question, QUESTION_FULL, &said);
    buf_format(&said, "/ %s", question->note ? question->note : "");
    ck_assert_msg(strstr(buf_text(&said), words) != NULL, "“%s” is not in: %s", words,
                  buf_text(&said));
    buf_fini(&said);
}

void rig_expect_list(const struct rig *rig, size_t rows, const char *words) {
    struct buf title;
    buf_init(&title, 256);
    source_describe(rig_list(rig), &title);
    ck_assert_uint_eq(rig_list(rig)->count, rows);
    ck_assert_msg(strstr(buf_text(&title), words) != NULL, "“%s” is not in: %s", words,
                  buf_text(&title));
    buf_fini(&title);
}
