/* pipeline/model/flow.c - a document as one stream of elements, pages forgotten */
#include "pipeline/model/flow.h"

static void
element_free(gpointer data)
{
    Element *element = data;

    g_free(element->marker);
    g_array_unref(element->runs);
    g_free(element->code);
    g_free(element->language);
    g_free(element->label);
    table_free(element->table);
    g_free(element->file);
    g_free(element);
}

Flow *
flow_new(void)
{
    Flow *flow = g_new0(Flow, 1);

    flow->elements = g_ptr_array_new_with_free_func(element_free);
    flow->dropped = g_ptr_array_new_with_free_func(element_free);
    return flow;
}

void
flow_free(Flow *flow)
{
    if (flow == NULL)
        return;
    g_ptr_array_unref(flow->elements);
    g_ptr_array_unref(flow->dropped);
    g_free(flow);
}

Element *
flow_add(Flow *flow, ElementKind kind, guint page, Bbox bbox)
{
    Element *element = g_new0(Element, 1);

    element->kind = kind;
    element->page = page;
    element->bbox = bbox;
    element->runs = run_array_new();
    g_ptr_array_add(flow->elements, element);
    return element;
}

void
flow_drop(Flow *flow, guint i, const char *why)
{
    Element *element = g_ptr_array_steal_index(flow->elements, i);

    element->why = why;
    g_ptr_array_add(flow->dropped, element);
}

void
flow_drop_marked(Flow *flow)
{
    guint kept = 0;

    for (guint i = 0; i < flow->elements->len; i++) {
        Element *element = g_ptr_array_index(flow->elements, i);

        if (element->why != NULL)
            g_ptr_array_add(flow->dropped, element);
        else
            flow->elements->pdata[kept++] = element;
    }
    /* The others have moved: they are not the array's to free. */
    g_ptr_array_set_free_func(flow->elements, NULL);
    g_ptr_array_set_size(flow->elements, (gint)kept);
    g_ptr_array_set_free_func(flow->elements, element_free);
}
