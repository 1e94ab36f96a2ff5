import type { ActionSummary, ToolCall } from '../../model/action.ts';
import type { BackTest } from '../../model/gate.ts';
import { normalise } from '../action.ts';
import type { GateContext } from '../context.ts';
import { judge, type Policy } from '../policy.ts';
import { z } from 'zod';
import { toolKind } from '../tools/tool-names.ts';

/** An action of the past. `context` is missing where its thread is gone. */
export type PastAction = {
  readonly action: ActionSummary;
  readonly at: number;
  readonly context: GateContext | undefined;
};

const mostSamples = 10;
const longestRaw = 10_000;

/**
 * What a change of the policy would have changed. Both are judged anew, so that only the change makes a difference,
 * from what the journal keeps of an action: its tool, its text and its directory. Links on the disk are not looked up.
 * Text that was cut or held a secret, and tools whose whole input was not kept, are unknown.
 */
export function backTest(past: readonly PastAction[], before: Policy, after: Policy): BackTest {
  let unknown = 0;
  const changed: BackTest['samples'][number][] = [];
  for (const { action, at, context } of past) {
    const call = recalled(action);
    if (!call || !context) {
      unknown += 1;
      continue;
    }
    const again = normalise(call, context);
    const [one, other] = [judge(again, context, before), judge(again, context, after)];
    if (one.kind !== other.kind) changed.push({ title: action.title, at, before: one.kind, after: other.kind });
  }
  return {
    judged: past.length - unknown,
    unknown,
    changed: changed.length,
    samples: changed.slice(0, mostSamples),
  };
}

/** The call as it was made, as far as the journal tells. */
export function recalled({ call, tool, raw, cwd }: ActionSummary): ToolCall | undefined {
  if (raw.length >= longestRaw || raw.includes('«secret')) return undefined;
  const kind = toolKind(tool);
  if (kind === 'shell') return { id: call, tool, input: { command: raw }, cwd };
  if (kind === 'read' || kind === 'write' || kind === 'delete') return { id: call, tool, input: { path: raw }, cwd };
  const input = Input.safeParse(parsed(raw));
  return input.success ? { id: call, tool, input: input.data, cwd } : undefined;
}

const Input = z.record(z.string(), z.json());

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
