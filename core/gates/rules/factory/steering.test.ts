import { expect, test } from 'vitest';
import { judgeShell } from '../../testing/context.ts';

test.each([
  ['teatree skill validate skills/x', 'allow'],
  ['teatree skill prove skills/x', 'allow'],
  ['teatree skill add skills/x', 'deny'],
  ['teatree repo trust app', 'deny'],
])('an agent may check skills, and neither add nor trust any: %s is %s', (command, kind) => {
  expect(judgeShell(command).kind).toBe(kind);
});
