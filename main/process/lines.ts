import { StringDecoder } from 'node:string_decoder';

/** `truncated`: the line was longer than the cap and its end is lost. */
export type Line = { readonly text: string; readonly truncated: boolean };

const NEWLINE = 10;

/**
 * Cuts a byte stream into lines without their line ends. Characters split over chunks stay whole; of a line longer
 * than `maxBytes` only the beginning is kept. Call `end()` once for a last line without a line end.
 */
export function lineSplitter(maxBytes: number, onLine: (line: Line) => void) {
  let parts: Buffer[] = [];
  let kept = 0;
  let truncated = false;

  function keep(part: Buffer): void {
    const room = maxBytes - kept;
    if (part.length > room) truncated = true;
    if (room <= 0 || part.length === 0) return;
    const bytes = part.subarray(0, room);
    parts.push(bytes);
    kept += bytes.length;
  }

  function flush(): void {
    const [only] = parts;
    const bytes = only !== undefined && parts.length === 1 ? only : Buffer.concat(parts, kept);
    const line = { text: decode(bytes, truncated), truncated };
    parts = [];
    kept = 0;
    truncated = false;
    onLine(line);
  }

  return {
    write(chunk: Buffer): void {
      let from = 0;
      for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
        keep(chunk.subarray(from, at));
        flush();
        from = at + 1;
      }
      keep(chunk.subarray(from));
    },
    end(): void {
      if (kept > 0 || truncated) flush();
    },
  };
}

/** A cut line may end inside a character, which is then left out. */
function decode(bytes: Buffer, truncated: boolean): string {
  const text = truncated ? new StringDecoder('utf8').write(bytes) : bytes.toString('utf8');
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}
