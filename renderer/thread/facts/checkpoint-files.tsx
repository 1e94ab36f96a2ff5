import type { ThreadId } from '../../../core/ids.ts';
import { repoName } from '../../../core/views/card.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { useMirror } from '../../mirror/mirror.ts';
import { Problem } from '../../ui/field.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { useAnswer } from '../../window/use-answer.ts';

/** What a checkpoint holds beyond the commits of its time. */
export function CheckpointFiles({ thread, number }: { readonly thread: ThreadId; readonly number: number }) {
  const repos = useMirror((mirror) => mirror.factory.repos);
  const shown = useAnswer('checkpoints.show', { thread, number });
  if (!shown) return <Waiting text="Reading the checkpoint" />;
  if (!shown.ok) return <Problem {...shown.error} />;
  const files = shown.value.flatMap(({ repo, files }) => files.map((file) => ({ ...file, repo })));
  if (files.length === 0) return <p className="text-ink-3">Nothing beyond the commits</p>;
  return (
    <ul aria-label={`Files of checkpoint ${String(number)}`} className="max-h-60 w-full overflow-y-auto" tabIndex={0}>
      {files.map(({ repo, path, state, added, deleted }) => (
        <li key={`${repo} ${path}`} className="flex gap-3">
          <span className="w-16 shrink-0 text-ink-3">{state}</span>
          <span className="untrusted min-w-0 flex-1 font-mono wrap-anywhere">
            {repoName(repos, repo)}/{visible(path)}
          </span>
          <span className="text-ink-3 tabular-nums">
            {added === undefined ? 'binary' : `+${String(added)} −${String(deleted ?? 0)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
