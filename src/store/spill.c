/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/spill.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/shared_file.h"
#include "store/journal.h"
#include "store/spill_answer.h"
#include "store/store_run.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD_WORDS "followtrail spill 1\n"

enum {
    CHUNK = 64 * 1024,
    BLOCK = 512 /* bytes per unit of st_blocks (stat(2)) */
};

/* A file that we have locked. */
struct file {
    int fd; /* -1: none */
    char *path;
    int number; /* from 1 */
    off_t size; /* bytes written and synced */
};

struct spill {
    const struct store *store;
    size_t answer_max;
    struct file file;
    off_t used; /* end of the answers */
    int broken; /* errno of what made it unreliable; 0: reliable */
};

static bool set_failure(struct err *err, const char *path, int reason) {
    bool is_full = reason == ENOSPC || reason == EDQUOT || reason == EFBIG;
    bool is_ours = reason == EACCES || reason == EPERM || reason == EROFS || reason == ELOOP;
    if (is_full)
        return err_set(err, ERR_LIMIT,
                       "the disk is full or a quota is reached: no room for the spill file %s (%s)",
                       path, strerror(reason));
    return err_set(err, is_ours ? ERR_CONFIG : ERR_IO, "cannot use the spill file %s: %s", path,
                   strerror(reason));
}

static char *path_of(const char *store, int number) {
    return number == 1 ? mem_format("%s-spill", store) : mem_format("%s-spill-%d", store, number);
}

static bool write_at(int fd, const void *bytes, size_t len, off_t at) {
    const char *from = bytes;
    while (len) {
        ssize_t done = pwrite(fd, from, len, at);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0) {
            errno = done ? errno : EIO;
            return false;
        }
        from += done;
        at += done;
        len -= (size_t)done;
    }
    return true;
}

static bool read_at(int fd, void *bytes, size_t len, off_t at) {
    char *to = bytes;
    while (len) {
        ssize_t done = pread(fd, to, len, at);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0) {
            errno = done ? errno : EIO;
            return false;
        }
        to += done;
        at += done;
        len -= (size_t)done;
    }
    return true;
}

static void file_drop(struct file *file) {
    if (file->fd >= 0)
        close(file->fd);
    free(file->path);
    *file = (struct file){.fd = -1};
}

static void make_head(const char *name, char head[static SPILL_HEAD]) {
    memset(head, 0, SPILL_HEAD);
    snprintf(head, SPILL_HEAD, HEAD_WORDS "%s\n", name);
}

/* A part that was torn while the file was created is still empty. */
static bool is_blank(const char *bytes, size_t len) {
    for (size_t i = 0; i < len; i++)
        if (bytes[i])
            return false;
    return true;
}

enum head { HEAD_OWN, HEAD_NONE, HEAD_OTHER, HEAD_FOREIGN };

static enum head judge_head(const char *name, const char *head, size_t len) {
    char own[SPILL_HEAD];
    make_head(name, own);
    if (len == SPILL_HEAD && !memcmp(head, own, strlen(own)))
        return HEAD_OWN;
    if (is_blank(head, len) || (len < SPILL_HEAD && !memcmp(head, own, len)))
        return HEAD_NONE;
    size_t words = sizeof HEAD_WORDS - 1;
    return len == SPILL_HEAD && !memcmp(head, HEAD_WORDS, words) ? HEAD_OTHER : HEAD_FOREIGN;
}

/* What is at a place in the file. */
enum place { PLACE_NONE, PLACE_ANSWER, PLACE_DAMAGED, PLACE_FAILED };

struct found {
    struct reply *reply; /* PLACE_ANSWER */
    struct spill_request request;
    int64_t received_ms;
    off_t end; /* PLACE_ANSWER, PLACE_DAMAGED: where the next one may begin */
};

/* From `at` to the end of the file; NULL with errno if it cannot be read. */
static uint8_t *read_rest(const struct file *file, off_t at, size_t *len) {
    *len = (size_t)(file->size - at);
    uint8_t *bytes = mem_alloc(*len + 1);
    if (read_at(file->fd, bytes, *len, at))
        return bytes;
    int reason = errno;
    free(bytes);
    errno = reason;
    return NULL;
}

