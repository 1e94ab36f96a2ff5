import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { afterAll, expect, test } from 'vitest';
import { Recording } from '../../../core/evals/grading/recording.ts';
import { parseScenario } from '../../../core/evals/scenario/scenario.ts';
import { junitOf } from '../../../core/evals/suite/junit.ts';
import { HistoryLine } from '../../../core/evals/suite/trial-line.ts';
import { historyIn } from './history.ts';
import { runSuite } from './run-suite.ts';
import type { Case, SuiteOptions } from './run-suite.ts';

const parsed = parseScenario({
  ...{ id: 'says-tea', title: 'Says tea', behaviour: 'Says tea', fixture: { repos: [{ name: 'app' }] } },
  ...{ prompt: 'Say tea', expect: { reply: { contains: 'tea' } } },
  proof: { pass: 'p', fail: 'f', noop: 'n' },
});
if (!parsed.ok) throw new Error('the scenario of this test does not load');
const scenario = parsed.value;
const folder = mkdtempSync(join(tmpdir(), 'teatree-suite-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const caseOf = (id: string, plan: Case['subject']['plan'] = 3): Case => ({
  ...{ scenario: { ...scenario, id }, file: `${id}.yaml`, harness: 'one' },
  subject: {
    ...{ policy: 'regression', plan, hasBaseline: false, trust: 'incubating' },
    history: { passed: 0, trials: 0 },
  },
});
const said = (reply: string, more: object = {}) =>
  Recording.parse({
    ...{ version: 1, scenario: 's', harness: 'one', repos: ['app'], ending: 'completed', calls: [], reply },
    ...more,
  });

async function suite(cases: readonly Case[], options: Partial<SuiteOptions> & Pick<SuiteOptions, 'attempt'>) {
  const tried: string[] = [];
  const run = await runSuite({
    ...{ cases, atOnce: 1, signal: new AbortController().signal },
    onTrial: ({ scenario: { id } }, { outcome }) => Promise.resolve(void tried.push(`${id} ${outcome}`)),
    ...options,
  });
  return { ...run, tried };
}

test('only what passes and fails counts: a fault of the machine is tried again, and given up after three', async () => {
  let number = 0;
  const attempt = () => {
    number += 1;
    return Promise.resolve(
      number === 2
        ? { recording: said('', { ending: 'infra' }), note: 'no network' }
        : { recording: said('tea'), note: '' },
    );
  };
  const ran = await suite([caseOf('a')], { attempt });
  expect(ran.tried).toEqual(['a pass', 'a infra', 'a pass', 'a pass']);
  expect(ran.cases[0]?.series.first).toEqual([true, true, true]);
  const broken = () => Promise.resolve({ recording: said('', { ending: 'infra' }), note: 'no network' });
  const never = await suite([caseOf('b')], { attempt: broken });
  expect(never.tried).toHaveLength(3);
  expect(never.cases[0]).toMatchObject({ cut: 'no network', series: { first: [] } });
});

test('no trial begins when the money is spent, and what is known then is told', async () => {
  const attempt = () => Promise.resolve({ recording: said('tea', { usd: 0.4 }), note: '' });
  const ran = await suite([caseOf('a'), caseOf('b')], { attempt, maxUsd: 1 });
  expect(ran.tried).toEqual(['a pass', 'a pass', 'a pass']);
  expect(ran.cases.map(({ cut }) => cut)).toEqual([undefined, 'it has cost $1.20']);
  expect(ran).toMatchObject({ stopped: 'it has cost $1.20' });
});

test('a suite that is stopped in the middle ends the trial under way and tells what it knows', async () => {
  const stop = new AbortController();
  let number = 0;
  const ran = await suite([caseOf('a'), caseOf('b')], {
    signal: stop.signal,
    attempt: async (_, __, signal) => {
      number += 1;
      if (number === 1) return { recording: said('tea'), note: '' };
      stop.abort();
      return { recording: said('', { ending: signal.aborted ? 'skipped' : 'completed' }), note: 'stopped' };
    },
  });
  expect(ran.tried).toEqual(['a pass', 'a skipped']);
  expect(ran.cases.map(({ cut }) => cut)).toEqual(['it was stopped', 'it was stopped']);
});

test('as many trials run at once as there is room for, and a quarantined scenario is not tried', async () => {
  let [now, most] = [0, 0];
  const attempt = async () => {
    most = Math.max(most, (now += 1));
    await new Promise((resolve) => setTimeout(resolve, 5));
    now -= 1;
    return { recording: said('tea'), note: '' };
  };
  const cases = ['a', 'b', 'c', 'd'].map((id) => caseOf(id, 2));
  const ran = await suite([...cases, { ...caseOf('e'), skip: 'in quarantine until 2027-01-31: flaky' }], {
    attempt,
    atOnce: 2,
  });
  expect(most).toBe(2);
  expect(ran.tried).toHaveLength(8);
  expect(ran.cases[4]).toMatchObject({ cut: 'in quarantine until 2027-01-31: flaky', trials: [] });
});

test('a history outlives a crash in the middle of a line: the rest of it is read, and what follows is too', async () => {
  const history = historyIn(folder);
  const line = HistoryLine.parse({ scenario: 'a', outcome: 'pass', run: 'r' });
  await Promise.all([history.add(line), history.add(line)]);
  appendFileSync(join(folder, 'history.jsonl'), '{"scenario":"a","outc');
  await history.add({ ended: 'r', green: true, at: 1, found: [] });
  expect(await historyIn(folder).lines()).toEqual([line, line, { ended: 'r', green: true, at: 1, found: [] }]);
});

test('a JUnit report parses whatever an agent wrote, and counts what failed', () => {
  const text = junitOf([
    { suite: 'one', name: 'a', seconds: 1.5, failure: 'red: <b> & "c"\n\u0000\u001b[31m\ud800 ]]>', output: 'x' },
    { suite: 'one', name: 'b', seconds: 0, skipped: "in quarantine until 2027: it's flaky", output: '' },
    { suite: 'two', name: 'c', seconds: 2, output: 'green' },
  ]);
  const seen: string[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    seen.push(`${name} ${['tests', 'failures', 'skipped'].map((key) => attributes[key] ?? '').join(',')}`);
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(text).close();
  expect(seen.slice(0, 4)).toEqual(['testsuites 3,1,1', 'testsuite 2,1,1', 'testcase ,,', 'failure ,,']);
  expect(seen.filter((each) => each.startsWith('testcase'))).toHaveLength(3);
});
