import type { HarnessEvent } from '../harness-event.ts';

/** One thing of a stream. Streams are named by their run (`run_…`) or check (`check:<thread>:<round>:<repo>:<name>`). */
export type TranscriptItem = { readonly seq: number; readonly at: number; readonly event: HarnessEvent };
