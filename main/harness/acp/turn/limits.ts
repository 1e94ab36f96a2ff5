import type { RequestError } from '@agentclientprotocol/sdk/unstable';
import type { HarnessEvent } from '../../../../core/model/harness-event.ts';

type Limit = Extract<HarnessEvent, { type: 'limit' }>;

const AUTH_REQUIRED = -32_000;

/** The protocol has no word for limits, so the agent's own words count. The first that fits does. */
const words: readonly (readonly [Limit['kind'], RegExp])[] = [
  ['login', /\b401\b|unauthori[sz]ed|not (logged|signed) in|invalid (api[ _-]?key|credentials)|authentication/i],
  ['quota', /quota|usage limit|out of credits|credit balance|billing|insufficient[_ ](funds|balance)|\b402\b/i],
  ['rate', /\b429\b|rate[ _-]?limit|too many requests|resource[_ ]exhausted/i],
  ['overload', /\b(503|529)\b|overloaded|at capacity/i],
];

/** Whether a request failed for want of quota, capacity or a login, by what the agent says of it. */
export function limitOf({ code }: Pick<RequestError, 'code'>, message: string): Limit | undefined {
  const kind = code === AUTH_REQUIRED ? 'login' : words.find(([, pattern]) => pattern.test(message))?.[0];
  return kind && { type: 'limit', kind, message };
}
