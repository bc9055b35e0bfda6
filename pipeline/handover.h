/* pipeline/handover.h - when a document is handed back to be shared out, and in which pieces
 *
 * A document is one worker's until another has nothing to do (the supervisor
 * says so on the board, board.h). Then it is handed back where that is sooner:
 * a page that goes through the spool costs half a millisecond more, nothing
 * beside one that is read, and some beside one of mere text, which takes three.
 *
 * The pieces are those of guided self-scheduling (Polychronopoulos and Kuck,
 * "Guided Self-Scheduling", 1987): each is a part of what is left, so that they
 * shrink to single pages, and the workers end together however slow a page is.
 */
#pragma once

#include "pipeline/stage.h"

/**
 * handover_is_due:
 * @page: as after load
 * @taken: pages before it, which would have to be spooled
 * @last: the last page wanted; @rest: how many are wanted behind this one
 *
 * Is @page read, or held against its picture, and so are others behind it? Known before that is
 * begun.
 */
bool handover_is_due(const StageRun *run, const Page *page, guint taken, guint rest, guint last);

/* Were the @taken pages so slow that the @rest, one more or less alike, is better shared out? */
bool handover_pays(const StageRun *run, guint taken, guint rest);

/* Pages in the next piece, where @rest are left for @jobs workers. */
guint handover_size(guint rest, guint jobs);
