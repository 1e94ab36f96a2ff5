import type { ToolCall } from '../../../../core/model/action.ts';
import type { HarnessEvent } from '../../../../core/model/harness-event.ts';
import type { SubAgent } from '../../shim/hook-call.ts';
import type { CallBook, Voice } from '../call-book.ts';
import { subAgents } from './sub-agents.ts';

type TellerOptions = { readonly book: CallBook; readonly onEvent: (event: HarnessEvent) => void };

/** Tells of each call once, whoever speaks of it first, under the sub-agent that makes it. */
export function callTeller({ book, onEvent }: TellerOptions) {
  const agents = subAgents(onEvent);
  const told = new Map<string, string | undefined>();
  /** Answers the id under which the call is known. */
  return (call: ToolCall, voice: Voice, by: SubAgent | undefined): string => {
    const id = book.idOf(call, voice);
    const known = told.get(id);
    if (known !== undefined && by) {
      if (voice === 'hook') agents.sameAs(by.id, known);
      else agents.sameAs(known, by.id);
    }
    if (told.has(id)) return id;
    const agent = by && agents.called(by);
    onEvent({ type: 'tool-call', call: { ...call, id }, ...(agent !== undefined && { agent }) });
    told.set(id, agent);
    return id;
  };
}
