import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { normalise } from '../../core/gates/action.ts';
import { exampleContext, exampleCwd } from '../../core/gates/example/context.ts';
import { builtInRules } from '../../core/gates/policy/built-in.ts';
import type { Rule } from '../../core/gates/rule.ts';
import { inTime, judgeInTime, spentByThread } from './in-time.ts';

function endless(): never {
  for (;;) {
    // Never returns.
  }
}

function stubborn(): never {
  for (;;) {
    try {
      endless();
    } catch {
      continue;
    }
  }
}

/** Long enough for what answers, short enough for what never does. */
const quick = { first: 50, again: 50, starved: 150, spent: () => performance.now() };

const slow = () => /^(a+)+$/.test(`${'a'.repeat(40)}b`);

/** Takes all but a few of the descriptors that this process may have for as long as `work` takes. */
function withDescriptors<T>(left: number, work: () => T): T {
  const limit = (soft: string) => execFileSync('prlimit', ['--pid', String(process.pid), `--nofile=${soft}:`]);
  const before = execFileSync('prlimit', ['--pid', String(process.pid), '--nofile', '--output=SOFT', '--noheadings']);
  const taken: number[] = [];
  limit('256');
  try {
    for (;;) taken.push(openSync('/dev/null', 'r'));
  } catch {
    for (const fd of taken.splice(0, left)) closeSync(fd);
    return work();
  } finally {
    for (const fd of taken) closeSync(fd);
    limit(String(before).trim());
  }
}

test.runIf(process.platform === 'linux')('with few descriptors left, or none, the gate decides all the same', () => {
  for (let left = 0; left <= 10; left += 1)
    expect(withDescriptors(left, () => inTime(() => left, quick))).toEqual({ value: left });
});

describe('work in time', () => {
  test('answers what the work answers, and throws what it throws', () => {
    expect(inTime(() => 'done')).toEqual({ value: 'done' });
    expect(() => inTime(() => JSON.parse('{') as unknown)).toThrow(SyntaxError);
  });

  test.each([
    ['a loop', endless],
    ['a loop that catches everything', stubborn],
    ['a pattern that backtracks for ever', slow],
  ])('%s is ended', (_, work) => {
    expect(inTime(work, quick)).toBeUndefined();
  });

  test('what had its processor and is not done is not waited for like on a starved machine', () => {
    inTime(() => 'warm');
    expect(inTime(endless, { ...quick, starved: 600_000 })).toBeUndefined();
  });

  test('what had no processor gets a second, longer chance', () => {
    const until = performance.now() + 60;
    const late = () => {
      while (performance.now() < until);
      return 'done';
    };
    expect(inTime(late, { first: 20, again: 1, starved: 1000, spent: () => 0 })).toEqual({ value: 'done' });
  });

  test.runIf(process.platform === 'linux')('another thread at work does not count as its processor', async () => {
    const busy = 'const end = performance.now() + 400; while (performance.now() < end);';
    const other = new Worker(busy, { eval: true });
    const before = spentByThread();
    await once(other, 'exit');
    expect(spentByThread() - before).toBeLessThan(100);
  });

  test('the next work is not touched by the one that was ended', () => {
    inTime(endless, quick);
    expect(inTime(() => 1 + 1)).toEqual({ value: 2 });
  });
});

function judged(command: string, builtIn = builtInRules) {
  const action = normalise({ id: 'call', tool: 'shell', input: { command }, cwd: exampleCwd }, exampleContext);
  return judgeInTime(action, exampleContext, { policy: { builtIn }, limits: quick });
}

describe('a rule that never returns', () => {
  const rule: Rule = () => endless();

  test('asks where it guards security, and the other rules still answer', () => {
    const builtIn = [{ name: 'guard', rule }, ...builtInRules];
    expect(judged('ls', builtIn)).toMatchObject({ kind: 'ask', rule: 'guard', warnings: [{ rule: 'guard' }] });
    expect(judged('rm -rf ~', builtIn)).toMatchObject({ kind: 'deny', rule: 'FS1' });
  });

  test('lets go on where it does not, with a warning', () => {
    const builtIn = [{ name: 'comfort', rule, opens: true } as const, ...builtInRules];
    expect(judged('ls', builtIn)).toMatchObject({ kind: 'allow', warnings: [{ rule: 'comfort' }] });
  });

  test('by the dozen is a question, not a hang', () => {
    const builtIn = Array.from({ length: 12 }, (_, at) => ({ name: `guard-${String(at)}`, rule }));
    expect(judged('ls', builtIn).kind).toBe('ask');
  });
});

test('every shipped family, made to loop, leaves the gate closed or open as it should', () => {
  for (const victim of builtInRules) {
    const builtIn = builtInRules.map((each) => (each === victim ? { ...each, rule: () => endless() } : each));
    expect([victim.name, judged('ls', builtIn).kind]).toEqual([victim.name, victim.opens ? 'allow' : 'ask']);
  }
});
