import { expect, test } from 'vitest';
import { InstructionId } from '../ids.ts';
import { standing } from '../views/board.ts';
import { inboxOf } from '../views/inbox.ts';
import { effectsOf } from './effects.ts';
import { unheld } from './admission.ts';
import { plan } from './plan.ts';
import { createStory, ids, person, repo } from './testing/story.ts';
import type { Story } from './testing/story.ts';

const goal = InstructionId.parse('ins_goal');
const place = (story: Story) => standing(story.thread(), undefined).column;
const owed = (story: Story) => effectsOf(story.thread())?.kind;
const stuck = (story: Story) =>
  story.thread().asks.find((ask) => ask.subject.kind === 'stuck' && ask.state.kind === 'open');

test('a thread goes from queued to landed by facts alone, and owes one thing at a time', () => {
  const story = createStory();
  story.begin();
  expect([place(story), owed(story)]).toEqual(['queued', 'prepare']);
  story.prepared();
  expect(owed(story)).toBe('run');
  story.worked(1);
  expect([place(story), owed(story)]).toEqual(['working', 'check']);
  story.checked(1, 'passed');
  expect([place(story), owed(story)]).toEqual(['in-review', undefined]);
  story.approved(1);
  expect([place(story), owed(story)]).toEqual(['ready-to-land', undefined]);
  story.tell({ type: 'thread.land', thread: ids.thread, landing: ids.landing(1), by: person });
  expect([place(story), owed(story)]).toEqual(['ready-to-land', 'land']);
  story.report({ type: 'landing.ended', thread: ids.thread, landing: ids.landing(1), outcome: 'landed', reason: 'ok' });
  expect([place(story), owed(story)]).toEqual(['landed', undefined]);
});

test('a second run of one thread cannot be claimed while the first is alive', () => {
  const story = createStory();
  story.begin();
  story.prepared();
  story.started(1);
  const again = story.report({ type: 'run.started', thread: ids.thread, run: ids.run(2), instruction: goal });
  expect(again).toMatchObject({ ok: false, error: { code: 'stale-report' } });
});

test('what a run reports after its end is refused', () => {
  const story = createStory();
  story.begin();
  story.prepared();
  story.worked(1);
  const late = story.report({
    type: 'run.ended',
    thread: ids.thread,
    run: ids.run(1),
    outcome: 'failed',
    reason: 'late',
  });
  expect(late.ok).toBe(false);
});

test('a run whose app died is owed again without counting against it', () => {
  const story = createStory();
  story.begin();
  story.prepared();
  for (let n = 1; n <= 10; n += 1) story.worked(n, 'orphaned');
  expect([owed(story), stuck(story)]).toEqual(['run', undefined]);
});

test('red checks go back to the run as its next instruction, with what failed', () => {
  const story = createStory();
  story.begin();
  story.prepared();
  story.worked(1);
  story.checked(1, 'failed');
  expect(owed(story)).toBe('run');
  expect(story.thread().instructions.at(-1)).toMatchObject({
    kind: 'check-failure',
    failures: [{ repo: 'api', check: 'test', output: 'out' }],
  });
});

test('the identical failure twice stops and asks', () => {
  const story = createStory();
  story.begin();
  story.prepared();
  story.worked(1);
  story.checked(1, 'failed');
  story.worked(2);
  story.checked(2, 'failed');
  expect([owed(story), stuck(story)?.subject]).toMatchObject([undefined, { code: 'checks-failed' }]);
});

test('a repair that commits nothing does not leave a thread hanging: the person is asked', () => {
  const story = createStory();
  story.begin();
  story.prepared();
  story.worked(1);
  story.checked(1, 'failed');
  story.started(2);
  story.report({
    type: 'run.ended',
    thread: ids.thread,
    run: ids.run(2),
    outcome: 'succeeded',
    reason: 'Nothing to do',
  });
  expect(stuck(story)?.subject).toMatchObject({ code: 'checks-failed' });
});

test('different failures are repaired three times, not four', () => {
  const story = createStory();
  story.begin();
  story.prepared();
  for (let n = 1; n <= 3; n += 1) {
    story.worked(n);
    story.checked(n, 'failed', `failure ${String(n)}`);
    expect(owed(story)).toBe('run');
  }
  story.worked(4);
  story.checked(4, 'failed', 'failure 4');
  expect(stuck(story)?.subject).toMatchObject({ code: 'checks-failed' });
});

