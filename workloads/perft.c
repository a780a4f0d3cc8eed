/*
 * perft: counts the positions that legal chess moves can reach in a given number of moves.
 *
 * Exercises recursion over a branching of about thirty, small arrays on the stack, table
 * look-ups and a long switch of special cases: castling, en passant, promotion, pins and
 * checks. A researcher would choose it because it is large, branchy, real-world integer code
 * whose result is known exactly: any error, however rare, changes the count.
 *
 * Arguments: [depth from the initial position, 1..6; default 4]
 *            or a position in Forsyth-Edwards notation (one argument), then a depth
 *
 * The board is 16 columns wide, of which 8 are used: a square is off the board exactly if
 * (square & 0x88) != 0. White moves up: a1 is 0x00, h8 is 0x77.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum piece { NONE, PAWN, KNIGHT, BISHOP, ROOK, QUEEN, KING };
enum color { WHITE, BLACK };

enum { A1 = 0x00, E1 = 0x04, H1 = 0x07, A8 = 0x70, E8 = 0x74, H8 = 0x77 };
enum { UP = 16, DOWN = -16, LEFT = -1, RIGHT = 1, NO_SQUARE = 0x80, MAX_MOVES = 256 };

/* Rights to castle, one bit each. */
enum { WHITE_SHORT = 1, WHITE_LONG = 2, BLACK_SHORT = 4, BLACK_LONG = 8 };

/* What a move is besides one piece going from one square to another. */
enum kind { PLAIN, DOUBLE_STEP, EN_PASSANT, CASTLE_SHORT, CASTLE_LONG, PROMOTION };

struct move {
    uint8_t from, to, kind, promoted_to;
};

struct move_list {
    uint32_t count;
    struct move moves[MAX_MOVES];
};

struct position {
    uint8_t piece[128]; /* enum piece */
    uint8_t color[128]; /* enum color; meaningless where there is no piece */
    uint8_t king[2];    /* squares of the kings */
    uint8_t mover;      /* enum color */
    uint8_t rights;     /* to castle */
    uint8_t en_passant; /* the square that a pawn just passed, or NO_SQUARE */
};

/* What a move destroys and unmake_move needs. */
struct undo {
    uint8_t captured, captured_square, rights, en_passant;
};

struct counts {
    uint32_t nodes, captures, en_passants, castles, promotions, checks;
};

static const int8_t knight_steps[] = {33, 31, 18, 14, -14, -18, -31, -33, 0};
static const int8_t king_steps[] = {UP,         DOWN,        LEFT,         RIGHT, UP + LEFT,
                                    UP + RIGHT, DOWN + LEFT, DOWN + RIGHT, 0};
static const int8_t bishop_steps[] = {UP + LEFT, UP + RIGHT, DOWN + LEFT, DOWN + RIGHT, 0};
static const int8_t rook_steps[] = {UP, DOWN, LEFT, RIGHT, 0};

/* ---- Attacks ---- */

static bool is_piece(const struct position *p, int square, enum color color, enum piece piece) {
    return p->piece[square] == piece && p->color[square] == color;
}

static bool is_on_board(int square) {
    return (square & 0x88) == 0;
}

static bool leaper_attacks(const struct position *p, int square, enum color attacker,
                           enum piece piece, const int8_t *steps) {
    for (; *steps != 0; steps++) {
        int from = square + *steps;
        if (is_on_board(from) && is_piece(p, from, attacker, piece)) return true;
    }
    return false;
}

/* A bishop or rook, as given by `piece`, or a queen. */
static bool slider_attacks(const struct position *p, int square, enum color attacker,
                           enum piece piece, const int8_t *steps) {
    for (; *steps != 0; steps++) {
        int from = square + *steps;
        while (is_on_board(from) && p->piece[from] == NONE) from += *steps;
        if (!is_on_board(from) || p->color[from] != attacker) continue;
        if (p->piece[from] == piece || p->piece[from] == QUEEN) return true;
    }
    return false;
}

