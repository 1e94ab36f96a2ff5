import { expect, test } from 'vitest';
import type { HarnessEvent } from '../../../core/model/harness-event.ts';
import { chance, put } from '../../../core/secrets/testing/chance.ts';
import { createSeamless } from './seamless.ts';

const secret = put('gh', 'p_', chance(3).letters(36));
const output = (text: string, call = 'c'): HarnessEvent => ({ type: 'tool-output', call, text });

function stream() {
  const passed: HarnessEvent[] = [];
  let now = 0;
  const seamless = createSeamless(
    () => now,
    (_stream, event) => void passed.push(event),
  );
  return { ...seamless, passed, wait: (ms: number) => (now += ms), text: () => JSON.stringify(passed) };
}

test('a secret across the seam of two pieces is redacted as a whole', () => {
  const { take, release, passed } = stream();
  for (const letter of `T=${secret}\nrest`) take('s', output(letter));
  release('all');
  expect(passed).toEqual([output('T=«secret: github-token»\nrest')]);
});

test('a key block is held until it ends', () => {
  const { take, passed, release } = stream();
  const lines = chance(5).base64(640).match(/.{64}/g) ?? [];
  const block = [put('-----BEGIN RSA ', 'PRIVATE KEY-----'), ...lines, put('-----END RSA ', 'PRIVATE KEY-----')];
  for (const line of block) take('s', output(`${line}\n`));
  release('all');
  expect(passed).toEqual([output('«secret: private-key»\n')]);
});

test('an unfinished line waits a moment, and goes before anything else that is said', () => {
  const { take, release, wait, passed, holds } = stream();
  take('s', output('one'));
  release('settled');
  expect([passed, holds()]).toEqual([[], true]);
  wait(1000);
  release('settled');
  take('s', output('two'));
  take('other', output('else'));
  take('s', output('three', 'd'));
  take('s', { type: 'error', message: `no ${secret}` });
  expect(passed).toEqual([
    ...[output('one'), output('two'), output('three', 'd')],
    { type: 'error', message: 'no «secret: github-token»' },
  ]);
});
