/* pipeline/board.h - what a worker is at, for the supervisor to see at any moment
 *
 * A few numbers in memory that both processes share, so that they are still
 * there when the worker no longer is: the page and the stage in hand, how many
 * pages the document has, and a count of steps that stands still when the
 * worker hangs; what it gave up, and what it was ended for. The other way go
 * two wishes: to stop, and to share.
 */
#pragma once

#include "pipeline/model/verify.h"
#include "pipeline/sandbox.h"

typedef enum {
    BOARD_IDLE,
    BOARD_OPEN,   /* opening the file */
    BOARD_PAGE,   /* taking a page through its stages */
    BOARD_PASSES, /* the document passes */
    BOARD_WRITE,  /* writing what came of it */
} BoardStep;

/* Every field is read and written atomically. */
typedef struct {
    gint step; /* BoardStep */
    gint page, stage;
    gint n_pages;     /* of the document; 0 before it is open */
    gint moves;       /* counts every change of the above */
    gint stop;        /* the supervisor's wish: begin nothing long */
    gint share;       /* its other wish: hand back what another worker can do */
    gint denied;      /* the system call for which the sandbox ended it; 0: none */
    SandboxHold hold; /* written once, before the first unit */
} Board;

/* NULL when there is no memory to share. */
Board *board_new(void);
void board_free(Board *board);

/* A new unit of work begins: nothing is known of it. */
void board_begin(Board *board);
void board_opened(Board *board, guint n_pages);
void board_step(Board *board, BoardStep step);
void board_page(Board *board, guint page, StageId stage);
bool board_wants_stop(Board *board);
bool board_wants_share(Board *board);

/* Where the work is, as in "in the layout stage", for a message. Static. */
const char *board_place(Board *board);
