/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/descriptors.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Opened in the wrong direction, so that using it fails visibly. It gets the lowest free number,
 * because those below are already open, and child processes inherit it. */
static bool fill(int fd) {
    if (fcntl(fd, F_GETFD) >= 0 || errno != EBADF)
        return true;
    return open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) == fd;
}

bool descriptors_fill_standard(struct err *err) {
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (!fill(fd))
            return err_set(err, ERR_IO, "cannot open /dev/null for the closed descriptor %d: %s",
                           fd, strerror(errno));
    return true;
}
