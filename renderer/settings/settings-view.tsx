import { useState } from 'react';
import { useMirror } from '../mirror/mirror.ts';
import { TextInput } from '../ui/field.tsx';
import { PlainField } from './plain-field.tsx';
import { groups, plainSettings } from './plain-settings.ts';
import type { Group } from './plain-settings.ts';
import { wholeSettings } from './whole-settings.tsx';

/** Everything a person can set, in groups; a search narrows it down. */
export function SettingsView() {
  const [query, setQuery] = useState('');
  const app = useMirror((mirror) => mirror.app);
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (words: string) => wanted.every((word) => words.toLowerCase().includes(word));
  const shown = groups
    .map((group) => ({
      group,
      plain: plainSettings.filter((each) => each.group === group && fits(`${group} ${each.title} ${each.text}`)),
      whole: wholeSettings.filter((each) => each.group === group && fits(`${group} ${each.words}`)),
    }))
    .filter(({ plain, whole }) => plain.length + whole.length > 0);
  return (
    <div className="flex min-h-0 flex-1">
      <aside className="flex w-44 shrink-0 flex-col gap-3 overflow-y-auto border-r p-4">
        <TextInput
          type="search"
          aria-label="Search the settings"
          placeholder="Search"
          value={query}
          onChange={({ target }) => setQuery(target.value)}
        />
        <nav aria-label="Settings" className="flex flex-col gap-px">
          {shown.map(({ group }) => (
            <button
              key={group}
              type="button"
              onClick={() => show(group)}
              className="h-7 rounded-control px-2 text-left text-ink-2 hover:bg-hover hover:text-ink"
            >
              {group}
            </button>
          ))}
        </nav>
      </aside>
      <div className="min-h-0 min-w-0 flex-1 overflow-y-auto px-5 py-6">
        <div className="mx-auto flex max-w-160 flex-col">
          <h1 className="pb-3 text-xl font-semibold tracking-tight">Settings</h1>
          {shown.map(({ group, plain, whole }) => (
            <section key={group} aria-label={group} className="pb-6">
              <h2
                id={placeOf(group)}
                tabIndex={-1}
                className="scroll-mt-4 pt-2 text-sm font-medium text-ink-3 outline-none!"
              >
                {group}
              </h2>
              {plain.map((setting) => (
                <div key={setting.title} data-sets={setting.key}>
                  <PlainField setting={setting} />
                </div>
              ))}
              {whole.map(({ key, sets, shown: part }) => (
                <div key={key} data-sets={sets.join(' ')}>
                  {part}
                </div>
              ))}
            </section>
          ))}
          {shown.length === 0 && <p className="py-8 text-center text-ink-3">No setting has these words.</p>}
          {app && (
            <p className="text-sm text-ink-3 select-text">
              Teatree {app.version}. Everything is kept in {app.dataFolder}
            </p>
          )}
        </div>
      </div>
    </div>
  );
}

function placeOf(group: Group): string {
  return `settings-${group.toLowerCase()}`;
}

/** The keyboard goes on from there. */
function show(group: Group): void {
  const heading = document.getElementById(placeOf(group));
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
}
