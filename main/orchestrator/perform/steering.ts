import type { InstructionId } from '../../../core/ids.ts';
import type { HarnessSession } from '../../harness/harness.ts';
import { say } from './callbacks.ts';
import type { Attempt } from './callbacks.ts';

/**
 * Says to a running turn what the person sends meanwhile. A message that the harness cannot take up before its next
 * turn, or that could not be recorded as said, stays owed and becomes that turn. Returns what ends the following.
 */
export function followSteering(attempt: Attempt, session: HarnessSession): () => void {
  if (session.capabilities.steer !== 'tool-boundary') return () => undefined;
  const { parts, thread: brief, run, instruction } = attempt;
  const said = new Set<InstructionId>();

  function look(): void {
    for (const each of parts.thread(brief.thread)?.instructions ?? []) {
      if (each.done || each.delivery !== 'steer' || each.id === instruction.id || said.has(each.id)) continue;
      said.add(each.id);
      void deliver(each.id, each.text);
    }
  }
  async function deliver(id: InstructionId, text: string): Promise<void> {
    const recorded = await parts.report({ type: 'run.steered', thread: brief.thread, run, instruction: id });
    if (!recorded.ok) return;
    say(attempt, { type: 'message', from: 'person', text });
    session.steer(text);
  }

  const unsubscribe = parts.onChange(look);
  look();
  return unsubscribe;
}
