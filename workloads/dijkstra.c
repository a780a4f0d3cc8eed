/*
 * dijkstra: shortest paths from one vertex of a random road network, with a binary heap that
 * can decrease keys; Bellman and Ford's method checks the result.
 *
 * Exercises linked lists of edges, indirection through two index arrays and branches that
 * depend on the data. A researcher would choose it because its time goes into waiting for
 * loads whose address comes from another load: registers matter little, memory a lot.
 *
 * Arguments: [vertices, 3..65536; default 40000]
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MAX_VERTICES = 1 << 16, EDGES_PER_VERTEX = 6, NOT_IN_HEAP = -1 };

static const uint32_t unreachable = UINT32_MAX;

struct edge {
    struct edge *next; /* from the same vertex */
    uint32_t to, length;
};

struct vertex {
    struct edge *edges;
    uint32_t distance;
    uint32_t previous;     /* on the shortest path from the start */
    int32_t place_in_heap; /* or NOT_IN_HEAP */
};

static struct {
    uint32_t vertex_count, edge_count;
    struct vertex vertices[MAX_VERTICES];
    struct edge edges[MAX_VERTICES * EDGES_PER_VERTEX];
} graph;

/* The vertex nearest to the start is at the root. */
static struct {
    int32_t count;
    uint32_t vertices[MAX_VERTICES];
} heap;

static void add_edge(uint32_t from, uint32_t to, uint32_t length) {
    struct edge *edge = &graph.edges[graph.edge_count++];
    *edge = (struct edge){graph.vertices[from].edges, to, length};
    graph.vertices[from].edges = edge;
}

