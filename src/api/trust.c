/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/trust.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *variable(const char *name) {
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

void trust_read_environment(struct trust *trust) {
    static const char *const files[] = {"CURL_CA_BUNDLE", "SSL_CERT_FILE"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if (!variable(files[i]))
            continue;
        trust->file = variable(files[i]);
        trust->file_from = files[i];
        break;
    }
    if (!variable("CURL_CA_BUNDLE"))
        trust->folder = variable("SSL_CERT_DIR");
}

/* Does not read it: libcurl reports what is wrong inside. */
static bool check_file(const struct trust *trust, struct err *err) {
    const char *from = trust->file_from ? trust->file_from : "ca-file";
    struct stat status;
    int fd = open(trust->file, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    bool is_file = fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
    int failure = errno;
    if (fd >= 0)
        close(fd);
    if (is_file)
        return true;
    return err_set(err, ERR_CONFIG, "%s: cannot read certificates from %.200s: %s", from,
                   trust->file, fd < 0 ? strerror(failure) : "it is not a regular file");
}

bool trust_check(const struct trust *trust, struct err *err) {
    return !trust->file || check_file(trust, err);
}
