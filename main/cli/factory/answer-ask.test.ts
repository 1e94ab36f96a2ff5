import { expect, test } from 'vitest';
import type { Call } from '../../../core/contract.ts';
import { createStory, ids, person } from '../../../core/loop/testing/story.ts';
import { ok } from '../../../core/result.ts';
import { answerAsk } from './answer-ask.ts';

const approve = { kind: 'approve', scope: 'once' } as const;

/** A thread that asks, and whose agent asks the same again between each look and the answer, so many times. */
function asking(again: number) {
  const story = createStory();
  story.begin();
  story.prepared();
  story.started(1);
  const subject = { kind: 'question', question: 'q', text: 't', options: [] as string[] } as const;
  story.report({ type: 'ask.opened', thread: ids.thread, run: ids.run(1), ask: ids.ask(1), subject });
  let renewed = 0;
  const call = ((method: string, input: { generation: number }) => {
    if (method === 'app.snapshot') return Promise.resolve(ok({ threads: [...story.state.threads.values()] }));
    if (renewed < again) {
      renewed += 1;
      story.report({
        ...{ type: 'ask.renewed', thread: ids.thread, run: ids.run(1), ask: ids.ask(1) },
        generation: renewed + 1,
      });
    }
    const answer = { kind: 'choose', text: 'this' } as const;
    const { generation } = input;
    return Promise.resolve(
      story.tell({ ...{ type: 'ask.answer', thread: ids.thread, ask: ids.ask(1), generation, answer, by: person } }),
    );
  }) as Call;
  return { call, state: () => story.thread().asks[0]?.state.kind };
}

const given = { name: '1', generation: undefined, group: false, answer: approve };

test('an agent that asks again just as the answer comes gets the answer all the same', async () => {
  const { call, state } = asking(1);
  expect(await answerAsk(call, given)).toMatchObject({ ok: true });
  expect(state()).toBe('answered');
});

test('an answer for one generation counts for no other', async () => {
  const { call, state } = asking(1);
  expect(await answerAsk(call, { ...given, generation: 1 })).toMatchObject({ error: { code: 'ask-stale' } });
  expect(state()).toBe('open');
});

test('an agent that asks without end is not answered without end', async () => {
  const { call } = asking(99);
  expect(await answerAsk(call, given)).toMatchObject({ error: { code: 'ask-stale' } });
});
