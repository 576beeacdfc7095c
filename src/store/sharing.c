/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sharing.h"

#include "base/mem.h"
#include "base/user.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FD_PATH_MAX = 64 };

static const mode_t private_mode = S_IRUSR | S_IWUSR;
static const mode_t shared_mode = S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP;
static const mode_t group_folder = S_IRGRP | S_IWGRP | S_IXGRP;
static const mode_t permissions = S_IRWXU | S_IRWXG | S_IRWXO;

static char *folder_of(const char *path) {
    char *copy = mem_dup(path); /* dirname() may modify its argument and return static text */
    char *folder = mem_dup(dirname(copy));
    free(copy);
    return folder;
}

/* The real path of a link, next to whose target SQLite puts its files. */
static char *resolve(const char *path) {
    char *real = realpath(path, NULL);
    return real ? real : mem_dup(path);
}

/* What is wrong with a folder for a group, and the mode that mends it. */
struct unfit {
    const char *what, *mend;
};

static struct unfit judge_folder(const struct stat *folder) {
    if ((folder->st_mode & group_folder) != group_folder)
        return (struct unfit){"the group cannot write in its folder", "g+rwxs"};
    if (!(folder->st_mode & S_ISGID))
        return (struct unfit){"new files in its folder do not get the folder's group", "g+s"};
    if (folder->st_mode & S_IWOTH)
        return (struct unfit){"everybody can write in its folder", "o-w"};
    if (folder->st_mode & S_ISVTX)
        return (struct unfit){"in its folder nobody can replace another user's files", "-t"};
    return (struct unfit){NULL, NULL};
}

/* For what a user can do about a file or folder: "run" or "ada, who owns it, can run". */
static const char *who_runs(uid_t owner, char text[static 2 * USER_NAME_MAX]) {
    char name[USER_NAME_MAX];
    if (owner == geteuid() || geteuid() == 0)
        snprintf(text, 2 * USER_NAME_MAX, "run");
    else
        snprintf(text, 2 * USER_NAME_MAX, "%s, who owns it, can run", user_name(owner, name));
    return text;
}

static bool set_unfit(const char *path, const char *in, const struct stat *folder,
                      struct err *err) {
    const struct unfit unfit = judge_folder(folder);
    char group[USER_NAME_MAX], runs[2 * USER_NAME_MAX];
    return err_set(err, ERR_CONFIG,
                   "%s cannot be shared with the group %s: %s. To mend that, %s: chmod %s %s", path,
                   user_group_name(folder->st_gid, group), unfit.what,
                   who_runs(folder->st_uid, runs), unfit.mend, in);
}

/* The usual folder, which nobody but its owner reaches, is most often the wrong one. */
static bool set_unfit_wish(const char *path, const char *in, const struct stat *folder,
                           struct err *err) {
    char runs[2 * USER_NAME_MAX];
    const struct unfit unfit = judge_folder(folder);
    return err_set(err, ERR_CONFIG,
                   "%s cannot be shared: %s. Name a file in a folder of your group with --store "
                   "(install -d -m 2770 -g GROUP FOLDER makes one). Or, for this folder, %s: chmod "
                   "%s %s",
                   path, unfit.what, who_runs(folder->st_uid, runs), unfit.mend, in);
}

static bool set_other_group(const char *path, const struct stat *file, const struct stat *folder,
                            struct err *err) {
    char file_group[USER_NAME_MAX], folder_group[USER_NAME_MAX], runs[2 * USER_NAME_MAX];
    user_group_name(file->st_gid, file_group);
    user_group_name(folder->st_gid, folder_group);
    return err_set(err, ERR_CONFIG,
                   "%s is shared with the group %s, but its folder belongs to the group %s. "
                   "To mend that, %s: chgrp %s %s",
                   path, file_group, folder_group, who_runs(file->st_uid, runs), folder_group,
                   path);
}

/* Only the missing set-group-ID bit is harmless for some: for root, whose files SQLite gives away,
 * and where a user's files get that group anyway. */
static bool is_fit_for_us(const struct stat *folder) {
    struct stat with = *folder;
    if (geteuid() == 0 || getegid() == folder->st_gid)
        with.st_mode |= S_ISGID;
    return judge_folder(&with).what == NULL;
}

