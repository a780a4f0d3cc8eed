/*
 * lisp: a small Lisp with its own reader, evaluator, printer and garbage collector. It runs
 * a table of test programs, among them a Lisp evaluator written in this Lisp.
 *
 * Exercises an interpreter's mixture: type dispatch, unpredictable branches, indirect calls,
 * linked cells from malloc, deep recursion of eval through itself. A researcher would choose
 * it because interpreters resist most analyses: hardly any of their values is loop-invariant
 * or known, and their live state is scattered over heap, stack and a stack of roots.
 *
 * Arguments: [rounds, 1..1000; default 4] or the name of a file to run
 *
 * How memory is managed. Cells come from a free list; they are reclaimed by mark and sweep.
 * A collection happens only at the top of eval's loop, never inside an allocation. So a
 * value needs to be on the root stack only if it is held across a call of eval.
 *
 * How errors are handled. A function that fails leaves a message in lisp.error and returns
 * FAILED, a null pointer, which its caller passes on. Nothing jumps.
 */
#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHUNK_CELLS = 4096, /* cells allocated at a time */
    MAX_ROOTS = 1 << 17,
    MAX_DEPTH = 3000,  /* of nested calls of eval */
    MAX_NESTING = 250, /* of lists within lists that are read, printed or compared */
    SYMBOL_BUCKETS = 256,
    MAX_PRINTED = 1 << 16 /* bytes, so that a circular list prints too */
};

#define FAILED NULL

enum type { FREE, NUMBER, STRING, SYMBOL, PAIR, VECTOR, PRIMITIVE, CLOSURE, MACRO };

/* Forms that eval treats itself. ORDER FORM */
enum form { NO_FORM, QUOTE, IF, DEFINE, SET, LAMBDA, DEFINE_MACRO, LET, COND, AND, OR, BEGIN };

static const char *const form_names[] = {NULL,   "quote",  "if",           "define",
                                         "set!", "lambda", "define-macro", "let",
                                         "cond", "and",    "or",           "begin"};

typedef struct cell *value;

struct cell {
    enum type type;
    bool marked;
    union {
        int64_t number;
        char *string; /* owned */
        struct {
            char *name;   /* owned */
            value global; /* FAILED if unbound */
            value next;   /* in the same bucket */
            enum form form;
        } symbol;
        struct { /* a pair; a closure or macro: ((parameters . body) . environment) */
            value car, cdr;
        };
        struct {
            value *items; /* owned */
            size_t count;
        } vector;
        struct {
            value (*call)(value args);
            int least, most; /* number of arguments; most < 0: any number */
            const char *name;
        } primitive;
        value next_free;
    };
};

struct chunk {
    struct chunk *next;
    struct cell cells[CHUNK_CELLS];
};

struct text {
    char *bytes; /* owned, ends with a zero byte */
    size_t length, capacity;
};

static struct {
    struct chunk *chunks;
    value free_cells;
    size_t cell_count, free_count;
    unsigned collections;
    value roots[MAX_ROOTS];
    size_t root_count;
    value symbols[SYMBOL_BUCKETS];
    value nil, truth; /* nil is the symbol (), truth the symbol t */
    int depth;        /* nested calls of eval */
    int nesting;      /* nested calls of read_value, print or are_equal */
    bool unfinished;  /* what eval_step returned is an expression, still to be evaluated */
    char error[128];
    unsigned names_made; /* by gensym */
} lisp;

static value fail(const char *format, ...) {
    va_list args;
    va_start(args, format);
    vsnprintf(lisp.error, sizeof lisp.error, format, args);
    va_end(args);
    return FAILED;
}

/* As fail("%.40s: %s", subject, problem), but without the stack memory that a variadic call
 * needs: the functions that call this recurse MAX_DEPTH times. */
static value fail_about(const char *subject, const char *problem) {
    size_t length = strlen(subject);
    if (length > 40) length = 40;
    memcpy(lisp.error, subject, length);
    strcpy(lisp.error + length, ": ");
    strcat(lisp.error, problem);
    return FAILED;
}

/* ---- Memory ---- */

static void *must(void *memory) {
    if (!memory) {
        fprintf(stderr, "lisp: out of memory\n");
        exit(1);
    }
    return memory;
}

static void add_chunk(void) {
    struct chunk *chunk = must(malloc(sizeof *chunk));
    chunk->next = lisp.chunks;
    lisp.chunks = chunk;
    for (size_t i = CHUNK_CELLS; i-- > 0;) {
        chunk->cells[i].type = FREE;
        chunk->cells[i].marked = false;
        chunk->cells[i].next_free = lisp.free_cells;
        lisp.free_cells = &chunk->cells[i];
    }
    lisp.cell_count += CHUNK_CELLS;
    lisp.free_count += CHUNK_CELLS;
}

static value new_cell(enum type type) {
    if (!lisp.free_cells) add_chunk();
    value cell = lisp.free_cells;
    lisp.free_cells = cell->next_free;
    lisp.free_count--;
    cell->type = type;
    return cell;
}

/* A list of cells to visit, linked through a stack of our own: marking doesn't recurse. */
struct mark_stack {
    value *items; /* owned */
    size_t count, capacity;
};

static void mark_later(struct mark_stack *stack, value v) {
    if (v == FAILED || v->marked) return;
    v->marked = true;
    if (stack->count == stack->capacity) {
        stack->capacity = stack->capacity ? 2 * stack->capacity : 256;
        stack->items = must(realloc(stack->items, stack->capacity * sizeof *stack->items));
    }
    stack->items[stack->count++] = v;
}

