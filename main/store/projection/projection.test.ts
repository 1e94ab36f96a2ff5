import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { InstructionId, RepoId, ThreadId } from '../../../core/ids.ts';
import { unheld } from '../../../core/loop/admission.ts';
import type { Entry, FactoryEvent } from '../../../core/loop/event.ts';
import { evolve } from '../../../core/loop/evolve.ts';
import { plan } from '../../../core/loop/plan.ts';
import { emptyState } from '../../../core/loop/state.ts';
import type { FactoryState } from '../../../core/loop/state.ts';
import { isAtRest } from '../../../core/loop/threads.ts';
import { isUnfinished } from '../../../core/model/thread.ts';
import { openDatabase } from '../sqlite.ts';
import { openStore } from '../store.ts';
import type { Store } from '../store-port.ts';

const open: Store[] = [];
const by = { who: 'person', via: 'window' } as const;
const idOf = (n: number) => ThreadId.parse(`thr_n${String(n)}`);

afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

async function storeIn(folder: string): Promise<Store> {
  for (const each of open.splice(0)) each.close();
  const store = await openStore(folder, () => 1000);
  open.push(store);
  return store;
}

function freshFolder(): string {
  return mkdtempSync(join(tmpdir(), 'teatree-projection-'));
}

function created(n: number): FactoryEvent {
  const instruction = { id: InstructionId.parse(`ins_n${String(n)}`), kind: 'goal', text: 'g' } as const;
  const harness = { id: 'recipe', config: {} };
  const brief = { thread: idOf(n), title: `Thread ${String(n)}`, goal: 'g', repos: [RepoId.parse('rep_a')], harness };
  return { type: 'thread.created', thread: idOf(n), number: n, brief, instruction };
}

const dropped = (n: number): FactoryEvent => ({ type: 'thread.dropped', thread: idOf(n), reason: 'no', by });
const revived = (n: number): FactoryEvent => ({ type: 'thread.revived', thread: idOf(n), by });
const linked = (n: number, to: number): FactoryEvent => ({
  ...{ type: 'thread.linked', thread: idOf(n), by },
  edge: { kind: 'waits-for', to: idOf(to) },
});

let clock = 1000;

type Both = { readonly state: FactoryState; readonly folded: FactoryState };

/** Records the facts as the writer does, and folds them into `folded`, which forgets nothing. */
function record(store: Store, events: readonly FactoryEvent[], { state, folded }: Both): readonly Entry[] {
  const entries: readonly Entry[] = store.journal.append((clock += 1000), events);
  for (const entry of entries) {
    evolve(state, entry);
    evolve(folded, entry);
  }
  return entries;
}

/** So many threads that were dropped, but for those named. */
async function manyDropped(folder: string, count: number, kept: readonly number[]): Promise<FactoryState> {
  const store = await storeIn(folder);
  const [{ state }, folded] = [store.journal.load(), emptyState()];
  const numbers = Array.from({ length: count }, (_, at) => at + 1);
  const events = numbers.flatMap((n) => [created(n), ...(kept.includes(n) ? [] : [dropped(n)])]);
  store.journal.project(state, record(store, events, { state, folded }));
  return folded;
}

const many = 230;
const number = fc.integer({ min: 1, max: many });
const deed = fc.oneof(
  number.map((n) => [dropped(n)]),
  number.map((n) => [revived(n)]),
  fc.tuple(number, number).map(([a, b]) => (a === b ? [] : [linked(a, b)])),
);

test('threads at rest that a start left where they lie answer like all others, whatever happened and happens', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(number, { maxLength: 5 }),
      fc.array(deed, { maxLength: 12 }),
      fc.nat(12),
      async (kept, deeds, projected) => {
        const folder = freshFolder();
        const folded = await manyDropped(folder, many, kept);
        let store = await storeIn(folder);
        let { state } = store.journal.load();
        const awake = [...state.threads.awake()];
        expect(awake.length).toBeLessThan(many);
        expect(awake.filter(isUnfinished)).toEqual([...folded.threads.values()].filter(isUnfinished));
        for (const [at, events] of deeds.entries()) {
          const entries = record(store, events, { state, folded });
          if (at < projected) store.journal.project(state, entries);
          expect(plan(state, unheld(3)).effects).toEqual(plan(folded, unheld(3)).effects);
        }
        store = await storeIn(folder);
        ({ state } = store.journal.load());
        expect(plan(state, unheld(3)).effects).toEqual(plan(folded, unheld(3)).effects);
        expect(state.threads.highest()).toBe(many);
        expect(state.threads.between(3, 20)).toEqual(folded.threads.between(3, 20));
        expect(state.threads.get(idOf(7))).toEqual(folded.threads.get(idOf(7)));
        expect([...state.threads.awake()].filter((thread) => !isAtRest(thread))).toEqual(
          [...folded.threads.values()].filter((thread) => !isAtRest(thread)),
        );
        expect([...state.threads]).toEqual([...folded.threads]);
      },
    ),
    { numRuns: 15 },
  );
});

test('a thread at rest is read when somebody asks for it, and then changes like any other', async () => {
  const folder = freshFolder();
  const folded = await manyDropped(folder, many, []);
  const store = await storeIn(folder);
  const { state } = store.journal.load();
  expect([...state.threads.awake()].some(({ number: n }) => n === 1)).toBe(false);
  expect([state.threads.has(idOf(1)), state.threads.has(idOf(many + 1))]).toEqual([true, false]);
  store.journal.project(state, record(store, [revived(1)], { state, folded }));
  expect([...state.threads.awake()][0]).toMatchObject({ number: 1, dropped: undefined });
  expect(state.threads.size).toBe(many);
  expect([...state.threads.values()]).toEqual([...folded.threads.values()]);
});

test('a row of a thread at rest that is spoiled is folded from its facts', async () => {
  const folder = freshFolder();
  const folded = await manyDropped(folder, many, []);
  for (const each of open.splice(0)) each.close();
  const database = openDatabase(join(folder, 'journal.sqlite'));
  database.exec(`UPDATE threads SET body = 'spoiled' WHERE number IN (1, 2)`);
  database.close();
  const { state } = (await storeIn(folder)).journal.load();
  expect(state.threads.get(idOf(1))).toEqual(folded.threads.get(idOf(1)));
  expect([...state.threads]).toEqual([...folded.threads]);
});
