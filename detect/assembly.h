/* detect/assembly.h - the document passes: from the blocks of all pages to one flow
 *
 * Furniture is found by what repeats from page to page, headings are settled
 * and levelled over the whole document, paragraphs, items, code and tables are
 * joined over columns and pages, hyphens at line ends are repaired with the
 * document itself as the dictionary, footnotes meet their marks.
 */
#pragma once

#include "pipeline/model/document.h"

typedef struct {
    bool join_tables;   /* a table that goes on over pages is one table */
    bool keep_lines;    /* nothing is wanted but tables, and captions beside them */
    bool drop_contents; /* printed tables of contents are left out */
    bool mark_doubt;    /* words that were not read surely are marked */
    bool quotations;    /* paragraphs set in on both sides are block quotes */
} AssemblyOptions;

/* @document: pages as after layout, outline; only read. (transfer full) */
Flow *assembly_flow(const Document *document, const AssemblyOptions *options);
