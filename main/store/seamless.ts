import type { HarnessEvent } from '../../core/model/harness-event.ts';
import { redactDeep } from '../../core/secrets/redact.ts';

type Piece = Extract<HarnessEvent, { type: 'text' | 'tool-output' }>;
type Held = { readonly piece: Piece; readonly since: number };

/** How long the end of an unfinished line waits for the rest of it. */
const heldMs = 400;
const longestHeld = 32_000;

/**
 * Passes events on without their secrets. Output comes in pieces, and a secret may lie across the seam of two: what
 * follows the last line break, or belongs to a key block that has no end yet, waits a moment for the next piece.
 */
export function createSeamless(now: () => number, pass: (stream: string, event: HarnessEvent) => void) {
  const held = new Map<string, Held>();

  function letGo(stream: string): void {
    const last = held.get(stream);
    held.delete(stream);
    if (last) pass(stream, redactDeep(last.piece));
  }

  return {
    take(stream: string, event: HarnessEvent): void {
      const last = held.get(stream);
      if (!isPiece(event) || (last && !continues(last.piece, event))) letGo(stream);
      if (!isPiece(event)) return pass(stream, redactDeep(event));
      const before = held.get(stream);
      held.delete(stream);
      const text = (before?.piece.text ?? '') + event.text;
      const cut = wholeLength(text);
      if (cut > 0) pass(stream, redactDeep({ ...event, text: text.slice(0, cut) }));
      if (cut < text.length || cut === 0)
        held.set(stream, { piece: { ...event, text: text.slice(cut) }, since: before?.since ?? now() });
    },
    holds: () => held.size > 0,
    release(which: 'all' | 'aged'): void {
      for (const [stream, { since }] of held) if (which === 'all' || now() - since >= heldMs) letGo(stream);
    },
  };
}

function isPiece(event: HarnessEvent): event is Piece {
  return event.type === 'tool-output' || (event.type === 'text' && event.delta);
}

function continues(last: Piece, event: Piece): boolean {
  return last.type === 'tool-output' ? event.type === 'tool-output' && last.call === event.call : event.type === 'text';
}

/** How much of the text is over and done: all of it where it is too long to wait for. */
function wholeLength(text: string): number {
  if (text.length > longestHeld) return lastBreak(text) || text.length;
  const block = text.lastIndexOf('-----BEGIN');
  const open = block !== -1 && text.indexOf('-----END', block) === -1;
  return lastBreak(open ? text.slice(0, block) : text);
}

function lastBreak(text: string): number {
  return Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
}