static void mark_children(struct mark_stack *stack, value v) {
    switch (v->type) {
    case PAIR:
    case CLOSURE:
    case MACRO:
        mark_later(stack, v->car);
        mark_later(stack, v->cdr);
        break;
    case VECTOR:
        for (size_t i = 0; i < v->vector.count; i++) mark_later(stack, v->vector.items[i]);
        break;
    case SYMBOL: mark_later(stack, v->symbol.global); break;
    default: break;
    }
}

static void release(value v) {
    if (v->type == STRING) free(v->string);
    if (v->type == VECTOR) free(v->vector.items);
    if (v->type == SYMBOL) free(v->symbol.name);
    v->type = FREE;
    v->next_free = lisp.free_cells;
    lisp.free_cells = v;
    lisp.free_count++;
}

static void collect(void) {
    struct mark_stack stack = {0};
    for (size_t i = 0; i < SYMBOL_BUCKETS; i++) {
        for (value s = lisp.symbols[i]; s; s = s->symbol.next) mark_later(&stack, s);
    }
    for (size_t i = 0; i < lisp.root_count; i++) mark_later(&stack, lisp.roots[i]);
    while (stack.count > 0) mark_children(&stack, stack.items[--stack.count]);
    free(stack.items);

    for (struct chunk *chunk = lisp.chunks; chunk; chunk = chunk->next) {
        for (size_t i = 0; i < CHUNK_CELLS; i++) {
            value v = &chunk->cells[i];
            if (v->type != FREE && !v->marked) release(v);
            v->marked = false;
        }
    }
    lisp.collections++;
    while (lisp.free_count < lisp.cell_count / 2) add_chunk();
}

static void release_everything(void) {
    while (lisp.chunks) {
        struct chunk *chunk = lisp.chunks;
        lisp.chunks = chunk->next;
        for (size_t i = 0; i < CHUNK_CELLS; i++) {
            if (chunk->cells[i].type != FREE) release(&chunk->cells[i]);
        }
        free(chunk);
    }
    memset(&lisp, 0, sizeof lisp);
}

/* Keeps `v` alive until root_count is set back. Returns its place among the roots. */
static size_t protect(value v) {
    if (lisp.root_count == MAX_ROOTS) {
        fprintf(stderr, "lisp: too many roots\n");
        exit(1);
    }
    lisp.roots[lisp.root_count] = v;
    return lisp.root_count++;
}

/* ---- Making and taking apart values ---- */

static value cons(value car, value cdr) {
    value pair = new_cell(PAIR);
    pair->car = car;
    pair->cdr = cdr;
    return pair;
}

static value number(int64_t n) {
    value v = new_cell(NUMBER);
    v->number = n;
    return v;
}

static value string(const char *bytes, size_t length) {
    value v = new_cell(STRING);
    v->string = must(malloc(length + 1));
    memcpy(v->string, bytes, length);
    v->string[length] = '\0';
    return v;
}

static value truth(bool b) {
    return b ? lisp.truth : lisp.nil;
}

static value symbol_n(const char *name, size_t length) {
    uint32_t hash = 5381;
    for (size_t i = 0; i < length; i++) hash = hash * 33 ^ (unsigned char)name[i];
    value *bucket = &lisp.symbols[hash % SYMBOL_BUCKETS];
    for (value s = *bucket; s; s = s->symbol.next) {
        if (strlen(s->symbol.name) == length && memcmp(s->symbol.name, name, length) == 0) {
            return s;
        }
    }
    value s = new_cell(SYMBOL);
    s->symbol.name = must(malloc(length + 1));
    memcpy(s->symbol.name, name, length);
    s->symbol.name[length] = '\0';
    s->symbol.global = FAILED;
    s->symbol.form = NO_FORM;
    s->symbol.next = *bucket;
    *bucket = s;
    return s;
}

static value symbol(const char *name) {
    return symbol_n(name, strlen(name));
}

static bool is(value v, enum type type) {
    return v->type == type;
}

/* The elements of an argument list whose length has been checked. */
static value first(value list) {
    return list->car;
}
static value second(value list) {
    return list->cdr->car;
}
static value third(value list) {
    return list->cdr->cdr->car;
}

/* The number of elements; -1 if `v` isn't a proper list. */
static int list_length(value v) {
    int length = 0;
    for (; is(v, PAIR); v = v->cdr) length++;
    return v == lisp.nil ? length : -1;
}

/* ---- Printing ---- */

static void append(struct text *text, const char *bytes, size_t length) {
    if (text->length + length + 1 > text->capacity) {
        text->capacity = 2 * text->capacity + length + 64;
        text->bytes = must(realloc(text->bytes, text->capacity));
    }
    memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
}

static void append_string(struct text *text, const char *s) {
    append(text, s, strlen(s));
}

static void print(struct text *text, value v, bool quoted);

static void print_list(struct text *text, value v) {
    const char *separator = "(";
    for (; is(v, PAIR) && text->length < MAX_PRINTED; v = v->cdr) {
        append_string(text, separator);
        print(text, v->car, true);
        separator = " ";
    }
    if (v != lisp.nil) {
        append_string(text, " . ");
        if (is(v, PAIR)) {
            append_string(text, "...");
        } else {
            print(text, v, true);
        }
    }
    append_string(text, ")");
}

static void print_vector(struct text *text, value v) {
    append_string(text, "#(");
    for (size_t i = 0; i < v->vector.count && text->length < MAX_PRINTED; i++) {
        if (i > 0) append_string(text, " ");
        print(text, v->vector.items[i], true);
    }
    append_string(text, ")");
}

