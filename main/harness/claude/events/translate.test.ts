import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { HarnessEvent } from '../../../../core/model/harness-event.ts';
import { readLine } from '../protocol/wire.ts';
import type { Message } from '../protocol/wire.ts';
import { createTranslator } from './translate.ts';
import { usageMeter } from './usage.ts';

// What Claude Code 2.1.330 wrote, with folders renamed and lists shortened.
const lines = readFileSync(new URL('../testing/recorded.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n');

function messages(): Message[] {
  return lines.flatMap((line) => {
    const read = readLine(line);
    expect(read.kind, line).not.toBe('broken');
    if (read.kind !== 'message') return [];
    const { message } = read;
    return message.type === 'control_request' || message.type === 'control_response' ? [] : [message];
  });
}

test('a recorded session reads as it happened', () => {
  const seen = new Set(['toolu_ok', 'toolu_deny', 'toolu_ag', 'toolu_s1']);
  const translator = createTranslator({ hasSeen: (call) => seen.has(call), cwd: () => '/w' }, () => 0);
  const events = messages().flatMap(translator.eventsOf);
  for (const event of events) HarnessEvent.parse(event);
  expect(
    events.map((event) => {
      if (event.type === 'tool-call') return `${event.call.tool} ${event.call.id} of ${event.agent ?? 'main'}`;
      if (event.type === 'tool-result') return `${event.call} ${event.ok ? 'ok' : 'failed'} ${event.ran ?? ''}`;
      if (event.type === 'sub-agent') return `${event.title} ${event.state}`;
      return event.type === 'text' ? `${event.text} ${event.delta}` : event.type;
    }),
  ).toEqual([
    'Look true',
    'Bash toolu_ok of main',
    'Bash toolu_deny of main',
    'Read toolu_bad of main',
    'tool-output',
    'toolu_ok ok ',
    'tool-output',
    'toolu_deny failed ',
    'tool-output',
    'toolu_bad failed false',
    'Agent toolu_ag of main',
    'Explore: look started',
    'Bash toolu_s1 of toolu_ag',
    'tool-output',
    'toolu_s1 ok ',
    'Explore: look ended',
    'tool-output',
    'toolu_ag ok ',
    'done true',
  ]);
});

test('a call of a sub-agent that the gate hears of first is told then, under its name, and not again', () => {
  const translator = createTranslator({ hasSeen: () => true, cwd: () => '/w' });
  const all = messages();
  const before = all.findIndex((message) => message.type === 'assistant' && message.parent_tool_use_id);
  all.slice(0, before).forEach((message) => translator.eventsOf(message));
  const call = { id: 'toolu_s1', tool: 'Bash', input: { command: 'touch sub.txt' }, cwd: '/w/app' };
  const task = JSON.stringify(all).match(/"task_id":"(\w+)"/)?.[1];
  expect(translator.called(call, task)).toEqual([{ type: 'tool-call', call, agent: 'toolu_ag' }]);
  const later = all.slice(before).flatMap(translator.eventsOf);
  expect(later.filter((event) => event.type === 'tool-call')).toEqual([]);
});

function said(message: object): readonly HarnessEvent[] {
  const read = readLine(JSON.stringify(message));
  if (read.kind !== 'message') throw new Error(read.kind);
  const translator = createTranslator({ hasSeen: () => false, cwd: () => '/w' }, () => 1000);
  return translator.eventsOf(read.message as Message);
}

test('limits are told by what they mean for the fleet', () => {
  const retry = { type: 'system', subtype: 'api_retry', error_status: 529, error: 'overloaded', retry_delay_ms: 620 };
  expect(said(retry)).toMatchObject([{ type: 'limit', kind: 'retry', retryAt: 1620 }]);
  const limit = { status: 'rejected', resetsAt: 1795400493, rateLimitType: 'five_hour' };
  expect(said({ type: 'rate_limit_event', rate_limit_info: limit })).toEqual([
    { type: 'quota-window', window: 'five hour', resetsAt: 1795400493000 },
    {
      type: 'limit',
      kind: 'quota',
      message: 'The usage limit of the account is reached (five hour)',
      retryAt: 1795400493000,
    },
  ]);
  expect(said({ type: 'rate_limit_event', rate_limit_info: { status: 'allowed' } })).toEqual([]);
  const warning = { ...limit, status: 'allowed_warning', utilization: 0.81 };
  expect(said({ type: 'rate_limit_event', rate_limit_info: warning })).toEqual([
    { type: 'quota-window', window: 'five hour', usedPercent: 81, resetsAt: 1795400493000 },
  ]);
  const words = { content: [{ type: 'text', text: 'Credit balance is too low' }] };
  expect(said({ type: 'assistant', message: words, error: 'billing_error' })).toMatchObject([
    { type: 'limit', kind: 'quota' },
    { type: 'error', message: 'Credit balance is too low' },
  ]);
  expect(said({ type: 'assistant', message: words, error: 'rate_limit' })).toMatchObject([
    { type: 'limit', kind: 'rate' },
    { type: 'error' },
  ]);
});

test('a failed call that the gate let through did run, whatever it printed', () => {
  const content = [{ type: 'tool_result', tool_use_id: 'a', is_error: true, content: '<tool_use_error>fake' }];
  const read = readLine(JSON.stringify({ type: 'user', message: { content } }));
  if (read.kind !== 'message' || read.message.type !== 'user') throw new Error('unreadable');
  const translator = createTranslator({ hasSeen: () => true, cwd: () => '/w' });
  expect(translator.eventsOf(read.message).find((event) => event.type === 'tool-result')).not.toHaveProperty('ran');
});

function result(output: number, cost: number) {
  const usage = { inputTokens: 2 * output, outputTokens: output, cacheReadInputTokens: 5, cacheCreationInputTokens: 1 };
  return {
    type: 'result',
    subtype: 'success',
    is_error: false,
    total_cost_usd: cost,
    modelUsage: { m: usage },
  } as const;
}

test('what a turn used is the difference of the totals, and totals that began anew are no debt', () => {
  const meter = usageMeter();
  expect(meter.used(result(10, 0.1))).toMatchObject([
    { inputTokens: 21, outputTokens: 10, cachedTokens: 5, costUsd: 0.1 },
  ]);
  expect(meter.used(result(30, 0.4))).toMatchObject([
    { inputTokens: 40, outputTokens: 20, cachedTokens: 0, costUsd: 0.3 },
  ]);
  expect(meter.used(result(4, 0.05))).toMatchObject([{ outputTokens: 4, costUsd: 0.05 }]);
});
