import { expect, test } from 'vitest';
import { Repo } from '../../model/repo.ts';
import { issueLinkIn, repoOf } from './issue-link.ts';

const repo = (name: string, url: string) =>
  Repo.parse({
    ...{ id: `rep_${name}`, name, path: `/repos/${name}`, remote: { name: 'origin', url } },
    ...{ defaultBranch: 'main', config: {}, configSource: 'detected' },
  });

test('the page of an issue is known by its address, and named without the network', () => {
  const titles = [
    ['https://github.com/acme/web/issues/12', 'acme/web#12', 'gh', 'issue'],
    ['https://github.com/acme/web/pull/7/files?w=1#diff', 'acme/web#7', 'gh', 'change'],
    ['https://gitlab.com/acme/team/web/-/issues/3', 'acme/team/web#3', 'glab', 'issue'],
    ['https://git.example.org/acme/web/-/merge_requests/3', 'acme/web#3', undefined, 'change'],
    ['https://linear.app/acme/issue/WEB-12/fix-the-login', 'WEB-12 fix the login', undefined, 'issue'],
    ['https://acme.atlassian.net/browse/web-5', 'WEB-5', undefined, 'issue'],
  ] as const;
  for (const [url, title, cli, kind] of titles)
    expect(issueLinkIn(`Please\n ${url} \n`), url).toMatchObject({ title, cli, kind });
});

test('what is merely mentioned, is no issue, or dresses up as another address is not taken for one', () => {
  for (const text of [
    'see https://github.com/acme/web/issues/12',
    'https://github.com/acme/web',
    'https://github.com@evil.example/acme/web/issues/12',
    'file:///acme/web/issues/12',
    'https://github.com/acme/web/issues/new',
    '',
  ])
    expect(issueLinkIn(text), text).toBeUndefined();
});

test('the repo is the one whose remote is the project of the issue', () => {
  const repos = [repo('web', 'git@github.com:acme/web.git'), repo('other', 'https://github.com/acme/other-web')];
  const link = issueLinkIn('https://github.com/Acme/Web/issues/1');
  expect(link && repoOf(link, repos)).toBe('rep_web');
  const none = issueLinkIn('https://github.com/acme/eb/issues/1');
  expect(none && repoOf(none, repos)).toBeUndefined();
});