static bool pawn_attacks(const struct position *p, int square, enum color attacker) {
    int behind = attacker == WHITE ? DOWN : UP;
    for (int side = LEFT; side <= RIGHT; side += RIGHT - LEFT) {
        int from = square + behind + side;
        if (is_on_board(from) && is_piece(p, from, attacker, PAWN)) return true;
    }
    return false;
}

static bool is_attacked(const struct position *p, int square, enum color attacker) {
    return leaper_attacks(p, square, attacker, KNIGHT, knight_steps) ||
           slider_attacks(p, square, attacker, ROOK, rook_steps) ||
           slider_attacks(p, square, attacker, BISHOP, bishop_steps) ||
           pawn_attacks(p, square, attacker) ||
           leaper_attacks(p, square, attacker, KING, king_steps);
}

static enum color other(enum color color) {
    return color == WHITE ? BLACK : WHITE;
}

static bool is_in_check(const struct position *p, enum color color) {
    return is_attacked(p, p->king[color], other(color));
}

/* ---- Moves ---- */

static void add_move(struct move_list *list, int from, int to, enum kind kind,
                     enum piece promoted_to) {
    list->moves[list->count++] =
        (struct move){(uint8_t)from, (uint8_t)to, (uint8_t)kind, (uint8_t)promoted_to};
}

static void add_pawn_move(struct move_list *list, int from, int to) {
    int row = to >> 4;
    if (row != 0 && row != 7) {
        add_move(list, from, to, PLAIN, NONE);
        return;
    }
    for (int piece = QUEEN; piece >= KNIGHT; piece--) {
        add_move(list, from, to, PROMOTION, (enum piece)piece);
    }
}

static void add_pawn_moves(const struct position *p, struct move_list *list, int from) {
    int ahead = p->mover == WHITE ? UP : DOWN;
    int start_row = p->mover == WHITE ? 1 : 6;
    int to = from + ahead;
    if (p->piece[to] == NONE) {
        add_pawn_move(list, from, to);
        if (from >> 4 == start_row && p->piece[to + ahead] == NONE) {
            add_move(list, from, to + ahead, DOUBLE_STEP, NONE);
        }
    }
    for (int side = LEFT; side <= RIGHT; side += RIGHT - LEFT) {
        to = from + ahead + side;
        if (!is_on_board(to)) continue;
        if (to == p->en_passant) {
            add_move(list, from, to, EN_PASSANT, NONE);
        } else if (p->piece[to] != NONE && p->color[to] != p->mover) {
            add_pawn_move(list, from, to);
        }
    }
}

static void add_piece_moves(const struct position *p, struct move_list *list, int from,
                            const int8_t *steps, bool slides) {
    for (; *steps != 0; steps++) {
        for (int to = from + *steps; is_on_board(to); to += *steps) {
            if (p->piece[to] != NONE && p->color[to] == p->mover) break;
            add_move(list, from, to, PLAIN, NONE);
            if (p->piece[to] != NONE || !slides) break;
        }
    }
}

/* The king may neither be in check nor pass an attacked square; whether it arrives on one is
 * checked after the move, as for all moves. */
static void add_castling(const struct position *p, struct move_list *list) {
    int king = p->mover == WHITE ? E1 : E8;
    unsigned short_right = p->mover == WHITE ? WHITE_SHORT : BLACK_SHORT;
    unsigned long_right = p->mover == WHITE ? WHITE_LONG : BLACK_LONG;
    enum color enemy = other((enum color)p->mover);
    if ((p->rights & (short_right | long_right)) == 0 || is_attacked(p, king, enemy)) return;
    if ((p->rights & short_right) && p->piece[king + 1] == NONE && p->piece[king + 2] == NONE &&
        !is_attacked(p, king + 1, enemy)) {
        add_move(list, king, king + 2, CASTLE_SHORT, NONE);
    }
    if ((p->rights & long_right) && p->piece[king - 1] == NONE && p->piece[king - 2] == NONE &&
        p->piece[king - 3] == NONE && !is_attacked(p, king - 1, enemy)) {
        add_move(list, king, king - 2, CASTLE_LONG, NONE);
    }
}

