import type { Finding } from '../../../core/contract/doctor-methods.ts';
import { fairClock } from '../../../core/fair-clock.ts';
import type { GateContext } from '../../../core/gates/context.ts';
import type { PastAction } from '../../../core/gates/policy/back-test.ts';
import { switchedOff } from '../../../core/gates/policy/switched.ts';
import type { Command } from '../../../core/loop/command.ts';
import type { FactoryState } from '../../../core/loop/state.ts';
import { pausesAt } from '../../../core/model/gate.ts';
import type { Pause } from '../../../core/model/gate.ts';
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
  const { state, journal, now, contextOf, dispatch, onWarning } = options;
  const shelf = createShelf({ ...options, repo: (id) => state.repos.get(id) });
  const warned = new Set<string>();
  shelf.subscribe(({ problems }) => problems.forEach((problem) => tell(problemLine(problem))));
  await shelf.inForce();
  const office = createPolicyOffice({ shelf, contextOf, past, record: dispatch });

  function tell(text: string, key = text): void {
    if (warned.has(key)) return;
    warned.add(key);
    onWarning(text);
  }

  /** A call that was asked about again after a restart is one action, not two. */
  function past(limit: number): readonly PastAction[] {
    const actions = new Map<string, PastAction>();
    for (const { at, event } of journal.lastJudged(limit)) {
      if (event.type !== 'action.judged' || event.verdict.by !== undefined) continue;
      const thread = state.threads.get(event.thread);
      const { call, fingerprint } = event.action;
      const past = { action: event.action, at, context: thread && contextOf(thread) };
      actions.set([event.thread, call, fingerprint].join(' '), past);
    }
    return [...actions.values()];
  }

  return {
    office,
    async policyFor(thread) {
      const { policy, hash } = await shelf.inForce(thread);
      const off = switchedOff(state.gate, thread.thread, now());
      return { policy: off ? { ...policy, off } : policy, hash };
    },
    onGateWarning: (rule, text) => tell(text, rule),
    async findings() {
      await shelf.inForce();
      const { problems, hash } = shelf.status();
      const files = problems.map(problemLine).map((text): Finding => ({
        ...{ id: `policy: ${text}`, name: 'policy', state: 'error', text },
        next: 'Correct that line; the file is read again by itself',
      }));
      const loads: Finding = { id: 'policy', name: 'policy', state: 'ok', text: `policy ${hash}` };
      return [...(files.length > 0 ? files : [loads]), ...pausesAt(state.gate, now()).map(pauseFinding)];
    },
    watch() {
      const looking = setInterval(() => void shelf.inForce(), lookEveryMs).unref();
      const stopExpiring = expireFairly(options);
      return () => {
        clearInterval(looking);
        stopExpiring();
      };
    },
  };
}

function expireFairly({ state, now, askHours, dispatch }: RoomOptions): () => void {
  const clock = fairClock(() => ({ wall: now(), awake: performance.now() }));
  const expiring = setInterval(() => {
    clock.look();
    void expireAsks({ state, waited: clock.since, hours: askHours, dispatch });
  }, expireEveryMs).unref();
  return () => clearInterval(expiring);
}

function pauseFinding({ target, until }: Pause): Finding {
  const what = target.kind === 'rule' ? `rule ${target.rule}` : target.kind === 'thread' ? target.thread : 'everything';
  const end = until === undefined ? '' : ` until ${new Date(until).toISOString()}`;
  const next = 'Switch it on again: teatree gate resume';
  return { id: `gate: ${what}`, name: 'gate', state: 'warning', text: `The gate is paused for ${what}${end}`, next };
}
