/* SPDX-License-Identifier: GPL-3.0-or-later */
#define NCURSES_WIDECHAR 1
#include "ui/terminal/screen.h"

#include "base/key.h"
#include "base/mem.h"
#include "base/sign.h"
#include "base/text.h"
#include "base/utf8.h"
#include "ui/terminal/screen_background.h"
#include "ui/terminal/screen_colours.h"
#include "ui/terminal/screen_keys.h"
#include "ui/terminal/screen_output.h"
#include "ui/terminal/screen_probe.h"
#include "ui/terminal/screen_rows.h"
#include "ui/terminal/screen_title.h"

#include <curses.h>
#include <errno.h>
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <wchar.h>

enum {
    CELLS_PER_PIECE = TEXT_PIECE_MAX,
    MARKS_PER_CELL = CCHARW_MAX - 1,
    LOOKS = 2 * SCREEN_ON_BAR /* of a theme */
};

/* Bracketed paste, whatever the description says: tmux and others bracket pastes for those who ask,
 * and the rest ignore it. And no arrow keys for the wheel (mode 1007): they would move to the end
 * of a list, where a page is bought. */
static const char take_over[] = "\033[?2004h\033[?1007l", give_back[] = "\033[?2004l\033[?1007h";

/* Saves and restores the wheel's mode: xterm, where it is off at first, and most others can save it
 * (XTSAVE). Those that cannot are left with it on, their default. */
static const char save[] = "\033[?1007s", restore[] = "\033[?1007r";

struct screen {
    SCREEN *curses;
    struct screen_output output;
    int in_fd;
    bool has_fixed_size;
    const char *other_term; /* the replacement for $TERM; NULL: $TERM is known */
    bool has_saved;         /* the terminal's own modes */
    bool knows_modes;       /* or hides the ones it does not know */
    struct screen_colours colours;
    int rows, cols;
    int cursor_row, cursor_col;
    enum look_signs signs;
    int bar_row, bar_col, bar_cols; /* bar_cols of 0: no bar */
    bool can_scroll;                /* curses moves rows by scrolling part of the screen */
    bool is_redrawn;                /* by the next flush */
    uint8_t *roles;                 /* of every cell */
    bool is_dim;
    struct screen_rows drawn;
    struct screen_title title;
    struct screen_keys keys;
};

static void put_modes(const struct screen *screen, const char *modes) {
    if (screen->knows_modes)
        screen_output_put(&screen->output, modes);
}

/* A program that is continued without having given the terminal back would save its own modes. */
static void take_modes(struct screen *screen) {
    if (!screen->has_saved)
        put_modes(screen, save);
    screen->has_saved = true;
    put_modes(screen, take_over);
}

/* Sequences that terminals may not know come last. */
static void give_back_terminal(struct screen *screen) {
    put_modes(screen, give_back);
    screen_title_give_back(&screen->title, &screen->output);
    endwin();
    put_modes(screen, restore);
    screen->has_saved = false;
}

/* Not const: curses has one screen at a time, and the out-of-memory hook takes no argument. */
static struct screen *open_screen;

static void restore_terminal(void) {
    if (!open_screen)
        return;
    screen_output_end_frame(&open_screen->output, true, open_screen->rows, open_screen->cols);
    give_back_terminal(open_screen);
}

static void redraw_all(struct screen *screen) {
    clearok(curscr, TRUE);
    screen->is_redrawn = true;
}

static void use_size(struct screen *screen, int rows, int cols) {
    if (!is_term_resized(rows, cols) && screen->roles && rows == screen->rows &&
        cols == screen->cols)
        return;
    resizeterm(rows, cols);
    getmaxyx(stdscr, screen->rows, screen->cols);
    free(screen->roles);
    screen->roles = mem_zalloc((size_t)screen->rows * (size_t)screen->cols);
    screen_rows_resize(&screen->drawn, screen->rows, screen->cols);
}

void screen_use_signs(struct screen *screen, enum look_signs signs) {
    screen->signs = signs;
}

void screen_use_theme(struct screen *screen, enum look_theme theme) {
    screen_colours_use(&screen->colours, theme);
}

bool screen_is_recoloured(struct screen *screen) {
    bool is_changed = screen->colours.is_changed;
    screen->colours.is_changed = false;
    return is_changed;
}

