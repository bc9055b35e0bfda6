/* pipeline/board.c - what a worker is at, for the supervisor to see at any moment */
#include "pipeline/board.h"

#include <sys/mman.h>

Board *
board_new(void)
{
    void *memory =
        mmap(NULL, sizeof(Board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    return memory != MAP_FAILED ? memory : NULL;
}

void
board_free(Board *board)
{
    if (board != NULL)
        munmap(board, sizeof *board);
}

void
board_begin(Board *board)
{
    g_atomic_int_set(&board->n_pages, 0);
    g_atomic_int_set(&board->page, 0);
    board_step(board, BOARD_OPEN);
}

void
board_opened(Board *board, guint n_pages)
{
    g_atomic_int_set(&board->n_pages, (gint)n_pages);
    g_atomic_int_inc(&board->moves);
}

void
board_step(Board *board, BoardStep step)
{
    g_atomic_int_set(&board->step, (gint)step);
    g_atomic_int_inc(&board->moves);
}

void
board_page(Board *board, guint page, StageId stage)
{
    g_atomic_int_set(&board->page, (gint)page);
    g_atomic_int_set(&board->stage, (gint)stage);
    board_step(board, BOARD_PAGE);
}

bool
board_wants_stop(Board *board)
{
    return g_atomic_int_get(&board->stop) != 0;
}

bool
board_wants_share(Board *board)
{
    return g_atomic_int_get(&board->share) != 0;
}

const char *
board_place(Board *board)
{
    static const char *const stages[STAGE_COUNT] = { "in the load stage", "in the detect stage",
                                                     "in the ocr stage", "in the layout stage" };
    const gint stage = g_atomic_int_get(&board->stage);

    switch (g_atomic_int_get(&board->step)) {
    case BOARD_OPEN:
        return "while opening the file";
    case BOARD_PAGE:
        return stage >= 0 && stage < STAGE_COUNT ? stages[stage] : "on a page";
    case BOARD_PASSES:
        return "in the document passes";
    case BOARD_WRITE:
        return "while writing the results";
    default:
        return "between two documents";
    }
}
