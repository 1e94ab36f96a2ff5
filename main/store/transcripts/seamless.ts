import type { HarnessEvent } from '../../../core/model/harness-event.ts';
import { redactDeep } from '../../../core/secrets/redact.ts';

type Piece = Extract<HarnessEvent, { type: 'text' | 'tool-output' }>;
type Held = { readonly piece: Piece; readonly since: number };

/** How long the end of an unfinished line waits for the rest of it. */
const heldMs = 400;
const longestHeld = 32_000;

/**
 * Passes events on without their secrets. Output comes in many small pieces: those of one moment go on as one. A secret
 * may lie across the seam of two: what follows the last line break, or belongs to a key block that has no end yet, waits
 * a moment for the next piece.
 */
export function createSeamless(now: () => number, pass: (stream: string, event: HarnessEvent) => void) {
  const held = new Map<string, Held>();

  function letGo(stream: string): void {
    const last = held.get(stream);
    held.delete(stream);
    if (last) pass(stream, redactDeep(last.piece));
  }

  /** Passes on what is over and done; false when nothing is. */
  function cut(stream: string, { piece }: Held): boolean {
    const whole = wholeLength(piece.text);
    if (whole === 0) return false;
    pass(stream, redactDeep({ ...piece, text: piece.text.slice(0, whole) }));
    if (whole === piece.text.length) held.delete(stream);
    else held.set(stream, { piece: { ...piece, text: piece.text.slice(whole) }, since: now() });
    return true;
  }

  return {
    take(stream: string, event: HarnessEvent): void {
      const last = held.get(stream);
      const goesOn = last !== undefined && isPiece(event) && continues(last.piece, event);
      if (!goesOn) letGo(stream);
      if (!isPiece(event)) return pass(stream, redactDeep(event));
      const longer = goesOn
        ? { piece: { ...event, text: last.piece.text + event.text }, since: last.since }
        : { piece: event, since: now() };
      held.set(stream, longer);
      if (longer.piece.text.length > longestHeld) cut(stream, longer);
    },
    holds: () => held.size > 0,
    /** `settled`: what is over and done, and what has waited long enough. */
    release(which: 'all' | 'settled'): void {
      for (const [stream, each] of [...held]) {
        if (which === 'all') letGo(stream);
        else if (!cut(stream, each) && now() - each.since >= heldMs) letGo(stream);
      }
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
