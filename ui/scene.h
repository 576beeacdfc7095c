/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that the views see. They draw it and change nothing. */
#ifndef FOLLOWTRAIL_UI_SCENE_H
#define FOLLOWTRAIL_UI_SCENE_H

#include "session/session.h"
#include "ui/edit.h"
#include "ui/layout.h"
#include "ui/screen.h"

enum scene_view { VIEW_LIST, VIEW_HELP };

struct scene {
    const struct session *session;
    struct layout layout;
    enum scene_view view;
    const struct edit *prompt; /* NULL while nothing is asked */
    const char *notice;        /* the message line's text, NULL when there is none */
    enum session_tone tone;
    size_t help_top;
    int64_t now_ms; /* clock_monotonic_ms(), for countdowns */
};

void trail_view_draw(struct screen *screen, const struct scene *scene)
    __attribute__((nonnull)); /* trail and title */
void list_view_draw(struct screen *screen, const struct scene *scene)
    __attribute__((nonnull)); /* column titles and rows */
void detail_view_draw(struct screen *screen, const struct scene *scene)
    __attribute__((nonnull)); /* the selected account */
void message_view_draw(struct screen *screen, const struct scene *scene)
    __attribute__((nonnull)); /* message or prompt */
void status_view_draw(struct screen *screen, const struct scene *scene)
    __attribute__((nonnull)); /* money, and what is under way */
void help_view_draw(struct screen *screen, const struct scene *scene) __attribute__((nonnull));

/* Lines that the help has, for scrolling. */
size_t help_view_lines(void);

/* What the prompt says before what is typed. */
#define SCENE_PROMPT "Open account: "

#endif