static uint32_t next_random(uint32_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/* Most edges lead to nearby numbers, a few far away. A tenth of the vertices has no edge in,
 * and so cannot be reached. */
static void make_graph(uint32_t n) {
    uint32_t random = 88172645;
    graph.vertex_count = n;
    graph.edge_count = 0;
    for (uint32_t i = 0; i < n; i++) graph.vertices[i].edges = NULL;
    for (uint32_t i = 0; i < n; i++) {
        for (int k = 0; k < EDGES_PER_VERTEX; k++) {
            uint32_t far = k == 0 ? n : 64;
            uint32_t to = (i + 1 + next_random(&random) % far) % n;
            uint32_t length = 1 + next_random(&random) % 1000;
            if (to % 10 != 9) add_edge(i, to, length);
        }
    }
}

static uint32_t distance_at(int32_t place) {
    return graph.vertices[heap.vertices[place]].distance;
}

static void put(int32_t place, uint32_t vertex) {
    heap.vertices[place] = vertex;
    graph.vertices[vertex].place_in_heap = place;
}

static void sift_up(int32_t place) {
    uint32_t moving = heap.vertices[place];
    uint32_t distance = graph.vertices[moving].distance;
    while (place > 0 && distance < distance_at((place - 1) / 2)) {
        put(place, heap.vertices[(place - 1) / 2]);
        place = (place - 1) / 2;
    }
    put(place, moving);
}

static void sift_down(int32_t place) {
    uint32_t moving = heap.vertices[place];
    uint32_t distance = graph.vertices[moving].distance;
    for (;;) {
        int32_t child = 2 * place + 1;
        if (child >= heap.count) break;
        if (child + 1 < heap.count && distance_at(child + 1) < distance_at(child)) child++;
        if (distance <= distance_at(child)) break;
        put(place, heap.vertices[child]);
        place = child;
    }
    put(place, moving);
}

static uint32_t take_nearest(void) {
    uint32_t nearest = heap.vertices[0];
    graph.vertices[nearest].place_in_heap = NOT_IN_HEAP;
    heap.count--;
    if (heap.count > 0) {
        put(0, heap.vertices[heap.count]);
        sift_down(0);
    }
    return nearest;
}

static void reach(uint32_t to, uint32_t from, uint32_t distance) {
    struct vertex *vertex = &graph.vertices[to];
    if (distance >= vertex->distance) return;
    vertex->distance = distance;
    vertex->previous = from;
    if (vertex->place_in_heap == NOT_IN_HEAP) put(heap.count++, to);
    sift_up(vertex->place_in_heap);
}

static void find_paths(uint32_t start) {
    for (uint32_t i = 0; i < graph.vertex_count; i++) {
        graph.vertices[i].distance = unreachable;
        graph.vertices[i].previous = i;
        graph.vertices[i].place_in_heap = NOT_IN_HEAP;
    }
    heap.count = 0;
    reach(start, start, 0);
    while (heap.count > 0) {
        uint32_t from = take_nearest();
        uint32_t distance = graph.vertices[from].distance;
        for (const struct edge *e = graph.vertices[from].edges; e; e = e->next) {
            reach(e->to, from, distance + e->length);
        }
    }
}

/* Finds the shortest paths in a graph of n vertices from three of them. Returns a digest of
 * all distances and of the lengths of the paths. */
uint32_t kernel(uint32_t n) {
    uint32_t digest = 2166136261u;
    make_graph(n);
    for (uint32_t round = 0; round < 3; round++) {
        find_paths((round + 1) * n / 3 - 1);
        for (uint32_t i = 0; i < n; i++) {
            uint32_t steps = 0;
            for (uint32_t k = i; graph.vertices[k].previous != k && steps < n; steps++) {
                k = graph.vertices[k].previous;
            }
            digest = (digest ^ graph.vertices[i].distance) * 16777619u;
            digest = (digest ^ steps) * 16777619u;
        }
    }
    return digest;
}

#ifndef KERNEL_ONLY
#include <stdio.h>
#include <stdlib.h>

static const struct {
    uint32_t n, answer;
} known[] = {{10, 0x432412c2}, {1000, 0x0ff950ba}, {40000, 0x16f7aeef}};

static uint32_t relaxed[MAX_VERTICES];

/* Bellman and Ford's method: relax all edges until nothing changes. */
static bool distances_are_right(uint32_t start) {
    for (uint32_t i = 0; i < graph.vertex_count; i++) relaxed[i] = unreachable;
    relaxed[start] = 0;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < graph.vertex_count; i++) {
            if (relaxed[i] == unreachable) continue;
            for (const struct edge *e = graph.vertices[i].edges; e; e = e->next) {
                if (relaxed[i] + e->length < relaxed[e->to]) {
                    relaxed[e->to] = relaxed[i] + e->length;
                    changed = true;
                }
            }
        }
    }
    for (uint32_t i = 0; i < graph.vertex_count; i++) {
        if (relaxed[i] != graph.vertices[i].distance) {
            printf("WRONG: vertex %u: distance %u, expected %u\n", (unsigned)i,
                   (unsigned)graph.vertices[i].distance, (unsigned)relaxed[i]);
            return false;
        }
    }
    return true;
}

static void print_path(uint32_t to) {
    printf("shortest path, backwards: %u", (unsigned)to);
    while (graph.vertices[to].previous != to) {
        to = graph.vertices[to].previous;
        printf(" %u", (unsigned)to);
    }
    printf("\n");
}

int main(int argc, char **argv) {
    uint32_t n = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 40000;
    if (n < 3 || n > MAX_VERTICES) {
        fprintf(stderr, "usage: dijkstra [vertices, 3..%d]\n", MAX_VERTICES);
        return 2;
    }
    uint32_t answer = kernel(n);
    uint32_t farthest = n - 1, reached = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (graph.vertices[i].distance == unreachable) continue;
        reached++;
        if (graph.vertices[i].distance > graph.vertices[farthest].distance) farthest = i;
    }
    print_path(farthest);
    printf("%u vertices, %u edges, %u reached, farthest at %u: digest %08x\n", (unsigned)n,
           (unsigned)graph.edge_count, (unsigned)reached,
           (unsigned)graph.vertices[farthest].distance, (unsigned)answer);

    bool right = distances_are_right(n - 1);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i].n == n && known[i].answer != answer) {
            printf("WRONG: expected %08x\n", (unsigned)known[i].answer);
            right = false;
        }
    }
    if (right) printf("ok\n");
    return right ? 0 : 1;
}
#endif
