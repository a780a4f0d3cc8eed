/*
 * btree: an ordered map in a B-tree: insertion, deletion, search, walk in order.
 *
 * Exercises nodes linked by pointers, shifts of small arrays inside them and a recursion as
 * deep as the tree. A researcher would choose it because it is what databases and file
 * systems do all day, and because a single lost pointer or a value in the wrong register
 * breaks one of the tree's invariants, all of which are checked.
 *
 * Arguments: [keys, 1..100000; default 100000]
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Each node but the root has MIN_KEYS to MAX_KEYS keys. */
enum { MIN_KEYS = 7, MAX_KEYS = 2 * MIN_KEYS + 1, MAX_NODES = 16384, MAX_INSERTED = 100000 };

struct node {
    uint32_t count;
    bool is_leaf;
    uint32_t keys[MAX_KEYS], values[MAX_KEYS];
    struct node *children[MAX_KEYS + 1]; /* of a free node: the next one in children[0] */
};

static struct tree {
    struct node *root;
    struct node *free_nodes;
    uint32_t nodes_in_use;
    struct node pool[MAX_NODES];
} tree;

static struct node *new_node(bool is_leaf) {
    struct node *node = tree.free_nodes;
    tree.free_nodes = node->children[0];
    tree.nodes_in_use++;
    node->count = 0;
    node->is_leaf = is_leaf;
    return node;
}

static void free_node(struct node *node) {
    node->children[0] = tree.free_nodes;
    tree.free_nodes = node;
    tree.nodes_in_use--;
}

static void tree_start(void) {
    tree.free_nodes = NULL;
    for (size_t i = MAX_NODES; i-- > 0;) free_node(&tree.pool[i]);
    tree.nodes_in_use = 0;
    tree.root = new_node(true);
}