static bool find_shared(const char *path, const char *in, const struct stat *file,
                        const struct stat *folder, struct sharing *sharing, struct err *err) {
    *sharing = (struct sharing){.is_shared = true, .group = file->st_gid};
    if (file->st_gid != folder->st_gid)
        return set_other_group(path, file, folder, err);
    return is_fit_for_us(folder) || set_unfit(path, in, folder, err);
}

static bool is_shared_file(const struct stat *file, const struct stat *folder) {
    const mode_t group = S_IRGRP | S_IWGRP, entry = S_IWGRP | S_IXGRP;
    bool is_open = (file->st_mode & S_IRWXO) && judge_folder(folder).what;
    return (file->st_mode & group) == group && (folder->st_mode & entry) == entry && !is_open;
}

static bool set_no_folder(const char *path, const char *in, struct err *err) {
    return err_set(err, ERR_CONFIG,
                   "%s cannot be shared: there is no folder %s. Make one for your group (install "
                   "-d -m 2770 -g GROUP FOLDER), and name a file in it with --store",
                   path, in);
}

static bool find_wished(const char *path, const char *in, const struct stat *folder, bool is_made,
                        struct sharing *sharing, struct err *err) {
    *sharing = (struct sharing){.is_shared = true, .is_due = is_made, .group = folder->st_gid};
    return judge_folder(folder).what == NULL || set_unfit_wish(path, in, folder, err);
}

static bool find_resolved(const char *path, const char *in, enum sharing_wish wish,
                          struct sharing *sharing, struct err *err) {
    struct stat file, folder;
    bool has_folder = stat(in, &folder) == 0, is_file = stat(path, &file) == 0;
    *sharing = (struct sharing){.is_shared = false};
    if (!has_folder && wish == SHARING_GROUP)
        return set_no_folder(path, in, err);
    if (!has_folder || (is_file && !S_ISREG(file.st_mode)))
        return true;
    if (is_file && is_shared_file(&file, &folder))
        return find_shared(path, in, &file, &folder, sharing, err);
    bool is_ours = !is_file || file.st_uid == geteuid() || geteuid() == 0;
    if (wish == SHARING_GROUP && is_ours)
        return find_wished(path, in, &folder, is_file, sharing, err);
    if (wish == SHARING_FOLDER && !is_file && judge_folder(&folder).what == NULL)
        *sharing = (struct sharing){.is_shared = true, .group = folder.st_gid};
    return true;
}

bool sharing_find(const char *path, enum sharing_wish wish, struct sharing *sharing,
                  struct err *err) {
    char *real = resolve(path), *in = folder_of(real);
    bool is_found = find_resolved(real, in, wish, sharing, err);
    free(in);
    free(real);
    return is_found;
}

/* Advice for who is not, or not yet, in the group that may use `what`. */
static bool set_outside(const char *what, const struct stat *status, struct err *err) {
    char owner[USER_NAME_MAX], self[USER_NAME_MAX], group[USER_NAME_MAX];
    user_name(status->st_uid, owner);
    user_name(geteuid(), self);
    user_group_name(status->st_gid, group);
    if (user_belongs_to_group(status->st_gid))
        return err_set(err, ERR_CONFIG,
                       "%s is for the group %s, which you (%s) joined after you logged in. Log out "
                       "and in again, or run: newgrp %s",
                       what, group, self, group);
    return err_set(err, ERR_CONFIG,
                   "%s is for the group %s, and you (%s) are not in it. Ask an administrator to "
                   "add you (usermod -aG %s %s), then log in again",
                   what, group, self, group, self);
}

static bool set_private(const char *path, const struct stat *status, struct err *err) {
    char owner[USER_NAME_MAX];
    user_name(status->st_uid, owner);
    return err_set(err, ERR_CONFIG,
                   "cannot read %s: it is private to %s, who can share it with: followtrail "
                   "--shared --store %s",
                   path, owner, path);
}

static bool is_denied(const char *path, int what) {
    return access(path, what) != 0 && errno == EACCES;
}

