import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AskId, InstructionId, ReviewId, RunId, ThreadId } from '../ids.ts';
import { admissionOf, unheld } from './admission.ts';
import type { Admission, Sample } from './admission.ts';
import { standing } from '../views/board.ts';
import { plan } from './plan.ts';
import { commit, createStory, ids, person } from './testing/story.ts';

const gigabyte = 1024 ** 3;
const allowance = { wipLimit: 3, freeMemoryGb: 2 };
const calm: Sample = {
  ...{ cores: 2, load: 0.5, crowded: undefined, own: 0 },
  ...{ freeBytes: 16 * gigabyte, stalled: 0, unwritable: undefined },
  ...{ freeDiskBytes: 100 * gigabyte, exhausted: undefined },
};

describe('what the machine admits', () => {
  test('a calm machine holds nothing back, and what is not known holds nothing back either', () => {
    expect(admissionOf(calm, allowance, undefined).hold).toBeUndefined();
    const unknown = { ...calm, load: undefined, freeBytes: undefined, stalled: undefined, freeDiskBytes: undefined };
    expect(admissionOf(unknown, allowance, undefined).hold).toBeUndefined();
  });

  test('too little memory is said with the figures and the next step', () => {
    const { hold } = admissionOf({ ...calm, freeBytes: 1.2 * gigabyte }, allowance, undefined);
    expect(hold).toMatchObject({ kind: 'memory', strict: false });
    expect(hold?.text).toContain('Waits for memory: 1.2 GB free, 2 needed; pause a thread');
  });

  test('a full disk and a system without open files hold everything back, even the only thread, until there is room', () => {
    const megabytes = (left: number) => ({ ...calm, freeDiskBytes: left * 1024 ** 2 });
    const { hold } = admissionOf(megabytes(3.7), allowance, undefined);
    expect(hold).toEqual({ kind: 'disk', text: 'Waits for the disk: 3 MB left; make room', strict: true });
    expect(admissionOf(megabytes(12), allowance, undefined).hold).toBeUndefined();
    expect(admissionOf(megabytes(12), allowance, hold).hold?.kind).toBe('disk');
    expect(admissionOf(megabytes(17), allowance, hold).hold).toBeUndefined();
    const files = admissionOf({ ...calm, exhausted: 'EMFILE' }, allowance, undefined).hold;
    expect(files).toMatchObject({ kind: 'files', strict: true });
    expect(files?.text).toContain('the system gives no more (EMFILE)');
    expect(admissionOf(calm, allowance, files).hold).toBeUndefined();
  });

  test('the cores put a ceiling on what the person allows', () => {
    const { places, capped } = admissionOf({ ...calm, cores: 1 }, { ...allowance, wipLimit: 50 }, undefined);
    expect([places, capped]).toEqual([8, true]);
  });

  test('inside the band between holding and releasing nothing flaps, whatever the machine does', () => {
    const inBand = fc.record({
      load: fc.double({ min: 6, max: 7.99, noNaN: true }),
      freeBytes: fc.double({ min: 2 * gigabyte, max: 2.49 * gigabyte, noNaN: true }),
      stalled: fc.double({ min: 5, max: 9.99, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(inBand, { minLength: 1, maxLength: 30 }),
        fc.constantFrom('memory', 'load', 'none'),
        (samples, first) => {
          const cause = { memory: { ...calm, freeBytes: gigabyte }, load: { ...calm, load: 9 }, none: calm }[first];
          let admission: Admission = admissionOf(cause, allowance, undefined);
          const kinds = samples.map(
            (sample) =>
              (admission = admissionOf({ ...calm, ...sample }, allowance, admission.hold)).hold?.kind ?? 'none',
          );
          expect(new Set(kinds)).toEqual(new Set([first]));
        },
      ),
    );
  });

  test('the turns of ours do not hold each other up: on a machine of their own all that the person allows work at once', () => {
    const machine = fc.record({
      cores: fc.integer({ min: 1, max: 16 }),
      allowed: fc.integer({ min: 1, max: 40 }),
      perTurn: fc.double({ min: 0, max: 1, noNaN: true }),
      crowded: fc.constantFrom(undefined, 100),
    });
    fc.assert(
      fc.property(machine, ({ cores, allowed, perTurn, crowded }) => {
        let [load, own] = [0.5, 0];
        let admission = admissionOf({ ...calm, cores }, { ...allowance, wipLimit: allowed }, undefined);
        for (let second = 0; second < 300; second += 2) {
          load += (own * perTurn - load) * (1 - Math.exp(-2 / 60));
          const sample = { ...calm, cores, load, own, crowded };
          admission = admissionOf(sample, { ...allowance, wipLimit: allowed }, admission.hold);
          if (!admission.hold) own = Math.min(own + admission.starts, admission.places);
        }
        expect(own).toBe(Math.min(allowed, Math.max(8, cores * 8)));
      }),
    );
  });

  test('what others do to the processor holds new work back, a load that waits for a disk does not', () => {
    const busy = { ...calm, load: 12, own: 3 };
    expect(admissionOf({ ...busy, crowded: 97 }, allowance, undefined).hold?.text).toContain('load 12 on 2 cores');
    expect(admissionOf(busy, allowance, undefined).hold?.kind).toBe('load');
    const { hold } = admissionOf({ ...busy, crowded: 60 }, allowance, undefined);
    expect(admissionOf({ ...busy, crowded: 30 }, allowance, hold).hold?.kind).toBe('load');
    expect(admissionOf({ ...busy, crowded: 20 }, allowance, hold).hold).toBeUndefined();
    expect(admissionOf({ ...busy, crowded: 30 }, allowance, undefined).hold).toBeUndefined();
  });

  test('a machine that is calm again always admits again', () => {
    const any = fc.record({
      load: fc.double({ min: 0, max: 99, noNaN: true }),
      freeBytes: fc.double({ min: 0, max: 64 * gigabyte, noNaN: true }),
      stalled: fc.double({ min: 0, max: 100, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(any), (samples) => {
        let admission = admissionOf(calm, allowance, undefined);
        for (const sample of samples) admission = admissionOf({ ...calm, ...sample }, allowance, admission.hold);
        expect(admissionOf(calm, allowance, admission.hold).hold).toBeUndefined();
      }),
    );
  });
});

const threadOf = (n: number) => ThreadId.parse(`thr_${String(n)}`);
const runOf = (n: number) => RunId.parse(`run_${String(n)}`);

type Stage = 'new' | 'ready' | 'starting' | 'working' | 'asking' | 'unchecked' | 'checking' | 'in-review' | 'landing';

/** One thread in each of these stages. */
function storyOf(stages: readonly Stage[]) {
  const story = createStory();
  story.begin();
  story.tell({ type: 'thread.drop', thread: ids.thread, reason: 'r', by: person });
  stages.forEach((stage, n) => bring(story, n, stage));
  return story;
}

function factory(stages: readonly Stage[]) {
  return storyOf(stages).state;
}

const order: readonly Stage[] = ['new', 'ready', 'starting', 'working', 'asking'];

function bring(story: ReturnType<typeof createStory>, n: number, stage: Stage): void {
  const [thread, run] = [threadOf(n), runOf(n)];
  const instruction = { id: InstructionId.parse(`ins_${String(n)}`), kind: 'goal', text: 'g' } as const;
  story.tell({
    ...{ type: 'thread.create', instruction },
    brief: { thread, title: 't', goal: 'g', repos: [ids.api], harness: { id: 'recipe', config: {} } },
  });
  const past = (wanted: Stage) => !order.includes(stage) || order.indexOf(stage) >= order.indexOf(wanted);
  const worktrees = [{ repo: ids.api, path: '/w', branch: 'b', base: commit(0) }];
  if (past('ready'))
    story.report({ type: 'workspace.prepared', thread, path: '/w', worktrees, ports: { first: 1, count: 1 } });
  if (past('starting')) story.report({ type: 'run.started', thread, run, instruction: instruction.id });
  if (past('working'))
    story.report({ type: 'run.spawned', thread, run, process: { pid: 1, startedAt: '1' }, session: 's' });
  const question = { kind: 'question', question: 'q', text: 't', options: [] as string[] } as const;
  if (stage === 'asking')
    story.report({ type: 'ask.opened', thread, run, ask: AskId.parse(`ask_${String(n)}`), subject: question });
  if (order.includes(stage)) return;
  const change = { repo: ids.api, base: commit(0), head: commit(1), commits: 1, files: 1, added: 1, deleted: 0 };
  story.report({ type: 'change-set.recorded', thread, changes: [{ ...change, uncommitted: [] }] });
  story.report({ type: 'run.ended', thread, run, outcome: 'succeeded', reason: 'done' });
  const heads = [{ repo: ids.api, commit: commit(1) }];
  if (stage === 'unchecked') return;
  story.report({ type: 'checks.started', thread, round: 1, heads, planned: [] });
  if (stage === 'checking') return;
  story.report({ type: 'checks.ended', thread, round: 1 });
  if (stage === 'in-review') return;
  story.tell({ type: 'thread.clear', thread, clear: ids.clear(n), heads, at: 1, by: person });
  story.tell({ type: 'thread.land', thread, landing: ids.landing(n), by: person });
}

const stages = fc.array(
  fc.constantFrom<Stage>('new', 'ready', 'starting', 'working', 'asking', 'unchecked', 'checking', 'landing'),
  { maxLength: 14 },
);
const strict = { kind: 'memory', text: 'Waits for memory', strict: true } as const;
const admissions = fc.record({
  places: fc.integer({ min: 0, max: 5 }),
  starts: fc.integer({ min: 1, max: 3 }),
  capped: fc.boolean(),
  hold: fc.constantFrom(undefined, strict, { ...strict, strict: false }),
});
const begun = new Set<Stage>(['starting', 'working', 'asking', 'checking', 'landing']);

test('a landing and a round of checks always have a place, however full the machine is', () => {
  fc.assert(
    fc.property(stages, admissions, (each, admission) => {
      const { effects } = plan(factory(each), admission);
      const kinds = effects.map((effect) => effect.kind);
      expect(kinds.includes('land')).toBe(each.includes('landing'));
      expect(kinds.includes('check')).toBe(each.includes('unchecked') || each.includes('checking'));
    }),
  );
});

test('what has begun is never taken out again, and every thread that owes work is under way or told why not', () => {
  fc.assert(
    fc.property(stages, admissions, (each, admission) => {
      const { effects, waiting } = plan(factory(each), admission);
      const admitted = new Set(effects.map((effect) => effect.thread));
      each.forEach((stage, n) => {
        if (begun.has(stage) && stage !== 'landing') expect(admitted).toContain(threadOf(n));
        expect(admitted.has(threadOf(n))).toBe(!waiting.has(threadOf(n)));
      });
    }),
  );
});

test('nothing starves: where nothing is at work something begins, unless it would take the machine down', () => {
  fc.assert(
    fc.property(stages, admissions, (each, admission) => {
      fc.pre(admission.places > 0 && !admission.hold?.strict);
      const { effects } = plan(factory(each), admission);
      expect(effects.length > 0).toBe(each.length > 0);
    }),
  );
});

test('agents start a few at a time: at most so many that have not begun to work', () => {
  fc.assert(
    fc.property(stages, admissions, (each, admission) => {
      const { effects } = plan(factory(each), { ...admission, places: 50 });
      const already = each.filter((stage) => stage === 'starting').length;
      const fresh = effects.filter(({ kind, thread }) => kind === 'run' && each[Number(thread.slice(4))] === 'ready');
      expect(already + fresh.length).toBeLessThanOrEqual(Math.max(already, admission.starts));
    }),
  );
});

test('one review has a place of its own, so finished work never waits for new work; a second one waits for a place', () => {
  const story = storyOf(['working', 'working', 'in-review', 'in-review']);
  for (const n of [2, 3]) askForReview(story, n);
  const reviewed = (places: number) =>
    plan(story.state, unheld(places)).effects.flatMap(({ kind, thread }) => (kind === 'review' ? [thread] : []));
  expect(reviewed(2)).toEqual([threadOf(2)]);
  expect(reviewed(3)).toEqual([threadOf(2), threadOf(3)]);
});

function askForReview(story: ReturnType<typeof storyOf>, n: number) {
  const review = {
    id: ReviewId.parse(`rvw_${String(n)}`),
    harness: { id: 'claude', config: {} },
    apart: 'harness',
  } as const;
  return story.tell({ type: 'review.request', thread: threadOf(n), review, by: person });
}

test('after a restart what had been at work is taken up again as the machine allows, a few at a time', () => {
  const story = storyOf(Array<Stage>(30).fill('working'));
  for (let n = 0; n < 30; n += 1)
    story.report({ type: 'run.ended', thread: threadOf(n), run: runOf(n), outcome: 'orphaned', reason: 'r' });
  const calm = { ...unheld(4), starts: 2 };
  expect(plan(story.state, calm).effects.map(({ kind }) => kind)).toEqual(['run', 'run']);
  const hold = { ...strict, strict: false };
  expect(plan(story.state, { ...calm, hold }).effects).toHaveLength(1);
  const held = plan(story.state, { ...calm, hold: strict });
  expect([held.effects, held.waiting.size, new Set(held.waiting.values())]).toEqual([[], 30, new Set([strict.text])]);
});

test('what the person begins, resumes, asks for or has reviewed is admitted like all else, and says what it waits for', () => {
  const story = storyOf(['working', 'ready', 'in-review', 'in-review', 'in-review', 'new']);
  const by = person;
  story.tell({ type: 'thread.halt', thread: threadOf(1), halt: 'paused', by });
  story.tell({ type: 'thread.resume', thread: threadOf(1), by });
  const instruction = { id: InstructionId.parse('ins_more'), kind: 'message', text: 'More' } as const;
  story.tell({ type: 'thread.instruct', thread: threadOf(2), instruction, by });
  for (const n of [3, 4]) askForReview(story, n);
  const full = plan(story.state, unheld(1));
  expect(full.effects.map(({ thread }) => thread)).toEqual([threadOf(0), threadOf(3)]);
  const waits = '1 of 1 places are taken';
  expect(new Map(full.waiting)).toEqual(new Map([1, 2, 4, 5].map((n) => [threadOf(n), waits])));
  const held = plan(story.state, { ...unheld(9), hold: { ...strict, strict: false } });
  expect(held.effects.map(({ thread }) => thread)).toEqual([threadOf(0)]);
  expect(new Map(held.waiting)).toEqual(new Map([1, 2, 3, 4, 5].map((n) => [threadOf(n), strict.text])));
  const inReview = story.state.threads.get(threadOf(4));
  expect(inReview && standing(inReview, full.waiting.get(threadOf(4))).reason).toContain(`its review waits: ${waits}`);
});

test('a hold keeps new work back while something is at work, and says why', () => {
  const state = factory(['working', 'ready']);
  const { effects, waiting } = plan(state, { ...unheld(3), hold: { ...strict, strict: false } });
  expect([effects.length, [...waiting.values()]]).toEqual([1, ['Waits for memory']]);
});