/* Its head is damaged, or its length exceeds the file. */
static enum place pass_over(const struct file *file, off_t at, struct found *found) {
    size_t len;
    uint8_t *rest = read_rest(file, at + 1, &len);
    if (!rest)
        return PLACE_FAILED;
    found->end = at + 1 + (off_t)spill_answer_find(rest, len);
    free(rest);
    return PLACE_DAMAGED;
}

static enum place look_at(const struct file *file, off_t at, struct found *found) {
    uint8_t head[SPILL_ANSWER_HEAD];
    *found = (struct found){.end = at};
    if (at + SPILL_ANSWER_HEAD > file->size)
        return PLACE_NONE;
    if (!read_at(file->fd, head, SPILL_ANSWER_HEAD, at))
        return PLACE_FAILED;
    size_t len = spill_answer_length(head);
    if (!len && !spill_answer_is_begun(head))
        return PLACE_NONE;
    if (!len || len > (size_t)(file->size - at - SPILL_ANSWER_HEAD))
        return pass_over(file, at, found);
    uint8_t *bytes = mem_alloc(len);
    bool is_read = read_at(file->fd, bytes, len, at + SPILL_ANSWER_HEAD);
    int reason = errno;
    if (is_read)
        found->reply = spill_answer_read(head, bytes, len, &found->request, &found->received_ms);
    found->end = at + SPILL_ANSWER_HEAD + (off_t)len;
    free(bytes);
    errno = reason;
    return !is_read ? PLACE_FAILED : found->reply ? PLACE_ANSWER : PLACE_DAMAGED;
}

/* Whether it contains, or may contain, an answer. */
static bool has_answer(const struct file *file) {
    struct found found;
    enum place place = look_at(file, SPILL_HEAD, &found);
    reply_free(found.reply);
    return place != PLACE_NONE;
}

/* The last one first, so that what a kill leaves is found from the start. */
static bool wipe_from(const struct file *file, off_t at) {
    static const uint8_t nothing[SPILL_ANSWER_HEAD];
    struct found found;
    enum place place = look_at(file, at, &found);
    reply_free(found.reply);
    if (place == PLACE_NONE)
        return true;
    return place != PLACE_FAILED && wipe_from(file, found.end) &&
           write_at(file->fd, nothing, sizeof nothing, at) && fdatasync(file->fd) == 0;
}

/* Another user's file could be one that he still writes to, unless the group shares it. */
static bool is_foreign(const struct store *store, const struct stat *status) {
    const mode_t group = S_IRGRP | S_IWGRP;
    bool is_group = store->sharing.is_shared && status->st_gid == store->sharing.group &&
                    (status->st_mode & group) == group;
    return geteuid() != 0 && status->st_uid != geteuid() && !is_group;
}

static bool check_mode(const struct store *store, const struct file *file,
                       const struct stat *status, struct err *err) {
    const mode_t wanted =
        store->sharing.is_shared ? S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP : S_IRUSR | S_IWUSR;
    mode_t others = status->st_mode & (S_IRWXG | S_IRWXO) & ~wanted;
    return !others || fchmod(file->fd, wanted) == 0 || set_failure(err, file->path, errno);
}

static bool check_kind(const struct store *store, const struct file *file, struct stat *status,
                       struct err *err) {
    const char *wrong = NULL;
    if (fstat(file->fd, status) != 0)
        return set_failure(err, file->path, errno);
    if (!S_ISREG(status->st_mode))
        wrong = "it is not a regular file";
    else if (status->st_nlink > 1)
        wrong = "it has a second hard link";
    else if (is_foreign(store, status))
        wrong = "it belongs to another user";
    if (wrong)
        return err_set(err, ERR_CONFIG, "cannot use the spill file %s: %s. Move it away",
                       file->path, wrong);
    return check_mode(store, file, status, err);
}

