import { visible } from '../../core/views/text/visible.ts';
import { LongText } from '../thread/long-text.tsx';
import type { PastedIssue } from './use-issue.ts';

type IssueCardProps = {
  readonly issue: PastedIssue;
  readonly withText: boolean;
  readonly onWithText: (withText: boolean) => void;
};

/** What is known of the issue in the goal, and what the agent will get of it. */
export function IssueCard({ issue: { link, read }, withText, onWithText }: IssueCardProps) {
  return (
    <section aria-label="Issue" className="flex flex-col gap-1.5 rounded-control border px-3 py-2 text-sm">
      <p className="flex items-baseline gap-2">
        <span className="shrink-0 text-ink-3">{visible(link.title)}</span>
        {read?.kind === 'read' && <span className="untrusted min-w-0 truncate">{visible(read.title)}</span>}
      </p>
      <div role="status" className="text-ink-3">
        {!read && `Reading it${link.cli === undefined ? '' : ` with ${link.cli}`}…`}
        {read?.kind === 'link-only' && `The agent gets the link alone: ${visible(read.why)}.`}
      </div>
      {read?.kind === 'read' && (
        <>
          <details>
            <summary className="text-ink-2 hover:text-ink">Its text, as others wrote it</summary>
            <p className="untrusted mt-1 max-h-40 overflow-y-auto text-ink-2">
              <LongText text={read.body === '' ? 'It has none.' : read.body} />
            </p>
          </details>
          <label className="flex items-center gap-1.5 text-ink-2">
            <input type="checkbox" checked={withText} onChange={() => onWithText(!withText)} />
            Give the agent this text, as a quotation
          </label>
        </>
      )}
    </section>
  );
}