static void print(struct text *text, value v, bool quoted) {
    char digits[24];
    if (lisp.nesting >= MAX_NESTING) {
        append_string(text, "...");
        return;
    }
    lisp.nesting++;
    switch (v->type) {
    case NUMBER:
        snprintf(digits, sizeof digits, "%" PRId64, v->number);
        append_string(text, digits);
        break;
    case STRING:
        if (quoted) append_string(text, "\"");
        append_string(text, v->string);
        if (quoted) append_string(text, "\"");
        break;
    case SYMBOL: append_string(text, v->symbol.name); break;
    case PAIR: print_list(text, v); break;
    case VECTOR: print_vector(text, v); break;
    case PRIMITIVE:
        append_string(text, "#<primitive ");
        append_string(text, v->primitive.name);
        append_string(text, ">");
        break;
    case CLOSURE: append_string(text, "#<closure>"); break;
    case MACRO: append_string(text, "#<macro>"); break;
    case FREE: append_string(text, "#<free>"); break;
    }
    lisp.nesting--;
}

/* ---- Reading ---- */

struct reader {
    const char *at; /* the next byte; a zero byte ends the text */
    int line;
};

static void skip_blanks(struct reader *in) {
    for (;; in->at++) {
        if (*in->at == ';') {
            while (*in->at != '\0' && *in->at != '\n') in->at++;
        }
        if (*in->at == '\n') in->line++;
        if (*in->at == '\0' || !isspace((unsigned char)*in->at)) return;
    }
}

static value read_value(struct reader *in);

static value read_string(struct reader *in) {
    const char *start = ++in->at;
    while (*in->at != '"') {
        if (*in->at == '\0') return fail("line %d: string without end", in->line);
        if (*in->at == '\n') in->line++;
        in->at++;
    }
    return string(start, (size_t)(in->at++ - start));
}

static value read_list(struct reader *in) {
    value head = lisp.nil, last = lisp.nil;
    for (in->at++;;) {
        skip_blanks(in);
        if (*in->at == '\0') return fail("line %d: list without end", in->line);
        if (*in->at == ')') {
            in->at++;
            return head;
        }
        if (*in->at == '.' && isspace((unsigned char)in->at[1]) && last != lisp.nil) {
            in->at++;
            last->cdr = read_value(in);
            if (last->cdr == FAILED) return FAILED;
            skip_blanks(in);
            if (*in->at != ')') return fail("line %d: expected ) after . x", in->line);
            continue;
        }
        value item = read_value(in);
        if (item == FAILED) return FAILED;
        value pair = cons(item, lisp.nil);
        if (last == lisp.nil) {
            head = pair;
        } else {
            last->cdr = pair;
        }
        last = pair;
    }
}

static value read_atom(struct reader *in) {
    const char *start = in->at;
    while (*in->at != '\0' && !isspace((unsigned char)*in->at) && !strchr("()';\"", *in->at)) {
        in->at++;
    }
    size_t length = (size_t)(in->at - start);
    const char *digits = *start == '-' && length > 1 ? start + 1 : start;
    if (strspn(digits, "0123456789") >= (size_t)(in->at - digits)) {
        if (in->at - digits > 18) return fail("line %d: number too large", in->line);
        return number(strtoll(start, NULL, 10));
    }
    return symbol_n(start, length);
}

/* Nothing that it reads is on the root stack: reading never collects. */
static value read_value(struct reader *in) {
    skip_blanks(in);
    if (lisp.nesting >= MAX_NESTING) return fail("line %d: nested too deeply", in->line);
    value v;
    lisp.nesting++;
    switch (*in->at) {
    case '\0': v = fail("line %d: unexpected end", in->line); break;
    case ')': v = fail("line %d: unexpected )", in->line); break;
    case '(': v = read_list(in); break;
    case '"': v = read_string(in); break;
    case '\'':
        in->at++;
        v = read_value(in);
        if (v != FAILED) v = cons(symbol("quote"), cons(v, lisp.nil));
        break;
    default: v = read_atom(in);
    }
    lisp.nesting--;
    return v;
}

/* ---- Evaluating ---- */

static value eval(value expr, value env);

/* An environment is a list of (symbol . value). The last definition is at its front. */
static value find_local(value name, value env) {
    for (; is(env, PAIR); env = env->cdr) {
        if (env->car->car == name) return env->car;
    }
    return FAILED;
}

static value look_up(value name, value env) {
    value binding = find_local(name, env);
    if (binding) return binding->cdr;
    if (name->symbol.global) return name->symbol.global;
    return fail_about(name->symbol.name, "unbound");
}

/* Evaluates each element of `exprs`; `env` is protected by the caller. */
static value eval_list(value exprs, value env) {
    size_t base = lisp.root_count;
    size_t head = protect(lisp.nil);
    value last = lisp.nil;
    for (; is(exprs, PAIR); exprs = exprs->cdr) {
        value item = eval(exprs->car, env);
        if (item == FAILED) break;
        value pair = cons(item, lisp.nil);
        if (last == lisp.nil) {
            lisp.roots[head] = pair;
        } else {
            last->cdr = pair;
        }
        last = pair;
    }
    value result = lisp.roots[head];
    lisp.root_count = base;
    return is(exprs, PAIR) ? FAILED : result;
}

/* Evaluates all of `body` but its last expression, which it returns for a tail call. */
static value eval_body(value body, value env) {
    for (; is(body, PAIR) && is(body->cdr, PAIR); body = body->cdr) {
        if (eval(body->car, env) == FAILED) return FAILED;
    }
    return is(body, PAIR) ? body->car : body;
}