/* The index of the first key that isn't less than `key`. */
static uint32_t lower_bound(const struct node *node, uint32_t key) {
    uint32_t low = 0, high = node->count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (node->keys[middle] < key) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool has_key_at(const struct node *node, uint32_t i, uint32_t key) {
    return i < node->count && node->keys[i] == key;
}

/* Makes room for a key at i and a child to its right. */
static void open_gap(struct node *node, uint32_t i) {
    for (uint32_t k = node->count; k > i; k--) {
        node->keys[k] = node->keys[k - 1];
        node->values[k] = node->values[k - 1];
        if (!node->is_leaf) node->children[k + 1] = node->children[k];
    }
    node->count++;
}

/* Removes the key at i and the child to its right. */
static void close_gap(struct node *node, uint32_t i) {
    node->count--;
    for (uint32_t k = i; k < node->count; k++) {
        node->keys[k] = node->keys[k + 1];
        node->values[k] = node->values[k + 1];
        if (!node->is_leaf) node->children[k + 1] = node->children[k + 2];
    }
}

static void put_key(struct node *node, uint32_t i, uint32_t key, uint32_t value) {
    node->keys[i] = key;
    node->values[i] = value;
}

static void copy_key(struct node *to, uint32_t i, const struct node *from, uint32_t k) {
    put_key(to, i, from->keys[k], from->values[k]);
}

/* Splits the full child i of a node that isn't full. */
static void split_child(struct node *parent, uint32_t i) {
    struct node *left = parent->children[i], *right = new_node(left->is_leaf);
    for (uint32_t k = 0; k < MIN_KEYS; k++) copy_key(right, k, left, MIN_KEYS + 1 + k);
    if (!left->is_leaf) {
        for (uint32_t k = 0; k <= MIN_KEYS; k++) {
            right->children[k] = left->children[MIN_KEYS + 1 + k];
        }
    }
    right->count = left->count = MIN_KEYS;
    open_gap(parent, i);
    copy_key(parent, i, left, MIN_KEYS);
    parent->children[i + 1] = right;
}

static void insert_below(struct node *node, uint32_t key, uint32_t value) {
    uint32_t i = lower_bound(node, key);
    if (has_key_at(node, i, key)) {
        node->values[i] = value;
        return;
    }
    if (node->is_leaf) {
        open_gap(node, i);
        put_key(node, i, key, value);
        return;
    }
    if (node->children[i]->count == MAX_KEYS) {
        split_child(node, i);
        if (node->keys[i] == key) {
            node->values[i] = value;
            return;
        }
        if (node->keys[i] < key) i++;
    }
    insert_below(node->children[i], key, value);
}

static void tree_insert(uint32_t key, uint32_t value) {
    if (tree.root->count == MAX_KEYS) {
        struct node *root = new_node(false);
        root->children[0] = tree.root;
        tree.root = root;
        split_child(root, 0);
    }
    insert_below(tree.root, key, value);
}

/* The value of `key`, NULL if there is none. */
static const uint32_t *tree_find(uint32_t key) {
    const struct node *node = tree.root;
    for (;;) {
        uint32_t i = lower_bound(node, key);
        if (has_key_at(node, i, key)) return &node->values[i];
        if (node->is_leaf) return NULL;
        node = node->children[i];
    }
}

/* Joins child i, key i and child i + 1, all minimal, into child i. */
static void merge_children(struct node *parent, uint32_t i) {
    struct node *left = parent->children[i], *right = parent->children[i + 1];
    copy_key(left, MIN_KEYS, parent, i);
    for (uint32_t k = 0; k < right->count; k++) copy_key(left, MIN_KEYS + 1 + k, right, k);
    if (!left->is_leaf) {
        for (uint32_t k = 0; k <= right->count; k++) {
            left->children[MIN_KEYS + 1 + k] = right->children[k];
        }
    }
    left->count = MIN_KEYS + 1 + right->count;
    close_gap(parent, i);
    free_node(right);
}

/* Moves the last key of child i - 1 up and key i - 1 down into child i. */
static void borrow_from_left(struct node *parent, uint32_t i) {
    struct node *left = parent->children[i - 1], *child = parent->children[i];
    open_gap(child, 0);
    if (!child->is_leaf) {
        child->children[1] = child->children[0];
        child->children[0] = left->children[left->count];
    }
    copy_key(child, 0, parent, i - 1);
    copy_key(parent, i - 1, left, left->count - 1);
    left->count--;
}

static void borrow_from_right(struct node *parent, uint32_t i) {
    struct node *child = parent->children[i], *right = parent->children[i + 1];
    copy_key(child, child->count, parent, i);
    copy_key(parent, i, right, 0);
    child->count++;
    if (!child->is_leaf) {
        child->children[child->count] = right->children[0];
        right->children[0] = right->children[1];
    }
    close_gap(right, 0);
}

/* Makes child i have more than MIN_KEYS keys. Returns its index afterwards. */
static uint32_t enrich_child(struct node *parent, uint32_t i) {
    if (parent->children[i]->count > MIN_KEYS) return i;
    if (i > 0 && parent->children[i - 1]->count > MIN_KEYS) {
        borrow_from_left(parent, i);
    } else if (i < parent->count && parent->children[i + 1]->count > MIN_KEYS) {
        borrow_from_right(parent, i);
    } else {
        if (i == parent->count) i--;
        merge_children(parent, i);
    }
    return i;
}

static bool delete_below(struct node *node, uint32_t key);

/* Deletes key i of an inner node: puts its neighbour from below in its place. */
static void delete_inner(struct node *node, uint32_t i, uint32_t key) {
    struct node *left = node->children[i], *right = node->children[i + 1];
    if (left->count > MIN_KEYS) {
        while (!left->is_leaf) left = left->children[left->count];
        copy_key(node, i, left, left->count - 1);
        delete_below(node->children[i], node->keys[i]);
    } else if (right->count > MIN_KEYS) {
        while (!right->is_leaf) right = right->children[0];
        copy_key(node, i, right, 0);
        delete_below(node->children[i + 1], node->keys[i]);
    } else {
        merge_children(node, i);
        delete_below(left, key);
    }
}

/* Deletes from a node that is the root or has more than MIN_KEYS keys. */
static bool delete_below(struct node *node, uint32_t key) {
    uint32_t i = lower_bound(node, key);
    bool here = has_key_at(node, i, key);
    if (node->is_leaf) {
        if (here) close_gap(node, i);
        return here;
    }
    if (here) {
        delete_inner(node, i, key);
        return true;
    }
    i = enrich_child(node, i);
    return delete_below(node->children[i], key);
}

static bool tree_delete(uint32_t key) {
    bool found = delete_below(tree.root, key);
    if (tree.root->count == 0 && !tree.root->is_leaf) {
        struct node *old = tree.root;
        tree.root = old->children[0];
        free_node(old);
    }
    return found;
}

/* A walk in order that checks every invariant on its way. */
struct walk {
    uint32_t keys, nodes, digest;
    uint32_t leaf_depth; /* 0: no leaf seen yet */
    uint32_t last_key;
    bool is_right;
};

static void walk_keys(struct walk *walk, uint32_t key, uint32_t value) {
    if (walk->keys > 0 && key <= walk->last_key) walk->is_right = false;
    walk->last_key = key;
    walk->keys++;
    walk->digest = (walk->digest ^ key) * 16777619u;
    walk->digest = (walk->digest ^ value) * 16777619u;
}

static void walk_below(struct walk *walk, const struct node *node, uint32_t depth) {
    walk->nodes++;
    if (node->count > MAX_KEYS || (depth > 1 && node->count < MIN_KEYS)) walk->is_right = false;
    if (node->is_leaf) {
        if (walk->leaf_depth == 0) walk->leaf_depth = depth;
        if (walk->leaf_depth != depth) walk->is_right = false;
    }
    for (uint32_t i = 0; i <= node->count; i++) {
        if (!node->is_leaf) walk_below(walk, node->children[i], depth + 1);
        if (i < node->count) walk_keys(walk, node->keys[i], node->values[i]);
    }
}

static struct walk tree_walk(void) {
    struct walk walk = {.digest = 2166136261u, .is_right = true};
    walk_below(&walk, tree.root, 1);
    if (walk.nodes != tree.nodes_in_use) walk.is_right = false;
    return walk;
}

/* The i-th key: all are different, since the factor is odd. */
static uint32_t key_of(uint32_t i) {
    return i * 2654435769u;
}

/* Inserts n keys, deletes two thirds of them, inserts one third again with other values.
 * Returns a digest of all keys and values in order, or 0 if anything is wrong. */
uint32_t kernel(uint32_t n) {
    tree_start();
    for (uint32_t i = 0; i < n; i++) tree_insert(key_of(i), i);
    struct walk full = tree_walk();
    for (uint32_t i = 0; i < n; i++) {
        if (i % 3 != 0 && !tree_delete(key_of(i))) return 0;
    }
    struct walk thinned = tree_walk();
    for (uint32_t i = 1; i < n; i += 3) tree_insert(key_of(i), ~i);
    struct walk last = tree_walk();

    if (!full.is_right || !thinned.is_right || !last.is_right) return 0;
    if (full.keys != n || thinned.keys != (n + 2) / 3 || last.keys != n - n / 3) return 0;
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t *value = tree_find(key_of(i));
        uint32_t expected = i % 3 == 0 ? i : ~i;
        if (i % 3 == 2 ? value != NULL : !value || *value != expected) return 0;
    }
    return full.digest ^ thinned.digest ^ last.digest;
}

