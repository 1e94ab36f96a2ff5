import type { CutOff } from '../../../core/brief/cut-off.ts';
import { named } from '../../../core/brief/quote.ts';
import type { InstructionId } from '../../../core/ids.ts';
import type { RepoChange } from '../../../core/model/change-set.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { counted } from '../../../core/views/text/counted.ts';
import { itemsOf } from './items-of.ts';
import type { BriefSources } from './sources.ts';

/** The tries at an instruction that ended before it was done, oldest first. */
export function cutOffs(
  { transcripts, repo }: Pick<BriefSources, 'transcripts' | 'repo'>,
  { runs, changes }: Thread,
  instruction: InstructionId,
): readonly CutOff[] {
  const stands = changes.map((change) => `${repo(change.repo)?.name ?? change.repo}: ${standOf(change)}`);
  return runs.flatMap(({ id, instruction: of, state }): CutOff[] =>
    of === instruction && state.kind === 'ended'
      ? [{ reason: state.reason, items: [...itemsOf(transcripts, id)], stands }]
      : [],
  );
}

const mostNamed = 20;

function standOf({ commits, head, uncommitted }: RepoChange): string {
  const made =
    commits === 0 ? 'nothing was committed' : `${counted(commits, 'commit')}, the last is ${head.slice(0, 10)}`;
  if (uncommitted.length === 0) return made;
  const more = uncommitted.length > mostNamed ? ` and ${String(uncommitted.length - mostNamed)} more` : '';
  const names = uncommitted.slice(0, mostNamed).map((path) => named(path));
  return `${made}; changed and not committed: ${names.join(', ')}${more}`;
}