/* The environment of a call: the parameters bound to `args`, before the closure's own. */
static value bind(value function, value args) {
    value parameters = function->car->car, env = function->cdr;
    for (; is(parameters, PAIR) && is(args, PAIR);
         parameters = parameters->cdr, args = args->cdr) {
        env = cons(cons(parameters->car, args->car), env);
    }
    if (is(parameters, PAIR)) return fail("too few arguments");
    if (parameters != lisp.nil) return cons(cons(parameters, args), env);
    return args == lisp.nil ? env : fail("too many arguments");
}

static value make_function(enum type type, value parameters_and_body, value env) {
    value v = new_cell(type);
    v->car = parameters_and_body;
    v->cdr = env;
    return v;
}

static value call_primitive(value function, value args) {
    int count = list_length(args);
    if (count < function->primitive.least ||
        (function->primitive.most >= 0 && count > function->primitive.most)) {
        return fail_about(function->primitive.name, "wrong number of arguments");
    }
    return function->primitive.call(args);
}

/* (define name expr), (define (name . parameters) . body), (set! name expr). */
static value eval_define(enum form form, value rest, value env) {
    value name = rest->car, v;
    if (is(name, PAIR)) {
        enum type type = form == DEFINE_MACRO ? MACRO : CLOSURE;
        v = make_function(type, cons(name->cdr, rest->cdr), env);
        name = name->car;
    } else {
        if (!is(rest->cdr, PAIR)) return fail("define: no value");
        v = eval(rest->cdr->car, env);
        if (v == FAILED) return FAILED;
    }
    if (!is(name, SYMBOL)) return fail("define: not a symbol");
    value binding = form == SET ? find_local(name, env) : FAILED;
    if (form == SET && !binding && !name->symbol.global) {
        return fail_about(name->symbol.name, "set!, but unbound");
    }
    if (binding) {
        binding->cdr = v;
    } else {
        name->symbol.global = v;
    }
    return form == SET ? v : name;
}

/* (let ((name expr)...) . body): the environment of the body. */
static value eval_let_bindings(value bindings, value env) {
    size_t base = lisp.root_count;
    size_t inner = protect(env);
    for (; is(bindings, PAIR); bindings = bindings->cdr) {
        value binding = bindings->car;
        if (list_length(binding) != 2) {
            fail("let: malformed");
            break;
        }
        value v = eval(second(binding), env);
        if (v == FAILED) break;
        lisp.roots[inner] = cons(cons(first(binding), v), lisp.roots[inner]);
    }
    lisp.root_count = base;
    return is(bindings, PAIR) ? FAILED : lisp.roots[inner];
}

/* (cond (test . body)...): the body of the first clause whose test isn't (). */
static value eval_cond(value clauses, value env) {
    for (; is(clauses, PAIR); clauses = clauses->cdr) {
        if (!is(clauses->car, PAIR)) return fail("cond: malformed");
        value test = eval(clauses->car->car, env);
        if (test == FAILED) return FAILED;
        if (test != lisp.nil) return clauses->car->cdr;
    }
    return lisp.nil;
}

/* Returns an expression that eval shall evaluate instead of the present one. */
static value instead(value expr) {
    lisp.unfinished = true;
    return expr;
}

static value eval_and_or(enum form form, value rest, value env) {
    if (!is(rest, PAIR)) return truth(form == AND);
    for (; is(rest->cdr, PAIR); rest = rest->cdr) {
        value v = eval(rest->car, env);
        if (v == FAILED || (v == lisp.nil) == (form == AND)) return v;
    }
    return instead(rest->car);
}

/* The least number of elements after the form's name. ORDER FORM */
static const int form_least[] = {0, 1, 2, 2, 2, 2, 2, 2, 0, 0, 0, 0};

_Static_assert(sizeof form_least / sizeof form_least[0] ==
                   sizeof form_names / sizeof form_names[0],
               "one entry per form");

/* Evaluates the special form in roots[base] in the environment in roots[base + 1]. Returns
 * its value, or instead(expr) for an expr to evaluate in the environment that is then in
 * roots[base + 1]. */
static value eval_form(enum form form, size_t base) {
    value rest = lisp.roots[base]->cdr, env = lisp.roots[base + 1], v;
    if (list_length(rest) < form_least[form]) return fail_about(form_names[form], "malformed");
    switch (form) {
    case QUOTE: return rest->car;
    case LAMBDA: return make_function(CLOSURE, rest, env);
    case DEFINE:
    case DEFINE_MACRO:
    case SET: return eval_define(form, rest, env);
    case IF:
        v = eval(rest->car, env);
        if (v == FAILED) return FAILED;
        if (v != lisp.nil) return instead(second(rest));
        return is(rest->cdr->cdr, PAIR) ? instead(third(rest)) : lisp.nil;
    case LET:
        env = eval_let_bindings(rest->car, env);
        if (env == FAILED) return FAILED;
        lisp.roots[base + 1] = env;
        return instead(eval_body(rest->cdr, env));
    case COND:
        rest = eval_cond(rest, env);
        if (rest == FAILED) return FAILED;
        return instead(eval_body(rest, env));
    case AND:
    case OR: return eval_and_or(form, rest, env);
    case BEGIN: return instead(eval_body(rest, env));
    case NO_FORM: break;
    }
    return FAILED;
}

/* Expands the macro call in roots[base]. */
static value expand(value macro, size_t base) {
    value env = bind(macro, lisp.roots[base]->cdr);
    if (env == FAILED) return FAILED;
    size_t frame = protect(env);
    value last = eval_body(macro->car->cdr, env);
    value expansion = last == FAILED ? FAILED : eval(last, env);
    lisp.root_count = frame;
    return expansion;
}

/* Calls a primitive; of a closure, evaluates all but the last expression of its body. Returns
 * as eval_form does. */