/* The outermost folder that this user may not enter; NULL: none. The caller frees it. */
static char *find_closed(const char *in, struct stat *status) {
    char *at = mem_dup(in);
    for (char *slash = at; *at == '/' && slash; slash = strchr(slash + 1, '/')) {
        char *next = strchr(slash + 1, '/');
        if (next)
            *next = '\0';
        if (stat(at, status) == 0 && S_ISDIR(status->st_mode) && is_denied(at, X_OK) &&
            status->st_uid != geteuid())
            return at;
        if (next)
            *next = '/';
    }
    free(at);
    return NULL;
}

static bool set_closed(const char *in, const struct stat *status, struct err *err) {
    char owner[USER_NAME_MAX];
    if ((status->st_mode & (S_IXGRP | S_IRGRP)) && !user_is_in_group(status->st_gid))
        return set_outside(in, status, err);
    user_name(status->st_uid, owner);
    return err_set(
        err, ERR_CONFIG,
        "the folder %s is private to %s, so a store in it cannot be shared. Name another "
        "store with --store",
        in, owner);
}

bool sharing_admits(const char *path, struct err *err) {
    struct stat status;
    char *real = resolve(path), *in = folder_of(real), *closed = find_closed(in, &status);
    bool admits = true;
    if (closed)
        admits = set_closed(closed, &status, err);
    else if (stat(real, &status) == 0 && S_ISREG(status.st_mode) && is_denied(real, R_OK) &&
             status.st_uid != geteuid())
        admits = status.st_mode & S_IRGRP && !user_is_in_group(status.st_gid)
                     ? set_outside(real, &status, err)
                     : set_private(real, &status, err);
    free(closed);
    free(in);
    free(real);
    return admits;
}

/* Also if the folder is none for a group: then the mode still does not let others in. */
static bool give_to_group(int fd, gid_t group) {
    struct stat status;
    return fstat(fd, &status) == 0 && fchmod(fd, shared_mode) == 0 &&
           (status.st_gid == group || fchown(fd, (uid_t)-1, group) == 0);
}

static const char *path_of_fd(int fd, char text[static FD_PATH_MAX]) {
    snprintf(text, FD_PATH_MAX, "/proc/self/fd/%d", fd);
    return text;
}

/* Closes it and keeps errno. */
static int drop(int fd) {
    int reason = errno;
    close(fd);
    errno = reason;
    return -1;
}

/* Where the file system has files without a name, it appears with its mode, so that no other user
 * finds it closed. */
static int make_at_once(const char *path, gid_t group) {
    char *in = folder_of(path), name[FD_PATH_MAX];
    int fd = open(in, O_RDWR | O_TMPFILE | O_CLOEXEC, private_mode);
    free(in);
    if (fd < 0)
        return -1;
    bool is_made = give_to_group(fd, group) &&
                   linkat(AT_FDCWD, path_of_fd(fd, name), AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0;
    return is_made ? fd : drop(fd);
}

static int make(const char *path, gid_t group) {
    int fd = make_at_once(path, group);
    if (fd >= 0 || errno == EEXIST)
        return fd;
    fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, private_mode);
    if (fd < 0 || give_to_group(fd, group))
        return fd;
    unlink(path);
    return drop(fd);
}

