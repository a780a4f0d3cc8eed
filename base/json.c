/* base/json.c: JSON documents: parse, change, walk, say where. */
#include "base/json_tree.h"

#include <stdlib.h>

/* ---- Duplicate keys: which of the two was meant cannot be known, so they are errors. */

static const cJSON *first_duplicate(const cJSON *object) {
    struct map seen = {0}; /* hash of a key -> its node */
    const cJSON *found = NULL;
    for (const cJSON *member = object->child; member && !found; member = member->next) {
        u64 hash = hash_bytes(member->string, strlen(member->string), 0), other;
        /* Two keys of one hash: look at all before (never more than once in practice). */
        if (map_get(&seen, hash, &other))
            for (const cJSON *before = object->child; before != member; before = before->next)
                if (!strcmp(before->string, member->string)) found = member;
        map_put(&seen, hash, 1);
    }
    map_free(&seen);
    return found;
}

/* Adds an error for the first duplicate of each object. */
static bool check_duplicates(struct json_document *d, const cJSON *node, struct status *st) {
    bool ok = true;
    if (cJSON_IsObject(node)) {
        const cJSON *twice = first_duplicate(node);
        if (twice) ok = json_error((struct json){d, twice}, st, "the key is there twice");
    }
    for (const cJSON *child = node->child; child; child = child->next)
        ok &= check_duplicates(d, child, st);
    return ok;
}

/* ---- Documents -------------------------------------------------------------------------- */

struct json_document *json_parse(const char *name, const char *text, size_t size,
                                 struct status *st) {
    struct json_document *d = xcalloc(1, sizeof *d);
    arena_init(&d->strings);
    d->name = xstrdup(name);
    d->text = xmalloc(size + 1);
    if (size) memcpy(d->text, text, size);
    d->text[size] = '\0';
    d->size = size;

    struct json_scan_error error;
    if (!json_scan(d->text, size, NULL, NULL, &error)) {
        struct json_line_column at = json_line_column(d->text, error.offset);
        status_add(st, FAULT_USER, "%s:%u:%u: %s", name, at.line, at.column, error.message);
        goto failed;
    }
    d->root = cJSON_ParseWithLengthOpts(d->text, size + 1, NULL, true);
    if (!d->root) {
        status_add(st, FAULT_INTERNAL, "%s: JSON that scans well does not parse", name);
        goto failed;
    }
    if (check_duplicates(d, d->root, st)) return d;
failed:
    json_free(d);
    return NULL;
}

struct json_document *json_parse_file(const char *path, struct status *st) {
    struct bytes file;
    if (!file_read(path, &file, st)) return NULL;
    struct json_document *d = json_parse(path, (const char *)file.at, file.size, st);
    free(file.at);
    return d;
}

void json_free(struct json_document *d) {
    if (!d) return;
    cJSON_Delete(d->root);
    for (u32 n = 0; n < d->set.count; n++) free(d->set.at[n]);
    array_free(&d->set);
    arena_free(&d->strings);
    free(d->text);
    free(d->name);
    free(d);
}

struct json json_root(struct json_document *d) {
    return (struct json){d, d->root};
}

/* ---- Where a value is ------------------------------------------------------------------- */

static bool find_below(const cJSON *from, const cJSON *node, struct json_path *path) {
    if (from == node) return true;
    u32 depth = path->count++, n = 0;
    if (depth == COUNT_OF(path->at)) return false;
    for (const cJSON *child = from->child; child; child = child->next) {
        path->at[depth] = n++;
        if (find_below(child, node, path)) return true;
    }
    path->count--;
    return false;
}

bool json_find(const struct json_document *d, const cJSON *node, struct json_path *path) {
    path->count = 0;
    return d && node && find_below(d->root, node, path);
}

const char *json_pointer(struct json j) {
    struct json_path path;
    if (!json_find(j.document, j.node, &path)) return "";
    struct text t = {0};
    const cJSON *node = j.document->root;
    for (u32 depth = 0; depth < path.count; depth++) {
        bool object = cJSON_IsObject(node);
        node = cJSON_GetArrayItem(node, (int)path.at[depth]);
        if (!object) {
            text_printf(&t, "/%u", path.at[depth]);
            continue;
        }
        text_add(&t, "/");
        for (const char *c = node->string; *c; c++) {
            if (*c == '~' || *c == '/')
                text_add(&t, *c == '~' ? "~0" : "~1");
            else
                text_add_bytes(&t, c, 1);
        }
    }
    const char *pointer = arena_strdup(&j.document->strings, text_string(&t));
    text_free(&t);
    return pointer;
}

/* ---- json_set --------------------------------------------------------------------------- */

/* The value that the text stands for; NULL after an error. */
static cJSON *value_of(const char *text, struct status *st) {
    struct json_scan_error error;
    if (!json_scan(text, strlen(text), NULL, NULL, &error)) return cJSON_CreateString(text);
    struct json_document *d = json_parse(text, text, strlen(text), st);
    if (!d) return NULL;
    cJSON *value = d->root;
    d->root = NULL;
    json_free(d);
    return value;
}

/* The next part of a pointer, unescaped, into `part`; NULL when ~ is followed by neither 0
 * nor 1. `pointer` is at a '/'. */
