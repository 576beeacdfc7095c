/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TLS against a real server with certificates made here: which are trusted, what a wrong one costs
 * (nothing, and no retry), and that session keys are never written. */
#include "api/http.h"
#include "tests/support/errand.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

enum { BODY_MAX = 1 << 20, PATH_BYTES = 2 * SCRATCH_PATH_MAX, PORT_DIGITS = 5 };

#define SUBJECT_IP "subjectAltName=IP:127.0.0.1"

/* A certificate that is its own authority, and the key for all of them. */
static const char *const make_certificates =
    "set -e\n"
    "new() { openssl req -x509 -key key.pem -subj /CN=$1 -addext \"$2\" -days 9 -out $1.pem; }\n"
    "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:prime256v1 -out key.pem\n"
    "new good " SUBJECT_IP "\n"
    "new other subjectAltName=DNS:other.example\n"
    "new stranger " SUBJECT_IP "\n"
    "printf '%s\\n' '[ca]' default_ca=d '[d]' database=index new_certs_dir=. rand_serial=yes"
    " default_md=sha256 policy=p x509_extensions=e '[p]' commonName=supplied '[e]' " SUBJECT_IP
    " basicConstraints=critical,CA:TRUE >ca.cnf\n"
    ": >index\n"
    "openssl req -new -key key.pem -subj /CN=old -out old.csr\n"
    "openssl ca -batch -config ca.cnf -selfsign -keyfile key.pem -in old.csr -out old.pem -notext"
    " -startdate 20200101000000Z -enddate 20200201000000Z\n"
    "printf 'HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\n{}' >page\n"
    ": >empty.pem\n";

struct tls {
    struct scratch scratch;
    pid_t server;
    unsigned port;
};

