/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch/mailbox.h"

#include "base/mem.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { WAKE_TRIES = 10 };

struct mailbox {
    pthread_mutex_t lock;
    struct event *oldest, *newest;
    int fd;
};

struct mailbox *mailbox_open(struct err *err) {
    int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (fd < 0) {
        err_set(err, ERR_IO, "cannot create an event descriptor: %s", strerror(errno));
        return NULL;
    }
    struct mailbox *mailbox = mem_zalloc(sizeof *mailbox);
    pthread_mutex_init(&mailbox->lock, NULL);
    mailbox->fd = fd;
    return mailbox;
}

void mailbox_close(struct mailbox *mailbox) {
    if (!mailbox)
        return;
    struct event *event;
    while ((event = mailbox_take(mailbox)))
        event_free(event);
    close(mailbox->fd);
    pthread_mutex_destroy(&mailbox->lock);
    free(mailbox);
}

void mailbox_post(struct mailbox *mailbox, struct event *event) {
    event->next = NULL;
    pthread_mutex_lock(&mailbox->lock);
    bool was_empty = !mailbox->oldest;
    if (was_empty)
        mailbox->oldest = event;
    else
        mailbox->newest->next = event;
    mailbox->newest = event;
    /* If this fails, the main thread would sleep for ever. */
    for (int tries = 0; was_empty && tries < WAKE_TRIES; tries++)
        if (eventfd_write(mailbox->fd, 1) == 0)
            break;
    pthread_mutex_unlock(&mailbox->lock);
}

struct event *mailbox_take(struct mailbox *mailbox) {
    pthread_mutex_lock(&mailbox->lock);
    struct event *event = mailbox->oldest;
    if (event)
        mailbox->oldest = event->next;
    if (!mailbox->oldest) {
        eventfd_t count;
        mailbox->newest = NULL;
        eventfd_read(mailbox->fd, &count);
    }
    pthread_mutex_unlock(&mailbox->lock);
    return event;
}

int mailbox_fd(const struct mailbox *mailbox) {
    return mailbox->fd;
}
