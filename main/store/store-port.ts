import type { TranscriptItem } from '../../core/model/harness/transcript-item.ts';
import type { Entry, FactoryEvent } from '../../core/loop/event.ts';
import type { FactoryState } from '../../core/loop/state.ts';
import type { HarnessEvent } from '../../core/model/harness-event.ts';
import type { Result } from '../../core/result.ts';
import type { Settings, SettingsPatch } from '../../core/settings.ts';
import type { Manifest } from './backup/manifest.ts';

/** The append-only table of events; the truth about threads. */
export type Journal = {
  /** State and last sequence number, from the projections and the entries after them. */
  load(): { state: FactoryState; seq: number };
  /** Durable when it returns. Throws when the disk refuses; then nothing was recorded. */
  append(at: number, events: readonly FactoryEvent[]): readonly Entry[];
  /** Updates the projection of the threads that changed; may lag behind the journal, never lead it. */
  project(state: FactoryState, entries: readonly Entry[]): void;
  read(after: number, limit: number): readonly Entry[];
  /** The latest judged actions, oldest first. */
  lastJudged(limit: number): readonly Entry[];
};

/** What harnesses and checks said, by stream. High volume: committed in groups, not before anything happens. */
export type Transcripts = {
  append(stream: string, event: HarnessEvent): void;
  read(stream: string, after: number, limit: number): readonly TranscriptItem[];
  /** Every stream that has items on the disk. */
  streams(): readonly string[];
  /** Called with new items of any stream, in groups. */
  subscribe(listener: (stream: string, items: readonly TranscriptItem[]) => void): () => void;
};

export type SettingsStore = {
  read(): Settings;
  /** Throws a Failure-shaped error when the file cannot be written. */
  update(patch: SettingsPatch): Settings;
};

export type BackupOptions = { readonly target: string; readonly version: string; readonly full: boolean };

export type Store = {
  readonly journal: Journal;
  readonly transcripts: Transcripts;
  readonly settings: SettingsStore;
  /** Copies everything to a new folder while work goes on; `full` includes transcripts. */
  backup(options: BackupOptions): Promise<Result<Manifest>>;
  /** Flushes and closes. */
  close(): void;
};