static value start_call(value function, value args, size_t base) {
    if (is(function, PRIMITIVE)) return call_primitive(function, args);
    if (!is(function, CLOSURE)) return fail("not a function");
    value env = bind(function, args);
    if (env == FAILED) return FAILED;
    lisp.roots[base] = function;
    lisp.roots[base + 1] = env;
    return instead(eval_body(function->car->cdr, env));
}

/* Evaluates roots[base] in the environment in roots[base + 1] up to a tail call. Returns as
 * eval_form does. */
static value eval_step(size_t base) {
    value expr = lisp.roots[base], env = lisp.roots[base + 1];
    if (is(expr, SYMBOL) && expr != lisp.nil) return look_up(expr, env);
    if (!is(expr, PAIR)) return expr;
    value head = expr->car;
    if (is(head, SYMBOL) && head->symbol.form != NO_FORM) {
        return eval_form(head->symbol.form, base);
    }
    value function = eval(head, env);
    if (function == FAILED) return FAILED;
    size_t frame = protect(function);
    if (is(function, MACRO)) {
        expr = expand(function, base);
        lisp.root_count = frame;
        return instead(expr);
    }
    value args = eval_list(expr->cdr, env);
    lisp.root_count = frame;
    return args == FAILED ? FAILED : start_call(function, args, base);
}

static value eval(value expr, value env) {
    if (lisp.depth >= MAX_DEPTH) return fail("recursion too deep");
    lisp.depth++;
    size_t base = protect(expr);
    protect(env);
    do {
        lisp.roots[base] = expr;
        if (lisp.free_count < CHUNK_CELLS / 4) collect();
        lisp.unfinished = false;
        expr = eval_step(base);
    } while (lisp.unfinished && expr != FAILED);
    lisp.root_count = base;
    lisp.depth--;
    return expr;
}

/* ---- Primitives ---- */

static bool add_overflows(int64_t a, int64_t b) {
    return b > 0 ? a > INT64_MAX - b : a < INT64_MIN - b;
}

static bool subtract_overflows(int64_t a, int64_t b) {
    return b > 0 ? a < INT64_MIN + b : a > INT64_MAX + b;
}

static bool multiply_overflows(int64_t a, int64_t b) {
    if (b == 0) return false;
    if (b == -1) return a == INT64_MIN;
    return b > 0 ? a > INT64_MAX / b || a < INT64_MIN / b
                 : a > INT64_MIN / b || a < INT64_MAX / b;
}

/* Computes a op b into *result. */
static bool calculate(char op, int64_t a, int64_t b, int64_t *result) {
    bool overflow = false;
    switch (op) {
    case '+':
        overflow = add_overflows(a, b);
        if (!overflow) *result = a + b;
        break;
    case '-':
        overflow = subtract_overflows(a, b);
        if (!overflow) *result = a - b;
        break;
    case '*':
        overflow = multiply_overflows(a, b);
        if (!overflow) *result = a * b;
        break;
    case '/':
    case '%':
        overflow = b == 0 || (a == INT64_MIN && b == -1);
        if (!overflow) *result = op == '/' ? a / b : a % b;
        break;
    }
    if (overflow) fail(b == 0 ? "division by zero" : "overflow in %c", op);
    return !overflow;
}

static value fold(char op, int64_t start, value args) {
    int64_t total = start;
    for (; is(args, PAIR); args = args->cdr) {
        if (!is(args->car, NUMBER)) return fail("%c: not a number", op);
        if (!calculate(op, total, args->car->number, &total)) return FAILED;
    }
    return number(total);
}

static value add(value args) {
    return fold('+', 0, args);
}
static value multiply(value args) {
    return fold('*', 1, args);
}

static value subtract(value args) {
    if (!is(first(args), NUMBER)) return fail("-: not a number");
    if (args->cdr == lisp.nil) return fold('-', 0, args);
    return fold('-', first(args)->number, args->cdr);
}

static value divide(char op, value args) {
    if (!is(first(args), NUMBER)) return fail("%c: not a number", op);
    return fold(op, first(args)->number, args->cdr);
}

static value quotient(value args) {
    return divide('/', args);
}
static value remainder_of(value args) {
    return divide('%', args);
}

/* -1, 0, 1 for less, equal, greater; 2 after an error. */
static int compare(value args) {
    value a = first(args), b = second(args);
    if (!is(a, NUMBER) || !is(b, NUMBER)) {
        fail("comparison: not a number");
        return 2;
    }
    return (a->number > b->number) - (a->number < b->number);
}

static value less(value args) {
    int order = compare(args);
    return order == 2 ? FAILED : truth(order < 0);
}

static value greater(value args) {
    int order = compare(args);
    return order == 2 ? FAILED : truth(order > 0);
}

static value equals(value args) {
    int order = compare(args);
    return order == 2 ? FAILED : truth(order == 0);
}

static bool are_identical(value a, value b) {
    return a == b || (is(a, NUMBER) && is(b, NUMBER) && a->number == b->number);
}

/* Lists nested more deeply than MAX_NESTING count as different. */
static bool are_equal(value a, value b) {
    if (is(a, PAIR) && lisp.nesting >= MAX_NESTING) return false;
    lisp.nesting++;
    while (is(a, PAIR) && is(b, PAIR) && are_equal(a->car, b->car)) a = a->cdr, b = b->cdr;
    lisp.nesting--;
    if (is(a, STRING) && is(b, STRING)) return strcmp(a->string, b->string) == 0;
    return are_identical(a, b);
}

static value eq(value args) {
    return truth(are_identical(first(args), second(args)));
}
static value equal(value args) {
    return truth(are_equal(first(args), second(args)));
}
static value not_(value args) {
    return truth(first(args) == lisp.nil);
}
static value is_pair(value args) {
    return truth(is(first(args), PAIR));
}
static value is_number(value args) {
    return truth(is(first(args), NUMBER));
}
static value is_symbol(value args) {
    return truth(is(first(args), SYMBOL));
}
static value is_string(value args) {
    return truth(is(first(args), STRING));
}

