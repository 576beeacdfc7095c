/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/shop.h"

#include "api/client.h"
#include "base/clock.h"
#include "store/home.h"
#include "tests/support/mould.h"

#include <check.h>
#include <stdlib.h>

enum { PLENTY_A_MINUTE = 1000000 };

void shop_config_init(struct shop_config *config) {
    *config = (struct shop_config){.silence_s = API_SILENCE_DEFAULT};
    caps_init(&config->caps);
    sandbox_config_init(&config->sandbox);
    config->sandbox.rate = PLENTY_A_MINUTE;
}

static void open_stores(struct shop *shop, const struct shop_config *config) {
    struct err err;
    int64_t now_ms = clock_wall_ms();
    if (!config->store_path) {
        shop->temporary_path = home_temporary_path(0, &err);
        ck_assert_msg(shop->temporary_path != NULL, "%s", err.text);
        mould_new_store(shop->temporary_path, now_ms);
    }
    struct store_config store = {.path =
                                     config->store_path ? config->store_path : shop->temporary_path,
                                 .kind = STORE_KIND_SANDBOX,
                                 .is_temporary = !config->store_path};
    shop->writer = store_open(&store, now_ms, &err);
    ck_assert_msg(shop->writer != NULL, "%s", err.text);
    shop->writer->caps = config->caps;
    store_use_key(shop->writer, config->key ? config->key : SANDBOX_DEFAULT_KEY);
    shop->reader = store_open_reader(&store, &err);
    ck_assert_msg(shop->reader != NULL, "%s", err.text);
}

void shop_open(struct shop *shop, const struct shop_config *config) {
    struct err err;
    struct spill_intake intake;
    *shop = (struct shop){0};
    shop->sandbox = sandbox_open(&config->sandbox, &err);
    ck_assert_msg(shop->sandbox != NULL, "%s", err.text);
    shop->mailbox = mailbox_open(&err);
    ck_assert_msg(shop->mailbox != NULL, "%s", err.text);
    open_stores(shop, config);
    struct api_config api = {.url = config->url ? config->url : sandbox_url(shop->sandbox),
                             .key = config->key ? config->key : SANDBOX_DEFAULT_KEY,
                             .silence_s = config->silence_s};
    shop->worker = worker_open(&api, shop->writer, shop->mailbox, &shop->purse, &intake, &err);
    ck_assert_msg(shop->worker != NULL, "%s", err.text);
}

void shop_close(struct shop *shop, int64_t maybe, int64_t lost) {
    struct purse purse;
    struct err err;
    ck_assert_msg(worker_close(shop->worker, &purse, &err), "%s", err.text);
    struct sandbox_bill bill = sandbox_read_bill(shop->sandbox);
    store_close(shop->reader);
    store_close(shop->writer);
    if (shop->temporary_path)
        home_remove_temporary(shop->temporary_path);
    free(shop->temporary_path);
    sandbox_close(shop->sandbox);
    mailbox_close(shop->mailbox);
    ck_assert_int_eq(purse.maybe, maybe);
    ck_assert_int_eq(purse.spent[PURSE_SESSION] + lost, bill.credits);
    ck_assert_int_eq(purse.reserved, 0);
}