bool screen_has_colour(const struct screen *screen) {
    return screen->colours.has_colour;
}

bool screen_lacks_background(const struct screen *screen) {
    return screen_colours_lack_background(&screen->colours);
}

static void set_modes(void) {
    raw();
    noecho();
    nonl();
    intrflush(stdscr, FALSE);
    keypad(stdscr, TRUE);
}

static bool read_size(const struct screen *screen, int *rows, int *cols) {
    struct winsize size;
    if (screen->has_fixed_size || ioctl(screen->output.fd, TIOCGWINSZ, &size) < 0 || !size.ws_row ||
        !size.ws_col)
        return false;
    *rows = size.ws_row;
    *cols = size.ws_col;
    return true;
}

/* Curses uses REP (repeat a character) unless the screen is Unicode. Terminals and mosh claim to
 * support it, and some ignore it. What is sent then is ASCII, which is the same in UTF-8, so curses
 * may take the screen for Unicode. */
static SCREEN *new_terminal(const struct screen *screen, const char *term,
                            const struct screen_config *config) {
    locale_t unicode = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    locale_t before = unicode ? uselocale(unicode) : (locale_t)0;
    SCREEN *terminal = newterm(term, screen->output.curses, config->in);
    if (unicode) {
        uselocale(before);
        freelocale(unicode);
    }
    return terminal;
}

/* Checks before newterm(), which leaks memory for an unknown terminal. */
static bool is_known_terminal(const char *term, const struct screen_config *config) {
    int status;
    if (setupterm(term, fileno(config->out), &status) != OK)
        return false;
    del_curterm(cur_term);
    return true;
}

/* What curses needs for this when insertion and deletion of lines is not allowed (idlok()). */
static bool can_scroll_part(void) {
    return change_scroll_region && scroll_forward && scroll_reverse;
}

static bool start_terminal(struct screen *screen, const struct screen_config *config,
                           struct err *err) {
    const char *term = config->term ? config->term : getenv("TERM");
    const char *other = screen_probe_stand_in(term);
    screen->other_term = is_known_terminal(term, config) ? NULL : other;
    screen->knows_modes = !strcmp(other, screen_probe_stand_in(NULL));
    if (!screen->other_term || is_known_terminal(other, config))
        screen->curses = new_terminal(screen, screen->other_term ? other : term, config);
    if (!screen->curses)
        return err_set(err, ERR_CONFIG,
                       "no description of the terminal “%s” is installed; try TERM=xterm-256color",
                       term ? term : "");
    const char *address = tigetstr("cup");
    if (address && address != (const char *)-1)
        return true;
    endwin();
    delscreen(screen->curses);
    return err_set(err, ERR_CONFIG,
                   "the terminal “%s” cannot position its cursor, so the browser cannot run on it",
                   term ? term : "");
}

struct screen *screen_open(const struct screen_config *config, struct err *err) {
    struct screen *screen = mem_zalloc(sizeof *screen);
    screen->in_fd = fileno(config->in);
    screen->has_fixed_size = config->rows > 0;
    bool is_open = screen_output_open(&screen->output, fileno(config->out));
    if (!is_open)
        err_set(err, ERR_IO, "cannot write to the terminal: %s", strerror(errno));
    if (!is_open || !start_terminal(screen, config, err)) {
        screen_output_close(&screen->output);
        free(screen);
        return NULL;
    }
    screen->can_scroll = can_scroll_part();
    screen_output_be_terse(&screen->output);
    const char *term = config->term ? config->term : getenv("TERM");
    if (screen->other_term)
        term = screen->other_term;
    screen_title_init(&screen->title, term, config->has_title);
    screen_keys_init(&screen->keys, term);
    open_screen = screen;
    mem_on_exhaustion(restore_terminal);
    set_modes();
    screen_colours_start(&screen->colours, config->has_colour, term);
    screen_colours_use(&screen->colours, config->theme);
    int rows = config->rows ? config->rows : LINES, cols = config->cols ? config->cols : COLS;
    read_size(screen, &rows, &cols);
    use_size(screen, rows, cols);
    screen_keys_start(&screen->keys);
    take_modes(screen);
    return screen;
}

