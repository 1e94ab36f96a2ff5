import type { Conversation, Part } from '../../main/harness/model-server/conversation.ts';

/** Why a real model would refuse the conversation: every tool call needs its result before the model speaks again. */
export function faultOf({ turns }: Conversation): string | undefined {
  const open = turns.flatMap((turn, at) => {
    const results = (turns.slice(at + 1).find(({ role }) => role !== 'system')?.parts ?? []).filter(isResult);
    return turn.parts
      .filter(isCall)
      .filter(({ id, name }) => !results.some(({ call }) => call === id || call === name));
  });
  return open[0] && `scripted: the call ${open[0].name} (${open[0].id}) has no result right after it`;
}

function isCall(part: Part): part is Extract<Part, { kind: 'call' }> {
  return part.kind === 'call';
}

function isResult(part: Part): part is Extract<Part, { kind: 'result' }> {
  return part.kind === 'result';
}
