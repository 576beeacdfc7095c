/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/record.h"

#include "api/unpack.h"
#include "record/answer_print.h"
#include "record/record_slice.h"
#include "store/ledger.h"
#include "store/lookup.h"

#include <inttypes.h>
#include <stdio.h>

enum { UNREAD_MAX = 1 << 20, NUMBER_MAX = 24 };

void record_init(struct record *record) {
    *record = (struct record){.state = RECORD_UNSTORED};
    arena_init(&record->subject_arena);
    arena_init(&record->arena);
    record_print_init(&record->print);
    buf_init(&record->unread, UNREAD_MAX);
}

void record_fini(struct record *record) {
    arena_fini(&record->subject_arena);
    arena_fini(&record->arena);
    record_print_fini(&record->print);
    buf_fini(&record->unread);
    *record = (struct record){.state = RECORD_UNSTORED};
}

const struct sighting *record_sighting(const struct record *record) {
    return record->at < record->count ? &record->sightings[record->at] : NULL;
}

/* An account without an id is identified by its place. */
static bool find_account(const struct record *record, int64_t *account, struct err *err) {
    if (record->subject->id)
        return lookup_number(record->store, record->subject->id, account, err);
    return sighting_account_in(record->store, record->snapshot, record->seq, record->row, account,
                               err);
}

static bool read_sightings(struct record *record) {
    int64_t account;
    arena_fini(&record->arena);
    record->sightings = NULL;
    record->count = 0;
    record->known = NULL;
    if (!find_account(record, &account, &record->err))
        return false;
    return !account || sighting_list(record->store, account, &record->arena, &record->sightings,
                                     &record->count, &record->err);
}

static bool read_known(struct record *record, const struct sighting *sighting) {
    struct account *known = NULL;
    if (sighting && record->subject->id &&
        !lookup_account_at(record->store, record->subject->id, sighting->no, &record->arena, &known,
                           &record->err))
        return false;
    record->known = known ? known : record->subject;
    return true;
}

static enum record_state read_slice(struct record *record, const struct reply *reply, int64_t row) {
    struct buf room;
    const struct buf *body;
    struct record_slice slice;
    buf_init(&room, UNPACK_MAX);
    bool is_found = !unpack_failure(unpack_body(reply, &room, &body)) &&
                    record_slice_find(buf_text(body), body->len, row, record->subject->id, &slice);
    record->status = reply->status;
    if (is_found) {
        record->size = slice.len;
        record_print_json(&record->print, slice.text, slice.len);
    }
    buf_fini(&room);
    return is_found ? RECORD_HERE : RECORD_MISPLACED;
}

static enum record_state read_body(struct record *record, const struct sighting *sighting) {
    struct journal_raw *raw;
    if (!journal_read_raw(record->store, sighting->request, &raw, &record->err))
        return RECORD_UNREADABLE;
    enum record_state state = !raw ? RECORD_GONE : RECORD_DAMAGED;
    if (raw && raw->reply)
        state = read_slice(record, raw->reply, sighting->row);
    journal_raw_free(raw);
    return state;
}

static void read_shown(struct record *record) {
    const struct sighting *sighting = record_sighting(record);
    record_print_clear(&record->print);
    record->status = 0;
    record->state = !read_known(record, sighting) ? RECORD_UNREADABLE
                    : sighting                    ? read_body(record, sighting)
                                                  : RECORD_UNSTORED;
    const struct account *known = record->known ? record->known : record->subject;
    if (record->state != RECORD_HERE && known)
        record_print_account(&record->print, known);
}

/* Reads all records again and shows number `at`, or the newest. */
static void load(struct record *record, size_t at) {
    if (!read_sightings(record)) {
        record->count = record->at = 0;
        record_print_clear(&record->print);
        record_print_account(&record->print, record->subject);
        record->state = RECORD_UNREADABLE;
        return;
    }
    record->at = at < record->count ? at : record->count ? record->count - 1 : 0;
    read_shown(record);
}