void screen_close(struct screen *screen) {
    if (!screen)
        return;
    mem_on_exhaustion(NULL);
    open_screen = NULL;
    screen_keys_finish(&screen->keys, screen->in_fd);
    give_back_terminal(screen);
    delscreen(screen->curses);
    screen_output_close(&screen->output);
    free(screen->roles);
    screen_rows_fini(&screen->drawn);
    screen_title_fini(&screen->title);
    screen_keys_fini(&screen->keys);
    free(screen);
}

int screen_rows(const struct screen *screen) {
    return screen->rows;
}

int screen_cols(const struct screen *screen) {
    return screen->cols;
}

const char *screen_other_term(const struct screen *screen) {
    return screen->other_term;
}

void screen_set_size(struct screen *screen, int rows, int cols) {
    use_size(screen, rows, cols);
    redraw_all(screen);
}

void screen_resize(struct screen *screen) {
    int rows, cols;
    if (read_size(screen, &rows, &cols))
        screen_set_size(screen, rows, cols);
}

void screen_redraw(struct screen *screen) {
    redraw_all(screen);
}

void screen_leave(struct screen *screen) {
    screen_keys_finish(&screen->keys, screen->in_fd);
    give_back_terminal(screen);
}

void screen_enter(struct screen *screen) {
    reset_prog_mode();
    doupdate(); /* returns from endwin() here, where curses has the terminal and not a file */
    screen_keys_start(&screen->keys);
    take_modes(screen);
    screen_resize(screen);
    redraw_all(screen);
}

int screen_key(struct screen *screen, bool *has_ended) {
    char reply[VT_BYTES_MAX];
    int key = screen_keys_next(&screen->keys, screen->in_fd, has_ended);
    if (screen_keys_take_reply(&screen->keys, reply))
        screen_colours_answer(&screen->colours, reply);
    return key;
}

int screen_key_due_ms(struct screen *screen) {
    return screen_keys_due_ms(&screen->keys, screen->in_fd);
}

void screen_use_mouse(struct screen *screen) {
    screen_keys_use_mouse(&screen->keys);
}

void screen_erase(struct screen *screen) {
    erase();
    screen_rows_erase(&screen->drawn);
    memset(screen->roles, ROLE_TEXT, (size_t)screen->rows * (size_t)screen->cols);
    screen->cursor_row = screen->cursor_col = 0;
    screen->bar_cols = 0;
}

void screen_fence(struct screen *screen, int col) {
    screen_rows_fence(&screen->drawn, col);
}

static bool is_on_bar(const struct screen *screen, int row, int col) {
    return row == screen->bar_row && col >= screen->bar_col &&
           col < screen->bar_col + screen->bar_cols;
}

/* Fills one cell with the first spacing character of `text` and the marks on it. Returns how many
 * characters it took. */
static size_t fill_cell(const struct screen *screen, cchar_t *cell, const wchar_t *text,
                        enum role role, bool is_bar) {
    wchar_t content[CCHARW_MAX + 1] = {text[0]};
    size_t taken = 1, marks = 0;
    while (text[taken] && wcwidth(text[taken]) == 0) {
        if (marks < MARKS_PER_CELL)
            content[++marks] = text[taken];
        taken++;
    }
    setcchar(cell, content, screen_colours_attributes(&screen->colours, role, is_bar),
             screen_colours_pair(&screen->colours, role, is_bar), NULL);
    return taken;
}

static void put_piece(struct screen *screen, int row, int col, enum role role,
                      const struct text_piece *piece) {
    wchar_t wide[TEXT_PIECE_MAX];
    cchar_t cells[CELLS_PER_PIECE];
    size_t length = mbstowcs(wide, piece->bytes, TEXT_PIECE_MAX - 1), count = 0;
    if (length == (size_t)-1)
        return;
    wide[length] = L'\0';
    bool is_bar = is_on_bar(screen, row, col);
    for (size_t at = 0; at < length; count++)
        at += fill_cell(screen, &cells[count], wide + at, role, is_bar);
    mvadd_wchnstr(row, col, cells, (int)count);
    int look = (int)role + (is_bar ? SCREEN_ON_BAR : 0);
    screen_rows_put(&screen->drawn, row, col, look + screen->colours.changes * LOOKS, piece);
    memset(screen->roles + (size_t)row * (size_t)screen->cols + (size_t)col, look,
           (size_t)piece->width);
}

