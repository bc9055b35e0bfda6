/* pipeline/finding.h - what the report says of a document besides its outcome
 *
 * Pages without text, how sure the finder was of each table, where the words
 * went: what `sheaf check --fail-on` can be told to look at.
 */
#pragma once

#include "pipeline/report.h"
#include "pipeline/tally.h"

/* Adds what can be seen of all pages of @document, which has its flow, to @entry. */
void finding_collect(const Document *document, ReportEntry *entry);

/* How they travel from a worker: pages without text, (page, confidence) of each table, (counted,
 * all, written, left out, lost) of the words. */
#define FINDING_FORM "(aua(ud)(buuuu))"

/* (transfer floating) */
GVariant *finding_pack(const ReportEntry *entry);
void finding_unpack(GVariant *findings, ReportEntry *entry);

/* The words of the document were counted. */
void finding_words(const Tally *tally, ReportEntry *entry);
