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

/**
 * Puts the program into the mode that the person chose, now and when they choose another. The first is settled before the
 * turn begins; what the program does not take is told and changes nothing.
 */
export function followMode(
  attempt: Attempt,
  session: HarnessSession,
): { readonly settled: Promise<void>; readonly unfollow: () => void } {
  const { parts, thread } = attempt;

  async function look(): Promise<void> {
    const mode = parts.thread(thread.thread)?.mode;
    if (mode === undefined || mode === attempt.mode) return;
    attempt.mode = mode;
    // A program that is gone takes no mode; its turn says so.
    if (await session.setMode(mode).catch(() => false)) return;
    say(attempt, { type: 'error', message: `The agent's program did not take the mode ${mode}` });
  }

  const unfollow = parts.onChange(() => void look());
  return { settled: look(), unfollow };
}
