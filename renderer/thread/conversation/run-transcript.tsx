import type { RunId } from '../../../core/ids.ts';
import { useTranscripts } from '../../mirror/transcripts.ts';
import { EventRow } from './event-row.tsx';
import { TextRow } from './speech.tsx';
import { ToolRow } from './tool-row.tsx';

/** The last rows are enough to see what was done; the whole is in the transcript store. */
const mostRows = 200;

/** What was said and done in a run beside a thread's own work. */
export function RunTranscript({ run, label }: { readonly run: RunId; readonly label: string }) {
  const [transcript] = useTranscripts([run]);
  const rows = (transcript?.rows ?? []).slice(-mostRows);
  // Where it works is the same throughout.
  const folder = rows.find((row) => row.kind === 'tool')?.call.cwd ?? '';
  return (
    <ol aria-label={label} className="max-h-120 overflow-x-hidden overflow-y-auto border-t px-2 pt-2">
      {rows.map((row) => (
        <li key={row.seq}>
          {row.kind === 'tool' ? (
            <ToolRow row={row} ask={undefined} folder={folder} />
          ) : row.kind === 'event' ? (
            <EventRow event={row.event} ask={undefined} />
          ) : (
            <TextRow row={row} />
          )}
        </li>
      ))}
    </ol>
  );
}
