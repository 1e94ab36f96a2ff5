import { z } from 'zod';
import { parseJson } from '../../../core/parse-json.ts';
import { CheckpointReason, LeftOut, Submodule } from '../../../core/model/workspace/checkpoint.ts';

/** What a checkpoint says about itself, as one line of JSON in its commit's message. */
export const CheckpointNote = z.object({
  reason: CheckpointReason,
  at: z.number(),
  branch: z.string().optional(),
  unmerged: z.boolean().default(false),
  clean: z.boolean().default(false),
  /** The tree of the index. */
  index: z.string().optional(),
  nested: z.array(z.string()).default([]),
  submodules: z.array(Submodule).default([]),
  leftOut: z.array(LeftOut).default([]),
  precious: z.array(z.string()).default([]),
});
export type CheckpointNote = z.infer<typeof CheckpointNote>;

export function messageOf(title: string, note: CheckpointNote): string {
  return `${title}\n\n${JSON.stringify(note)}\n`;
}

/** Undefined: the message is not that of a checkpoint of ours. */
export function noteOf(message: string): CheckpointNote | undefined {
  const line = message.split('\n').find((each) => each.startsWith('{'));
  return CheckpointNote.safeParse(parseJson(line ?? '')).data;
}
