import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AskId } from '../../../core/ids.ts';
import type { Command } from '../../../core/loop/command.ts';
import { TypedRule } from '../../../core/gates/policy/policy-file.ts';
import { fail, ok } from '../../../core/result.ts';
import { createPolicyPen } from './policy-pen.ts';
import { createShelf } from './shelf.ts';
import type { Shelf } from './shelf.ts';

const rule = (name: string) =>
  TypedRule.parse({
    ...{ id: `allow-${name}`, effect: 'install', where: { package: name }, verdict: 'allow' },
    ...{ reason: 'Approved for good when PK1 asked', match: [`npm install ${name}`] },
  });
const given = { ask: AskId.parse('ask_a'), by: { who: 'person', via: 'cli' } } as const;

let folder: string;
let shelf: Shelf;
let records: Extract<Command, { type: 'gate.record' }>['event'][];
let full: boolean;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'teatree-pen-'));
  shelf = createShelf({ dataFolder: folder, version: '1', now: Date.now, repo: () => undefined });
  await shelf.inForce();
  [records, full] = [[], false];
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true });
});

function pen() {
  return createPolicyPen(shelf, async ({ event }) => {
    if (full) return fail({ code: 'journal-unwritable', message: 'The disk is full' });
    records.push(event);
    return ok(undefined);
  });
}

const text = () => readFileSync(shelf.file, 'utf8');

test('a rule is added on record, with the hash before and after, and what the person wrote stays', async () => {
  const mine = '# my rules\nset:\n  # we publish a lot\n  - { rule: PK2, verdict: allow }\n';
  writeFileSync(shelf.file, mine);
  await shelf.inForce();
  const before = shelf.status().hash;
  const added = await pen().addRules({ rules: [rule('left-pad')] }, given);
  expect(added.ok).toBe(true);
  expect(text()).toContain('# my rules\nset:\n  # we publish a lot\n  - { rule: PK2, verdict: allow }\n');
  expect(shelf.user()?.rules).toMatchObject([{ id: 'allow-left-pad' }]);
  expect(records).toMatchObject([
    { type: 'gate.rules-added', rules: ['allow-left-pad'], before, after: shelf.status().hash, ask: given.ask },
  ]);
  expect(shelf.status().hash).not.toBe(before);
});

test('a rule that was added can be taken out again, and the file is as it was', async () => {
  await pen().addRules({ rules: [rule('left-pad')] }, given);
  const before = text();
  const hash = shelf.status().hash;
  await pen().addRules({ rules: [rule('is-odd')] }, given);
  expect(await pen().removeRule('allow-is-odd', given.by)).toEqual({ ok: true, value: { hash } });
  expect(text()).toBe(before);
  expect(records.at(-1)).toMatchObject({ type: 'gate.rules-removed', rules: ['allow-is-odd'], after: hash });
  expect(await pen().removeRule('allow-is-odd', given.by)).toMatchObject({
    ok: false,
    error: { code: 'rule-unknown' },
  });
});

test('two at the same moment are both written', async () => {
  const one = pen();
  await Promise.all(['a-a', 'b-b', 'c-c'].map((name) => one.addRules({ rules: [rule(name)] }, given)));
  expect(shelf.user()?.rules.map(({ id }) => id)).toEqual(['allow-a-a', 'allow-b-b', 'allow-c-c']);
});

test('what cannot be recorded is not written', async () => {
  full = true;
  expect(await pen().addRules({ rules: [rule('left-pad')] }, given)).toMatchObject({ ok: false });
  expect(existsSync(shelf.file)).toBe(false);
});

test('what cannot be written is taken back on record', async () => {
  writeFileSync(join(folder, 'file'), 'no folder');
  const dataFolder = join(folder, 'file');
  shelf = createShelf({ dataFolder, version: '1', now: Date.now, repo: () => undefined });
  const added = await pen().addRules({ rules: [rule('left-pad')] }, given);
  expect(added).toMatchObject({ ok: false, error: { code: 'policy-unwritable' } });
  const [claim, back] = records;
  expect(back).toMatchObject({ type: 'gate.rules-removed', before: claim?.after, after: claim?.before });
});

test('a file with a mistake is not written to', async () => {
  writeFileSync(shelf.file, 'rules:\n  - id: [');
  expect(await pen().addRules({ rules: [rule('left-pad')] }, given)).toMatchObject({
    ok: false,
    error: { code: 'policy-malformed' },
  });
  expect(text()).toBe('rules:\n  - id: [');
  expect(records).toEqual([]);
});
