import { expect, test } from 'vitest';
import { createStory, ids } from '../loop/testing/story.ts';
import type { HarnessEvent } from '../model/harness-event.ts';
import { conversationOf } from './conversation.ts';
import { addItem, emptyRows } from './transcript.ts';

function transcript(events: readonly HarnessEvent[], start: number) {
  const into = emptyRows();
  events.forEach((event, index) => addItem(into, { seq: index + 1, at: start + index, event }));
  return into.rows;
}

const action = {
  call: 'c1',
  tool: 'shell',
  title: 'git push',
  raw: 'git push',
  cwd: '/w/api',
  expanded: [],
  fingerprint: 'f',
};
const gate = { kind: 'gate', action, rule: 'GIT2', reason: 'pushes', risk: 'high', policy: 'p' } as const;

test('a call and the ask it waits for are one row; an ask without a call is a row of its own', () => {
  const story = createStory();
  story.begin();
  story.prepared();
  story.started(1);
  story.report({
    type: 'ask.opened',
    thread: ids.thread,
    ask: ids.ask(1),
    run: ids.run(1),
    subject: { ...gate, action: { ...action, expanded: [] } },
  });
  const call: HarnessEvent = { type: 'tool-call', call: { id: 'c1', tool: 'shell', input: {}, cwd: '/w/api' } };
  const joined = conversationOf(story.thread(), new Map([[ids.run(1), transcript([call], 9000)]]));
  expect(joined.map((row) => row.kind)).toEqual(['instruction', 'run', 'transcript']);
  expect(joined.at(-1)).toMatchObject({ ask: { id: ids.ask(1) } });
  const alone = conversationOf(story.thread(), new Map());
  expect(alone.map((row) => row.kind)).toEqual(['instruction', 'run', 'ask']);
});

test('what the facts tell already is not told twice', () => {
  const story = createStory();
  story.begin();
  story.prepared();
  story.started(1);
  const rows = transcript(
    [
      { type: 'turn-started', instruction: 'ins_goal' },
      { type: 'message', from: 'person', text: 'Rename it\n' },
      { type: 'message', from: 'factory', text: 'The worktrees are ready' },
    ],
    9000,
  );
  const shown = conversationOf(story.thread(), new Map([[ids.run(1), rows]]));
  expect(shown.filter((row) => row.kind === 'transcript')).toHaveLength(1);
});

test('rows stand in the order of time, with checks after the run they judge', () => {
  const story = createStory();
  story.begin();
  story.prepared();
  story.worked(1);
  story.checked(1, 'passed');
  story.approved(1);
  const shown = conversationOf(story.thread(), new Map());
  expect(shown.map((row) => row.kind)).toEqual(['instruction', 'run', 'checks', 'milestone']);
  expect(shown.every((row, index) => index === 0 || row.at >= (shown[index - 1]?.at ?? 0))).toBe(true);
});
