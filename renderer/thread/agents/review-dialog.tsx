import { useState } from 'react';
import type { HarnessInfo } from '../../../core/contract.ts';
import type { ThreadId } from '../../../core/ids.ts';
import type { HarnessChoice } from '../../../core/model/run.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { apartFrom, apartWords, makersOf, proposeReviewer, tooClose } from '../../../core/review/reviewer.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { useHarnesses } from '../../mirror/harnesses.ts';
import { useThread } from '../../mirror/selectors.ts';
import { HarnessField } from '../../new-thread/fields/harness-field.tsx';
import type { HarnessDraft } from '../../new-thread/fields/harness-field.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Problem } from '../../ui/field.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { request } from '../../window/request.ts';
import { closeDialog, openThread } from '../../window/window-state.ts';

export function ReviewDialog({ id }: { readonly id: ThreadId }) {
  const thread = useThread(id);
  const listed = useHarnesses();
  if (!thread) return null;
  const known = listed?.ok ? listed.value.filter((each) => each.id !== 'recipe') : undefined;
  if (known) return <Choose thread={thread} known={known} />;
  return (
    <Dialog title="Ask for a review">
      {listed && !listed.ok ? <Problem {...listed.error} /> : <Waiting text="Looking for agents" />}
    </Dialog>
  );
}

/** Another agent than the maker is proposed; the maker itself can be chosen only where nobody else is there. */
function Choose({ thread, known }: { readonly thread: Thread; readonly known: readonly HarnessInfo[] }) {
  const makers = makersOf(thread);
  const proposed = proposeReviewer(makers, known);
  const [draft, setDraft] = useState<HarnessDraft>({ harness: proposed.ok ? proposed.value.id : '', model: '' });
  const chosen = known.find((each) => each.id === draft.harness);
  const model = draft.model.trim();
  const config: HarnessChoice['config'] = model === '' ? {} : { model };
  const apart = apartFrom(makers, { id: draft.harness, config });
  const doubtful = apart === 'session' || apart === 'unknown';
  const close = tooClose(makers, { id: draft.harness, config }, known);
  const ask = async () => {
    const started = await request('threads.review', {
      thread: thread.thread,
      harness: draft.harness,
      ...(model !== '' && { model }),
    });
    if (!started.ok) return;
    closeDialog();
    openThread(thread.thread);
  };
  return (
    <Dialog
      wide
      title={`Ask for a review of #${String(thread.number)}`}
      description="Another agent reads exactly these commits in a checkout of its own. The gate lets it change nothing; what it finds becomes comments in the changes."
      notice={!proposed.ok && !chosen && <Problem {...proposed.error} />}
      footer={
        <>
          <Button look="quiet" onClick={closeDialog}>
            Cancel
          </Button>
          <Button look="primary" disabled={chosen?.state !== 'ready' || close !== undefined} onClick={() => void ask()}>
            Ask{chosen ? ` ${visible(chosen.title)}` : ''}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <HarnessField
          draft={draft}
          harnesses={known}
          onChange={(changed) => setDraft((before) => ({ ...before, ...changed }))}
        />
        {chosen?.state === 'ready' && (
          <p className={`flex items-center gap-2 text-sm ${doubtful ? 'text-needs-you' : 'text-ink-2'}`}>
            <Glyph shape={doubtful ? 'question' : 'check'} className="size-3!" />
            {close
              ? `${visible(close.message)}. ${visible(close.next ?? '')}`
              : apartWords(apart, visible(chosen.title))}
            .
          </p>
        )}
      </div>
    </Dialog>
  );
}
