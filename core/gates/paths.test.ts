import { describe, expect, test } from 'vitest';
import { resolveTarget } from './paths.ts';
import { guardOf, placeOf } from './places.ts';
import { app, context } from './testing/context.ts';

function resolve(text: string, keepLast = false): string {
  return resolveTarget(
    { text, known: true },
    { cwd: app, context, links: new Map([[`${app}/here`, '/etc']]), keepLast },
  ).path;
}

describe('where a path leads', () => {
  test.each([
    ['a/../b/./c//d/', `${app}/b/c/d`],
    ['../T-7', '/home/dev/factory/wt/app/T-7'],
    ['/..//../etc', '/etc'],
    ['~/x', '/home/dev/x'],
    ['link/a', '/home/dev/src/app/a'],
    ['link/../x', '/home/dev/src/x'],
    ['up/x', '/home/dev/factory/wt/app/x'],
    ['here/passwd', '/etc/passwd'],
  ])('%s', (text, path) => {
    expect(resolve(text)).toBe(path);
  });

  test('removing a link acts on the link, with a slash on what it points to', () => {
    expect(resolve('link', true)).toBe(`${app}/link`);
    expect(resolve('link/', true)).toBe('/home/dev/src/app');
  });
});

describe('whose a path is', () => {
  test.each([
    [app, 'own-root'],
    [`${app}/src/a.ts`, 'own'],
    [`${app}/.git`, 'own-git'],
    [`${app}-old/a`, 'other-run'],
    [`${app}0/a`, 'other-run'],
    ['/home/dev/factory/wt/app/T-7/a', 'other-run'],
    ['/home/dev/src/app', 'primary-clone'],
    ['/home/dev/src/application', 'outside'],
    ['/home/dev/.factory/x', 'app-state'],
    ['/tmp', 'shared-temp'],
    ['/tmp/x', 'scratch'],
    ['/dev/null', 'scratch'],
    ['/dev/sda', 'device'],
    ['/etc/hosts', 'system'],
    ['/home/dev/.bashrc', 'persistence'],
    ['/home/dev/notes.txt', 'outside'],
  ])('%s is %s', (path, place) => {
    expect(placeOf(path, context)).toBe(place);
  });

  test.each([
    [`${app}/.claude/settings.local.json`, 'agent-config'],
    [`${app}/.CLAUDE/Settings.json`, 'agent-config'],
    [`${app}/.git/hooks/pre-commit`, 'hooks'],
    [`${app}/.gitleaks.toml`, 'constraint'],
    [`${app}/.claude/skills/x/SKILL.md`, undefined],
    [`${app}/src/claude/settings.json`, undefined],
  ])('%s is guarded as %s', (path, guard) => {
    expect(guardOf(path, context)).toBe(guard);
  });
});
