import { readdirSync, symlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sandbox } from '../testing/sandbox.ts';
import { sweepDiscarded } from './scratch.ts';

test('checkouts that a dead app had discarded are deleted at the next start, and nothing else', async () => {
  const box = sandbox();
  const ours = '.trash-0b0e7a3c-9a55-4c1e-8f5e-6b1de0c7b7aa';
  const link = '.trash-1b0e7a3c-9a55-4c1e-8f5e-6b1de0c7b7aa';
  box.write(`data/checks/${ours}/api/a.txt`, 'old');
  box.write('data/checks/.trash-can/a.txt', 'somebody else');
  box.write('data/checks/abc/a.txt', 'a checkout');
  symlinkSync(box.clone, box.at('data/checks', link));
  await sweepDiscarded(box.at('data/checks'));
  expect(readdirSync(box.at('data/checks')).sort()).toEqual([link, '.trash-can', 'abc']);
  expect(box.exists('clone/a.txt')).toBe(true);
  await sweepDiscarded(box.at('nowhere'));
});
