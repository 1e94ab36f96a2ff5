import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import type { Said } from './wire.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** Our control requests and the answers to them. */
export type Requests = {
  ask(request: Fields & { readonly subtype: string }): Promise<Result<Fields>>;
  settle(message: Said<'control_response'>): void;
  /** Nothing will be answered any more. */
  close(reason: string): void;
};

export function openRequests(send: (message: unknown) => void): Requests {
  const pending = new Map<string, (result: Result<Fields>) => void>();
  let closed: string | undefined;
  let count = 0;
  return {
    ask: (request) =>
      new Promise((resolve) => {
        if (closed !== undefined) return resolve(fail({ code: 'agent-died', message: closed }));
        count += 1;
        pending.set(`teatree-${count}`, resolve);
        send({ type: 'control_request', request_id: `teatree-${count}`, request });
      }),
    settle({ response }) {
      const settle = pending.get(response.request_id);
      pending.delete(response.request_id);
      if (response.subtype === 'success') return settle?.(ok(response.response ?? {}));
      settle?.(fail({ code: 'agent-refused', message: response.error ?? 'Claude Code refused' }));
    },
    close(reason) {
      closed = reason;
      for (const settle of pending.values()) settle(fail({ code: 'agent-died', message: reason }));
      pending.clear();
    },
  };
}