/* Lists all moves, also those that leave the own king in check. */
static void list_moves(const struct position *p, struct move_list *list) {
    list->count = 0;
    for (int from = A1; from <= H8; from++) {
        if (!is_on_board(from) || p->piece[from] == NONE || p->color[from] != p->mover)
            continue;
        switch ((enum piece)p->piece[from]) {
        case PAWN: add_pawn_moves(p, list, from); break;
        case KNIGHT: add_piece_moves(p, list, from, knight_steps, false); break;
        case BISHOP: add_piece_moves(p, list, from, bishop_steps, true); break;
        case ROOK: add_piece_moves(p, list, from, rook_steps, true); break;
        case QUEEN: add_piece_moves(p, list, from, king_steps, true); break;
        case KING:
            add_piece_moves(p, list, from, king_steps, false);
            add_castling(p, list);
            break;
        case NONE: break;
        }
    }
}

/* The rights that are lost when a piece leaves or enters the square. */
static unsigned rights_of_square(int square) {
    switch (square) {
    case A1: return WHITE_LONG;
    case E1: return WHITE_LONG | WHITE_SHORT;
    case H1: return WHITE_SHORT;
    case A8: return BLACK_LONG;
    case E8: return BLACK_LONG | BLACK_SHORT;
    case H8: return BLACK_SHORT;
    default: return 0;
    }
}

static void move_piece(struct position *p, int from, int to) {
    p->piece[to] = p->piece[from];
    p->color[to] = p->color[from];
    p->piece[from] = NONE;
}

static struct undo make_move(struct position *p, struct move move) {
    int from = move.from, to = move.to, ahead = p->mover == WHITE ? UP : DOWN;
    int captured_square = move.kind == EN_PASSANT ? to - ahead : to;
    struct undo undo = {p->piece[captured_square], (uint8_t)captured_square, p->rights,
                        p->en_passant};
    p->piece[captured_square] = NONE;
    move_piece(p, from, to);
    if (p->piece[to] == KING) p->king[p->mover] = (uint8_t)to;
    if (move.kind == PROMOTION) p->piece[to] = move.promoted_to;
    if (move.kind == CASTLE_SHORT) move_piece(p, to + 1, to - 1);
    if (move.kind == CASTLE_LONG) move_piece(p, to - 2, to + 1);
    p->en_passant = move.kind == DOUBLE_STEP ? (uint8_t)(to - ahead) : NO_SQUARE;
    p->rights &= (uint8_t) ~(rights_of_square(from) | rights_of_square(to));
    p->mover = (uint8_t)other((enum color)p->mover);
    return undo;
}

static void unmake_move(struct position *p, struct move move, struct undo undo) {
    int from = move.from, to = move.to;
    p->mover = (uint8_t)other((enum color)p->mover);
    p->rights = undo.rights;
    p->en_passant = undo.en_passant;
    if (move.kind == CASTLE_SHORT) move_piece(p, to - 1, to + 1);
    if (move.kind == CASTLE_LONG) move_piece(p, to + 1, to - 2);
    if (move.kind == PROMOTION) p->piece[to] = PAWN;
    if (p->piece[to] == KING) p->king[p->mover] = (uint8_t)from;
    move_piece(p, to, from);
    if (undo.captured != NONE) {
        p->piece[undo.captured_square] = undo.captured;
        p->color[undo.captured_square] = (uint8_t)other((enum color)p->mover);
    }
}

/* ---- Counting ---- */

static void count_leaf(const struct position *p, struct move move, struct undo undo,
                       struct counts *counts) {
    counts->nodes++;
    counts->captures += undo.captured != NONE;
    counts->en_passants += move.kind == EN_PASSANT;
    counts->castles += move.kind == CASTLE_SHORT || move.kind == CASTLE_LONG;
    counts->promotions += move.kind == PROMOTION;
    counts->checks += is_in_check(p, (enum color)p->mover);
}

