import { useEffect } from 'react';
import { create } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { TranscriptItem } from '../../core/model/harness/transcript-item.ts';
import { addItem, emptyRows } from '../../core/views/transcript.ts';
import type { TranscriptRow, TranscriptRows } from '../../core/views/transcript.ts';
import { bridge } from '../bridge.ts';

/** A stream as far as it is known. `rows` changes in place; each change makes a new `Shown` around it. */
export type Shown = { readonly rows: readonly TranscriptRow[] };

type Stream = {
  readonly folded: TranscriptRows;
  users: number;
  /** It is read to its end and followed from there. */
  live: boolean;
  reading: boolean;
  /** Something was said while the pages were read; it may lie behind the last page. */
  missed: boolean;
};

const pageSize = 5000;
const followLimit = 20;
/** Characters, about, of streams that nobody looks at any more: who comes back sees them at once. */
const mostLeft = 20_000_000;
const streams = new Map<string, Stream>();
const useShown = create<{ readonly shown: ReadonlyMap<string, Shown> }>(() => ({ shown: new Map() }));

/** Reads the streams and follows them for as long as they are on screen. In the order given; undefined while unknown. */
export function useTranscripts(names: readonly string[]): readonly (Shown | undefined)[] {
  const key = names.join('\n');
  useEffect(() => openStreams(key === '' ? [] : key.split('\n')), [key]);
  return useShown(useShallow((state) => names.map((name) => state.shown.get(name))));
}

/** Takes up what was pushed, one update of the store for all streams. */
export function takeItems(pushed: ReadonlyMap<string, readonly TranscriptItem[]>): void {
  const changed: string[] = [];
  for (const [name, items] of pushed) {
    const stream = streams.get(name);
    if (!stream) continue;
    stream.missed ||= stream.reading;
    if (!stream.live) continue;
    for (const item of items) addItem(stream.folded, item);
    changed.push(name);
  }
  publish(changed);
}

function openStreams(names: readonly string[]): () => void {
  for (const name of names) {
    const stream = streams.get(name) ?? { folded: emptyRows(), users: 0, live: false, reading: false, missed: false };
    stream.users += 1;
    moveToEnd(name, stream);
  }
  // Main answers in the order it is asked: nothing is said between the last page and the first push.
  void followAll();
  for (const name of names) void readOn(name);
  return () => {
    for (const name of names) {
      const stream = streams.get(name);
      if (!stream) continue;
      stream.users -= 1;
      if (stream.users > 0) continue;
      stream.live = false;
      moveToEnd(name, stream);
    }
    forgetOldest();
    void followAll();
  };
}

/** Those in use and those left last stand at the end. */
function moveToEnd(name: string, stream: Stream): void {
  streams.delete(name);
  streams.set(name, stream);
}

/** Only the newest can still grow, and main follows a bounded number for one window. */
async function followAll(): Promise<void> {
  const used = [...streams].flatMap(([name, { users }]) => (users > 0 ? [name] : []));
  await bridge().call('transcripts.follow', { streams: used.slice(-followLimit) });
}

/** Reads what is not known yet, and once more if something was said meanwhile. Every item counts once. */
async function readOn(name: string): Promise<void> {
  const stream = streams.get(name);
  if (!stream || stream.live) return;
  stream.missed = true;
  if (stream.reading) return;
  stream.reading = true;
  for (let more = true; more && stream.users > 0;) {
    stream.missed = false;
    const page = await bridge().call('transcripts.read', { stream: name, after: stream.folded.seq, limit: pageSize });
    if (!page.ok) break;
    for (const item of page.value) addItem(stream.folded, item);
    more = page.value.length === pageSize || stream.missed;
  }
  stream.reading = false;
  stream.live = stream.users > 0;
  publish([name]);
}

function forgetOldest(): void {
  const left = [...streams].filter(([, { users, reading }]) => users === 0 && !reading);
  let size = left.reduce((sum, [, { folded }]) => sum + sizeOf(folded), 0);
  const forgotten: string[] = [];
  for (const [name, { folded }] of left) {
    if (size <= mostLeft) break;
    size -= sizeOf(folded);
    streams.delete(name);
    forgotten.push(name);
  }
  publish(forgotten);
}

function sizeOf({ rows }: TranscriptRows): number {
  const said = (row: TranscriptRow) => (row.kind === 'tool' ? row.output : row.kind === 'event' ? '' : row.text).length;
  return rows.reduce((sum, row) => sum + 500 + said(row), 0);
}

function publish(names: readonly string[]): void {
  if (names.length === 0) return;
  useShown.setState(({ shown }) => {
    const next = new Map(shown);
    for (const name of names) {
      const stream = streams.get(name);
      if (stream) next.set(name, { rows: stream.folded.rows });
      else next.delete(name);
    }
    return { shown: next };
  });
}
