import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '../../../core/loop/command.ts';
import type { PermissionAnswer } from '../../../core/gates/verdict.ts';
import type { ToolCall } from '../../../core/model/action.ts';
import type { HarnessEvent } from '../../../core/model/harness-event.ts';

type Decided = {
  readonly id: string;
  readonly answer: PermissionAnswer['kind'] | undefined;
  /** Of the action that was judged. */
  readonly of?: string;
};

/** Watches that nothing happens in a run which its gate did not let happen. */
export type GateAudit = {
  /** Resolves to the reason when the agent did something without leave. From then on nothing is allowed. */
  readonly ungated: Promise<string>;
  /** Names a judgement on its way to the journal. */
  stamp(event: Report): Report;
  /** The answer to a call, or a denial if the run is ungated already. */
  answered(call: ToolCall, answer: PermissionAnswer): PermissionAnswer;
  /** A tool result gets the decision that let it run. Every other event passes unchanged. */
  traced(event: HarnessEvent): HarnessEvent;
};

export function auditGate(run: string): GateAudit {
  const decisions = new Map<string, Decided>();
  const names = new Map<string, string>();
  let count = 0;
  let reason: string | undefined;
  let tell: (reason: string) => void = () => undefined;
  const ungated = new Promise<string>((resolve) => (tell = resolve));

  function halt(why: string): void {
    reason ??= why;
    tell(reason);
  }

  return {
    ungated,
    stamp(event) {
      if (event.type !== 'action.judged') return event;
      const id = `${run}.${String((count += 1))}`;
      const { call, fingerprint } = event.action;
      const before = decisions.get(call);
      // A line that came twice asks again about what runs already: the answer it got still holds, for that action alone.
      decisions.set(call, { id, of: fingerprint, answer: before?.of === fingerprint ? before.answer : undefined });
      return { ...event, decision: id };
    },
    answered(call, answer) {
      const given: PermissionAnswer =
        reason === undefined ? answer : { kind: 'deny', message: `Denied: the gate of this run is broken. ${reason}` };
      const judged = decisions.get(call.id) ?? { id: `${run}.unrecorded` };
      decisions.set(call.id, { ...judged, answer: given.kind });
      return given;
    },
    traced(event) {
      if (event.type === 'tool-call') names.set(event.call.id, event.call.tool);
      if (event.type !== 'tool-result') return event;
      const decided = decisions.get(event.call);
      const breach = breachOf(event, decided);
      if (breach) halt(`${names.get(event.call) ?? 'A tool'} ${breach} (call ${event.call.slice(0, 80)})`);
      return decided ? { ...event, decision: decided.id } : event;
    },
  };
}

/** What this machine has too few of for a moment, which says nothing about a call. */
const shortage = /\b(EMFILE|ENFILE|ENOMEM|EAGAIN)\b/;
const waitsMs = [250, 500, 1000, 2000, 4000, 8000];

/**
 * A gate that fails says no, and is heard to: an answer that nobody noted would look like none. While the machine has
 * nothing left to decide with, the agent waits as it does for a person.
 */
export async function orDenied(
  decide: () => Promise<PermissionAnswer>,
  waits: readonly number[] = waitsMs,
): Promise<PermissionAnswer> {
  const [wait, ...more] = waits;
  try {
    return await decide();
  } catch (error) {
    if (wait === undefined || !shortage.test(String(error)))
      return { kind: 'deny', message: `The gate failed: ${String(error)}` };
  }
  await sleep(wait);
  return orDenied(decide, more);
}

function breachOf(
  result: Extract<HarnessEvent, { type: 'tool-result' }>,
  decided: Decided | undefined,
): string | undefined {
  if (result.ran === false) return undefined;
  if (!decided) return 'ran without asking the gate';
  if (!result.ok || decided.answer === 'allow') return undefined;
  return decided.answer === 'deny' ? 'was denied and ran nevertheless' : 'ran before the gate had answered';
}
