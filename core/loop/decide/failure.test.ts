import fc from 'fast-check';
import { expect, test } from 'vitest';
import { itemOf } from '../../attention/thread-item.ts';
import { createWaits } from '../../attention/waits.ts';
import { openAsks } from '../../model/thread.ts';
import { backOffMs } from '../back-off.ts';
import { effectsOf } from '../effects.ts';
import { createStory, ids, person } from '../testing/story.ts';
import type { Story } from '../testing/story.ts';
import { failureClass } from './failure.ts';

function ready(): Story {
  const story = createStory();
  story.begin();
  story.prepared();
  return story;
}

type End = { readonly outcome: 'failed' | 'crashed' | 'orphaned' | 'limited'; readonly reason: string };

/** A run that changes nothing and ends so. */
function ends(story: Story, n: number, end: End): void {
  story.started(n);
  story.report({ type: 'run.ended', thread: ids.thread, run: ids.run(n), ...end });
}

const failed = (reason: string): End => ({ outcome: 'failed', reason });
const crashed = (reason = 'r'): End => ({ outcome: 'crashed', reason });

const owed = (story: Story) => effectsOf(story.thread());
const asked = (story: Story) => openAsks(story.thread()).map(({ subject }) => ('text' in subject ? subject.text : ''));

test('each class of failure is told by what programs say', () => {
  expect(failureClass('write: ENOSPC')).toBe('environment');
  expect(failureClass("fatal: sha1 file 'tmp_pack' write error. Out of diskspace")).toBe('environment');
  expect(failureClass('fatal: write error: Input/output error')).toBe('environment');
  expect(failureClass('The recipe agent ended (exit code unknown). Run `teatree doctor`')).toBe('environment');
  expect(failureClass('Claude Code ended (SIGKILL)')).toBe('environment');
  expect(failureClass('Run npm test (web): npm test was ended by SIGKILL')).toBe('task');
  expect(failureClass("error: unable to create '/r/a.txt': Read-only file system")).toBe('environment');
  expect(failureClass("fatal: Unable to create '/r/.git/index.lock': File exists")).toBe('environment');
  expect(failureClass('fatal: failed to read .git/worktrees/one8/commondir: Success')).toBe('environment');
  expect(failureClass('API Error: 500 {"type":"error"}')).toBe('transient');
  expect(failureClass('The recipe agent ended (exit code 0). Run `teatree doctor`; it may be damaged')).toBe(
    'transient',
  );
  expect(failureClass('fatal: the remote end hung up unexpectedly')).toBe('transient');
  expect(failureClass('Codex is not installed. npm install -g @openai/codex')).toBe('configuration');
  expect(failureClass('I could not make the tests pass')).toBe('task');
});

test('what does not go away by waiting is asked at once', () => {
  for (const reason of ['I could not make the tests pass', 'Codex is not installed']) {
    const story = ready();
    ends(story, 1, failed(reason));
    expect([asked(story), owed(story)]).toEqual([[reason], undefined]);
  }
});

test('a passing failure is tried again after a longer pause, and the identical one is asked about', () => {
  const story = ready();
  ends(story, 1, failed('API Error: 500, request req_011CaBcD4'));
  expect([asked(story), owed(story)]).toMatchObject([[], { kind: 'run', after: 'transient' }]);
  ends(story, 2, failed('API Error: 500, request req_77zZyY9x1'));
  expect(asked(story)).toEqual(['It failed twice in the same way: API Error: 500, request req_77zZyY9x1']);
  expect(owed(story)).toBeUndefined();
});

test('failures that differ each time are tried three more times at most', () => {
  const story = ready();
  const reasons = ['ETIMEDOUT', 'fetch failed', 'ECONNRESET', 'socket hang up'];
  reasons.forEach((reason, n) => {
    expect(owed(story)?.kind).toBe('run');
    ends(story, n + 1, failed(reason));
  });
  expect(asked(story)).toEqual(['It failed 4 times: socket hang up']);
});

test('what the machine kept from working waits for the machine: it is no attempt, and asked about only when it lasts', () => {
  const story = ready();
  const full = (n: number) => failed(`The disk is full. (git write-tree: out of room ${String(n)}). Make room.`);
  for (let n = 1; n <= 6; n += 1) {
    ends(story, n, full(n));
    expect([asked(story), owed(story)]).toMatchObject([[], { kind: 'run', after: 'environment' }]);
  }
  expect(itemOf(story.thread(), createWaits()).retries).toBe(0);
  ends(story, 7, full(7));
  expect(asked(story)[0]).toContain('The machine has kept it from working 7 times: The disk is full.');
});

test('the network’s failures are counted by themselves, however often the machine was in the way between them', () => {
  const story = ready();
  const reasons = ['ENOSPC', 'ETIMEDOUT', 'ENOSPC', 'EMFILE', 'ECONNRESET', 'EIO', 'fetch failed', 'ENOSPC'];
  reasons.forEach((reason, n) => ends(story, n + 1, failed(reason)));
  expect([asked(story), owed(story)?.kind]).toEqual([[], 'run']);
  ends(story, reasons.length + 1, failed('socket hang up'));
  expect(asked(story)).toEqual(['It failed 4 times: socket hang up']);
});

