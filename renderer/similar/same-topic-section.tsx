import type { ThreadId } from '../../core/ids.ts';
import type { Thread } from '../../core/model/thread.ts';
import { visible } from '../../core/views/text/visible.ts';
import { Section } from '../ui/section.tsx';
import { openThread } from '../window/window-state.ts';
import { SameTopicAnswers } from './same-topic-answers.tsx';
import { useSameTopic } from './use-same-topic.ts';
import type { SameTopicQuestion } from './same-topic.ts';

/** On the page of a thread: with which others it may be about the same, what speaks for it, and the answers. */
export function SameTopicSection({ thread }: { readonly thread: ThreadId }) {
  const asked = useSameTopic(thread);
  if (asked.length === 0) return null;
  return (
    <Section title="Same topic?">
      {asked.map(({ question, other }) => (
        <SameTopic key={question.key} question={question} other={other} />
      ))}
    </Section>
  );
}

/** One question, as one of the two threads sees it. */
export function SameTopic({ question, other }: { readonly question: SameTopicQuestion; readonly other: Thread }) {
  return (
    <div className="flex flex-col gap-2 text-sm">
      <button
        type="button"
        onClick={() => openThread(other.thread)}
        className="untrusted text-left underline decoration-dotted underline-offset-2 hover:text-ink"
      >
        #{other.number} {visible(other.title)}
      </button>
      <ul className="flex flex-col gap-0.5 text-ink-2">
        {question.evidence.map(({ kind, text }) => (
          <li key={kind} className="untrusted wrap-anywhere select-text">
            {visible(text)}
          </li>
        ))}
      </ul>
      <SameTopicAnswers question={question} small />
    </div>
  );
}
