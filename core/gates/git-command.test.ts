import { describe, expect, test } from 'vitest';
import type { GitUse } from '../model/action.ts';
import { normalise } from './action.ts';
import { app, context, lib } from './testing/context.ts';

function read(command: string): GitUse {
  const action = normalise({ id: 'call', tool: 'shell', input: { command }, cwd: app }, context);
  const effect = action.effects.find((each) => each.kind === 'git');
  if (effect?.kind !== 'git') throw new Error(`not a git command: ${command}`);
  return effect.git;
}

describe('where git acts', () => {
  test.each([
    ['git status', app],
    ['git -C src status', `${app}/src`],
    ['git -C /home/dev -C src/app status', '/home/dev/src/app'],
    [`git --git-dir=${lib}/.git status`, lib],
    ['git --work-tree /home/dev/src/app status', '/home/dev/src/app'],
    ['GIT_DIR=/home/dev/src/app/.git git status', '/home/dev/src/app'],
    ['cd link && git status', '/home/dev/src/app'],
    ['cd "$X" && git status', undefined],
  ])('%s', (command, directory) => {
    expect(read(command).directory).toBe(directory);
  });
});

describe('what a push does', () => {
  const own = 'factory/T-42';
  test.each([
    ['git push', [own], 'none'],
    ['git push origin HEAD', [own], 'none'],
    ['git push -u origin main', ['main'], 'none'],
    ['git push origin HEAD:refs/heads/main', ['main'], 'none'],
    ['git push origin a:b c:d', ['b', 'd'], 'none'],
    ['git push --force-with-lease=main:abc origin x', ['x'], 'lease'],
    ['git push origin +x', ['x'], 'plain'],
    ['git push -fu origin x', ['x'], 'plain'],
    ['git push --set-up origin x', ['x'], 'none'],
    ['git -c alias.p="push -f" p origin x', ['x'], 'plain'],
  ])('%s', (command, destinations, force) => {
    const use = read(command);
    expect(use.refs.map((ref) => ref.destination)).toEqual(destinations);
    expect(use.force).toBe(force);
  });

  test('a missing source or --delete deletes', () => {
    expect(read('git push origin :x').refs[0]).toMatchObject({ destination: 'x', deletes: true });
    expect(read('git push -d origin x').refs[0]).toMatchObject({ destination: 'x', deletes: true });
  });

  test.each(['--all', '--mirror', '--tags', '--branches'])('%s pushes more than one branch', (option) => {
    expect(read(`git push ${option} origin`).all).toBe(true);
  });
});
