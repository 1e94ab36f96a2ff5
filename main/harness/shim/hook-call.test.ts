import { expect, test } from 'vitest';
import { readHookCall, type CallForm } from './hook-call.ts';

const read = (form: CallForm, body: object) => readHookCall(form, JSON.stringify(body));
const made = { hook_event_name: 'PreToolUse', tool_name: 'grep', tool_input: {}, tool_use_id: 'of the hook' };

test('a call that has two names is known by the one that the stream says too', () => {
  expect(read('qwen', { ...made, tool_call_id: 'of the stream' })?.id).toBe('of the stream');
  expect(read('claude', made)?.id).toBe('of the hook');
});

test('each form says which sub-agent makes a call', () => {
  const scout = { id: 'a1', title: 'scout' };
  expect(read('codex', { ...made, agent_id: 'a1', agent_type: 'scout' })?.agent).toEqual(scout);
  expect(read('copilot', { toolName: 'grep', toolArgs: '{}', agentId: 'a1', agentType: 'scout' })?.agent).toEqual(
    scout,
  );
  expect(read('plugin', { tool: 'grep', input: {}, agent: scout })?.agent).toEqual(scout);
  expect([read('codex', made)?.agent, read('plugin', { tool: 'grep', input: {}, agent: 7 })?.agent]).toEqual([
    undefined,
    undefined,
  ]);
});