test('a workspace that could not be made for want of room is made when there is room, without a question', () => {
  const story = createStory();
  story.begin();
  const fails = (message: string) =>
    story.report({ type: 'workspace.failed', thread: ids.thread, failure: { code: 'disk-full', message } });
  for (let n = 0; n < 3; n += 1) fails('The disk is full.');
  expect([asked(story), owed(story)]).toMatchObject([[], { kind: 'prepare', after: 'environment' }]);
});

test('a workspace whose remote is away for a while is made when it is back, without a question', () => {
  const story = createStory();
  story.begin();
  const message =
    "The remote cannot be reached. (git fetch: fatal: '/mnt/one.git' does not appear to be a git repository)";
  const fails = () => story.report({ type: 'workspace.failed', thread: ids.thread, failure: { code: 'x', message } });
  for (let n = 0; n < 6; n += 1) {
    fails();
    expect([asked(story), owed(story)]).toMatchObject([[], { kind: 'prepare', after: 'environment' }]);
  }
  fails();
  expect(asked(story)[0]).toContain('The machine has kept it from working 7 times');
});

test('runs that were no attempt do not count, in between or alone', () => {
  const story = ready();
  ends(story, 1, failed('ECONNRESET'));
  for (let n = 2; n < 20; n += 1)
    ends(story, n, { outcome: n % 2 === 0 ? 'orphaned' : 'limited', reason: 'ECONNRESET' });
  expect([asked(story), owed(story)?.kind]).toEqual([[], 'run']);
});

test('a run that crashes three times without progress puts its thread in quarantine, which the person ends', () => {
  const story = ready();
  ends(story, 1, crashed());
  ends(story, 2, crashed());
  ends(story, 3, { outcome: 'orphaned', reason: 'r' });
  expect([owed(story)?.kind, story.thread().halt]).toEqual(['run', undefined]);
  ends(story, 4, crashed('SIGSEGV'));
  expect(story.thread().halt?.kind).toBe('stopped');
  expect(asked(story)[0]).toContain('3 times in a row without progress, so the thread is held back. Last: SIGSEGV');
  const [ask] = openAsks(story.thread());
  if (!ask) throw new Error('Nobody was asked');
  story.tell({
    ...{ type: 'ask.answer', thread: ids.thread, ask: ask.id, generation: 1, by: person },
    answer: { kind: 'choose', text: 'Try again' },
  });
  expect([owed(story)?.kind, story.thread().halt]).toEqual(['run', undefined]);
});

test('runs that die of a full disk wait for room, between those that crash by themselves as well', () => {
  const story = ready();
  const full = crashed('The recipe agent ended (exit code 1): Error: ENOSPC: no space left on device, write');
  ends(story, 1, crashed());
  for (let n = 2; n < 8; n += 1) {
    ends(story, n, full);
    expect([asked(story), owed(story)]).toMatchObject([[], { kind: 'run', after: 'environment' }]);
  }
  ends(story, 8, full);
  expect(asked(story)[0]).toContain('The machine has kept it from working 7 times: The recipe agent ended');
});

test('an agent that is killed three times is held back: it may be its own doing', () => {
  const story = ready();
  for (let n = 1; n < 4; n += 1) ends(story, n, crashed('The recipe agent ended (SIGKILL)'));
  expect(asked(story)[0]).toContain('3 times in a row without progress');
});

test('a run that crashes but commits something each time may go on, ten times at most', () => {
  const story = ready();
  for (let n = 1; n < 10; n += 1) story.worked(n, 'crashed');
  expect([asked(story), owed(story)?.kind]).toEqual([[], 'run']);
  story.worked(10, 'crashed');
  expect(asked(story)[0]).toContain('crashed 10 times in a row');
});

test('a workspace that could not be made for want of the network is tried again, twice the same is asked about', () => {
  const story = createStory();
  story.begin();
  const fails = (message: string) =>
    story.report({ type: 'workspace.failed', thread: ids.thread, failure: { code: 'x', message } });
  fails('could not resolve host: git.example.com');
  expect([asked(story), owed(story)]).toMatchObject([[], { kind: 'prepare', after: 'transient' }]);
  fails('could not resolve host: git.example.com');
  expect(asked(story)[0]).toContain('It failed twice in the same way');
  const other = createStory();
  other.begin();
  other.report({
    type: 'workspace.failed',
    thread: ids.thread,
    failure: { code: 'x', message: 'there is no branch main' },
  });
  expect(asked(other)).toEqual(['The workspace could not be made: there is no branch main']);
});

test('pauses double up to a limit, within a fifth of it by chance', () => {
  const chances = fc.double({ min: 0, max: 1, noNaN: true });
  const classes = fc.constantFrom('transient' as const, 'environment' as const, undefined);
  fc.assert(
    fc.property(fc.record({ tries: fc.nat(40), one: chances, other: chances, after: classes }), (drawn) => {
      const { tries, one, other, after } = drawn;
      const middle = backOffMs(tries, after, 0.5);
      expect(Math.abs(backOffMs(tries, after, one) / middle - 1)).toBeLessThanOrEqual(0.2001);
      expect(backOffMs(tries + 1, after, other) / backOffMs(tries, after, one)).toBeGreaterThan(0.6);
      expect(middle).toBeLessThanOrEqual(300_000);
    }),
  );
  expect([0, 1, 2].map((tries) => backOffMs(tries, 'transient', 0.5))).toEqual([2000, 4000, 8000]);
  expect(backOffMs(0, 'environment', 0.5)).toBe(10_000);
});
