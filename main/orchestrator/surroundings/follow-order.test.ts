import { expect, test } from 'vitest';
import { createStory, ids, repo } from '../../../core/loop/testing/story.ts';
import type { RepoConfig } from '../../../core/model/repo.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { followOrder } from './follow-order.ts';

test('what a repo builds on is followed whenever its configuration is read, and recorded only where it changed', async () => {
  const { state, tell, entries } = createStory();
  tell({ type: 'repo.add', repo: { ...repo(ids.web, 'web'), config: { after: ['api'], setup: 'npm ci' } } });
  let says: Result<RepoConfig> = ok({ after: ['api'] });
  const dispatch = async (command: Parameters<typeof tell>[0]) => {
    tell(command);
    return ok(entries.slice(-1));
  };
  const read = followOrder(async () => says, { state, dispatch });
  const look = async () => {
    await read({ ...repo(ids.web, 'web') });
    return state.repos.get(ids.web)?.config;
  };
  expect([await look(), entries.length]).toEqual([{ after: ['api'], setup: 'npm ci' }, 1]);
  says = ok({ after: ['api', 'design'], setup: 'make' });
  expect(await look()).toEqual({ after: ['api', 'design'], setup: 'npm ci' });
  await look();
  expect(entries.map(({ event }) => event.type)).toEqual(['repo.added', 'repo.ordered']);
  says = fail({ code: 'config-malformed', message: 'line 3' });
  expect((await look())?.after).toEqual(['api', 'design']);
  says = ok({});
  expect((await look())?.after).toEqual([]);
});
