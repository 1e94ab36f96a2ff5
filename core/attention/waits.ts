/** What the graph knows of a thread. */
export type Node = {
  readonly id: string;
  readonly open: boolean;
  /** A P0: what it waits for is as urgent. */
  readonly urgent: boolean;
  readonly waitsFor: readonly string[];
};

export type Waits = ReturnType<typeof createWaits>;

/** Who waits for whom, kept up to date thread by thread. */
export function createWaits() {
  const nodes = new Map<string, Node>();
  const waiting = new Map<string, Set<string>>();

  const isOpen = (id: string) => nodes.get(id)?.open === true;
  const blockersOf = (id: string) => (nodes.get(id)?.waitsFor ?? []).filter(isOpen);
  const openWaiters = (id: string) => [...(waiting.get(id) ?? [])].filter(isOpen);

  /** Takes a thread in as it is now, and answers whose turn that may have moved beside its own. */
  function set(node: Node): ReadonlySet<string> {
    const before = nodes.get(node.id);
    if (before && sameNode(before, node)) return new Set();
    const moved = new Set(closure(before?.waitsFor ?? [], waitsForOf));
    nodes.set(node.id, node);
    for (const id of before?.waitsFor ?? []) waiting.get(id)?.delete(node.id);
    for (const id of node.waitsFor) {
      const waiters = waiting.get(id) ?? new Set();
      waiting.set(id, waiters.add(node.id));
    }
    for (const id of closure(node.waitsFor, waitsForOf)) moved.add(id);
    for (const id of waiting.get(node.id) ?? []) moved.add(id);
    return moved;
  }

  const waitsForOf = (id: string) => nodes.get(id)?.waitsFor ?? [];

  return {
    set,
    blockersOf,
    unblocks: (id: string) => openWaiters(id).length,
    holdsUrgent: (id: string) => closure(openWaiters(id), openWaiters).some((each) => nodes.get(each)?.urgent),
  };
}

function sameNode(a: Node, b: Node): boolean {
  return (
    a.open === b.open &&
    a.urgent === b.urgent &&
    a.waitsFor.length === b.waitsFor.length &&
    a.waitsFor.every((id, at) => id === b.waitsFor[at])
  );
}

type Next = (id: string) => readonly string[];

function closure(from: readonly string[], next: Next): readonly string[] {
  const seen = new Set(from);
  for (const id of seen) for (const each of next(id)) seen.add(each);
  return [...seen];
}

/** The shortest way along `next`, both ends included; undefined where there is none. */
export function pathBetween(from: string, to: string, next: Next): readonly string[] | undefined {
  const cameFrom = new Map<string, string | undefined>([[from, undefined]]);
  for (const id of cameFrom.keys()) {
    if (id === to) return wayTo(to, cameFrom);
    for (const each of next(id)) if (!cameFrom.has(each)) cameFrom.set(each, id);
  }
  return undefined;
}

function wayTo(to: string, cameFrom: ReadonlyMap<string, string | undefined>): readonly string[] {
  const path: string[] = [];
  for (let id: string | undefined = to; id !== undefined; id = cameFrom.get(id)) path.unshift(id);
  return path;
}