/* Where signs are ASCII, the program's own become so, and of everything else but ASCII the width is
 * in doubt. */
static void settle_sign(const struct screen *screen, bool is_own, struct text_piece *piece) {
    uint32_t code = 0;
    if (screen->signs != LOOK_SIGNS_ASCII || piece->len == 1)
        return;
    bool is_one = utf8_decode(piece->bytes, piece->len, &code) == piece->len;
    char ascii = is_own && is_one ? sign_ascii(code) : '\0';
    if (ascii) {
        piece->bytes[0] = ascii;
        piece->bytes[1] = '\0';
        piece->len = 1;
    }
    piece->is_disputed = !ascii && code >= 0x80;
}

/* One of the program's own signs, one column wide. */
static void put_sign(struct screen *screen, int row, int col, enum role role, const char *sign) {
    struct text_walk walk;
    struct text_piece piece;
    text_walk_init(&walk, sign, strlen(sign));
    if (!text_walk_next(&walk, &piece))
        return;
    settle_sign(screen, true, &piece);
    put_piece(screen, row, col, role, &piece);
}

void screen_bar(struct screen *screen, int row, int col, int cols) {
    static const struct text_piece blank = {.bytes = " ", .len = 1, .width = 1};
    int room = screen->cols - col, end = col + (cols < room ? cols : room);
    screen->bar_row = row;
    screen->bar_col = col;
    screen->bar_cols = end > col ? end - col : 0;
    for (; row >= 0 && row < screen->rows && col < end; col++)
        put_piece(screen, row, col, ROLE_TEXT, &blank);
}

/* Line breaks are common in bios, and their sign is plain enough. */
static enum role role_of_piece(const struct text_piece *piece, enum role role) {
    return piece->kind == TEXT_REVEALED && strcmp(piece->bytes, "⏎") ? ROLE_REVEALED : role;
}

static int put_text(struct screen *screen, int row, int col, int cols, enum role role,
                    const char *text, bool is_own) {
    if (screen->is_dim && role < ROLE_HEADER)
        role = ROLE_DIM;
    if (col + cols > screen->cols)
        cols = screen->cols - col;
    if (row < 0 || row >= screen->rows || col < 0 || cols <= 0)
        return 0;
    size_t len = strlen(text), cut = text_cut(text, len, (size_t)cols);
    int used = 0;
    struct text_walk walk;
    struct text_piece piece;
    text_walk_init(&walk, text, len);
    while (walk.at < cut && text_walk_next(&walk, &piece)) {
        enum role look = role_of_piece(&piece, role);
        settle_sign(screen, is_own, &piece);
        put_piece(screen, row, col + used, look, &piece);
        used += piece.width;
    }
    if (cut == len)
        return used;
    put_sign(screen, row, col + used, role, "…");
    return used + 1;
}

void screen_dim(struct screen *screen, bool is_dim) {
    screen->is_dim = is_dim;
}

int screen_put(struct screen *screen, int row, int col, int cols, enum role role,
               const char *text) {
    return put_text(screen, row, col, cols, role, text, true);
}

int screen_put_outside(struct screen *screen, int row, int col, int cols, enum role role,
                       const char *text) {
    return put_text(screen, row, col, cols, role, text, false);
}

void screen_put_right(struct screen *screen, int row, int col, int cols, enum role role,
                      const char *text) {
    size_t width = text_width(text);
    int shift = width < (size_t)cols ? cols - (int)width : 0;
    screen_put(screen, row, col + shift, cols - shift, role, text);
}

void screen_rule(struct screen *screen, int row, enum role role) {
    for (int col = 0; row >= 0 && row < screen->rows && col < screen->cols; col++)
        put_sign(screen, row, col, role, "─");
}

void screen_cursor(struct screen *screen, int row, int col) {
    screen->cursor_row = row;
    screen->cursor_col = col;
}

void screen_title(struct screen *screen, const char *text) {
    screen_title_set(&screen->title, text);
}

/* Makes curses treat a row as unknown from a column on: it sends all of its cells from there, and
 * does not try to move a similar row. */
static void repaint_row(const struct screen *screen, int row, int from) {
    WINDOW *end = derwin(stdscr, 1, screen->cols - from, row, from);
    if (!end)
        return;
    wredrawln(end, 0, 1);
    touchline(stdscr, row, 1);
    delwin(end);
}

