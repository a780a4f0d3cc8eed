/* compile/codegen/print.c: an allocation as text: where each operand is, what moves when and
 * why, and the notes about what was evicted for whom. Stable, for dumps, golden tests and the
 * labs. */
#include <assert.h>

#include "compile/codegen/alloc.h"
#include "compile/compile.h"

static const char *const why_names[WHY_COUNT] = {"fixed", "reload", "remake", "spill",
                                                 "evict", "same",   "edge"};

static void print_vreg(const struct lowered *l, u32 vreg, struct text *out) {
    if (vreg == NO_VALUE) {
        text_add(out, "temp");
        return;
    }
    text_printf(out, "v%u", l->value_of[vreg]);
    if (vreg_is_half(l, vreg)) text_add(out, vreg_part(l, vreg) ? ".hi" : ".lo");
}

static void print_loc(const struct lowered *l, struct loc at, struct text *out) {
    switch ((enum loc_kind)at.kind) {
    case LOC_NONE: text_add(out, "-"); break;
    case LOC_REG: text_add(out, model_register_name(l->model, (reg)at.index)); break;
    case LOC_SLOT: text_printf(out, "slot%u", at.index); break;
    case LOC_INCOMING: text_printf(out, "in%u", at.index); break;
    case LOC_OUTGOING: text_printf(out, "out%u", at.index); break;
    case LOC_HOST:
        text_printf(out, "host%u%s", at.index & 0xff, at.index & 0x100 ? ".hi" : "");
        break;
    case LOC_CONST: text_add(out, "const"); break;
    case LOC_AREA: assert(!"in emission only"); break;
    }
}

static void print_copies(const struct allocation *al, struct copies group, const char *when,
                         struct text *out) {
    for (u32 k = 0; k < group.count; k++) {
        const struct copy *c = &al->copies[group.first + k];
        text_printf(out, "        %-6s ", when);
        print_vreg(al->l, c->vreg, out);
        if (c->source != c->vreg) {
            text_add(out, " <- ");
            print_vreg(al->l, c->source, out);
        }
        text_add(out, ": ");
        print_loc(al->l, c->from, out);
        text_add(out, " -> ");
        print_loc(al->l, c->to, out);
        text_printf(out, "  ; %s\n", why_names[c->why]);
    }
}

static void print_operands(const struct allocation *al, u32 n, struct text *out) {
    static const char marks[] = {
        [OPERAND_USE] = ' ', [OPERAND_DEF] = '=', [OPERAND_TEMP] = '~'};
    const struct lowered *l = al->l;
    text_printf(out, "    %4u %s:", n, op_info[l->f->ins[n].op].name);
    for (u32 k = l->operand_first[n]; k < l->operand_first[n + 1]; k++) {
        const struct operand *o = &l->operands[k];
        text_printf(out, " %c", marks[o->kind]);
        print_vreg(l, o->vreg, out);
        text_add(out, "@");
        print_loc(l, o->loc, out);
    }
    text_add(out, "\n");
}

static void print_decision(const struct allocation *al, const struct note *n,
                           struct text *out) {
    switch ((enum note_kind)n->kind) {
    case NOTE_OUTDONE:
        text_add(out, " lies in memory: what is in registers is used sooner");
        break;
    case NOTE_RULE: text_add(out, " lies in memory, as everything does"); break;
    case NOTE_EVICTED:
        text_printf(out, " evicted from %s", model_register_name(al->l->model, n->from));
        if (n->for_vreg == NO_VALUE) {
            text_add(out, " as the operation destroys it");
        } else {
            text_add(out, " for ");
            print_vreg(al->l, n->for_vreg, out);
        }
    }
}

static u32 print_notes(const struct allocation *al, u32 note, u32 point, struct text *out) {
    for (; note < al->note_count && al->notes[note].point == point; note++) {
        const struct note *n = &al->notes[note];
        text_add(out, "        note: ");
        print_vreg(al->l, n->vreg, out);
        print_decision(al, n, out);
        if (n->next_use >= NOTE_FAR)
            text_add(out, "; next use beyond the loop");
        else
            text_printf(out, "; next use %u operation%s away", n->next_use,
                        n->next_use == 1 ? "" : "s");
        text_printf(out, ", depth %u, ", n->loop_depth);
        if (n->cost > 0)
            text_printf(out, "stored here, cost %.3g\n", (double)n->cost);
        else
            text_add(out, "stored before\n");
    }
    return note;
}

void allocation_print(const struct allocation *al, const struct program *p, struct text *out) {
    const struct ir_function *f = al->l->f;
    text_printf(out, "function %u on %s: %u slot words\n", f->index, al->l->model->name,
                al->slot_words);
    (void)p;
    print_copies(al, al->entry, "entry", out);
    u32 note = 0;
    for (u32 b = 0; b < f->block_count; b++) {
        text_printf(out, "  block %u:\n", b);
        for (u32 n = f->blocks[b].ins_first; n < f->blocks[b].ins_end; n++) {
            while (note < al->note_count && al->notes[note].point < n) note++;
            note = print_notes(al, note, n, out);
            print_copies(al, al->before[n], "before", out);
            print_operands(al, n, out);
            print_copies(al, al->after[n], "after", out);
            print_copies(al, al->stores[n], "store", out);
        }
        const struct ins *last = &f->ins[f->blocks[b].ins_end - 1];
        if (last->op != OP_JUMP && last->op != OP_BRANCH && last->op != OP_SWITCH) continue;
        for (u32 k = 0; k < last->edge_count; k++) {
            struct copies group = al->on_edge[last->edge_first + k];
            if (!group.count) continue;
            text_printf(out, "    edge to block %u:\n", f->edges[last->edge_first + k].to);
            print_copies(al, group, "", out);
        }
    }
}
