import { useEffect } from 'react';
import { create } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { TranscriptItem } from '../../core/model/harness/transcript-item.ts';
import { addItem, emptyRows } from '../../core/views/transcript.ts';
import type { TranscriptRow, TranscriptRows } from '../../core/views/transcript.ts';
import { bridge } from '../bridge.ts';

/** A stream on screen. `rows` changes in place; each change makes a new `Shown` around it. */
export type Shown = { readonly rows: readonly TranscriptRow[]; readonly loaded: boolean };

type Stream = {
  readonly folded: TranscriptRows;
  users: number;
  loaded: boolean;
  reading: boolean;
  /** Something was pushed while the pages were read; it may lie behind the last page. */
  missed: boolean;
};

const pageSize = 5000;
const followLimit = 20;
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
    if (!stream.loaded) continue;
    for (const item of items) addItem(stream.folded, item);
    changed.push(name);
  }
  publish(changed);
}

function openStreams(names: readonly string[]): () => void {
  for (const name of names) {
    const known = streams.get(name);
    if (known) known.users += 1;
    else streams.set(name, { folded: emptyRows(), users: 1, loaded: false, reading: false, missed: false });
  }
  void followAll().then(() => {
    for (const name of names) {
      const stream = streams.get(name);
      if (stream) void readAll(name, stream);
    }
  });
  return () => {
    for (const name of names) {
      const stream = streams.get(name);
      if (!stream) continue;
      stream.users -= 1;
      if (stream.users === 0) streams.delete(name);
    }
    publish(names);
    void followAll();
  };
}

/** Only the newest can still grow, and main follows a bounded number for one window. */
async function followAll(): Promise<void> {
  await bridge().call('transcripts.follow', { streams: [...streams.keys()].slice(-followLimit) });
}

/** Reads all pages, and once more if something was pushed meanwhile. Every item counts once. */
async function readAll(name: string, stream: Stream): Promise<void> {
  if (stream.reading || stream.loaded) return;
  stream.reading = true;
  for (let more = true; more && streams.get(name) === stream;) {
    stream.missed = false;
    const page = await bridge().call('transcripts.read', { stream: name, after: stream.folded.seq, limit: pageSize });
    if (!page.ok) break;
    for (const item of page.value) addItem(stream.folded, item);
    more = page.value.length === pageSize || stream.missed;
  }
  stream.reading = false;
  stream.loaded = true;
  publish([name]);
}

function publish(names: readonly string[]): void {
  if (names.length === 0) return;
  useShown.setState(({ shown }) => {
    const next = new Map(shown);
    for (const name of names) {
      const stream = streams.get(name);
      if (stream) next.set(name, { rows: stream.folded.rows, loaded: stream.loaded });
      else next.delete(name);
    }
    return { shown: next };
  });
}