static value make_pair(value args) {
    return cons(first(args), second(args));
}
static value list(value args) {
    return args;
}

static value car(value args) {
    return is(first(args), PAIR) ? first(args)->car : fail("car: not a pair");
}

static value cdr(value args) {
    return is(first(args), PAIR) ? first(args)->cdr : fail("cdr: not a pair");
}

static value set_car(value args) {
    if (!is(first(args), PAIR)) return fail("set-car!: not a pair");
    return first(args)->car = second(args);
}

static value set_cdr(value args) {
    if (!is(first(args), PAIR)) return fail("set-cdr!: not a pair");
    return first(args)->cdr = second(args);
}

static value length(value args) {
    int count = list_length(first(args));
    return count < 0 ? fail("length: not a list") : number(count);
}

static value make_vector(value args) {
    value count = first(args);
    if (!is(count, NUMBER) || count->number < 0 || count->number > 1 << 20) {
        return fail("make-vector: bad length");
    }
    value v = new_cell(VECTOR);
    v->vector.count = (size_t)count->number;
    v->vector.items = must(malloc((v->vector.count + 1) * sizeof *v->vector.items));
    for (size_t i = 0; i < v->vector.count; i++) v->vector.items[i] = second(args);
    return v;
}

/* The place in the vector that (vector index ...) denotes. */
static value *vector_item(value args) {
    value v = first(args), index = second(args);
    if (!is(v, VECTOR) || !is(index, NUMBER) || index->number < 0 ||
        (uint64_t)index->number >= v->vector.count) {
        fail("vector: bad index");
        return NULL;
    }
    return &v->vector.items[index->number];
}

static value vector_ref(value args) {
    value *item = vector_item(args);
    return item ? *item : FAILED;
}

static value vector_set(value args) {
    value *item = vector_item(args);
    return item ? *item = third(args) : FAILED;
}

static value to_string(value args) {
    struct text text = {0};
    append_string(&text, "");
    for (; is(args, PAIR); args = args->cdr) print(&text, args->car, false);
    value v = string(text.bytes, text.length);
    free(text.bytes);
    return v;
}

static value display(value args) {
    value text = to_string(args);
    printf("%s\n", text->string);
    return lisp.nil;
}

static value error(value args) {
    value text = to_string(args);
    return fail("%.100s", text->string);
}

static value gensym(value args) {
    char name[24];
    (void)args;
    snprintf(name, sizeof name, "#%u", lisp.names_made++);
    return symbol(name);
}

/* The list of values after `function`, each wrapped in (quote ...), so that eval of the
 * result calls the function with just these values. */
static value quote_all(value list) {
    if (list == lisp.nil) return lisp.nil;
    value head = lisp.nil, last = lisp.nil;
    for (; is(list, PAIR); list = list->cdr) {
        value quoted = cons(symbol("quote"), cons(list->car, lisp.nil));
        value pair = cons(quoted, lisp.nil);
        if (last == lisp.nil) {
            head = pair;
        } else {
            last->cdr = pair;
        }
        last = pair;
    }
    return head;
}

static value apply(value args) {
    if (list_length(second(args)) < 0) return fail("apply: not a list");
    return eval(cons(first(args), quote_all(second(args))), lisp.nil);
}

static value eval_primitive(value args) {
    return eval(first(args), lisp.nil);
}

static const struct {
    const char *name;
    value (*call)(value args);
    int least, most;
} primitives[] = {
    {"+", add, 0, -1},
    {"-", subtract, 1, -1},
    {"*", multiply, 0, -1},
    {"quotient", quotient, 2, 2},
    {"remainder", remainder_of, 2, 2},
    {"<", less, 2, 2},
    {">", greater, 2, 2},
    {"=", equals, 2, 2},
    {"eq?", eq, 2, 2},
    {"equal?", equal, 2, 2},
    {"not", not_, 1, 1},
    {"null?", not_, 1, 1},
    {"pair?", is_pair, 1, 1},
    {"number?", is_number, 1, 1},
    {"symbol?", is_symbol, 1, 1},
    {"string?", is_string, 1, 1},
    {"cons", make_pair, 2, 2},
    {"car", car, 1, 1},
    {"cdr", cdr, 1, 1},
    {"set-car!", set_car, 2, 2},
    {"set-cdr!", set_cdr, 2, 2},
    {"list", list, 0, -1},
    {"length", length, 1, 1},
    {"make-vector", make_vector, 2, 2},
    {"vector-ref", vector_ref, 2, 2},
    {"vector-set!", vector_set, 3, 3},
    {"string", to_string, 0, -1},
    {"display", display, 0, -1},
    {"error", error, 0, -1},
    {"gensym", gensym, 0, 0},
    {"apply", apply, 2, 2},
    {"eval", eval_primitive, 1, 1},
};

/* ---- Programs ---- */

/* Evaluates every expression of the source. Returns the value of the last. */
static value run(const char *source) {
    struct reader in = {source, 1};
    value result = lisp.nil;
    for (;;) {
        skip_blanks(&in);
        if (*in.at == '\0') return result;
        value expr = read_value(&in);
        if (expr == FAILED) return FAILED;
        result = eval(expr, lisp.nil);
        if (result == FAILED) return FAILED;
    }
}