/* Adds up what the last of `depth` moves can be. */
static void perft(struct position *p, uint32_t depth, struct counts *counts) {
    enum color mover = (enum color)p->mover;
    struct move_list list;
    list_moves(p, &list);
    for (uint32_t i = 0; i < list.count; i++) {
        struct undo undo = make_move(p, list.moves[i]);
        if (!is_in_check(p, mover)) {
            if (depth == 1) {
                count_leaf(p, list.moves[i], undo, counts);
            } else {
                perft(p, depth - 1, counts);
            }
        }
        unmake_move(p, list.moves[i], undo);
    }
}

/* ---- Positions ---- */

static enum piece piece_of_letter(char letter) {
    static const char letters[] = " pnbrqk";
    for (int piece = PAWN; piece <= KING; piece++) {
        if ((letter | 0x20) == letters[piece]) return (enum piece)piece;
    }
    return NONE;
}

/* Reads the first field of a position. Returns what follows it, NULL if it is malformed. */
static const char *read_board(struct position *p, const char *text) {
    int row = 7, column = 0;
    for (; *text != '\0' && *text != ' '; text++) {
        enum piece piece = piece_of_letter(*text);
        if (*text == '/' && row > 0) {
            row--, column = 0;
        } else if (*text >= '1' && *text <= '8') {
            column += *text - '0';
        } else if (piece == PAWN && (row == 0 || row == 7)) {
            return NULL;
        } else if (piece != NONE && column < 8) {
            int square = 16 * row + column++;
            enum color color = *text < 'a' ? WHITE : BLACK;
            p->piece[square] = (uint8_t)piece;
            p->color[square] = (uint8_t)color;
            if (piece == KING) p->king[color] = (uint8_t)square;
        } else {
            return NULL;
        }
    }
    return text;
}

static void allow_castling(struct position *p, unsigned right, enum color color, int king,
                           int rook) {
    if (is_piece(p, king, color, KING) && is_piece(p, rook, color, ROOK)) {
        p->rights |= (uint8_t)right;
    }
}

static bool read_position(struct position *p, const char *text) {
    *p = (struct position){.king = {NO_SQUARE, NO_SQUARE}, .en_passant = NO_SQUARE};
    text = read_board(p, text);
    if (!text || p->king[WHITE] == NO_SQUARE || p->king[BLACK] == NO_SQUARE) return false;
    while (*text == ' ') text++;
    if (*text != 'w' && *text != 'b') return false;
    p->mover = *text++ == 'w' ? WHITE : BLACK;
    while (*text == ' ') text++;
    for (; *text != '\0' && *text != ' '; text++) {
        if (*text == 'K') allow_castling(p, WHITE_SHORT, WHITE, E1, H1);
        if (*text == 'Q') allow_castling(p, WHITE_LONG, WHITE, E1, A1);
        if (*text == 'k') allow_castling(p, BLACK_SHORT, BLACK, E8, H8);
        if (*text == 'q') allow_castling(p, BLACK_LONG, BLACK, E8, A8);
    }
    while (*text == ' ') text++;
    if (text[0] >= 'a' && text[0] <= 'h' && text[1] >= '1' && text[1] <= '8') {
        p->en_passant = (uint8_t)(16 * (text[1] - '1') + text[0] - 'a');
    }
    return true;
}

static const char initial_position[] =
    "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1";

/* Returns the number of positions after n moves from the initial position. */
uint32_t kernel(uint32_t n) {
    static struct position position;
    struct counts counts = {0};
    read_position(&position, initial_position);
    perft(&position, n, &counts);
    return counts.nodes;
}

#ifndef KERNEL_ONLY
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 6 };

