import type { ThreadId } from '../../core/ids.ts';
import { askLine } from '../../core/views/board.ts';
import { visible } from '../../core/views/text/visible.ts';
import { askMark } from '../inbox/ask-mark.ts';
import { useActivity, useColumn, useInbox, useThread, useUnasked } from '../mirror/selectors.ts';
import { Elapsed } from '../ui/elapsed.tsx';
import { Section } from '../ui/section.tsx';
import { StateGlyph } from '../ui/state-mark.tsx';
import { go, openThread } from '../window/window-state.ts';

const asksShown = 6;
const runsShown = 10;

/** What moves now and what waits for the person, for the corner of an eye. */
export function WatchPanel() {
  const groups = useInbox();
  const unseen = Math.max(0, groups.length - asksShown) + useUnasked().length;
  const working = useColumn('working');
  return (
    <div className="flex flex-col gap-6 p-4">
      <Section title="Needs you">
        {groups.length + unseen === 0 && <p className="text-sm text-ink-3">Nothing waits for you.</p>}
        <ul className="-mx-2 flex flex-col">
          {groups.slice(0, asksShown).map(({ key, asks, since }) => {
            const [first] = asks;
            return (
              first && (
                <li key={key}>
                  <button
                    type="button"
                    onClick={() => go({ view: 'inbox' })}
                    className="flex w-full items-start gap-2 rounded-control px-2 py-1.5 text-left hover:bg-hover"
                  >
                    <span className="pt-px">
                      <StateGlyph {...askMark(first)} />
                    </span>
                    <span className="line-clamp-2 min-w-0 flex-1 text-sm break-words text-ink-2">
                      {visible(askLine(first))}
                    </span>
                    <span className="text-sm text-ink-3">
                      <Elapsed since={since} />
                    </span>
                  </button>
                </li>
              )
            );
          })}
        </ul>
        {unseen > 0 && (
          <p className="text-sm text-ink-3">
            {groups.length > 0 && 'and '}
            {unseen} more in the inbox
          </p>
        )}
      </Section>
      <Section title="Working now">
        {working.length === 0 && <p className="text-sm text-ink-3">No agent is working.</p>}
        <ul className="-mx-2 flex flex-col">
          {working.slice(0, runsShown).map((id) => (
            <WatchedRun key={id} id={id} />
          ))}
        </ul>
        {working.length > runsShown && <p className="text-sm text-ink-3">and {working.length - runsShown} more</p>}
      </Section>
    </div>
  );
}

function WatchedRun({ id }: { readonly id: ThreadId }) {
  const title = useThread(id)?.title ?? '';
  const activity = useActivity(id);
  return (
    <li>
      <button
        type="button"
        onClick={() => openThread(id)}
        className="flex w-full flex-col gap-0.5 rounded-control px-2 py-1.5 text-left hover:bg-hover"
      >
        <span className="w-full truncate text-sm text-ink-2">{visible(title)}</span>
        <span className="flex w-full gap-2 text-sm text-ink-3">
          <span className="min-w-0 flex-1 truncate font-mono">
            {activity ? visible(activity.line) : 'no output seen yet'}
          </span>
          {activity && <Elapsed since={activity.at} />}
        </span>
      </button>
    </li>
  );
}
