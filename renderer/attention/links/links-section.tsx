import { Plus, X } from 'lucide-react';
import { useShallow } from 'zustand/react/shallow';
import type { Thread } from '../../../core/model/thread.ts';
import { linksOf } from '../../../core/views/attention/links.ts';
import type { LinkRow } from '../../../core/views/attention/links.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { useMirror } from '../../mirror/mirror.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Section } from '../../ui/section.tsx';
import { tell } from '../../window/request.ts';
import { openDialog, openThread } from '../../window/window-state.ts';

/** What a thread is to others, as both ends see it; links are added and taken away here. */
export function LinksSection({ thread }: { readonly thread: Thread }) {
  const texts = useMirror(useShallow((mirror) => linksOf(thread, mirror.factory.threads).map(keyOf)));
  const rows = linksOf(thread, useMirror.getState().factory.threads);
  return (
    <Section
      title="Links"
      aside={
        <Button small look="quiet" onClick={() => openDialog({ kind: 'link', thread: thread.thread })}>
          <Plus className="size-3" aria-hidden /> Add a link…
        </Button>
      }
    >
      {texts.length > 0 && (
        <ul className="flex flex-col gap-1 text-sm text-ink-2">
          {rows.map((row) => (
            <li key={keyOf(row)} className="flex items-start gap-2">
              <span className="min-w-0 flex-1" title={row.evidence}>
                {row.words}{' '}
                <button
                  type="button"
                  className="untrusted text-left underline decoration-dotted underline-offset-2 hover:text-ink"
                  onClick={() => openThread(row.other.thread)}
                >
                  #{row.other.number} {visible(row.other.title)}
                </button>
                {row.holds && <span className="text-needs-you"> · holds this one back</span>}
              </span>
              <IconButton
                small
                label={`Take away: ${row.words} #${String(row.other.number)}`}
                onClick={() => tell('threads.unlink', { thread: row.from, kind: row.kind, to: row.to })}
              >
                <X className="size-3" />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function keyOf({ words, other, holds }: LinkRow): string {
  return `${words} ${other.thread} ${String(holds)}`;
}
