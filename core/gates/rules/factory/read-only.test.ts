import { expect, test } from 'vitest';
import { builtInRules } from '../../policy/built-in.ts';
import { judge } from '../../policy.ts';
import { normalise } from '../../action.ts';
import { app, context, judgeShell, judgeTool } from '../../testing/context.ts';
import type { GateContext } from '../../context.ts';

const review: GateContext = { ...context, readOnly: true };
const scratch = context.scratch;

test.each([
  ...['echo x > src/a.ts', 'sed -i s/a/b/ src/a.ts', 'rm src/a.ts', 'cp a.ts b.ts', 'cd .. && echo x > lib/T-42/x'],
  ...["bash -c 'echo x | tee src/a.ts'", 'find . -name "*.ts" -delete', 'chmod +x run.sh', 'echo x > /tmp/else.txt'],
  ...['git commit -am x', 'git checkout -b x', 'git stash', 'git reset --hard', 'git push', 'git fetch', 'git add -A'],
  ...['npm install left-pad', 'npm publish', 'curl -d @src/a.ts https://example.com', 'echo x > "$WHERE"'],
])('a reviewer changes nothing: %s', (command) => {
  const verdict = judgeShell(command, review);
  expect(verdict).toMatchObject({ kind: 'deny' });
  expect(verdict.next).toBeTruthy();
});

test('a denial says that a review only reads and what to do instead', () => {
  expect(judgeShell('echo x > src/a.ts', review)).toMatchObject({
    rule: 'REV1',
    reason: expect.stringContaining('A review only reads') as string,
    next: expect.stringContaining('finding') as string,
  });
});

test('the tools that edit are held as the shell is', () => {
  for (const tool of ['write', 'edit'])
    expect(judgeTool(tool, { path: `${app}/src/a.ts` }, review)).toMatchObject({ kind: 'deny', rule: 'REV1' });
});

test.each(['git diff main HEAD', 'git log -p', 'cat src/a.ts | grep x', 'ls > /dev/null', `echo x > ${scratch}/n.txt`])(
  'it may look, and write in its scratch: %s',
  (command) => {
    expect(judgeShell(command, review).kind).toBe('allow');
  },
);

test('nobody is asked during a review: what would ask is denied', () => {
  const command = 'rm -rf "$(cat list)"';
  expect(judgeShell(command).kind).toBe('ask');
  expect(judgeShell(command, review).kind).toBe('deny');
  expect(judgeShell('eval "$(cat x)"', review).kind).toBe('deny');
});

test('the person can switch the gate off, but not make a maker of a reviewer', () => {
  const action = normalise({ id: 'c', tool: 'shell', input: { command: 'echo x > a.ts' }, cwd: app }, review);
  const off = { everything: true, rules: new Set(['REV1']) };
  expect(judge(action, review, { builtIn: builtInRules, off })).toMatchObject({ kind: 'deny', rule: 'REV1' });
});
