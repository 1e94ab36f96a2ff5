import type { HarnessEvent } from '../../../../core/model/harness-event.ts';
import type { Said } from '../protocol/wire.ts';

export function retryOf({ error, error_status, retry_delay_ms }: Said<'system'>, now: number): HarnessEvent {
  const what = [error_status, error?.replaceAll('_', ' ')].filter(Boolean).join(' ') || 'no answer';
  const message = `The model could not be reached (${what}); Claude Code tries again`;
  return { type: 'limit', kind: 'retry', message, retryAt: now + (retry_delay_ms ?? 0) };
}

export function limitOf({ rate_limit_info: limit }: Said<'rate_limit_event'>): readonly HarnessEvent[] {
  if (limit.status !== 'rejected') return [];
  const which = limit.rateLimitType ? ` (${limit.rateLimitType.replaceAll('_', ' ')})` : '';
  const until = limit.resetsAt ? { retryAt: limit.resetsAt * 1000 } : {};
  return [{ type: 'limit', kind: 'quota', message: `The usage limit of the account is reached${which}`, ...until }];
}

/** A refusal for which no `rate_limit_event` comes. */
export function refusalOf(error: string): readonly HarnessEvent[] {
  if (error === 'rate_limit')
    return [{ type: 'limit', kind: 'rate', message: 'The model takes no more requests for now' }];
  if (error === 'billing_error') return [{ type: 'limit', kind: 'quota', message: 'The account has no credit left' }];
  return [];
}
