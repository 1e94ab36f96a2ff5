import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { setFuses } from './fuses.mjs';

const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const STEP = 8 << 20;
let folder = '';
let executable = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fuses-'));
  executable = join(folder, 'electron');
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (padding, wire) =>
  writeFileSync(executable, Buffer.concat([Buffer.alloc(padding), Buffer.from(SENTINEL + wire), Buffer.from('after')]));
const fuses = (padding) => readFileSync(executable).toString('latin1', padding + SENTINEL.length + 2);

test('only the fuses asked for are changed', async () => {
  write(100, '\x01\x0810010010');
  await setFuses(executable, { nodeCliInspect: false, browserSpecificV8Snapshot: false, runAsNode: true });
  expect(fuses(100)).toBe('10000000after');
});

test('a fuse this build does not have is left alone', async () => {
  write(0, '\x01\x0400000');
  await setFuses(executable, { nodeCliInspect: true, asarIntegrity: true });
  expect(fuses(0)).toBe('00010after');
});

test('the sentinel is found across the border of two reads', async () => {
  const padding = STEP - 10;
  write(padding, '\x01\x0800000000');
  await setFuses(executable, { runAsNode: true });
  expect(fuses(padding)).toBe('10000000after');
});

test('a file without fuses is refused', async () => {
  writeFileSync(executable, 'something else');
  await expect(setFuses(executable, { runAsNode: true })).rejects.toThrow('not an Electron executable');
});
