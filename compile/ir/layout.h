/* compile/ir/layout.h: between the files of the layout: layout.c cleans the graph, order.c
 * finds dominators, loops and the order, compact.c writes the result. */
#ifndef HPMSIM_COMPILE_IR_LAYOUT_H
#define HPMSIM_COMPILE_IR_LAYOUT_H

#include "compile/ir/work.h"

struct graph {
    struct work *w;
    bool is_kept; /* blocks, their order and loops are those of w->f */
    /* Per block of w->f. */
    bool *reached;
    u32 *next;               /* the block merged behind it, or NO_BLOCK */
    u32 *position;           /* of the chain that holds it; NO_BLOCK when unreachable */
    u32 *pred_first, *preds; /* edges into a block: pred_first[b] .. pred_first[b + 1] - 1 */
    /* Per position: chains of blocks in an order in which all forward edges go forward. */
    u32 count;
    u32 *head; /* the chain's first block */
    u32 *idom; /* position */
    u32 *loop; /* position of the innermost loop's header (itself, for a header) or NO_BLOCK */
    u32 *parent;   /* headers: the header of the loop around it */
    u32 *order;    /* positions in their final order */
    u32 *number;   /* position -> final block number */
    u32 *loop_end; /* headers: final number one past the loop's last block; else 0 */
};

static inline u32 block_param(const struct work *w, const struct block *b, u32 n) {
    return w->order ? w->raw_params[b->param_first + n] : b->param_first + n;
}
static inline bool param_alive(const struct work *w, u32 v) {
    return w->same[v] == v && w->f->values[v].kind != VALUE_DEAD;
}
static inline struct ins *block_end(const struct ir_function *f, u32 b) {
    return &f->ins[f->blocks[b].ins_end - 1];
}
/* Dominators, loops, order. Requires head and position. */
void graph_order(struct graph *g);
struct ir_function *graph_compact(struct graph *g, struct arena *to);

#endif
