/* compile/ir/order.c: dominators, loops, and the order of blocks.
 *
 * Blocks come in wasm's order, in which an edge that doesn't go forward is the back edge of a
 * loop whose header dominates where it comes from. So dominators take one pass (Cooper, Harvey,
 * Kennedy, "A Simple, Fast Dominance Algorithm"), and loops are found by walking backwards from
 * the back edges, innermost first. What lies inside a wasm loop but never leads back to its
 * header is not in the loop; the final order moves it behind the loop, and blocks that end in
 * UNREACHABLE to the end of the function. */
#include "compile/ir/layout.h"

static u32 edge_position(const struct graph *g, u32 e) {
    return g->position[g->w->f->edge_from[e]];
}

static void find_dominators(struct graph *g) {
    u32 *idom = g->idom = arena_alloc(g->w->pass, g->count * sizeof(u32));
    idom[0] = NO_BLOCK;
    for (u32 b = 1; b < g->count; b++) {
        u32 block = g->head[b], x = NO_BLOCK;
        /* Nearest predecessors first: in a chain that leads to one exit from many places each
         * step is short then. */
        for (u32 n = g->pred_first[block + 1]; n-- > g->pred_first[block];) {
            u32 y = edge_position(g, g->preds[n]);
            if (y >= b) continue;
            if (x == NO_BLOCK) x = y;
            while (x != y)
                if (x > y)
                    x = idom[x];
                else
                    y = idom[y];
        }
        idom[b] = x;
    }
}

/* The header of the outermost loop found so far around b, or b. */
static u32 outermost(u32 *top, u32 b) {
    while (top[b] != b) b = top[b] = top[top[b]];
    return b;
}

static void find_loops(struct graph *g) {
    struct arena *a = g->w->pass;
    u32 n = g->count;
    u32 *top = arena_alloc(a, n * sizeof(u32)), *stack = arena_alloc(a, n * sizeof(u32));
    g->loop = arena_alloc(a, n * sizeof(u32));
    g->parent = arena_alloc(a, n * sizeof(u32));
    memset(g->loop, 0xff, n * sizeof(u32));
    memset(g->parent, 0xff, n * sizeof(u32));
    for (u32 b = 0; b < n; b++) top[b] = b;
    for (u32 h = n; h-- > 0;) {
        u32 depth = 0;
        u32 current = g->head[h];
        for (;;) { /* h itself first, then the members that it pulls in */
            for (u32 k = g->pred_first[current]; k < g->pred_first[current + 1]; k++) {
                u32 from = edge_position(g, g->preds[k]);
                if (current == g->head[h] && from < h) continue; /* entry of the loop */
                from = outermost(top, from);
                if (from == h) {
                    g->loop[h] = h;
                    continue;
                }
                g->loop[h] = h;
                if (g->loop[from] == from)
                    g->parent[from] = h;
                else
                    g->loop[from] = h;
                top[from] = h;
                stack[depth++] = from;
            }
            if (!depth) break;
            current = g->head[stack[--depth]];
        }
    }
}

/* Lists of what lies directly in each loop (in `count`: outside loops), in wasm's order. */
struct sequences {
    u32 *first, *last, *next;
};

static void append(struct sequences *s, u32 list, u32 item) {
    if (s->first[list] == NO_BLOCK)
        s->first[list] = item;
    else
        s->next[s->last[list]] = item;
    s->last[list] = item;
}

static void find_order(struct graph *g) {
    struct arena *a = g->w->pass;
    u32 n = g->count, root = n, cold = n + 1;
    struct sequences s = {arena_alloc(a, (n + 2) * sizeof(u32)),
                          arena_alloc(a, (n + 2) * sizeof(u32)),
                          arena_alloc(a, n * sizeof(u32))};
    memset(s.first, 0xff, (n + 2) * sizeof(u32));
    memset(s.next, 0xff, n * sizeof(u32));
    for (u32 b = 0; b < n; b++) {
        u32 around = g->loop[b] == b ? g->parent[b] : g->loop[b];
        u32 tail = g->head[b];
        while (g->next[tail] != NO_BLOCK) tail = g->next[tail];
        bool dies = b && around == NO_BLOCK && block_end(g->w->f, tail)->op == OP_UNREACHABLE;
        append(&s, around != NO_BLOCK ? around : dies ? cold : root, b);
    }
    if (s.first[cold] != NO_BLOCK) s.next[s.last[root]] = s.first[cold];

    g->order = arena_alloc(a, n * sizeof(u32));
    g->number = arena_alloc(a, n * sizeof(u32));
    g->loop_end = ARENA_ARRAY(a, u32, n);
    u32 *open = arena_alloc(a, n * sizeof(u32)), depth = 0, count = 0;
    u32 item = s.first[root];
    for (;;) {
        while (item == NO_BLOCK) { /* the end of a loop */
            if (!depth) return;
            item = open[--depth];
            g->loop_end[item] = count;
            item = s.next[item];
        }
        g->number[item] = count;
        g->order[count++] = item;
        if (g->loop[item] == item) {
            open[depth++] = item;
            item = s.first[item];
        } else {
            item = s.next[item];
        }
    }
}

void graph_order(struct graph *g) {
    find_dominators(g);
    find_loops(g);
    find_order(g);
}
