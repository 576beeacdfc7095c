/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of lists. */
#include "session/source_lists.h"

#include "tests/support/rig.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>

/* A list that was asked for by a handle belongs to no known id, and has a state nonetheless. */
START_TEST(a_list_by_handle_has_its_own_state) {
    struct scratch scratch;
    struct rig_config config;
    struct rig rig;
    scratch_init(&scratch);
    rig_config_init(&config);
    config.shop.store_path = scratch.path;
    config.session.wants_profile = false;
    rig_open(&rig, &config);
    rig_go(&rig, "zoe.flores");
    source_lists_open(&rig.session);
    rig_settle(&rig);
    const struct list *lists = rig_list(&rig);
    ck_assert_uint_eq(lists->count, 1);
    ck_assert_ptr_null(lists->rows[0]->id);
    struct facts facts = list_facts(lists, 0);
    ck_assert_int_eq(facts.state, FACT_INCOMPLETE);
    ck_assert_str_eq(facts.state_name, "partial");
    rig_close(&rig, 0, 0);
    scratch_fini(&scratch);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("lists");
    TCase *tcase = tcase_create("lists");
    tcase_add_test(tcase, a_list_by_handle_has_its_own_state);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