static const char prelude[] =
    "(define (cadr x) (car (cdr x)))"
    "(define (caddr x) (car (cdr (cdr x))))"
    "(define (append a b) (if (null? a) b (cons (car a) (append (cdr a) b))))"
    "(define (reverse-onto a b) (if (null? a) b (reverse-onto (cdr a) (cons (car a) b))))"
    "(define (reverse a) (reverse-onto a ()))"
    "(define (map f a) (if (null? a) () (cons (f (car a)) (map f (cdr a)))))"
    "(define (filter f a)"
    "  (cond ((null? a) ())"
    "        ((f (car a)) (cons (car a) (filter f (cdr a))))"
    "        (t (filter f (cdr a)))))"
    "(define (fold f start a) (if (null? a) start (fold f (f start (car a)) (cdr a))))"
    "(define (range from to) (if (< from to) (cons from (range (+ from 1) to)) ()))"
    "(define (assoc key a)"
    "  (cond ((null? a) ()) ((equal? (car (car a)) key) (car a)) (t (assoc key (cdr a)))))"
    "(define-macro (while test . body)"
    "  (let ((again (gensym)))"
    "    (list 'begin (list 'define (list again)"
    "                   (list 'if test (cons 'begin (append body (list (list again))))))"
    "          (list again))))";

static void start(void) {
    lisp.nil = symbol("()");
    lisp.truth = symbol("t");
    lisp.truth->symbol.global = lisp.truth;
    for (int form = NO_FORM + 1; form <= BEGIN; form++) {
        symbol(form_names[form])->symbol.form = (enum form)form;
    }
    for (size_t i = 0; i < sizeof primitives / sizeof primitives[0]; i++) {
        value v = new_cell(PRIMITIVE);
        v->primitive.call = primitives[i].call;
        v->primitive.least = primitives[i].least;
        v->primitive.most = primitives[i].most;
        v->primitive.name = primitives[i].name;
        symbol(primitives[i].name)->symbol.global = v;
    }
    if (run(prelude) == FAILED) {
        fprintf(stderr, "lisp: in the prelude: %s\n", lisp.error);
        exit(1);
    }
}

static const struct {
    const char *name, *source, *expected;
} tests[] = {
    {"arithmetic",
     "(list (+ 1 2 3) (- 5) (- 9 1 2) (* 2 3 7) (quotient -7 2) (remainder -7 2))",
     "(6 -5 6 42 -3 -1)"},
    {"fibonacci", "(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))) (fib 17)",
     "1597"},
    {"tak",
     "(define (tak x y z) (if (< y x)"
     "  (tak (tak (- x 1) y z) (tak (- y 1) z x) (tak (- z 1) x y)) z))"
     "(tak 12 8 4)",
     "5"},
    {"factorial", "(define (fact n) (if (= n 0) 1 (* n (fact (- n 1))))) (fact 20)",
     "2432902008176640000"},
    {"closures",
     "(define (counter) (let ((n 0)) (lambda () (set! n (+ n 1)))))"
     "(define a (counter)) (define b (counter)) (a) (a) (b)"
     "(list (a) (b))",
     "(3 2)"},
    {"tail calls", "(define (down n) (if (= n 0) 'landed (down (- n 1)))) (down 20000)",
     "landed"},
    {"mutual recursion",
     "(define (even n) (if (= n 0) t (odd (- n 1)))) (define (odd n) (if (= n 0) () (even (- n "
     "1))))"
     "(list (even 1001) (odd 1001))",
     "(() t)"},
    {"deep recursion", "(define (sum n) (if (= n 0) 0 (+ n (sum (- n 1))))) (sum 900)",
     "405450"},
    {"sieve",
     "(define (sieve n)"
     "  (let ((prime (make-vector n t)) (count 0) (i 2))"
     "    (while (< i n)"
     "      (if (vector-ref prime i)"
     "          (let ((k (* i i)))"
     "            (set! count (+ count 1))"
     "            (while (< k n) (vector-set! prime k ()) (set! k (+ k i)))))"
     "      (set! i (+ i 1)))"
     "    count))"
     "(sieve 2000)",
     "303"},
    {"quicksort",
     "(define (sort a)"
     "  (if (null? a) ()"
     "      (let ((pivot (car a)) (rest (cdr a)))"
     "        (append (sort (filter (lambda (x) (< x pivot)) rest))"
     "                (cons pivot (sort (filter (lambda (x) (not (< x pivot))) rest)))))))"
     "(define (scatter i) (remainder (* i 7919) 211))"
     "(equal? (sort (map scatter (range 0 211))) (range 0 211))",
     "t"},
    {"queens",
     "(define (safe? queen distance placed)"
     "  (or (null? placed)"
     "      (and (not (= queen (car placed)))"
     "           (not (= queen (+ (car placed) distance)))"
     "           (not (= queen (- (car placed) distance)))"
     "           (safe? queen (+ distance 1) (cdr placed)))))"
     "(define (queens size left placed)"
     "  (if (= left 0) 1"
     "      (fold + 0 (map (lambda (queen)"
     "                       (if (safe? queen 1 placed)"
     "                           (queens size (- left 1) (cons queen placed)) 0))"
     "                     (range 0 size)))))"
     "(queens 6 6 ())",
     "4"},
    {"derivative",
     "(define (sum a b) (cond ((equal? a 0) b) ((equal? b 0) a) (t (list '+ a b))))"
     "(define (product a b)"
     "  (cond ((or (equal? a 0) (equal? b 0)) 0) ((equal? a 1) b) ((equal? b 1) a)"
     "        (t (list '* a b))))"
     "(define (derive e x)"
     "  (cond ((number? e) 0)"
     "        ((symbol? e) (if (eq? e x) 1 0))"
     "        ((eq? (car e) '+) (sum (derive (cadr e) x) (derive (caddr e) x)))"
     "        (t (sum (product (cadr e) (derive (caddr e) x))"
     "                (product (derive (cadr e) x) (caddr e))))))"
     "(derive '(+ (* x (* x x)) (+ (* 3 x) 7)) 'x)",
     "(+ (+ (* x (+ x x)) (* x x)) 3)"},
    {"evaluator",
     "(define (ev e env)"
     "  (cond ((number? e) e)"
     "        ((symbol? e) (cdr (assoc e env)))"
     "        ((eq? (car e) 'if)"
     "         (if (ev (cadr e) env) (ev (caddr e) env) (ev (car (cdr (cdr (cdr e)))) env)))"
     "        ((eq? (car e) 'lambda) (list 'closure (cadr e) (caddr e) env))"
     "        (t (ap (ev (car e) env) (map (lambda (x) (ev x env)) (cdr e))))))"
     "(define (ap f args)"
     "  (if (pair? f)"
     "      (ev (caddr f) (pair-up (cadr f) args (car (cdr (cdr (cdr f))))))"
     "      (apply f args)))"
     "(define (pair-up names values env)"
     "  (if (null? names) env"
     "      (cons (cons (car names) (car values)) (pair-up (cdr names) (cdr values) env))))"
     "(define globals (list (cons '+ +) (cons '- -) (cons '* *) (cons '< <)))"
     "(ev '((lambda (f) (f f 12)) (lambda (f n) (if (< n 2) n (+ (f f (- n 1)) (f f (- n "
     "2))))))"
     "    globals)",
     "144"},
    {"vectors and sharing",
     "(define v (make-vector 3 'x)) (define shared (list 1 2))"
     "(vector-set! v 0 shared) (vector-set! v 2 shared) (set-car! shared 9) (list v (length "
     "shared))",
     "(#((9 2) x (9 2)) 2)"},
    {"strings", "(string \"a\" 1 'b (list \"c\" 2))", "\"a1b(\"c\" 2)\""},
    {"circular garbage",
     "(define (loop n) (if (= n 0) 'done"
     "  (let ((a (list 1 2 3))) (set-cdr! (cdr a) a) (loop (- n 1)))))"
     "(loop 3000)",
     "done"},
    {"rest parameters", "((lambda (a . rest) (list rest a)) 1 2 3)", "((2 3) 1)"},
    {"apply and eval", "(list (apply + '(1 2 3)) (eval '(* 6 7)) (apply list '(a (b) ())))",
     "(6 42 (a (b) ()))"},
    {"error: type", "(car 5)", "error: car: not a pair"},
    {"error: unbound", "(+ 1 nowhere)", "error: nowhere: unbound"},
    {"error: arguments", "(cons 1)", "error: cons: wrong number of arguments"},
    {"error: depth", "(define (bottomless n) (+ 1 (bottomless n))) (bottomless 1)",
     "error: recursion too deep"},
    {"error: overflow", "(* (fact 20) 10)", "error: overflow in *"},
    {"error: division", "(quotient 1 0)", "error: division by zero"},
    {"error: reader", "(list 1 2", "error: line 1: list without end"},
    {"error: raised", "(if (< 1 2) (error \"no \" 'way))", "error: no way"},
};

