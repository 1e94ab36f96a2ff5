import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskSecrets, redactDeep, redactSecrets } from './redact.ts';
import { longestScan, scanSecrets } from './scan.ts';
import { bait } from './testing/bait.ts';
import { chance, put } from './testing/chance.ts';
import { credentials, inPieces, tokens } from './testing/secrets.ts';

const seeds = [1, 20, 300, 4000, 50_000];
const planted = (seed: number) => [...tokens(seed), ...credentials(seed), ...inPieces(seed)];

describe('a generated set, half of it bait', () => {
  test('at least 95 in 100 secrets are found, and nothing of a found one is left', () => {
    const all = seeds.flatMap(planted);
    const missed = all.filter(({ text, secret }) => redactSecrets(text).includes(secret));
    expect(planted(1).length).toBeGreaterThanOrEqual(75);
    expect(missed.map(({ name, text }) => `${name}: ${text}`)).toEqual([]);
  });

  test('no bait is taken for a secret', () => {
    const all = seeds.flatMap(bait);
    expect(bait(1).length).toBeGreaterThanOrEqual(75);
    const taken = all.flatMap(({ text, file }) =>
      scanSecrets(text, file === undefined ? {} : { file }).findings.map(({ rule }) => `${rule}: ${text}`),
    );
    expect(taken).toEqual([]);
  });
});

test('a finding names the rule, the line and the place, and does not tell the secret', () => {
  const secret = put('gh', 'p_', chance(7).letters(36));
  const text = `one\ntwo\nexport T=${secret} # three`;
  const { findings } = scanSecrets(text);
  expect(findings).toMatchObject([
    { rule: 'github-token', line: 3, start: 17, end: 57, preview: 'ghp_… (40 characters)' },
  ]);
  expect(redactSecrets(text)).toBe('one\ntwo\nexport T=«secret: github-token» # three');
});

test('a token is found after an escaped line break, a percent escape and a colour', () => {
  const secret = put('np', 'm_', chance(8).letters(36));
  for (const before of ['"a\\n', '?x%3D', '\u001b[32m', '\t'])
    expect(scanSecrets(before + secret).findings).toMatchObject([{ rule: 'npm-token' }]);
});

test('in a lock file known tokens count and random values do not', () => {
  const { letters } = chance(9);
  const file = 'web/package-lock.json';
  expect(scanSecrets(put('"x": "gh', 'p_', letters(36), '"'), { file }).findings).toHaveLength(1);
  expect(scanSecrets(`"secret": "${letters(40)}"`, { file }).findings).toEqual([]);
});

test('what is longer than one scan reads is said to be, and is not passed on unread', () => {
  const text = `${'a '.repeat(longestScan / 2)}${put('gh', 'p_', chance(10).letters(36))}`;
  expect(scanSecrets(text).truncated).toBe(true);
  expect(redactSecrets(text)).toMatch(/«\d+ characters left out»$/);
  expect(redactSecrets(text)).not.toContain(put('gh', 'p_'));
});

test('a value under a telling name is redacted in structures too; the rest is the same object', () => {
  const secret = chance(11).password(16);
  const event = { type: 'x', call: { input: { password: `q7${secret}`, path: 'a.txt' } }, list: ['a', 'b'] };
  const clean = redactDeep(event);
  expect(JSON.stringify(clean)).not.toContain(secret);
  expect(clean.call.input).toEqual({ password: '«secret: password»', path: 'a.txt' });
  expect(clean.list).toBe(event.list);
  const harmless = { a: ['b', { c: 1 }] };
  expect(redactDeep(harmless)).toBe(harmless);
});

describe('for any text', () => {
  const pieces = fc.constantFrom(
    ...[...seeds.slice(0, 2).flatMap(planted), ...bait(1)].map(({ text }) => text),
    ...['"', "'", ' + ', '\n', '://', ':', '@', 'password=', 'token: "', 'eyJ', '«secret: ', '»', '\\n', '='],
  );
  const texts = fc.array(fc.oneof(pieces, fc.string()), { maxLength: 12 }).map((parts) => parts.join(''));

  test('nothing throws, places are in order, and redaction leaves nothing to find and is done once', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { findings } = scanSecrets(text);
        let past = 0;
        for (const { start, end } of findings) {
          expect(start).toBeGreaterThanOrEqual(past);
          expect(end).toBeGreaterThan(start);
          past = end;
        }
        const clean = redactSecrets(text);
        expect(scanSecrets(clean).findings).toEqual([]);
        expect(redactSecrets(clean)).toBe(clean);
      }),
      { numRuns: 300 },
    );
  });

  test('no text makes a scan much slower than its length', () => {
    const hostile = [
      'eyJ',
      'eyJa.',
      '://a:',
      'password=',
      "pwd='",
      '" + "',
      '-----BEGIN PRIVATE KEY-----\n',
      'machine a login ',
      'aws_key',
      'AKIA',
      '--a-',
      'a',
      ' -u a:',
      '"auth":"',
      'twilio ',
      'A.',
    ];
    for (const piece of hostile) {
      const text = piece.repeat(Math.ceil(200_000 / piece.length));
      const began = performance.now();
      scanSecrets(text);
      // Generous, for busy machines: a square would take minutes.
      expect(performance.now() - began, piece).toBeLessThan(3000);
    }
  });
});

test('a masked diff has as many lines as before, each with its sign, and tells no secret', () => {
  const { base64, letters } = chance(9);
  const token = put('gh', 'p_', letters(36));
  const body = Array.from({ length: 6 }, () => `+${base64(64)}`);
  const key = [put('+-----BEGIN ', 'RSA PRIVATE KEY-----'), ...body, put('+-----END RSA ', 'PRIVATE KEY-----')];
  const diff = ['@@ -1,2 +1,10 @@', ' before', `-t = '${token}'`, ...key, `+u = '${token}'`, ' after'];
  const masked = maskSecrets(diff.join('\n'));
  expect(masked.split('\n').map((line) => line[0])).toEqual(diff.map((line) => line[0]));
  for (const secret of [token, ...body.map((line) => line.slice(1))]) expect(masked).not.toContain(secret);
  expect(masked).toContain("-t = '«secret: github-token»'");
});