test('an answer for an earlier generation of an ask changes nothing and says so', () => {
  const story = createStory();
  story.begin();
  story.prepared();
  story.started(1);
  const subject = { kind: 'question', question: 'q', text: 'Which?', options: [] } as const;
  story.report({
    type: 'ask.opened',
    thread: ids.thread,
    run: ids.run(1),
    ask: ids.ask(1),
    subject: { ...subject, options: [] },
  });
  story.report({ type: 'ask.renewed', thread: ids.thread, run: ids.run(1), ask: ids.ask(1), generation: 2 });
  const answer = {
    type: 'ask.answer',
    thread: ids.thread,
    ask: ids.ask(1),
    answer: { kind: 'choose', text: 'A' },
    by: person,
  } as const;
  expect(story.tell({ ...answer, generation: 1 })).toMatchObject({ ok: false, error: { code: 'ask-stale' } });
  expect(story.tell({ ...answer, generation: 2 }).ok).toBe(true);
  expect(story.tell({ ...answer, generation: 2 })).toMatchObject({ ok: false, error: { code: 'ask-answered' } });
});

test('killing a run withdraws the gate it waited at; pausing keeps it', () => {
  for (const [halt, kept] of [
    ['killed', 'withdrawn'],
    ['paused', 'open'],
  ] as const) {
    const story = createStory();
    story.begin();
    story.prepared();
    story.started(1);
    const subject = { kind: 'question', question: 'q', text: 'Which?', options: [] as string[] } as const;
    story.report({
      type: 'ask.opened',
      thread: ids.thread,
      run: ids.run(1),
      ask: ids.ask(1),
      subject: { ...subject, options: [] },
    });
    story.tell({ type: 'thread.halt', thread: ids.thread, halt, by: person });
    expect(story.thread().asks[0]?.state.kind).toBe(kept);
    expect(owed(story)).toBeUndefined();
  }
});

test('a killed thread is not in the inbox: neither with what it was stuck on, nor with what came while its run ended', () => {
  const story = createStory();
  story.begin();
  story.prepared();
  story.worked(1, 'refused');
  expect(inboxOf(story.state)).toHaveLength(1);
  story.tell({ type: 'thread.halt', thread: ids.thread, halt: 'killed', by: person });
  expect(inboxOf(story.state)).toEqual([]);
  story.tell({ type: 'thread.resume', thread: ids.thread, by: person });
  expect(owed(story), 'it goes on when it is resumed').toBe('run');
  story.started(2);
  story.tell({ type: 'thread.halt', thread: ids.thread, halt: 'killed', by: person });
  const subject = { kind: 'question' as const, question: 'q', text: 'Which?', options: [] };
  const late = { thread: ids.thread, run: ids.run(2) };
  expect(story.report({ type: 'ask.opened', ...late, ask: ids.ask(9), subject })).toMatchObject({ ok: false });
  story.report({ type: 'run.ended', ...late, outcome: 'failed', reason: 'its pipe broke' });
  expect(inboxOf(story.state)).toEqual([]);
});

test('the third denial of the same action stops the run and asks', () => {
  const story = createStory();
  story.begin();
  story.prepared();
  story.started(1);
  const action = {
    call: 'c',
    tool: 'shell',
    title: 'git push -f',
    raw: 'git push -f',
    cwd: '/w',
    expanded: [],
    fingerprint: 'f',
  };
  for (let n = 0; n < 3; n += 1) {
    story.report({
      type: 'action.judged',
      thread: ids.thread,
      run: ids.run(1),
      action,
      verdict: { kind: 'deny', rule: 'GIT1', reason: 'no' },
      policy: 'p',
    });
  }
  expect(story.thread().halt?.kind).toBe('stopped');
  expect(stuck(story)?.subject).toMatchObject({ code: 'same-denial' });
});

test('running the checks again needs no answer to the ask about them', () => {
  const story = createStory();
  story.begin();
  story.prepared();
  story.worked(1);
  story.checked(1, 'failed');
  story.worked(2);
  story.checked(2, 'failed');
  story.tell({ type: 'thread.check', thread: ids.thread, by: person });
  expect([owed(story), stuck(story)]).toEqual(['check', undefined]);
});

test('at most the allowed number of threads is admitted, and the others say why they wait', () => {
  const story = createStory();
  story.begin();
  expect(plan(story.state, unheld(1)).effects.map((effect) => effect.kind)).toEqual(['prepare']);
  const none = plan(story.state, unheld(0));
  expect([none.effects, none.waiting.get(ids.thread)]).toEqual([[], '0 of 0 places are taken']);
});

test('a thread lands a provider before what builds on it, in whichever order its repos were named', () => {
  const story = createStory();
  story.tell({ type: 'repo.add', repo: { ...repo(ids.web, 'web'), config: { after: ['api'] } } });
  story.tell({ type: 'repo.add', repo: repo(ids.api, 'api') });
  const brief = { thread: ids.thread, title: 't', goal: 'g', repos: [ids.web, ids.api] };
  const instruction = { id: goal, kind: 'goal', text: 'g' } as const;
  story.tell({ type: 'thread.create', brief: { ...brief, harness: { id: 'recipe', config: {} } }, instruction });
  expect(story.thread().repos).toEqual([ids.api, ids.web]);
});
