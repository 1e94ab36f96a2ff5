import { expect, test } from 'vitest';
import type { PermissionAnswer } from '../../../core/gates/verdict.ts';
import type { ToolCall } from '../../../core/model/action.ts';
import { createGate } from './gate.ts';
import type { Asked } from './protocol/wire.ts';

const input = { command: 'git push' };
const ALLOW: PermissionAnswer = { kind: 'allow' };

function hook(id: string, given: Record<string, unknown> = input): Asked {
  return {
    subtype: 'hook_callback',
    input: { tool_name: 'Bash', tool_input: given, tool_use_id: id, cwd: '/w/app' },
  };
}

function prompt(id: string, given: Record<string, unknown> = input, reason?: string): Asked {
  return { subtype: 'can_use_tool', tool_name: 'Bash', input: given, tool_use_id: id, decision_reason_type: reason };
}

function gateOf(permission: (call: ToolCall) => Promise<PermissionAnswer>) {
  const asked: ToolCall[] = [];
  const ungated: string[] = [];
  const state: { breach: string | undefined } = { breach: undefined };
  const gate = createGate({
    callbacks: {
      onEvent: () => undefined,
      permission: (call) => {
        asked.push(call);
        return permission(call);
      },
      question: () => Promise.resolve(''),
    },
    workspace: '/w',
    onCall: () => undefined,
    plans: '/s/plans',
    breach: () => state.breach,
    onUngated: (reason) => void ungated.push(reason),
  });
  return { gate, asked, ungated, state };
}

const DENIED_BY_HOOK = { hookSpecificOutput: { permissionDecision: 'deny' } };

test('hook and prompt of a call lead to one decision, whichever it is', async () => {
  const { gate, asked } = gateOf((call) => Promise.resolve(call.id === 'a' ? ALLOW : { kind: 'deny', message: 'no' }));
  expect(await gate.answer(hook('a'))).toMatchObject({ hookSpecificOutput: { permissionDecision: 'allow' } });
  expect(await gate.answer(prompt('a'))).toEqual({ behavior: 'allow', updatedInput: input });
  expect(await gate.answer(hook('b'))).toMatchObject({
    hookSpecificOutput: { permissionDecision: 'deny', permissionDecisionReason: 'no' },
  });
  expect(await gate.answer(prompt('b'))).toEqual({ behavior: 'deny', message: 'no' });
  expect(asked.map(({ id, cwd }) => [id, cwd])).toEqual([
    ['a', '/w/app'],
    ['b', '/w/app'],
  ]);
});

test('a decision holds for the input it was made about', async () => {
  const { gate, asked } = gateOf(() => Promise.resolve(ALLOW));
  await gate.answer(hook('a'));
  await gate.answer(prompt('a', { command: 'git push --force' }));
  expect(asked.map((call) => call.input.command)).toEqual(['git push', 'git push --force']);
});

test('a prompt that no hook came before is denied, and shows that the run is ungated', async () => {
  const { gate, asked, ungated } = gateOf(() => Promise.resolve(ALLOW));
  expect(await gate.answer(prompt('a'))).toMatchObject({ behavior: 'deny' });
  expect(asked).toEqual([]);
  expect(ungated).toHaveLength(1);
});

test('once the settings are no longer ours, everything is denied', async () => {
  const { gate, asked, ungated, state } = gateOf(() => Promise.resolve(ALLOW));
  state.breach = 'The settings were changed';
  expect(await gate.answer(hook('a'))).toMatchObject(DENIED_BY_HOOK);
  expect([asked, ungated]).toEqual([[], ['The settings were changed']]);
});

test('a gate that fails denies', async () => {
  const { gate } = gateOf(() => Promise.reject(new Error('no disk')));
  expect(await gate.answer(hook('a'))).toMatchObject(DENIED_BY_HOOK);
});

test('what plan mode holds back stays held back, although the gate would allow it', async () => {
  const { gate } = gateOf(() => Promise.resolve(ALLOW));
  await gate.answer(hook('a'));
  expect(await gate.answer(prompt('a', input, 'mode'))).toMatchObject({ behavior: 'deny' });
  const plan = { file_path: '/s/plans/brew.md' };
  await gate.answer(hook('b', plan));
  expect(await gate.answer(prompt('b', plan, 'mode'))).toMatchObject({ behavior: 'allow' });
  const escape = { file_path: '/s/plans/../claude/settings.json' };
  await gate.answer(hook('c', escape));
  expect(await gate.answer(prompt('c', escape, 'mode'))).toMatchObject({ behavior: 'deny' });
});

test('another command is handed on as the whole input, and a prompt about it is not a new question', async () => {
  const { gate, asked } = gateOf(() => Promise.resolve({ kind: 'allow', command: 'git status' }));
  const given = { command: 'git push', timeout: 5 };
  const after = { command: 'git status', timeout: 5 };
  expect(await gate.answer(hook('a', given))).toMatchObject({
    hookSpecificOutput: { permissionDecision: 'allow', updatedInput: after },
  });
  expect(await gate.answer(prompt('a', after))).toEqual({ behavior: 'allow', updatedInput: after });
  expect(await gate.answer(prompt('a', given))).toEqual({ behavior: 'allow', updatedInput: after });
  expect(asked).toHaveLength(1);
});