static void clear_environment(void) {
    static const char *const names[] = {"SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE",
                                        "SSLKEYLOGFILE"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unsetenv(names[i]);
}

static void put_path(const struct tls *tls, const char *name, char path[PATH_BYTES]) {
    snprintf(path, PATH_BYTES, "%s/%s", tls->scratch.folder, name);
}

/* Runs a script in the folder. */
static void run_script(const struct tls *tls, const char *script) {
    int status = -1;
    pid_t shell = fork();
    ck_assert_int_ge(shell, 0);
    if (shell == 0) {
        int log = open("/dev/null", O_RDWR | O_CLOEXEC);
        dup2(log, STDOUT_FILENO);
        dup2(log, STDERR_FILENO);
        if (chdir(tls->scratch.folder) == 0)
            execl("/bin/sh", "sh", "-c", script, (char *)NULL);
        _exit(1);
    }
    ck_assert_int_eq(waitpid(shell, &status, 0), shell);
    ck_assert_int_eq(status, 0);
}

static _Noreturn void serve(const struct tls *tls, const char *certificate, int out) {
    if (chdir(tls->scratch.folder) != 0)
        _exit(1);
    int nothing = open("/dev/null", O_RDWR);
    dup2(nothing, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    execlp("openssl", "openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key",
           "key.pem", "-HTTP", (char *)NULL);
    _exit(1);
}

/* Reads its first lines up to the one with the port. */
static void tls_open(struct tls *tls, const char *certificate) {
    char line[256] = "";
    int out[2];
    clear_environment();
    scratch_init(&tls->scratch);
    run_script(tls, make_certificates);
    ck_assert_int_eq(pipe2(out, O_CLOEXEC), 0);
    tls->server = fork();
    ck_assert_int_ge(tls->server, 0);
    if (tls->server == 0)
        serve(tls, certificate, out[1]);
    close(out[1]);
    FILE *lines = fdopen(out[0], "r");
    while (strncmp(line, "ACCEPT ", 7) != 0)
        ck_assert_ptr_nonnull(fgets(line, sizeof line, lines));
    tls->port = (unsigned)strtoul(strrchr(line, ':') + 1, NULL, 10);
    dup2(open("/dev/null", O_RDONLY | O_CLOEXEC), fileno(lines));
    fclose(lines);
}

static void tls_close(struct tls *tls) {
    kill(tls->server, SIGKILL);
    waitpid(tls->server, NULL, 0);
    run_script(tls, "rm -rf ./*");
    scratch_fini(&tls->scratch);
}

/* Sends one request; the caller frees the reply. */
static struct reply *ask(const struct tls *tls, const char *ca_file) {
    char path[PATH_BYTES], url[64];
    const struct http_config config = {.key = "key",
                                       .is_https = true,
                                       .is_loopback = true,
                                       .silence_s = 10,
                                       .body_max = BODY_MAX,
                                       .ca_file = ca_file ? path : NULL};
    struct err err;
    if (ca_file)
        put_path(tls, ca_file, path);
    struct http *http = http_open(&config, &err);
    ck_assert_ptr_nonnull(http);
    snprintf(url, sizeof url, "https://127.0.0.1:%u/page", tls->port);
    struct http_transfer *transfer = http_get(http, url, NULL);
    while (!http_next(http))
        http_wait(http, -1);
    struct reply *reply = http_take_reply(transfer);
    http_drop(http, transfer);
    http_close(http);
    return reply;
}

static const struct {
    const char *served, *trusted; /* NULL: what the system trusts */
    enum reply_end end;
} cases[] = {
    {"good.pem", "good.pem", REPLY_WHOLE},        {"good.pem", NULL, REPLY_NOT_SENT},
    {"good.pem", "stranger.pem", REPLY_NOT_SENT}, {"old.pem", "old.pem", REPLY_NOT_SENT},
    {"other.pem", "other.pem", REPLY_NOT_SENT},   {"good.pem", "absent.pem", REPLY_NOT_SENT},
    {"good.pem", "empty.pem", REPLY_NOT_SENT},    {"good.pem", "page", REPLY_NOT_SENT},
};

START_TEST(a_certificate_is_trusted_or_not) {
    struct tls tls;
    tls_open(&tls, cases[_i].served);
    struct reply *reply = ask(&tls, cases[_i].trusted);
    ck_assert_msg(reply->end == cases[_i].end, "%s: %s", cases[_i].served, reply->reason);
    if (reply->end != REPLY_WHOLE)
        ck_assert_msg(reply->bar == REPLY_BAR_CERTIFICATE, "%d: %s", (int)reply->bar,
                      reply->reason);
    reply_free(reply);
    tls_close(&tls);
}
END_TEST

START_TEST(keys_of_a_session_are_written_nowhere) {
    struct tls tls;
    struct stat status;
    char path[PATH_BYTES];
    tls_open(&tls, "good.pem");
    put_path(&tls, "keys", path);
    setenv("SSLKEYLOGFILE", path, 1);
    struct reply *reply = ask(&tls, "good.pem");
    ck_assert_int_eq(reply->end, REPLY_WHOLE);
    ck_assert_int_ne(stat(path, &status), 0);
    reply_free(reply);
    tls_close(&tls);
}
END_TEST

struct scene {
    struct tls tls;
    struct sandbox_child sandbox;
    struct errand errand;
};

static void open_scene(struct scene *scene) {
    tls_open(&scene->tls, "good.pem");
    ck_assert(sandbox_child_open(&scene->sandbox, NULL));
}

static void close_scene(struct scene *scene) {
    sandbox_child_close(&scene->sandbox);
    tls_close(&scene->tls);
}

static int run(struct scene *scene, const char *const words[]) {
    char url[64], keys[PATH_BYTES];
    struct stat status;
    snprintf(url, sizeof url, "https://127.0.0.1:%u", scene->tls.port);
    put_path(&scene->tls, "keys", keys);
    setenv("SSLKEYLOGFILE", keys, 1);
    const struct errand_config config = {
        .words = words, .url = url, .settings = scene->tls.scratch.folder};
    int ended = errand_run(&scene->errand, &scene->sandbox, &config);
    ck_assert_int_ne(stat(keys, &status), 0);
    return ended;
}

START_TEST(a_certificate_error_is_not_retried) {
    struct scene scene;
    open_scene(&scene);
    ck_assert_int_eq(run(&scene, (const char *const[]){"fetch", "@zoe", NULL}), EX_TEMPFAIL);
    ck_assert_ptr_nonnull(strstr(scene.errand.err, "could not be verified, so nothing was sent"));
    ck_assert_ptr_nonnull(strstr(scene.errand.err, "--ca-file FILE"));
    ck_assert_ptr_nonnull(strstr(scene.errand.err, "Nothing was charged."));
    ck_assert_int_eq(run(&scene, (const char *const[]){"ledger", "--csv", NULL}), EX_OK);
    size_t lines = 0;
    for (const char *at = scene.errand.out; (at = strchr(at, '\n')); at++)
        lines++;
    ck_assert_msg(lines == 2 && strstr(scene.errand.out, "not sent"), "%s", scene.errand.out);
    close_scene(&scene);
}
END_TEST

/* The answer, {}, is not a profile: so the request was sent. */
static void expect_trust(struct scene *scene, const char *const words[], bool is_trusted) {
    (void)run(scene, words);
    ck_assert_msg(!strstr(scene->errand.err, "could not be verified") == is_trusted, "%s",
                  scene->errand.err);
}

START_TEST(trust_comes_from_option_environment_and_file) {
    static const char *const names[] = {"SSL_CERT_FILE", "CURL_CA_BUNDLE"};
    char good[PATH_BYTES], stranger[PATH_BYTES], path[PATH_BYTES];
    struct scene scene;
    open_scene(&scene);
    put_path(&scene.tls, "good.pem", good);
    put_path(&scene.tls, "stranger.pem", stranger);
    const char *const plain[] = {"fetch", "--no-profile", "@zoe", "--cap", "9", NULL};
    const char *const told[] = {"fetch", "--ca-file", good, "--cap", "9", "@zoe", NULL};
    for (size_t i = 0; i < 2; i++) {
        setenv(names[i], stranger, 1);
        expect_trust(&scene, plain, false);
        expect_trust(&scene, told, true);
        setenv(names[i], good, 1);
        expect_trust(&scene, plain, true);
        unsetenv(names[i]);
    }
    put_path(&scene.tls, "followtrail", path);
    ck_assert_int_eq(mkdir(path, 0700), 0);
    put_path(&scene.tls, "followtrail/config", path);
    FILE *file = fopen(path, "w");
    fprintf(file, "ca-file = %s\n", good);
    fclose(file);
    expect_trust(&scene, plain, true);
    setenv("SSL_CERT_FILE", stranger, 1);
    expect_trust(&scene, plain, false);
    setenv("SSL_CERT_FILE", "/nonexistent/ca.pem", 1);
    ck_assert_int_eq(run(&scene, plain), EX_CONFIG);
    ck_assert_ptr_nonnull(strstr(scene.errand.err, "SSL_CERT_FILE: cannot read certificates"));
    close_scene(&scene);
}
END_TEST

START_TEST(a_folder_of_certificates_is_trusted) {
    struct scene scene;
    char folder[PATH_BYTES];
    open_scene(&scene);
    run_script(&scene.tls, "mkdir certs && cp good.pem certs && openssl rehash certs");
    put_path(&scene.tls, "certs", folder);
    setenv("SSL_CERT_DIR", folder, 1);
    expect_trust(&scene, (const char *const[]){"fetch", "@zoe", "--cap", "9", NULL}, true);
    close_scene(&scene);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("tls");
    TCase *tc = tcase_create("tls");
    tcase_set_timeout(tc, 60);
    run_sample(tc, a_certificate_is_trusted_or_not, 0, sizeof cases / sizeof *cases, 3);
    tcase_add_test(tc, keys_of_a_session_are_written_nowhere);
    tcase_add_test(tc, a_certificate_error_is_not_retried);
    tcase_add_test(tc, trust_comes_from_option_environment_and_file);
    tcase_add_test(tc, a_folder_of_certificates_is_trusted);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
