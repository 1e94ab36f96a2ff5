import { expect, test } from 'vitest';
import { InstructionId, ThreadId } from '../../core/ids.ts';
import type { Command } from '../../core/loop/command.ts';
import { ids, person, repo } from '../../core/loop/testing/story.ts';
import { chance, put } from '../../core/secrets/testing/chance.ts';
import { memoryJournal } from './testing/memory-journal.ts';
import { createWriter } from './writer.ts';

const token = put('gh', 'p_', chance(11).letters(36));

function desk() {
  const memory = memoryJournal();
  return { ...memory, writer: createWriter(memory.journal, { now: () => 1, onRecorded: () => undefined }) };
}

const create = (config: Record<string, string>): Command => ({
  type: 'thread.create',
  brief: {
    ...{ thread: ThreadId.parse('thr_one'), title: 'one', goal: `Use ${token}` },
    ...{ repos: [ids.api], harness: { id: 'recipe', config } },
  },
  instruction: { id: InstructionId.parse('ins_one'), kind: 'goal', text: `Use ${token}` },
});

test('a check, a set-up, a recipe input or a command of the person with a secret in it is refused and not recorded', async () => {
  const { writer, entries } = desk();
  await writer.dispatch({ type: 'repo.add', repo: repo(ids.api, 'api') });
  const command = `curl -H "Authorization: token ${token}" https://ci.corp.net`;
  const refused = await Promise.all([
    writer.dispatch({ type: 'repo.configure', repo: ids.api, config: { setup: command } }),
    writer.dispatch({
      ...{ type: 'repo.configure', repo: ids.api },
      config: { checks: [{ name: 'test', command, timeoutSeconds: 1 }] },
    }),
    writer.dispatch(create({ input: token })),
    writer.dispatch({
      ...{ type: 'ask.answer', thread: ids.thread, ask: ids.ask(1), generation: 1, by: person },
      answer: { kind: 'edit', command },
    }),
  ]);
  expect(refused.map((result) => (result.ok ? 'ok' : result.error.code))).toEqual(
    Array.from({ length: 4 }, () => 'secret-in-command'),
  );
  expect(JSON.stringify([refused, entries()])).not.toContain(token);
});

test('a secret in a goal is redacted, and an everyday check is recorded as it is written', async () => {
  const { writer, entries } = desk();
  await writer.dispatch({ type: 'repo.add', repo: repo(ids.api, 'api') });
  const command = 'DB_PASSWORD=test1234 DATABASE_URL=postgres://postgres:postgres@localhost/app npm test';
  const config = { checks: [{ name: 'test', command, timeoutSeconds: 1 }] };
  expect(await writer.dispatch({ type: 'repo.configure', repo: ids.api, config })).toMatchObject({ ok: true });
  expect(await writer.dispatch(create({}))).toMatchObject({ ok: true });
  expect(JSON.stringify(entries())).toContain(JSON.stringify(command));
  expect(JSON.stringify(entries())).not.toContain(token);
});