/* Rows point into the list's pages, unless they were described again, which needs an id. */
static bool find_place(struct record *record, const struct list *list,
                       const struct account *account) {
    for (size_t i = 0; i < list->page_count; i++) {
        const struct page *page = list->pages[i];
        for (size_t j = 0; j < page->count; j++) {
            if (&page->records[j] != account)
                continue;
            record->snapshot = list->snapshot;
            record->seq = (int64_t)i;
            record->row = (int64_t)j;
            return true;
        }
    }
    return false;
}

static bool put_answer(struct record *record, const struct ledger_row *row, struct err *err) {
    struct journal_raw *raw;
    if (!journal_read_raw(record->store, row->request, &raw, err))
        return false;
    bool is_whole = raw && raw->reply;
    if (is_whole)
        answer_print(row, raw, &record->unread);
    journal_raw_free(raw);
    return is_whole || err_set(err, ERR_DATA,
                               raw ? "The stored answer to request %" PRId64 " is damaged."
                                   : "The store has no answer to request %" PRId64 ".",
                               row->request);
}

static bool read_answer(struct record *record, const char *request, struct err *err) {
    struct arena arena;
    struct ledger_row row;
    bool is_found = false;
    arena_init(&arena);
    bool is_read =
        ledger_find(record->store, request, &arena, &row, &is_found, err) &&
        (is_found ||
         err_set(err, ERR_USAGE, "The store has no request “%.80s”; $ lists them.", request)) &&
        put_answer(record, &row, err);
    record->answer = is_read ? row.request : 0;
    arena_fini(&arena);
    return is_read;
}

static const struct account nobody = {.is_bare = true,
                                      .follower_count = ACCOUNT_UNKNOWN,
                                      .following_count = ACCOUNT_UNKNOWN,
                                      .like_count = ACCOUNT_UNKNOWN,
                                      .video_count = ACCOUNT_UNKNOWN};

bool record_open_answer(struct record *record, struct store *store, const char *request,
                        struct err *err) {
    record_fini(record);
    record_init(record);
    record->store = store;
    record->subject = account_copy(&record->subject_arena, &nobody);
    return read_answer(record, request, err);
}

/* Leaves out an unreadable rest: that is no error of the record. */
static void read_unread(struct record *record, const struct list *list) {
    char number[NUMBER_MAX];
    int64_t request = 0;
    if (!list->failure.brief ||
        !ledger_find_unread(record->store, list->snapshot, (int64_t)list->page_count, list->target,
                            &request, NULL) ||
        !request)
        return;
    snprintf(number, sizeof number, "%" PRId64, request);
    (void)!read_answer(record, number, NULL);
    record->answer = 0;
}

bool record_open(struct record *record, const struct session *session) {
    const struct place *place = session->trail.current;
    const struct account *account = session_selected(session);
    if (!account && place && !place->list->count)
        account = place->list->owner;
    record_fini(record);
    record_init(record);
    record->store = session->store;
    if (place)
        read_unread(record, place->list);
    if (!account && record->unread.len)
        account = &nobody;
    if (!account || !place)
        return false;
    record->subject = account_copy(&record->subject_arena, account);
    if (!account->id && !find_place(record, place->list, account))
        record->snapshot = record->seq = record->row = REPLY_UNKNOWN;
    load(record, SIZE_MAX);
    return true;
}

static bool is_same(const struct sighting *one, const struct sighting *other) {
    return one->request == other->request && one->row == other->row;
}

void record_refresh(struct record *record) {
    const struct sighting *shown = record_sighting(record);
    struct sighting before = shown ? *shown : (struct sighting){.request = REPLY_UNKNOWN};
    size_t at = 0;
    if (!record->subject || record->answer) /* an answer does not change */
        return;
    load(record, record->at);
    while (at < record->count && !is_same(&record->sightings[at], &before))
        at++;
    if (at == record->at || at == record->count)
        return;
    record->at = at;
    read_shown(record);
}

bool record_step(struct record *record, int direction) {
    record_refresh(record);
    if (direction < 0 ? record->at == 0 : record->at + 1 >= record->count)
        return false;
    record->at += direction < 0 ? (size_t)-1 : 1;
    read_shown(record);
    return true;
}