static const uint32_t initial_nodes[MAX_DEPTH + 1] = {1,      20,      400,      8902,
                                                      197281, 4865609, 119060324};

/* Positions whose counts are well known among authors of chess programs. */
static const struct {
    const char *name, *position;
    uint32_t depth;
    struct counts counts; /* where nothing but nodes is given, only nodes are compared */
} known[] = {
    {"initial", initial_position, 4, {197281, 1576, 0, 0, 0, 469}},
    {"kiwipete",
     "r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R w KQkq - 0 1",
     3,
     {97862, 17102, 45, 3162, 0, 993}},
    {"endgame", "8/2p5/3p4/KP5r/1R3p1k/8/4P1P1/8 w - - 0 1", 4, {43238, 3348, 123, 0, 0, 1680}},
    {"promotions",
     "r3k2r/Pppp1ppp/1b3nbN/nP6/BBP1P3/q4N2/Pp1P2PP/R2Q1RK1 w kq - 0 1",
     3,
     {9467, 1021, 4, 0, 120, 38}},
    {"pinned",
     "rnbq1k1r/pp1Pbppp/2p5/8/2B5/8/PPP1NnPP/RNBQK2R w KQ - 1 8",
     3,
     {.nodes = 62379}},
    {"middle game",
     "r4rk1/1pp1qppp/p1np1n2/2b1p1B1/2B1P1b1/P1NP1N2/1PP1QPPP/R4RK1 w - - 0 10",
     3,
     {.nodes = 89890}},
};

static void print_counts(const char *name, uint32_t depth, const struct counts *c) {
    printf("%-12s depth %u: %u nodes, %u captures, %u en passant, %u castles, "
           "%u promotions, %u checks\n",
           name, (unsigned)depth, (unsigned)c->nodes, (unsigned)c->captures,
           (unsigned)c->en_passants, (unsigned)c->castles, (unsigned)c->promotions,
           (unsigned)c->checks);
}

/* Besides the counts, each position must be as it was before. */
static bool known_position_is_right(size_t index) {
    struct position p, before;
    struct counts counts = {0}, expected = known[index].counts;
    read_position(&p, known[index].position);
    before = p;
    perft(&p, known[index].depth, &counts);
    print_counts(known[index].name, known[index].depth, &counts);
    bool right = expected.captures == 0 ? counts.nodes == expected.nodes
                                        : memcmp(&counts, &expected, sizeof counts) == 0;
    if (!right) print_counts("WRONG: expected", known[index].depth, &expected);
    for (int square = A1; square <= H8; square++) {
        if (is_on_board(square) && p.piece[square] != before.piece[square]) {
            printf("WRONG: the position is not restored\n");
            return false;
        }
    }
    return right;
}

static int count_given_position(const char *text, uint32_t depth) {
    struct position p;
    struct counts counts = {0};
    if (!read_position(&p, text)) {
        fprintf(stderr, "perft: not a position: %s\n", text);
        return 2;
    }
    perft(&p, depth, &counts);
    print_counts("given", depth, &counts);
    return 0;
}

int main(int argc, char **argv) {
    uint32_t depth = argc > 1 ? (uint32_t)strtoul(argv[argc - 1], NULL, 10) : 4;
    if (argc > 3 || depth < 1 || depth > MAX_DEPTH) {
        fprintf(stderr, "usage: perft [position] [depth, 1..%d]\n", MAX_DEPTH);
        return 2;
    }
    if (argc == 3) return count_given_position(argv[1], depth);

    bool right = true;
    uint32_t nodes = kernel(depth);
    printf("initial position, depth %u: %u nodes\n", (unsigned)depth, (unsigned)nodes);
    if (nodes != initial_nodes[depth]) {
        printf("WRONG: expected %u\n", (unsigned)initial_nodes[depth]);
        right = false;
    }
    if (depth >= 4) {
        for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
            right &= known_position_is_right(i);
        }
    }
    if (right) printf("ok\n");
    return right ? 0 : 1;
}
#endif