static bool check_head(const struct store *store, struct file *file, off_t size, struct err *err) {
    char head[SPILL_HEAD];
    size_t len = size < SPILL_HEAD ? (size_t)size : SPILL_HEAD;
    if (!read_at(file->fd, head, len, 0))
        return set_failure(err, file->path, errno);
    file->size = size;
    switch (judge_head(store->name, head, len)) {
    case HEAD_OWN:
        return true;
    case HEAD_FOREIGN:
        return err_set(err, ERR_CONFIG, "%s is not a Followtrail spill file. Move it away",
                       file->path);
    case HEAD_OTHER:
        if (has_answer(file))
            return err_set(err, ERR_DATA,
                           "%s contains paid answers of another store. Move it back to that store",
                           file->path);
        break;
    case HEAD_NONE:
        break;
    }
    file->size = 0; /* to be written again */
    return true;
}

enum grip { GRIP_HELD, GRIP_MISSING, GRIP_ELSEWHERE, GRIP_FAILED };

static enum grip grip_opened(const struct store *store, struct file *file, struct err *err) {
    struct stat status, there;
    if (!check_kind(store, file, &status, err))
        return GRIP_FAILED;
    if (!file_lock(file->fd, F_OFD_SETLK, F_WRLCK, FILE_WHOLE)) {
        if (errno == EAGAIN || errno == EACCES)
            return GRIP_ELSEWHERE;
        set_failure(err, file->path, errno);
        return GRIP_FAILED;
    }
    /* Its last holder may have removed or renamed it after we opened it. */
    if (!check_kind(store, file, &status, err))
        return GRIP_FAILED;
    if (lstat(file->path, &there) != 0 || there.st_ino != status.st_ino ||
        there.st_dev != status.st_dev)
        return GRIP_ELSEWHERE;
    return check_head(store, file, status.st_size, err) ? GRIP_HELD : GRIP_FAILED;
}

/* Opens and locks the store's file of that number. */
static enum grip grip(const struct store *store, int number, int flags, struct file *file,
                      struct err *err) {
    *file = (struct file){.path = path_of(store->path, number), .number = number};
    file->fd = sharing_open(&store->sharing, file->path, flags);
    enum grip result = GRIP_FAILED;
    if (file->fd >= 0)
        result = grip_opened(store, file, err);
    else if (errno == ENOENT && !(flags & O_CREAT))
        result = GRIP_MISSING;
    else
        set_failure(err, file->path, errno);
    if (result != GRIP_HELD)
        file_drop(file);
    return result;
}

/* Noise, so that no file system compresses it or skips blocks of zeros. */
static void fill_noise(uint64_t noise[static CHUNK / 8], uint64_t *state) {
    for (size_t i = 0; i < CHUNK / 8; i++) {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        noise[i] = *state;
    }
}

static bool write_noise(int fd, off_t from, off_t to) {
    uint64_t *noise = mem_alloc(CHUNK), state = 0x9e3779b97f4a7c15 ^ (uint64_t)from;
    bool is_written = true;
    for (off_t at = from; is_written && at < to; at += CHUNK) {
        size_t len = to - at < CHUNK ? (size_t)(to - at) : CHUNK;
        fill_noise(noise, &state);
        is_written = write_at(fd, noise, len, at);
    }
    int reason = errno;
    free(noise);
    errno = reason;
    return is_written;
}

static bool sync_folder(const char *path) {
    const char *slash = strrchr(path, '/');
    char *folder = !slash         ? mem_dup(".")
                   : slash > path ? mem_dup_n(path, (size_t)(slash - path))
                                  : mem_dup("/");
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool is_synced = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL);
    int reason = errno;
    if (fd >= 0)
        close(fd);
    free(folder);
    errno = reason;
    return is_synced;
}

/* Gives back what was allocated if not all of it is available. */
static bool grow(struct spill *spill, off_t size, struct err *err) {
    struct file *file = &spill->file;
    char head[SPILL_HEAD];
    off_t from = file->size > SPILL_HEAD ? file->size : SPILL_HEAD;
    bool is_new = file->size == 0;
    make_head(spill->store->name, head);
    if ((!is_new || write_at(file->fd, head, sizeof head, 0)) &&
        write_noise(file->fd, from, size) && fsync(file->fd) == 0 &&
        (!is_new || sync_folder(file->path))) {
        file->size = size;
        return true;
    }
    set_failure(err, file->path, errno);
    if (ftruncate(file->fd, file->size) == 0 && is_new && unlink(file->path) == 0)
        file_drop(file);
    return false;
}

