/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health/health_network.h"

#include "api/client.h"
#include "api/proxy.h"
#include "api/url.h"
#include "base/mem.h"

#include <stdlib.h>

/* Reports what is between this machine and the API, without a proxy's password. */
static void look_at_proxy(struct health *health, const char *host) {
    struct proxy proxy;
    struct err err;
    if (!proxy_read(host, &proxy, &err))
        health_say(health, HEALTH_PROBLEM, "proxy", "%s", err.text);
    else if (proxy.variable && proxy.is_bypassed)
        health_say(health, HEALTH_OK, "proxy", "%s is set, but no_proxy excludes %s",
                   proxy.variable, host);
    else if (proxy.variable)
        health_say(health, HEALTH_NOTE, "proxy", "%s (from %s)%s", proxy.shown, proxy.variable,
                   *proxy.password  ? ", with a user name and a password"
                   : proxy.has_user ? ", with a user name"
                                    : "");
    else
        health_say(health, HEALTH_OK, "proxy", "none");
    proxy_fini(&proxy);
}

static void look_at_trust(struct health *health, const struct trust *trust, const char *setter) {
    struct err err;
    if (!trust_check(trust, &err))
        health_say(health, HEALTH_PROBLEM, "certificates", "%s", err.text);
    else if (trust->file)
        health_say(health, HEALTH_NOTE, "certificates", "those in %s (from %s%s)%s%s", trust->file,
                   trust->file_from ? "" : "the ", trust->file_from ? trust->file_from : setter,
                   trust->folder ? " and in " : "", trust->folder ? trust->folder : "");
    else if (trust->folder)
        health_say(health, HEALTH_NOTE, "certificates",
                   "the system's, and those in %s (from SSL_CERT_DIR)", trust->folder);
    else
        health_say(health, HEALTH_OK, "certificates", "the system's");
}

void health_look_at_network(struct health *health, const char *url, const struct trust *trust,
                            const char *setter) {
    struct url_base base;
    if (!url_read_base(url ? url : API_DEFAULT_URL, &base, NULL))
        return;
    char *host = mem_dup_n(base.host, base.host_len);
    if (!base.is_loopback)
        look_at_proxy(health, host);
    if (base.is_https)
        look_at_trust(health, trust, setter);
    free(host);
}
