import type { HarnessEvent } from '../../../../core/model/harness-event.ts';
import type { Said } from '../protocol/wire.ts';

export function retryOf({ error, error_status, retry_delay_ms }: Said<'system'>, now: number): HarnessEvent {
  const what = [error_status, error?.replaceAll('_', ' ')].filter(Boolean).join(' ') || 'no answer';
  const message = `The model could not be reached (${what}); Claude Code tries again`;
  return { type: 'limit', kind: 'retry', message, retryAt: now + (retry_delay_ms ?? 0) };
}

export function limitOf({ rate_limit_info: limit }: Said<'rate_limit_event'>): readonly HarnessEvent[] {
  const window = limit.rateLimitType?.replaceAll('_', ' ');
  const told = window === undefined ? [] : [windowOf(window, limit)];
  if (limit.status !== 'rejected') return told;
  const which = window === undefined ? '' : ` (${window})`;
  const until = limit.resetsAt ? { retryAt: limit.resetsAt * 1000 } : {};
  const message = `The usage limit of the account is reached${which}`;
  return [...told, { type: 'limit', kind: 'quota', message, ...until }];
}

function windowOf(
  window: string,
  { resetsAt, utilization }: Said<'rate_limit_event'>['rate_limit_info'],
): HarnessEvent {
  return {
    type: 'quota-window',
    window,
    ...(typeof utilization === 'number' && { usedPercent: Math.round(utilization * 100) }),
    ...(resetsAt && { resetsAt: resetsAt * 1000 }),
  };
}

/** A refusal for which no `rate_limit_event` comes. */
export function refusalOf(error: string): readonly HarnessEvent[] {
  if (error === 'rate_limit')
    return [{ type: 'limit', kind: 'rate', message: 'The model takes no more requests for now' }];
  if (error === 'billing_error') return [{ type: 'limit', kind: 'quota', message: 'The account has no credit left' }];
  if (error === 'overloaded') return [{ type: 'limit', kind: 'overload', message: 'The model is overloaded' }];
  const login = Object.hasOwn(logins, error) ? logins[error] : undefined;
  return login === undefined ? [] : [{ type: 'limit', kind: 'login', message: login }];
}

const logins: Readonly<Record<string, string>> = {
  authentication_failed: 'Claude Code is not signed in: run `claude` in a terminal and sign in',
  verification_required: 'The account has to be verified: run `claude` in a terminal',
  cloud_credential_error: 'The credentials of the cloud are not accepted',
  oauth_org_not_allowed: 'The organisation of the account does not allow it',
  account_on_hold: 'The account is on hold',
};