static const char *next_part(const char *pointer, struct text *part) {
    text_free(part);
    for (pointer++; *pointer && *pointer != '/'; pointer++) {
        char c = *pointer;
        if (c == '~') {
            c = *++pointer == '0' ? '~' : *pointer == '1' ? '/' : '\0';
            if (!c) return NULL;
        }
        text_add_bytes(part, &c, 1);
    }
    return pointer;
}

/* The item of an array that a part names: a number without leading zeros, or "-" for one past
 * the end. Returns count + 1 or more when there is no such item. */
static u32 item_index(const char *part, u32 count) {
    if (!strcmp(part, "-")) return count;
    size_t length = strlen(part);
    if (!length || length > 9 || strspn(part, "0123456789") != length) return UINT32_MAX;
    if (part[0] == '0' && length > 1) return UINT32_MAX;
    return (u32)atoi(part);
}

/* Puts `value` (which it takes over) into `parent` under `part`. */
static void put(cJSON *parent, const char *part, cJSON *value) {
    if (cJSON_IsObject(parent)) {
        if (cJSON_GetObjectItemCaseSensitive(parent, part))
            cJSON_ReplaceItemInObjectCaseSensitive(parent, part, value);
        else
            cJSON_AddItemToObject(parent, part, value);
        return;
    }
    u32 count = (u32)cJSON_GetArraySize(parent), n = item_index(part, count);
    if (n == count)
        cJSON_AddItemToArray(parent, value);
    else
        cJSON_ReplaceItemInArray(parent, (int)n, value);
}

bool json_set(struct json_document *d, const char *pointer, const char *text,
              struct status *st) {
    struct text part = {0};
    bool ok = false;
    cJSON *value = value_of(text, st);
    if (!value) {
        status_prefix(st, "setting %s", pointer);
        return false;
    }
    if (*pointer && *pointer != '/') {
        status_add(st, FAULT_USER, "%s: expected a JSON pointer such as /seed, found \"%s\"",
                   d->name, pointer);
        goto out;
    }

    cJSON *node = d->root;
    const char *rest = pointer;
    u32 depth = 0;
    while (*rest) {
        const char *here = rest;
        rest = next_part(rest, &part);
        if (!rest || ++depth > JSON_DEPTH_MAX) {
            status_add(st, FAULT_USER, "%s: %s: %s", d->name, pointer,
                       rest ? "too deep" : "expected ~0 or ~1 after the ~");
            goto out;
        }
        const char *key = text_string(&part);
        cJSON *next;
        if (cJSON_IsObject(node)) {
            next = cJSON_GetObjectItemCaseSensitive(node, key);
        } else if (cJSON_IsArray(node)) {
            u32 count = (u32)cJSON_GetArraySize(node), n = item_index(key, count);
            if (n > count) {
                status_add(st, FAULT_USER, "%s: %s: no item \"%s\" in an array of %u", d->name,
                           pointer, key, count);
                goto out;
            }
            next = cJSON_GetArrayItem(node, (int)n);
        } else {
            status_add(st, FAULT_USER, "%s: %s: %.*s has no members", d->name, pointer,
                       (int)(here - pointer), pointer);
            goto out;
        }
        if (!*rest)
            put(node, key, value);
        else if (!next)
            put(node, key, next = cJSON_CreateObject());
        node = next;
    }
    if (!*pointer) { /* the whole document */
        cJSON_Delete(d->root);
        d->root = value;
    }
    array_push(&d->set, xstrdup(json_pointer((struct json){d, value})));
    value = NULL;
    ok = true;
out:
    cJSON_Delete(value);
    text_free(&part);
    return ok;
}

/* ---- Walking ---------------------------------------------------------------------------- */

bool json_is_object(struct json j) {
    return cJSON_IsObject(json_node(j));
}
bool json_is_array(struct json j) {
    return cJSON_IsArray(json_node(j));
}
bool json_is_string(struct json j) {
    return cJSON_IsString(json_node(j));
}
bool json_is_number(struct json j) {
    return cJSON_IsNumber(json_node(j));
}
bool json_is_bool(struct json j) {
    return cJSON_IsBool(json_node(j));
}

struct json json_member(struct json object, const char *key) {
    const cJSON *node = json_node(object);
    const cJSON *member =
        cJSON_IsObject(node) ? cJSON_GetObjectItemCaseSensitive(node, key) : NULL;
    return (struct json){object.document, member};
}

struct json json_item(struct json array, u32 index) {
    const cJSON *item = json_is_array(array) ? json_node(array)->child : NULL;
    while (item && index--) item = item->next;
    return (struct json){array.document, item};
}

u32 json_count(struct json j) {
    if (!json_is_array(j) && !json_is_object(j)) return 0;
    return (u32)cJSON_GetArraySize(json_node(j));
}

static const cJSON *member_at(struct json object, u32 index) {
    const cJSON *member = json_is_object(object) ? json_node(object)->child : NULL;
    while (member && index--) member = member->next;
    return member;
}

const char *json_key_at(struct json object, u32 index) {
    const cJSON *member = member_at(object, index);
    return member ? member->string : NULL;
}

struct json json_value_at(struct json object, u32 index) {
    return (struct json){object.document, member_at(object, index)};
}

struct json json_first(struct json j) {
    bool inside = json_is_array(j) || json_is_object(j);
    return (struct json){j.document, inside ? json_node(j)->child : NULL};
}

struct json json_next(struct json item) {
    return (struct json){item.document, item.node ? json_node(item)->next : NULL};
}

const char *json_key(struct json j) {
    return j.node ? json_node(j)->string : NULL;
}
