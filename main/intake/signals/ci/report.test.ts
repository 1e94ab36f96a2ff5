import { execFileSync } from 'node:child_process';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sandbox } from '../../../git/testing/sandbox.ts';
import { readReport } from './read-report.ts';

const { at } = sandbox();
mkdirSync(at('reports'));

async function read(name: string, text: string) {
  writeFileSync(at('reports', name), text);
  return readReport(at('reports', name));
}

async function outcomesOf(name: string, text: string) {
  const report = await read(name, text);
  if (!report.ok) throw new Error(report.error.message);
  return report.value.tests.map(({ suite, name, outcome, told, file }) => ({
    test: [...suite, name].join(' › '),
    outcome,
    ...(told !== '' && { told }),
    ...(file !== undefined && { file }),
  }));
}

test('a JUnit report tells each test with its groups, its outcome and what a failure says', async () => {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="all"><testsuite name="unit"><testsuite name="cart">
      <testcase classname="cart" name="adds &amp; sums" file="src/cart.test.ts"><failure message="expected 3">expected 3
      at src/cart.ts:4</failure></testcase>
      <testcase name="empties" time="0.1"><system-out>failure</system-out></testcase>
      <testcase name="later"><skipped/></testcase>
      <testcase classname="Shop" name="pays"><error><![CDATA[boom <b>]]></error></testcase>
    </testsuite></testsuite></testsuites>`;
  expect(await outcomesOf('a.xml', xml)).toEqual([
    {
      ...{ test: 'unit › cart › adds & sums', outcome: 'failed', file: 'src/cart.test.ts' },
      told: 'expected 3\n      at src/cart.ts:4',
    },
    { test: 'unit › cart › empties', outcome: 'passed' },
    { test: 'unit › cart › later', outcome: 'skipped' },
    { test: 'unit › cart › Shop › pays', outcome: 'failed', told: 'boom <b>' },
  ]);
});

test('a TAP report tells its innermost tests, under the names of those around them', async () => {
  const tap = `TAP version 13
# Subtest: cart
    # Subtest: adds
    not ok 1 - adds
      ---
      error: expected 3
      ...
    ok 2 - empties
    not ok 3 - later # TODO some day
    1..3
not ok 1 - cart
ok 2 # SKIP no network
not ok 3 - tears down
1..3
`;
  expect(await outcomesOf('a.tap', tap)).toEqual([
    { test: 'cart › adds', outcome: 'failed', told: 'error: expected 3\n' },
    { test: 'cart › empties', outcome: 'passed' },
    { test: 'cart › later', outcome: 'skipped' },
    { test: '', outcome: 'skipped' },
    { test: 'tears down', outcome: 'failed' },
  ]);
});

test("what Node's own test runner writes is read, in both forms", async () => {
  writeFileSync(
    at('own.mjs'),
    `import { describe, test } from 'node:test';
     describe('cart', () => { test('adds', () => { throw new Error('expected 3'); }); test('empties', () => {}); });`,
  );
  for (const [reporter, name] of [['junit', 'own.xml'] as const, ['tap', 'own.tap'] as const]) {
    const argv = ['--test', `--test-reporter=${reporter}`, `--test-reporter-destination=${at(name)}`, at('own.mjs')];
    expect(() => execFileSync(process.execPath, argv, { env: {}, stdio: 'ignore' })).toThrow();
    const report = await readReport(at(name));
    const told = report.ok ? report.value.tests : [];
    expect(told.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['adds', 'failed'],
      ['empties', 'passed'],
    ]);
    expect(told[0]?.told).toContain('expected 3');
  }
}, 20_000);

const bomb = `<?xml version="1.0"?>
<!DOCTYPE t [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
<testsuite><testcase name="x">
<failure>`;

test.each([
  ['cut.xml', '<testsuite>\n<testcase name="x">\n', /cut\.xml:3: unclosed tag/],
  ['wrong.xml', '<testsuite>\n<testcase>\n</testsuite>', /wrong\.xml:3: unexpected close tag/],
  ['bomb.xml', `${bomb}&b;</failure></testcase></testsuite>`, /bomb\.xml:4: undefined entity/],
  ['leak.xml', `${bomb}&f;</failure></testcase></testsuite>`, /leak\.xml:4: undefined entity/],
  ['page.xml', '<html/>', /page\.xml:1: <html> is no JUnit report/],
  ['deep.xml', `<testsuite>${'<a>'.repeat(200)}`, /deep\.xml:1: elements are nested more than 100 deep/],
  ['wide.xml', `<testsuite ${attributes(200)}/>`, /wide\.xml:1: an element has more than 100 attributes/],
  ['empty.xml', '', /empty\.xml:1: document must contain a root element/],
  ['prose.tap', 'all is well\n', /prose\.tap:1: no line begins with "ok"/],
  ['bail.tap', 'ok 1 - a\nBail out! no database\n', /bail\.tap:2: the tests were given up: Bail out! no database/],
  ['deep.tap', `${' '.repeat(1000)}ok 1 - a\n`, /deep\.tap:1: subtests are nested/],
  ['notes.txt', 'ok', /notes\.txt: only \.xml \(JUnit\) and \.tap are read/],
])('%s is refused with its line', async (name, text, words) => {
  expect(await read(name, text)).toMatchObject({
    ok: false,
    error: { message: expect.stringMatching(words) as string },
  });
});

test('what is too large, no file or not there is refused before it is read', async () => {
  writeFileSync(at('large.xml'), '<testsuite/>');
  truncateSync(at('large.xml'), 50 << 20);
  execFileSync('mkfifo', [at('pipe.xml')]);
  const refusals = ['large.xml', 'pipe.xml', 'none.xml'].map(async (name) => {
    const report = await readReport(at(name));
    return report.ok ? '' : report.error.message;
  });
  expect(await Promise.all(refusals)).toEqual([
    expect.stringMatching(/large\.xml: is larger than 16 MB$/),
    expect.stringMatching(/pipe\.xml: is no file$/),
    expect.stringMatching(/none\.xml: cannot be read: .*ENOENT/),
  ]);
});

function attributes(count: number): string {
  return Array.from({ length: count }, (_, at) => `a${String(at)}=""`).join(' ');
}
