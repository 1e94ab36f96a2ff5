import type { Failure } from '../../core/result.ts';
import type { Tone } from '../../core/views/board.ts';

/** Where a command writes. In JSON mode stdout carries JSON Lines only; what is for the eye goes to stderr or nowhere. */
export type Screen = {
  readonly json: boolean;
  /** One answer: the value as a JSON line, or the text. */
  print(value: unknown, text: string): void;
  /** A diagnostic line on stderr. */
  note(text: string): void;
  fail(failure: Failure): void;
  /** Colours for the eye, where stdout is a terminal and NO_COLOR is not set. */
  paint(tone: Tone, text: string): string;
};

export type Streams = {
  readonly stdout: { readonly isTTY?: boolean; write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  readonly env: Readonly<Record<string, string | undefined>>;
};

const colours: Readonly<Record<Tone, number>> = {
  working: 34,
  'needs-you': 33,
  review: 35,
  ready: 32,
  failed: 31,
  quiet: 90,
};

export function createScreen({ stdout, stderr, env }: Streams, json: boolean): Screen {
  const coloured = !json && stdout.isTTY === true && !env['NO_COLOR'];
  return {
    json,
    print(value, text) {
      stdout.write(`${json ? JSON.stringify(value) : text}\n`);
    },
    note(text) {
      stderr.write(`${text}\n`);
    },
    fail(failure) {
      const { code, message, next } = failure;
      stderr.write(`teatree: ${clean(message)}\n${next === undefined ? '' : `  ${clean(next)}\n`}`);
      if (json) stdout.write(`${JSON.stringify({ error: { code, message, next } })}\n`);
    },
    paint: (tone, text) => (coloured ? `\u001b[${String(colours[tone])}m${text}\u001b[0m` : text),
  };
}

/** Untrusted text for a terminal: nothing in it moves the cursor, changes colours or hides. */
export function clean(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, '�');
}

/** The same on one line, cut to a length. */
export function cleanLine(text: string, longest = 100): string {
  const line = clean(text).replace(/\s+/g, ' ').trim();
  const letters = Array.from(line);
  return letters.length <= longest ? line : `${letters.slice(0, longest - 1).join('')}…`;
}

/** Rows in columns of equal width. Painted text counts by what is seen. */
export function table(rows: readonly (readonly string[])[]): string {
  const seen = (cell: string) => Array.from(cell.replace(/\u001b\[\d+m/g, '')).length;
  const widths = rows.reduce<number[]>((most, row) => row.map((cell, at) => Math.max(most[at] ?? 0, seen(cell))), []);
  const pad = (cell: string, at: number) => cell + ' '.repeat(Math.max(0, (widths[at] ?? 0) - seen(cell)));
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}