int sharing_open(const struct sharing *sharing, const char *path, int flags) {
    const int usual = O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
    if (!sharing->is_shared || !(flags & O_CREAT))
        return open(path, usual | flags, private_mode);
    for (;;) {
        int fd = open(path, usual | (flags & ~O_CREAT));
        if (fd >= 0 || errno != ENOENT)
            return fd;
        fd = make(path, sharing->group);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
}

bool sharing_make(const struct sharing *sharing, const char *path) {
    int fd = make(path, sharing->group);
    return fd >= 0 && close(fd) == 0;
}

/* O_PATH: no link is followed, and closing it does not drop SQLite's locks. */
static bool mend_file(const char *path, gid_t group) {
    char name[FD_PATH_MAX];
    struct stat status;
    int fd = open(path, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool is_plain = fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_nlink == 1;
    bool is_mended =
        is_plain &&
        (status.st_gid == group || fchownat(fd, "", (uid_t)-1, group, AT_EMPTY_PATH) == 0) &&
        chmod(path_of_fd(fd, name), shared_mode) == 0;
    if (!is_plain)
        errno = EPERM;
    if (!is_mended)
        drop(fd);
    else
        close(fd);
    return is_mended;
}

static bool set_unusable(const char *path, const struct stat *status, gid_t group,
                         struct err *err) {
    char name[USER_NAME_MAX], runs[2 * USER_NAME_MAX];
    user_group_name(group, name);
    return err_set(err, ERR_CONFIG,
                   "the group %s cannot use %s, which is part of a shared store. To mend that, %s: "
                   "chgrp %s %s && "
                   "chmod 660 %s",
                   name, path, who_runs(status->st_uid, runs), name, path, path);
}

static bool settle_file(const struct sharing *sharing, const char *path, bool is_trial,
                        struct err *err) {
    struct stat status;
    if (lstat(path, &status) != 0)
        return true;
    if ((status.st_mode & permissions) == shared_mode && status.st_gid == sharing->group)
        return true;
    bool is_ours = status.st_uid == geteuid() || geteuid() == 0;
    return (is_ours && (is_trial || mend_file(path, sharing->group))) ||
           set_unusable(path, &status, sharing->group, err);
}

static bool is_number(const char *text) {
    return *text && !text[strspn(text, "0123456789")];
}

/* What follows the store's name in the names of its files: those that every program needs, further
 * spill files, and copies of older versions. */
static bool is_ending(const char *text) {
    static const char *const endings[] = {"-wal", "-shm", "-journal", "-alive", "-lock", "-spill"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (strcmp(text, endings[i]) == 0)
            return true;
    return (strncmp(text, "-spill-", 7) == 0 && is_number(text + 7)) ||
           (strncmp(text, ".v", 2) == 0 && is_number(text + 2));
}

static bool settle_beside(const struct sharing *sharing, const char *path, const char *ending,
                          bool is_trial, struct err *err) {
    char *file = mem_format("%s%s", path, ending);
    bool is_copy = *ending == '.'; /* nobody needs it to go on */
    bool is_settled = settle_file(sharing, file, is_trial, is_copy ? NULL : err) || is_copy;
    free(file);
    return is_settled;
}

static bool settle_all(const struct sharing *sharing, const char *path, bool is_trial,
                       struct err *err) {
    char *in = folder_of(path);
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    size_t len = strlen(name);
    DIR *files = opendir(in);
    struct dirent *file;
    bool is_settled = true;
    while (files && is_settled && (file = readdir(files)) != NULL)
        if (strncmp(file->d_name, name, len) == 0 && is_ending(file->d_name + len))
            is_settled = settle_beside(sharing, path, file->d_name + len, is_trial, err);
    if (files)
        closedir(files);
    free(in);
    return is_settled && settle_file(sharing, path, is_trial, err);
}

bool sharing_settle(const struct sharing *sharing, const char *path, struct err *err) {
    return settle_all(sharing, path, false, err);
}

/* SQLite would say only that it cannot write. */
static bool check_group_folder(const char *path, struct err *err) {
    struct stat file, folder;
    const mode_t group = S_IRGRP | S_IWGRP;
    char *in = folder_of(path);
    bool is_closed = stat(path, &file) == 0 && stat(in, &folder) == 0 &&
                     (file.st_mode & group) == group && file.st_uid != geteuid() &&
                     access(path, W_OK) == 0 && is_denied(in, W_OK) &&
                     judge_folder(&folder).what != NULL;
    if (is_closed)
        set_unfit(path, in, &folder, err);
    free(in);
    return !is_closed;
}

bool sharing_check(const struct sharing *sharing, const char *path, struct err *err) {
    char *real = resolve(path);
    bool is_fine = sharing->is_shared ? sharing->is_due || settle_all(sharing, real, true, err)
                                      : check_group_folder(real, err);
    free(real);
    return is_fine;
}

mode_t sharing_open_mask(const struct sharing *sharing) {
    mode_t mask = umask(S_IRWXG | S_IRWXO);
    umask(sharing->is_shared ? mask & ~(mode_t)S_IRWXG : mask);
    return mask;
}
