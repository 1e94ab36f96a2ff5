import fc from 'fast-check';
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { RepoId } from '../../../../core/ids.ts';
import { decideSignal } from '../../../../core/loop/signals/decide-signal.ts';
import { evolveSignal } from '../../../../core/loop/signals/signal-events.ts';
import { emptyState } from '../../../../core/loop/state.ts';
import type { KnownSignal } from '../../../../core/model/deciding/signal.ts';
import type { Repo } from '../../../../core/model/repo.ts';
import { sandbox } from '../../../git/testing/sandbox.ts';
import { newSignal } from '../new-signal.ts';
import type { SignalDraft } from '../new-signal.ts';
import { heardOf } from '../source.ts';
import { ciResults } from './ci-results.ts';
import { draftsOf } from './report-drafts.ts';
import type { TestResult } from './test-result.ts';

function repoAt(path: string): Repo {
  return {
    ...{ id: RepoId.parse('rep_a'), name: 'web', path, remote: { name: 'origin', url: 'x' } },
    ...{ defaultBranch: 'main', config: {}, configSource: 'detected' },
  };
}

/** Takes up what was noticed with the product's own rules. */
function desk() {
  const state = emptyState();
  const receive = (draft: SignalDraft) => {
    const signal = newSignal(draft);
    if (!signal.ok) throw new Error(signal.error.message);
    const events = decideSignal(state, { type: 'signal.receive', signal: signal.value });
    for (const event of events.ok ? events.value : []) {
      const known = evolveSignal(state.signals.get(signal.value.id), event, 1);
      if (known) state.signals.set(signal.value.id, known);
    }
    return events.ok ? events.value.length : 0;
  };
  return { receive, signals: () => [...state.signals.values()] };
}

function world(place: string) {
  const { at } = sandbox();
  const repo = repoAt(at('clone'));
  const source = ciResults({ repos: () => [repo], places: () => [{ repo: repo.id, files: place }] });
  const { receive, signals } = desk();
  const write = (name: string, text: string, seconds: number) => {
    mkdirSync(dirname(at('clone', name)), { recursive: true });
    writeFileSync(at('clone', name), text);
    utimesSync(at('clone', name), seconds, seconds);
  };
  const look = async () => {
    const now = Date.now();
    const { there, gone } = await source.look({ known: heardOf('ci', signals()), now });
    const facts = there.map(receive);
    for (const { signal } of signals())
      if (gone.includes(signal.externalId)) receive({ ...signal, revision: signal.revision + 1, over: true });
    return facts.reduce((sum, each) => sum + each, 0);
  };
  const open = () => signals().flatMap(({ signal }) => (signal.over ? [] : [signal.title]));
  return { at, write, look, open, signals };
}

const junit = (...tests: readonly string[]) => `<testsuite name="cart">${tests.join('')}</testsuite>`;
const passes = (name: string) => `<testcase name="${name}"/>`;
const fails = (name: string, why = 'boom') => `<testcase name="${name}"><failure message="${why}"/></testcase>`;

test('a test that fails is one signal until it passes, and is back when it fails again', async () => {
  const { write, look, open, signals } = world('reports');
  expect(await look()).toBe(0);
  write('reports/a.xml', junit(fails('adds'), passes('empties')), 1000);
  await look();
  expect(signals()).toMatchObject([
    {
      signal: {
        ...{ source: 'ci', kind: 'red-check', trust: 'outside', repo: 'rep_a', title: 'Test fails: cart › adds' },
        ...{ externalId: 'rep_a:test:cart › adds', revision: 1_000_000, over: false },
      },
    },
  ]);
  expect(await look()).toBe(0);
  write('reports/a.xml', junit('<testcase name="adds"><skipped/></testcase>'), 2000);
  await look();
  expect(open()).toEqual(['Test fails: cart › adds']);
  write('reports/a.xml', junit(passes('adds')), 3000);
  await look();
  expect(open()).toEqual([]);
  write('reports/a.xml', junit(fails('adds')), 4000);
  await look();
  expect(open()).toEqual(['Test fails: cart › adds']);
  expect(signals()).toHaveLength(1);
});

test('a report that cannot be read is told by file and line, and over when it can', async () => {
  const { write, look, open, signals, at } = world('reports/**/*.xml');
  write('reports/deep/a.xml', '<testsuite>\n<testcase', 1000);
  write('reports/deep/b.tap', 'not ok 1 - left out by the glob\n', 1000);
  write('elsewhere/c.xml', junit(fails('left out as well')), 1000);
  await look();
  expect(signals().map(({ signal }) => [signal.title, signal.body])).toEqual([
    ['A report of web cannot be read', `${at('clone', 'reports/deep/a.xml')}:2: unclosed tag: testsuite`],
  ]);
  rmSync(at('clone', 'reports'), { recursive: true });
  await look();
  expect(open()).toEqual([]);
});

test('many failures are the first 200 and one that says how many more there are', async () => {
  const { write, look, open } = world('reports');
  const all = Array.from({ length: 1000 }, (_, at) => fails(`t${String(at)}`));
  write('reports/a.xml', junit(...all), 1000);
  await look();
  expect(open()).toHaveLength(201);
  expect(open().at(-1)).toBe('800 more tests fail in web');
  write('reports/a.xml', junit(fails('t0')), 2000);
  await look();
  expect(open()).not.toContain('800 more tests fail in web');
});

test('names that are longer than an id may be stay apart', () => {
  const long = 'x'.repeat(2000);
  const tests = ['a', 'b'].map((end): TestResult => ({ suite: [], name: long + end, outcome: 'failed', told: '' }));
  const drafts = draftsOf([{ path: '/r.xml', at: 1, tests }], undefined, new Map());
  expect(new Set(drafts.map(({ externalId }) => externalId)).size).toBe(2);
  expect(drafts.every((draft) => newSignal(draft).ok)).toBe(true);
});

const someReports = fc.array(
  fc.record({
    ...{ path: fc.constantFrom('/a.xml', '/b.xml'), at: fc.integer({ min: 1, max: 5 }) },
    tests: fc.array(
      fc.record({
        ...{ suite: fc.constant([]), name: fc.constantFrom('t1', 't2', 't3'), told: fc.constantFrom('', 'x', 'y') },
        outcome: fc.constantFrom('passed' as const, 'failed' as const, 'skipped' as const),
      }),
      { maxLength: 4 },
    ),
  }),
  { maxLength: 6 },
);

test('reports in any order, and any number of times, come to the same signals', () => {
  const endOf = (looks: readonly (readonly Parameters<typeof draftsOf>[0][number][])[]): readonly KnownSignal[] => {
    const { receive, signals } = desk();
    for (const reports of looks) draftsOf(reports, undefined, heardOf('ci', signals())).forEach(receive);
    return signals().sort((a, b) => (a.signal.id < b.signal.id ? -1 : 1));
  };
  fc.assert(
    fc.property(someReports, fc.integer(), (reports, seed) => {
      const shuffled = [...reports].sort((a, b) => ((a.at * 31 + seed) % 7) - ((b.at * 31 + seed) % 7)).reverse();
      const once = endOf([reports]);
      expect(endOf([shuffled, reports, shuffled])).toEqual(once);
    }),
    { numRuns: 300 },
  );
});
