import type { Finding } from '../../../core/contract.ts';
import type { GateContext } from '../../../core/gates/context.ts';
import type { PastAction } from '../../../core/gates/policy/back-test.ts';
import { switchedOff } from '../../../core/gates/policy/switched.ts';
import type { Command } from '../../../core/loop/command.ts';
import type { FactoryState } from '../../../core/loop/state.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { Result } from '../../../core/result.ts';
import type { Journal } from '../../store/store-port.ts';
import { expireAsks } from '../expiry.ts';
import { createPolicyOffice } from './policy-office.ts';
import type { PolicyOffice } from './policy-port.ts';
import { problemLine } from './read-policy.ts';
import { createShelf } from './shelf.ts';
import type { InForce } from './shelf.ts';

export type RoomOptions = {
  readonly dataFolder: string;
  readonly version: string;
  readonly now: () => number;
  readonly state: FactoryState;
  readonly journal: Pick<Journal, 'lastJudged'>;
  readonly askHours: () => number;
  readonly contextOf: (thread: Thread) => GateContext;
  readonly dispatch: (command: Command) => Promise<Result<unknown>>;
  /** Told once each, to the person. */
  readonly onWarning: (text: string) => void;
};

export type PolicyRoom = {
  readonly office: PolicyOffice;
  policyFor(thread: Thread): Promise<InForce>;
  onGateWarning(rule: string, text: string): void;
  /** For the doctor: whether every policy file loads. */
  findings(): Promise<readonly Finding[]>;
  /** Reads the files that changed, and answers what has waited too long, from now on. */
  watch(): () => void;
};

const lookEveryMs = 2000;
const expireEveryMs = 15_000;

/** Everything about the policy of one factory. */
export async function openPolicyRoom(options: RoomOptions): Promise<PolicyRoom> {
  const { state, journal, now, contextOf, dispatch, onWarning, askHours } = options;
  const shelf = createShelf({ ...options, repo: (id) => state.repos.get(id) });
  const warned = new Set<string>();
  await shelf.inForce();
  const office = createPolicyOffice({ shelf, contextOf, past, record: dispatch });

  function past(limit: number): readonly PastAction[] {
    return journal.lastJudged(limit).flatMap(({ at, event }): PastAction[] => {
      if (event.type !== 'action.judged' || event.verdict.by !== undefined) return [];
      const thread = state.threads.get(event.thread);
      return [{ action: event.action, at, context: thread && contextOf(thread) }];
    });
  }

  return {
    office,
    async policyFor(thread) {
      const { policy, hash } = await shelf.inForce(thread);
      const off = switchedOff(state.gate, thread.thread, now());
      return { policy: off ? { ...policy, off } : policy, hash };
    },
    onGateWarning(rule, text) {
      if (warned.has(rule)) return;
      warned.add(rule);
      onWarning(text);
    },
    async findings() {
      await shelf.inForce();
      const { problems, hash } = shelf.status();
      if (problems.length === 0) return [{ name: 'policy', state: 'ok', text: `policy ${hash}` }];
      return problems.map((problem): Finding => ({ name: 'policy', state: 'error', text: problemLine(problem) }));
    },
    watch() {
      const looking = setInterval(() => void shelf.inForce(), lookEveryMs).unref();
      const expire = () => void expireAsks({ state, now, hours: askHours, dispatch });
      const expiring = setInterval(expire, expireEveryMs).unref();
      return () => {
        clearInterval(looking);
        clearInterval(expiring);
      };
    },
  };
}
