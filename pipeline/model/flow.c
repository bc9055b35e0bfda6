/* pipeline/model/flow.c - a document as one stream of elements, pages forgotten */
#include "pipeline/model/flow.h"

#include "pipeline/model/shelve.h"

void
element_free(Element *element)
{
    if (element == NULL)
        return;
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

    flow->elements = g_ptr_array_new_with_free_func((GDestroyNotify)element_free);
    flow->dropped = g_ptr_array_new_with_free_func((GDestroyNotify)element_free);
    return flow;
}

/* Those on a shelf go with it: looking at each of them would bring all of it to memory. */
static void
free_elements(GPtrArray *elements, const Shelf *shelf)
{
    if (shelf != NULL) {
        g_ptr_array_set_free_func(elements, NULL);
        for (guint i = 0; i < elements->len; i++)
            if (!shelf_holds(shelf, elements->pdata[i]))
                element_free(elements->pdata[i]);
    }
    g_ptr_array_unref(elements);
}

void
flow_free(Flow *flow)
{
    if (flow == NULL)
        return;
    free_elements(flow->elements, flow->shelf);
    free_elements(flow->dropped, flow->shelf);
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
flow_settle_last(Flow *flow)
{
    gpointer *last = &flow->elements->pdata[flow->elements->len - 1];

    if (flow->shelf != NULL && ((Element *)*last)->kind != ELEMENT_PICTURE)
        *last = shelve_element(flow->shelf, *last);
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
        Element *element = flow_change(flow, i);

        if (element->why != NULL)
            g_ptr_array_add(flow->dropped, element);
        else
            flow->elements->pdata[kept++] = element;
    }
    /* The others have moved: they are not the array's to free. */
    g_ptr_array_set_free_func(flow->elements, NULL);
    g_ptr_array_set_size(flow->elements, (gint)kept);
    g_ptr_array_set_free_func(flow->elements, (GDestroyNotify)element_free);
}
