import type {
  PermissionOption,
  RequestPermissionRequest,
  RequestPermissionResponse,
} from '@agentclientprotocol/sdk/unstable';
import type { PermissionAnswer } from '../../../../core/gates/verdict.ts';

const cancelled: RequestPermissionResponse = { outcome: { outcome: 'cancelled' } };

/**
 * The answer in the protocol's words: an option is chosen by its kind, since ids differ from agent to agent, and only for
 * this once. An agent that offers no such option is told that the request was cancelled, which lets nothing run.
 */
export function replyTo(request: RequestPermissionRequest, answer: PermissionAnswer): RequestPermissionResponse {
  const kind: PermissionOption['kind'] = answer.kind === 'allow' ? 'allow_once' : 'reject_once';
  const option = request.options.find((each) => each.kind === kind);
  return option ? { outcome: { outcome: 'selected', optionId: option.optionId } } : cancelled;
}

/** Permission requests that wait; a turn that is cancelled must answer all of them so. */
export function openRequests() {
  const open = new Set<(reply: RequestPermissionResponse) => void>();
  return {
    answer: (reply: Promise<RequestPermissionResponse>): Promise<RequestPermissionResponse> =>
      new Promise((resolve, reject) => {
        open.add(resolve);
        reply.then(resolve, reject).finally(() => open.delete(resolve));
      }),
    cancelAll(): void {
      for (const resolve of open) resolve(cancelled);
      open.clear();
    },
  };
}
