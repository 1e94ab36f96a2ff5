import { symlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CommitId, RepoId } from '../../core/ids.ts';
import type { LessonTerms } from '../../core/learning/ratified.ts';
import { sandbox } from '../git/testing/sandbox.ts';
import { checkLesson, plannedLessonCheck } from './lesson-check.ts';

/** A branch beside main with one commit of these changes, judged by these terms. */
async function judged(terms: LessonTerms, change: (write: (path: string, text: string) => void, root: string) => void) {
  const box = sandbox();
  const git = (...args: string[]) => box.git('clone', ...args);
  git('switch', '-q', '-c', 'work');
  change((path, text) => box.write(`clone/${path}`, text), box.clone);
  git('add', '-A');
  git('commit', '-q', '-m', 'Change');
  const repo = {
    ...{
      id: RepoId.parse('rep_api'),
      name: 'api',
      path: box.clone,
      commit: CommitId.parse(git('rev-parse', 'HEAD').trim()),
    },
    ...{ changed: true, protectedRef: 'refs/remotes/origin/main', config: {}, lesson: terms },
  };
  expect(plannedLessonCheck(repo)).toHaveLength(1);
  return checkLesson(repo, terms);
}

test('a thread that carries a lesson lands exactly its files: one more, or a link in their place, is red', async () => {
  const terms = { kind: 'files', paths: ['.teatree/policy.yaml'] } as const;
  expect(await judged(terms, (write) => write('.teatree/policy.yaml', 'version: 1\n'))).toMatchObject({
    outcome: 'passed',
  });
  const more = await judged(terms, (write) => {
    write('.teatree/policy.yaml', 'version: 1\n');
    write('src/a.js', '1');
  });
  expect(more).toMatchObject({ outcome: 'failed' });
  expect(more.tail).toContain('src/a.js: is no part of the lesson');
  const linked = await judged({ kind: 'files', paths: ['policy'] }, (_, root) =>
    symlinkSync('/etc/passwd', `${root}/policy`),
  );
  expect(linked).toMatchObject({ outcome: 'failed' });
});

test('a thread that mends what a red eval found may change the code and not the judge, nor by a link', async () => {
  const mend = { kind: 'mend' } as const;
  expect(await judged(mend, (write) => write('src/a.js', '1'))).toMatchObject({ outcome: 'passed' });
  const scenario = await judged(mend, (write) => write('.teatree/evals/x.yaml', 'id: x\n'));
  expect(scenario).toMatchObject({ outcome: 'failed' });
  expect(scenario.tail).toContain('.teatree/evals/x.yaml');
  const linked = await judged(mend, (_, root) => symlinkSync('.teatree/evals', `${root}/here`));
  expect(linked).toMatchObject({ outcome: 'failed' });
});
