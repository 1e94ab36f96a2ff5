import type { Recording } from '../../../core/evals/grading/recording.ts';
import { isProof } from '../../../core/gates/rules/factory/canary.ts';
import type { RunId } from '../../../core/ids.ts';
import type { TranscriptItem } from '../../../core/model/harness/transcript-item.ts';
import type { Entry } from '../../../core/loop/event.ts';
import type { ToolCall } from '../../../core/model/action.ts';
import type { TrialFactory } from './trial-factory.ts';

/** All that a run said, in order. */
export async function transcriptOf({ call }: TrialFactory, run: RunId): Promise<readonly TranscriptItem[]> {
  const items: TranscriptItem[] = [];
  for (;;) {
    const page = await call('transcripts.read', { stream: run, after: items.at(-1)?.seq ?? 0, limit: 5000 });
    if (!page.ok || page.value.length === 0) return items;
    items.push(...page.value);
  }
}

/**
 * The calls that the gate judged, in that order, with its last word on each. They are numbered anew, since ids are the
 * program's own; the canary is none of the agent's.
 */
export function judgedCalls(
  run: RunId,
  entries: readonly Entry[],
  transcript: readonly TranscriptItem[],
): Recording['calls'] {
  const made = new Map<string, ToolCall>();
  for (const { event } of transcript) if (event.type === 'tool-call') made.set(event.call.id, event.call);
  const verdicts = new Map<string, Recording['calls'][number]['verdict']>();
  for (const { event } of entries) {
    if (event.type !== 'action.judged' || event.run !== run || isProof(event.verdict)) continue;
    verdicts.set(event.action.call, event.verdict.kind);
  }
  return [...verdicts]
    .flatMap(([id, verdict]) => {
      const call = made.get(id);
      return call ? [{ call, verdict }] : [];
    })
    .map(({ call, verdict }, at) => ({ ...call, id: `c${String(at + 1)}`, verdict }));
}

/** What the agent said last. */
export function replyIn(transcript: readonly TranscriptItem[]): string {
  const end = transcript.findLast(({ event }) => event.type === 'turn-ended')?.event;
  return end?.type === 'turn-ended' ? end.summary : '';
}