/* Returns whether text of disputed width is sent. */
static bool repaint_disputed(struct screen *screen) {
    bool is_disputed = false;
    for (int row = 0; row < screen->rows; row++) {
        int from = screen->drawn.sent_from[row];
        bool is_sent = from < screen->cols || screen->is_redrawn;
        is_disputed = is_disputed || (is_sent && screen_rows_is_disputed(&screen->drawn, row));
        if (from < screen->cols)
            repaint_row(screen, row, from);
    }
    screen->is_redrawn = false;
    return is_disputed;
}

/* Text that a terminal draws wider than curses believes, and the bar to the row's end after it,
 * would go on in the next row. (Without `xenl`, curses counts on that at the end of a row.) */
static void set_wrapping(const struct screen *screen, bool is_on) {
    if (eat_newline_glitch && enter_am_mode && exit_am_mode)
        screen_output_put_capability(&screen->output, is_on ? enter_am_mode : exit_am_mode);
}

/* Sends the difference between the frame and the screen. */
static void send_frame(struct screen *screen) {
    bool is_disputed = repaint_disputed(screen);
    if (is_disputed)
        set_wrapping(screen, false);
    refresh();
    if (is_disputed)
        set_wrapping(screen, true);
}

/* Copies the cells of a window's row from the fence on, or puts them into the frame. */
static void take_cells(const struct screen *screen, WINDOW *window, int row, cchar_t *cells) {
    int fence = screen->drawn.fence;
    mvwin_wchnstr(window, row, fence, cells, screen->cols - fence);
}

static void put_cells(const struct screen *screen, int row, const cchar_t *cells) {
    int fence = screen->drawn.fence;
    mvadd_wchnstr(row, fence, cells, screen->cols - fence);
}

/* Curses scrolls only whole rows. Where those before the fence have moved, they first take the
 * cells beyond it with them, which then become this frame's again: both in one write. */
static void send_move(struct screen *screen) {
    struct screen_rows_move move = screen_rows_find_move(&screen->drawn);
    if (!move.count || !screen->can_scroll || screen->is_redrawn)
        return;
    size_t cols = (size_t)(screen->cols - screen->drawn.fence) + 1;
    cchar_t *kept = mem_zalloc((size_t)move.count * cols * sizeof *kept);
    cchar_t *moved = mem_zalloc((size_t)move.count * cols * sizeof *moved);
    for (int i = 0; i < move.count; i++) {
        take_cells(screen, stdscr, move.row + i, kept + (size_t)i * cols);
        take_cells(screen, curscr, move.row + i + move.shift, moved + (size_t)i * cols);
    }
    for (int i = 0; i < move.count; i++)
        put_cells(screen, move.row + i, moved + (size_t)i * cols);
    screen_rows_settle_move(&screen->drawn, &move, screen->can_scroll);
    leaveok(stdscr, TRUE); /* the cursor is placed with the second */
    send_frame(screen);
    leaveok(stdscr, FALSE);
    for (int i = 0; i < move.count; i++)
        put_cells(screen, move.row + i, kept + (size_t)i * cols);
    free(kept);
    free(moved);
}

void screen_flush(struct screen *screen) {
    move(screen->cursor_row, screen->cursor_col);
    const char *question = screen_colours_ask(&screen->colours);
    bool is_redrawn = screen->is_redrawn;
    screen_output_begin_frame(&screen->output);
    if (question)
        screen_output_put(&screen->output, question);
    screen_title_put(&screen->title, &screen->output);
    send_move(screen);
    screen_rows_settle(&screen->drawn, screen->can_scroll, screen->is_redrawn);
    move(screen->cursor_row, screen->cursor_col);
    send_frame(screen);
    screen_output_end_frame(&screen->output, is_redrawn, screen->rows, screen->cols);
    if (question)
        screen_keys_await(&screen->keys, screen->colours.asked, SCREEN_BACKGROUND_WAIT_MS);
}

void screen_send(struct screen *screen, const char *bytes, size_t len) {
    screen_output_send(&screen->output, bytes, len);
}

const uint8_t *screen_roles(const struct screen *screen) {
    return screen->roles;
}
