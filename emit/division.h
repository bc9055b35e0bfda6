/* emit/division.h - what a heading says it opens: a part, a chapter, matter before or after them
 *
 * Told by words alone, in the languages that most books are written in. What
 * is not known is a chapter.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef enum {
    DIVISION_CHAPTER,
    DIVISION_PART,  /* "Part II: Objects" */
    DIVISION_FRONT, /* preface, foreword, acknowledgements */
    DIVISION_BACK,  /* appendix, glossary, bibliography, index */
} Division;

Division division_kind(const char *title);

/* The number that a title begins with, of one part: "3 Beetles", "3. Beetles", "Chapter 3:
 * Beetles" have 3; "3.1 Wings" and "Beetles" 0. */
guint division_number(const char *title);
