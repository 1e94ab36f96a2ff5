import { packageJson } from './sample-commit.ts';
import type { SampleCommit } from './sample-commit.ts';

const ISSUE = `import { makeSlug } from '../../textkit/src/index.js';

/** The archive address of an issue. */
export function issueUrl(issue) {
  return \`/archive/\${issue.number}-\${makeSlug(issue.subject)}\`;
}
`;

const DIGEST = `import { truncate } from '../../textkit/src/index.js';
import { issueUrl } from './issue.js';

/** The last issues as plain text, newest first. */
export function digest(issues) {
  const newestFirst = [...issues].sort((a, b) => b.number - a.number);
  return newestFirst.map((issue) => \`\${truncate(issue.subject, 24)} \${issueUrl(issue)}\`).join('\\n');
}
`;

const ISSUE_TEST = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digest } from '../src/digest.js';
import { issueUrl } from '../src/issue.js';

const issue = { number: 7, subject: 'How to brew Gyokuro' };

test('an issue has an address in the archive', () => {
  assert.equal(issueUrl(issue), '/archive/7-how-to-brew-gyokuro');
});

test('the digest begins with the newest issue', () => {
  const lines = digest([{ number: 6, subject: 'Spring' }, issue]).split('\\n');
  assert.deepEqual(lines, ['How to brew Gyokuro /archive/7-how-to-brew-gyokuro', 'Spring /archive/6-spring']);
});
`;

const README = `# newsletter

Needs \`textkit\` checked out beside it. An address in the archive is made like this:

\`\`\`js
import { makeSlug } from '../textkit/src/index.js';

makeSlug('How to brew Gyokuro'); // 'how-to-brew-gyokuro'
\`\`\`

The tests check that this example still works.
`;

const README_TEST = `import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as textkit from '../../textkit/src/index.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test('the example in the README works', () => {
  const [, name, argument, result] = /^(\\w+)\\((.+)\\); \\/\\/ (.+)$/m.exec(readme);
  assert.ok(name in textkit, \`README.md names \${name}, which textkit does not export\`);
  assert.equal(\`'\${textkit[name](argument.slice(1, -1))}'\`, result);
});
`;

const description = 'Writes and archives the tea newsletter';

export const newsletterCommits: readonly SampleCommit[] = [
  {
    message: 'Give every issue an address in the archive',
    date: '2026-03-24T08:55:00+01:00',
    files: {
      'package.json': packageJson('newsletter', { version: '0.3.0', description }),
      'src/issue.js': ISSUE,
      'src/digest.js': DIGEST,
      'test/issue.test.js': ISSUE_TEST,
    },
  },
  {
    message: 'Test the example in the README\n\nIt was wrong for a month before a reader told us.',
    date: '2026-05-11T17:20:00+02:00',
    files: { 'README.md': README, 'test/readme.test.js': README_TEST },
  },
];