/* A sparse copy has no room; nor is the file of a killed program known to be on the disk. */
static bool make_solid(struct file *file, struct err *err) {
    struct stat status;
    if (fstat(file->fd, &status) != 0 || fsync(file->fd) != 0)
        return set_failure(err, file->path, errno);
    if (file->size > SPILL_HEAD && (off_t)status.st_blocks * BLOCK < file->size)
        file->size = SPILL_HEAD;
    return true;
}

static bool hold_file(struct spill *spill, struct err *err) {
    for (int number = 1; number <= SPILL_FILES_MAX; number++) {
        enum grip result = grip(spill->store, number, O_CREAT, &spill->file, err);
        if (result == GRIP_ELSEWHERE)
            continue;
        if (result != GRIP_HELD)
            return false;
        /* Left by a program that ended after this one began: for the next start. */
        if (has_answer(&spill->file)) {
            file_drop(&spill->file);
            continue;
        }
        spill->used = SPILL_HEAD;
        return make_solid(&spill->file, err);
    }
    return err_set(err, ERR_LIMIT, "%s is already used by %d programs, the maximum",
                   spill->store->path, SPILL_FILES_MAX);
}

/* A file that was removed or truncated under the program is useless to the next one. */
static void check_hold(struct spill *spill) {
    struct stat status;
    if (spill->file.fd < 0)
        return;
    bool is_there = fstat(spill->file.fd, &status) == 0 && status.st_nlink == 1;
    if (!is_there && spill->used == SPILL_HEAD)
        file_drop(&spill->file);
    else if (is_there && status.st_size < spill->file.size)
        spill->file.size = status.st_size < spill->used ? spill->used : status.st_size;
}

/* Writes beyond this limit fail, even over existing bytes. */
static bool is_allowed(off_t size) {
    struct rlimit limit;
    return getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY ||
           (rlim_t)size <= limit.rlim_cur;
}

bool spill_prepare(struct spill *spill, size_t answers, struct err *err) {
    if (spill->store->is_temporary)
        return true;
    if (spill->broken)
        return set_failure(err, spill_path(spill), spill->broken);
    check_hold(spill);
    if (spill->file.fd < 0 && !hold_file(spill, err))
        return false;
    off_t need = spill->used + (off_t)(answers * spill->answer_max);
    if (!is_allowed(need))
        return set_failure(err, spill_path(spill), EFBIG);
    if (need <= spill->file.size)
        return true;
    return (answers <= 1 || store_has_room(spill->store, need - spill->file.size, err)) &&
           grow(spill, need, err);
}

static bool write_synced(struct spill *spill, const struct buf *bytes, struct err *err) {
    if (write_at(spill->file.fd, bytes->data, bytes->len, spill->used) &&
        fdatasync(spill->file.fd) == 0)
        return true;
    spill->broken = errno;
    return set_failure(err, spill->file.path, errno);
}

bool spill_put(struct spill *spill, int64_t request, const struct reply *reply, int64_t received_ms,
               struct err *err) {
    const struct spill_request told = {request, spill->store->run, spill->store->run_ms};
    struct buf bytes;
    if (spill->file.fd < 0 || spill->broken)
        return err_set(err, ERR_IO, "there is no room next to the store either");
    buf_init(&bytes, (size_t)(spill->file.size - spill->used));
    bool is_put = spill_answer_put(&bytes, &told, received_ms, reply)
                      ? write_synced(spill, &bytes, err)
                      : err_set(err, ERR_LIMIT, "%s has no room for it", spill->file.path);
    if (is_put)
        spill->used += (off_t)bytes.len;
    buf_fini(&bytes);
    return is_put;
}