/* Runs one test. A failed evaluation leaves roots and depth behind; they are reset. */
static bool test_is_right(size_t index, bool verbose) {
    struct text printed = {0};
    value result = run(tests[index].source);
    lisp.depth = 0;
    lisp.nesting = 0;
    lisp.root_count = 0;
    if (result == FAILED) {
        append_string(&printed, "error: ");
        append_string(&printed, lisp.error);
    } else {
        print(&printed, result, true);
    }
    bool right = strcmp(printed.bytes, tests[index].expected) == 0;
    if (verbose) printf("%-20s %s\n", tests[index].name, printed.bytes);
    if (!right) {
        printf("WRONG: %s: %s, expected %s\n", tests[index].name, printed.bytes,
               tests[index].expected);
    }
    free(printed.bytes);
    return right;
}

static int run_tests(int rounds) {
    bool right = true;
    for (int round = 0; round < rounds; round++) {
        for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++) {
            right &= test_is_right(i, round == 0);
        }
    }
    if (lisp.collections == 0) {
        printf("WRONG: no garbage was collected\n");
        right = false;
    }
    printf("%d rounds, %u collections, %zu cells\n", rounds, lisp.collections, lisp.cell_count);
    if (right) printf("ok\n");
    return right ? 0 : 1;
}

static int run_file(const char *name) {
    FILE *file = fopen(name, "r");
    if (!file) {
        fprintf(stderr, "lisp: cannot open %s\n", name);
        return 2;
    }
    struct text source = {0};
    char block[512];
    size_t count;
    append_string(&source, "");
    while ((count = fread(block, 1, sizeof block, file)) > 0) append(&source, block, count);
    fclose(file);
    value result = run(source.bytes);
    free(source.bytes);
    if (result == FAILED) {
        fprintf(stderr, "lisp: %s: %s\n", name, lisp.error);
        return 1;
    }
    struct text printed = {0};
    print(&printed, result, true);
    printf("%s\n", printed.bytes);
    free(printed.bytes);
    return 0;
}

int main(int argc, char **argv) {
    int status;
    start();
    if (argc > 1 && !isdigit((unsigned char)argv[1][0])) {
        status = run_file(argv[1]);
    } else {
        int rounds = argc > 1 ? atoi(argv[1]) : 4;
        if (rounds < 1 || rounds > 1000) {
            fprintf(stderr, "usage: lisp [rounds, 1..1000 | FILE]\n");
            return 2;
        }
        status = run_tests(rounds);
    }
    release_everything();
    return status;
}
