import { packageJson } from './sample-commit.ts';
import type { SampleCommit } from './sample-commit.ts';

const FIRST_INDEX = `/** The words of a text, lower case, without punctuation. */
export function words(text) {
  return text.toLowerCase().match(/[\\p{L}\\p{N}]+/gu) ?? [];
}

/** Cuts at a word boundary and says so. */
export function truncate(text, length) {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1);
  return \`\${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1)).trimEnd()}…\`;
}
`;

const SECOND_INDEX = `${FIRST_INDEX}
/** A title as part of an address: "Crème brûlée!" → "creme-brulee". */
export function makeSlug(title) {
  const plain = title.normalize('NFKD').replace(/\\p{M}/gu, '');
  return words(plain).join('-');
}
`;

const FIRST_TEST = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { truncate, words } from '../src/index.js';

test('words drops punctuation', () => {
  assert.deepEqual(words('Hello, World!'), ['hello', 'world']);
});

test('truncate keeps whole words', () => {
  assert.equal(truncate('one two three', 9), 'one two…');
  assert.equal(truncate('short', 9), 'short');
});
`;

const SECOND_TEST = `${FIRST_TEST.replace('truncate, words', 'makeSlug, truncate, words')}
test('makeSlug makes an address part', () => {
  assert.equal(makeSlug('Crème brûlée!'), 'creme-brulee');
  assert.equal(makeSlug('  Spring  sale 2026 '), 'spring-sale-2026');
});
`;

const README = `# textkit

Small text functions that our sites share. No dependencies.

- \`words(text)\`: the words of a text
- \`truncate(text, length)\`: cut at a word boundary
- \`makeSlug(title)\`: a title as part of an address

Check it out beside the repositories that use it; they import \`../../textkit/src/index.js\`.
`;

const describe = (version: string) =>
  packageJson('textkit', { version, description: 'Text functions our sites share' });

export const textkitCommits: readonly SampleCommit[] = [
  {
    message: 'Start with words and truncate',
    date: '2026-03-02T09:12:00+01:00',
    files: { 'package.json': describe('0.1.0'), 'src/index.js': FIRST_INDEX, 'test/index.test.js': FIRST_TEST },
  },
  {
    message: 'Make slugs from titles\n\nStorefront and newsletter each had their own, and they differed on accents.',
    date: '2026-03-19T14:40:00+01:00',
    files: { 'package.json': describe('0.2.0'), 'src/index.js': SECOND_INDEX, 'test/index.test.js': SECOND_TEST },
  },
  { message: 'Say what is in the box', date: '2026-04-07T11:05:00+02:00', files: { 'README.md': README } },
];
