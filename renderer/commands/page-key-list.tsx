import { mayChange, pageChord, pageProblem, withPageChord } from '../../core/commands/page-chord.ts';
import type { Page } from '../../core/commands/page-keys.ts';
import { pageKeys } from '../../core/commands/page-keys.ts';
import { useSettings } from '../mirror/selectors.ts';
import { Kbd } from '../ui/kbd.tsx';
import { tell } from '../window/request.ts';
import { KeyRow } from './key-row.tsx';

/** The keys of lists and pages, by where they work. What means the same everywhere stays as it is. */
export function PageKeyList() {
  return (
    <div className="gap-10 pt-5 md:columns-2">
      {pageKeys.map(({ where, keys }) => (
        <section key={where} aria-label={`Keys: ${where}`} className="break-inside-avoid pb-5">
          <h3 className="pb-1 text-sm font-medium text-ink-3">{where}</h3>
          <ul>
            {keys.map(([own, what]) =>
              mayChange(own) ? (
                <PageKey key={own} page={where} own={own} what={what} />
              ) : (
                <li key={own} className="flex min-h-9 items-center gap-4 text-ink-2">
                  <span className="flex-1">{what}</span>
                  <Kbd chord={own} />
                </li>
              ),
            )}
          </ul>
        </section>
      ))}
    </div>
  );
}

type PageKeyProps = { readonly page: Page; readonly own: string; readonly what: string };

function PageKey({ page, own, what }: PageKeyProps) {
  const { shortcuts } = useSettings();
  const chord = pageChord(page, own, shortcuts);
  const choose = (wanted: string) =>
    tell('settings.update', { patch: { shortcuts: withPageChord(shortcuts, { page, own }, wanted) } });
  return (
    <KeyRow
      title={what}
      chord={chord}
      changed={chord !== own}
      problem={(wanted) => pageProblem({ page, own }, wanted, shortcuts)}
      onReset={() => choose(own)}
      onChoose={choose}
    />
  );
}