#ifndef KERNEL_ONLY
#include <stdio.h>
#include <stdlib.h>

static const struct {
    uint32_t n, answer;
} known[] = {{10, 0xcaaa8ffa}, {1000, 0x1b2c708e}, {100000, 0xb1389cda}};

static void print_level_sizes(void) {
    uint32_t depth = 0;
    for (const struct node *node = tree.root;; node = node->children[0]) {
        printf("level %u: leftmost node has %u keys, the first is %u\n", (unsigned)depth++,
               (unsigned)node->count, node->count > 0 ? (unsigned)node->keys[0] : 0);
        if (node->is_leaf) return;
    }
}

static bool expect(bool right, const char *what) {
    if (!right) printf("WRONG: %s\n", what);
    return right;
}

int main(int argc, char **argv) {
    uint32_t n = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : MAX_INSERTED;
    if (n < 1 || n > MAX_INSERTED) {
        fprintf(stderr, "usage: btree [keys, 1..%d]\n", MAX_INSERTED);
        return 2;
    }
    uint32_t answer = kernel(n);
    print_level_sizes();
    printf("%u keys, %u nodes: digest %08x\n", (unsigned)tree_walk().keys,
           (unsigned)tree.nodes_in_use, (unsigned)answer);
    bool right = expect(answer != 0, "the tree isn't in order");
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i].n == n) right &= expect(known[i].answer == answer, "unexpected digest");
    }

    for (uint32_t i = 0; i < n; i++) tree_delete(key_of(i));
    right &= expect(tree.nodes_in_use == 1 && tree.root->count == 0, "the tree isn't empty");
    right &= expect(!tree_delete(key_of(0)), "deleted what isn't there");
    if (right) printf("ok\n");
    return right ? 0 : 1;
}
#endif
