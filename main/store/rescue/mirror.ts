import { closeSync, existsSync, fdatasync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { renameSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { isOther } from './soundness.ts';

/** One entry of the journal as it is stored: `body` is the event's JSON text. */
export type StoredEntry = { readonly seq: number; readonly at: number; readonly body: string };

export type Mirror = {
  /** The last entry in the file. */
  last(): StoredEntry | undefined;
  /** Throws when the disk refuses; what it took all the same is cut off before the next entries. */
  append(entries: readonly StoredEntry[]): void;
  /** Looks through the whole file. */
  find(seq: number): StoredEntry | undefined;
  close(): void;
};

const syncAfterMs = 1000;

/**
 * The journal once more, as a plain file of one checked line per entry. SQLite's commit makes an entry durable; this
 * copy, written right after it and forced to disk within a second, is what is left when that file is damaged.
 * Opening cuts a torn last line off and keeps a file aside whose end cannot be read at all; `aside` names it.
 */
export function openMirror(file: string, now: () => number): Mirror & { readonly aside: string | undefined } {
  const found = isThere(file) ? lastWhole(file) : undefined;
  const spoiled = isOther(file) || (found !== undefined && found.end === 0 && found.size > 0);
  const aside = spoiled ? `${file}.damaged-${String(now())}` : undefined;
  if (aside !== undefined) renameSync(file, aside);
  const fd = openSync(file, 'a', 0o600);
  let size = spoiled ? 0 : (found?.end ?? 0);
  let last = found?.entry;
  let cut = false;
  cutToSize();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  function cutToSize(): void {
    if (cut) return;
    ftruncateSync(fd, size);
    cut = true;
  }

  function syncSoon(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      // What cannot be forced to disk now is forced with the next entries; SQLite has them already.
      if (!closed) fdatasync(fd, () => undefined);
    }, syncAfterMs).unref();
  }

  return {
    aside,
    last: () => last,
    find(seq) {
      for (const entry of readMirror(file)) if (entry.seq === seq) return entry;
      return undefined;
    },
    append(entries) {
      const newest = entries.at(-1);
      if (!newest) return;
      const text = Buffer.from(entries.map(toLine).join(''));
      // Also after a refusal to write or to cut: what the disk took then is not `size`.
      cutToSize();
      cut = false;
      for (let from = 0; from < text.length;) from += writeSync(fd, text, from);
      cut = true;
      size += text.length;
      last = newest;
      syncSoon();
    },
    close() {
      closed = true;
      clearTimeout(timer);
      fsyncSync(fd);
      closeSync(fd);
    },
  };
}

/** The last whole line of the file; undefined where there is none, or no file. Changes nothing. */
export function lastInMirror(file: string): StoredEntry | undefined {
  return isThere(file) ? lastWhole(file).entry : undefined;
}

/** Every line that is whole, in the order of the file; what is not is passed over. */
export function* readMirror(file: string): Generator<StoredEntry> {
  if (!isThere(file)) return;
  const fd = openSync(file, 'r');
  try {
    let rest = Buffer.alloc(0);
    for (const chunk of chunks(fd)) {
      const text = Buffer.concat([rest, chunk]);
      let from = 0;
      for (let end = text.indexOf(10); end !== -1; end = text.indexOf(10, from)) {
        const entry = parseLine(text.subarray(from, end));
        if (entry) yield entry;
        from = end + 1;
      }
      rest = text.subarray(from);
    }
  } finally {
    closeSync(fd);
  }
}

function isThere(file: string): boolean {
  return existsSync(file) && !isOther(file);
}

function* chunks(fd: number): Generator<Buffer> {
  for (;;) {
    const chunk = Buffer.alloc(1 << 20);
    const length = readSync(fd, chunk);
    if (length === 0) return;
    yield chunk.subarray(0, length);
  }
}

function toLine({ seq, at, body }: StoredEntry): string {
  const content = `${String(seq)} ${String(at)} ${body}`;
  return `${checksum(content)} ${content}\n`;
}

function parseLine(line: Buffer): StoredEntry | undefined {
  const parts = /^([0-9a-f]{8}) ((\d{1,15}) (\d{1,15}) (\{.*\}))$/s.exec(line.toString('utf8'));
  const [, sum, content = '', seq, at, body = ''] = parts ?? [];
  if (sum === undefined || checksum(content) !== sum) return undefined;
  return { seq: Number(seq), at: Number(at), body };
}

function checksum(content: string): string {
  return crc32(content).toString(16).padStart(8, '0');
}

type LastWhole = { readonly entry: StoredEntry | undefined; readonly end: number; readonly size: number };

/** Where the last whole line ends and which entry it is, read from the end backwards in growing steps. */
function lastWhole(file: string): LastWhole {
  const fd = openSync(file, 'r');
  try {
    const { size } = fstatSync(fd);
    for (let reach = 1 << 16; ; reach *= 8) {
      const start = Math.max(0, size - reach);
      const tail = Buffer.alloc(size - start);
      readSync(fd, tail, 0, tail.length, start);
      for (let end = tail.lastIndexOf(10); end > 0; end = tail.lastIndexOf(10, end - 1)) {
        const from = tail.lastIndexOf(10, end - 1) + 1;
        const entry = from > 0 || start === 0 ? parseLine(tail.subarray(from, end)) : undefined;
        if (entry) return { entry, end: start + end + 1, size };
      }
      if (start === 0) return { entry: undefined, end: 0, size };
    }
  } finally {
    closeSync(fd);
  }
}