/* What failed may work by now; the file is then remade in full. */
static void start_over(struct spill *spill) {
    if (ftruncate(spill->file.fd, 0) != 0)
        return;
    spill->file.size = 0;
    spill->used = SPILL_HEAD;
    spill->broken = 0;
}

void spill_clear(struct spill *spill) {
    if (spill->file.fd >= 0 && spill->broken)
        start_over(spill);
    if (spill->file.fd < 0 || spill->broken || spill->used == SPILL_HEAD)
        return;
    if (wipe_from(&spill->file, SPILL_HEAD))
        spill->used = SPILL_HEAD;
    else
        spill->broken = errno ? errno : EIO;
}

const char *spill_path(const struct spill *spill) {
    return spill->file.path ? spill->file.path : "";
}

struct spill *spill_new(const struct store *store, size_t body_max) {
    struct spill *spill = mem_zalloc(sizeof *spill);
    *spill = (struct spill){.store = store,
                            .answer_max = body_max + SPILL_FIELDS_MAX,
                            .file = {.fd = -1},
                            .used = SPILL_HEAD};
    return spill;
}

void spill_free(struct spill *spill) {
    if (!spill)
        return;
    if (spill->file.fd >= 0 && spill->file.number > 1 && spill->used == SPILL_HEAD)
        unlink(spill->file.path);
    file_drop(&spill->file);
    free(spill);
}

/* 1 if the store knows the request as one of that run and has no answer yet; 0 if it has one; -1 if
 * the store does not know it. */
static bool judge_request(struct store *store, const struct spill_request *request, int64_t *state,
                          struct err *err) {
    struct statement *known = sql_use(
        store->sql, "SELECT request.state IN ('under way', 'unanswered') FROM request"
                    " JOIN sitting ON sitting.id = sitting"
                    " WHERE request.id = ?1 AND sitting.id = ?2 AND sitting.started_ms = ?3");
    sql_bind(known, 1, request->no);
    sql_bind(known, 2, request->run);
    sql_bind(known, 3, request->run_ms);
    *state = -1;
    return sql_read(known, state, err);
}

static bool take_answer(struct store *store, const struct file *file, const struct found *found,
                        int64_t *count, struct err *err) {
    int64_t state;
    if (!judge_request(store, &found->request, &state, err))
        return false;
    if (state < 0)
        return err_set(err, ERR_DATA,
                       "%s contains a paid answer to a request that this store does not have (was "
                       "the store replaced by an older copy?). Move the file away",
                       file->path);
    if (state == 0)
        return true;
    (*count)++;
    return journal_keep(store, found->request.no, found->reply, found->received_ms, err);
}

/* What could not be read is never overwritten: it may be readable elsewhere. */
static bool put_aside(const struct file *file, int64_t damaged, struct err *damage,
                      struct err *err) {
    char *aside = shared_file_put_aside(file->path);
    if (aside)
        err_set(damage, ERR_DATA,
                "%lld paid %s in %s %s damaged and unreadable. The file is now %s. The ledger "
                "shows what may have been charged",
                (long long)damaged, damaged == 1 ? "answer" : "answers", file->path,
                damaged == 1 ? "is" : "are", aside);
    else
        err_set(err, ERR_DATA, "%s contains a damaged paid answer. Move the file away", file->path);
    bool is_aside = aside != NULL;
    free(aside);
    return is_aside;
}

static bool take_in_file(struct store *store, const struct file *file, struct spill_intake *intake,
                         struct err *err) {
    struct found found;
    enum place place;
    int64_t damaged = 0;
    for (off_t at = SPILL_HEAD; (place = look_at(file, at, &found)) != PLACE_NONE; at = found.end) {
        if (place == PLACE_FAILED)
            return set_failure(err, file->path, errno);
        damaged += place == PLACE_DAMAGED;
        bool is_fine =
            place == PLACE_DAMAGED || take_answer(store, file, &found, &intake->stored, err);
        reply_free(found.reply);
        if (!is_fine)
            return false;
    }
    if (damaged)
        return put_aside(file, damaged, &intake->damage, err);
    /* What cannot be wiped is skipped the next time. */
    if (wipe_from(file, SPILL_HEAD) && file->number > 1)
        unlink(file->path);
    return true;
}

