/* base/json_tree.h: private to base/json*.c. What a JSON document is made of. */
#ifndef HPMSIM_JSON_TREE_H
#define HPMSIM_JSON_TREE_H

#include "base/json_scan.h"

#include <cjson/cJSON.h>

struct json_document {
    char *name, *text; /* owned; the text as read, never changed */
    size_t size;
    cJSON *root;          /* owned */
    struct arena strings; /* pointers handed out */
    ARRAY(char *) set; /* pointers given to json_set, owned: what lies there has no position */
};

/* The way to a node; false when the node is not in the document's tree (any more).
 * Positions by path hold for ever: json_set replaces in place or appends. */
bool json_find(const struct json_document *d, const cJSON *node, struct json_path *path);

static inline const cJSON *json_node(struct json j) {
    return j.node;
}

#endif
