import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanEnvironment } from '../process/environment.ts';
import { scanWithGitleaks } from './gitleaks.ts';

/** A program that speaks the report format of gitleaks 8.28. */
function withGitleaks(script: string) {
  const folder = mkdtempSync(join(tmpdir(), 'teatree-bin-'));
  writeFileSync(join(folder, 'gitleaks'), `#!${process.execPath}\n${script}`);
  chmodSync(join(folder, 'gitleaks'), 0o755);
  return cleanEnvironment({ PATH: folder });
}

const report = `
  const { readFileSync, readdirSync } = require('node:fs');
  const lines = readFileSync(0, 'utf8').split('\\n');
  const found = lines.flatMap((line, at) => line.includes('leak') ? [{ RuleID: 'generic-api-key', Description: 'x',
    StartLine: at + 1, EndLine: at + 1, StartColumn: 1, EndColumn: 4, Match: 'REDACTED', Secret: 'REDACTED', File: '',
    Tags: [], Fingerprint: ':generic-api-key:' + (at + 1) }] : []);
  if (!process.argv.includes('--ignore-gitleaks-allow') || readdirSync('.').length > 0) process.exit(3);
  process.stdout.write(JSON.stringify(found, null, 1));`;

test('findings are read from the report, line by line, with nothing of a repository in reach', async () => {
  const scan = await scanWithGitleaks('one\nleak\nthree\nleak // gitleaks:allow', withGitleaks(report));
  expect(scan).toEqual({
    kind: 'looked',
    findings: [
      { line: 2, rule: 'generic-api-key' },
      { line: 4, rule: 'generic-api-key' },
    ],
  });
});

test.each([
  ['no findings', 'process.stdout.write("[]")', { kind: 'looked', findings: [] }],
  ['an error', 'process.exit(2)', { kind: 'failed', why: 'it ended with exit code 2' }],
  ['junk', 'process.stdout.write("[ what")', { kind: 'failed', why: 'its report is not in the form of gitleaks 8' }],
  [
    'another form',
    'process.stdout.write("[1]")',
    { kind: 'failed', why: 'its report is not in the form of gitleaks 8' },
  ],
])('%s of gitleaks', async (_name, script, expected) => {
  expect(await scanWithGitleaks('text', withGitleaks(`process.stdin.resume(); ${script}`))).toEqual(expected);
});

test('a machine without gitleaks is told so', async () => {
  expect(await scanWithGitleaks('text', cleanEnvironment({ PATH: tmpdir() }))).toEqual({ kind: 'absent' });
});