bool spill_take_in(struct store *store, struct spill_intake *intake, struct err *err) {
    bool is_fine = true;
    *intake = (struct spill_intake){.stored = 0};
    for (int number = 1; is_fine && number <= SPILL_FILES_MAX; number++) {
        struct file file;
        enum grip result = grip(store, number, 0, &file, err);
        is_fine = result != GRIP_FAILED;
        if (result != GRIP_HELD)
            continue;
        is_fine = take_in_file(store, &file, intake, err);
        file_drop(&file);
    }
    return is_fine;
}

enum waiting_kind { WAITING_FREE, WAITING_HELD, WAITING_OTHER };

/* What waits in a file, and for what: the next start, the program that holds the file, or the store
 * it belongs to. */
struct waiting_file {
    char *path;
    int64_t count;
    enum waiting_kind kind;
};

/* False if it is not a spill file. Without a name, any store matches. */
static bool read_kind(const struct file *file, const char *name, enum waiting_kind *kind) {
    char head[SPILL_HEAD];
    if (file->size < SPILL_HEAD || !read_at(file->fd, head, SPILL_HEAD, 0))
        return false;
    enum head judged = judge_head(name, head, SPILL_HEAD);
    bool is_other = judged == HEAD_OTHER && *name;
    *kind = is_other                                              ? WAITING_OTHER
            : file_look_for_lock(file->fd, FILE_WHOLE) == F_WRLCK ? WAITING_HELD
                                                                  : WAITING_FREE;
    return judged == HEAD_OWN || judged == HEAD_OTHER;
}

static int64_t count_answers(const struct file *file) {
    struct found found;
    int64_t count = 0;
    enum place place = look_at(file, SPILL_HEAD, &found);
    for (; place == PLACE_ANSWER || place == PLACE_DAMAGED;
         place = look_at(file, found.end, &found)) {
        count += place == PLACE_ANSWER;
        reply_free(found.reply);
    }
    return count;
}

/* The caller frees its path. */
static struct waiting_file look_in(const char *store, int number, const char *name) {
    struct stat status;
    struct file file = {.path = path_of(store, number), .number = number};
    struct waiting_file waiting = {.path = mem_dup(file.path)};
    file.fd = open(file.path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file.fd >= 0 && fstat(file.fd, &status) == 0 && S_ISREG(status.st_mode)) {
        file.size = status.st_size;
        if (read_kind(&file, name, &waiting.kind))
            waiting.count = count_answers(&file);
    }
    file_drop(&file);
    return waiting;
}

static void put_waiting(const struct waiting_file *waiting, struct buf *out) {
    bool is_one = waiting->count == 1;
    const char *them = is_one ? "it" : "them";
    if (waiting->kind == WAITING_OTHER) {
        buf_format(out, "%s%s contains %lld paid %s of another store. Move it back to that store",
                   out->len ? ". " : "", waiting->path, (long long)waiting->count,
                   is_one ? "answer" : "answers");
        return;
    }
    buf_format(out, "%s%lld paid %s in %s; ", out->len ? ". " : "", (long long)waiting->count,
               is_one ? "answer waits" : "answers wait", waiting->path);
    if (waiting->kind == WAITING_HELD)
        buf_format(out, "the program that uses it stores %s when the disk has room", them);
    else
        buf_format(out, "the next start without --offline stores %s at no cost", them);
}

bool spill_tell_waiting(const char *path, const char *name, struct err *note) {
    char *real = realpath(path, NULL); /* SQLite puts its files next to the real file */
    bool is_any = false;
    struct buf text;
    buf_init(&text, sizeof note->text);
    for (int number = 1; number <= SPILL_FILES_MAX; number++) {
        struct waiting_file waiting = look_in(real ? real : path, number, name);
        if (waiting.count)
            put_waiting(&waiting, &text);
        is_any = is_any || waiting.count;
        free(waiting.path);
    }
    free(real);
    if (is_any)
        err_set(note, ERR_IO, "%s", buf_text(&text));
    buf_fini(&text);
    return is_any;
}
