import type { HarnessEvent } from '../../model/harness-event.ts';
import { toolLine } from '../transcript.ts';

/** What an agent is at now; `call` while that is a tool call. */
export type Doing = { readonly call: string | undefined; readonly line: string };

/** Of several calls at once it is the latest; between calls it thinks, writes, or nothing is known. */
export function doingAfter(before: Doing | undefined, event: HarnessEvent): Doing | undefined {
  switch (event.type) {
    case 'tool-call':
      return { call: event.call.id, line: toolLine(event.call) };
    case 'tool-result':
      return before?.call === event.call ? undefined : before;
    case 'thought':
      return before?.call === undefined ? thinking : before;
    case 'text':
      return before?.call === undefined ? writing : before;
    case 'turn-started':
    case 'turn-ended':
      return undefined;
    default:
      return before;
  }
}

const thinking: Doing = { call: undefined, line: 'thinking' };
const writing: Doing = { call: undefined, line: 'writing' };
