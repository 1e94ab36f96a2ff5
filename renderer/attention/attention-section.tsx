import { Pin, PinOff } from 'lucide-react';
import { isUnfinished } from '../../core/model/thread.ts';
import type { Thread } from '../../core/model/thread.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useStanding } from '../mirror/selectors.ts';
import { SameTopicSection } from '../similar/same-topic-section.tsx';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/section.tsx';
import { tell } from '../window/request.ts';
import { LinksSection } from './links/links-section.tsx';
import { Weight } from './weight.tsx';
import { Terms } from './why-here.tsx';
import { useRanked } from './use-place.ts';

/** How much a thread weighs, why it stands where it stands, and what it is to others. */
export function AttentionSection({ thread }: { readonly thread: Thread }) {
  const at = useRanked(thread.thread);
  const standing = useStanding(thread.thread);
  const waits = standing?.column === 'queued';
  const pinned = thread.triage?.pinned !== undefined;
  return (
    <>
      {isUnfinished(thread) && at && (
        <Section
          title={waits ? 'Why is it not running?' : 'Why here'}
          aside={
            <Button
              small
              look="quiet"
              onClick={() => tell('threads.triage', { thread: thread.thread, pinned: !pinned })}
            >
              {pinned ? <PinOff className="size-3" aria-hidden /> : <Pin className="size-3" aria-hidden />}
              {pinned ? 'Unpin' : 'Pin to the front'}
            </Button>
          }
        >
          {waits && <p className="untrusted text-sm text-ink-2">{visible(standing.reason)}</p>}
          <Weight thread={thread} />
          <Terms ranked={at.ranked} now={at.now} />
        </Section>
      )}
      <SameTopicSection thread={thread.thread} />
      <LinksSection thread={thread} />
    </>
  );
}
