import type { CutOff } from '../../../core/brief/cut-off.ts';
import type { InstructionId } from '../../../core/ids.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { itemsOf } from './items-of.ts';
import type { BriefSources } from './sources.ts';

/** The tries at an instruction that ended before it was done, oldest first. */
export function cutOffs(
  { transcripts }: Pick<BriefSources, 'transcripts'>,
  { runs }: Thread,
  instruction: InstructionId,
): readonly CutOff[] {
  return runs.flatMap(({ id, instruction: of, state }): CutOff[] =>
    of === instruction && state.kind === 'ended'
      ? [{ reason: state.reason, items: [...itemsOf(transcripts, id)] }]
      : [],
  );
}
