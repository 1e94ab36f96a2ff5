import { expect, test } from 'vitest';
import { isSupportedNode } from './node.mjs';

test.each(['20.19.0', '20.20.2', '22.12.0', '24.1.0'])('Node %s is supported', (version) => {
  expect(isSupportedNode(version)).toBe(true);
});

test.each(['16.20.0', '18.20.4', '20.18.1', '21.7.3', '22.11.0'])('Node %s is refused', (version) => {
  expect(isSupportedNode(version)).toBe(false);
});
