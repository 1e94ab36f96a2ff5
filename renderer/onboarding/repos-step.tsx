import { useState } from 'react';
import type { RepoSearch } from '../../core/contract/welcome-methods.ts';
import { visible } from '../../core/views/text/visible.ts';
import { AddRepo } from '../repos/add-repo.tsx';
import { Button } from '../ui/button.tsx';
import { Elapsed } from '../ui/elapsed.tsx';
import { request, tell } from '../window/request.ts';
import { RunSample } from './run-sample.tsx';
import { useRepoSearch } from './use-repo-search.ts';

/** Clones that were found on this machine, to be chosen from; or one by its path. Where there is none the sample makes its own. */
export function ReposStep({ onSample }: { readonly onSample: () => void }) {
  const search = useRepoSearch();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (path: string) =>
    setChosen(chosen.has(path) ? new Set([...chosen].filter((each) => each !== path)) : new Set([...chosen, path]));
  const add = async () => {
    for (const path of chosen) await request('repos.add', { path });
  };
  return (
    <>
      <Progress search={search} />
      {search && search.found.length > 0 && (
        <>
          <ul aria-label="Clones found" className="hairline flex max-h-60 flex-col overflow-y-auto rounded-control">
            {search.found.map(({ path, name, usedAt }) => (
              <li key={path}>
                <label className="flex h-9 items-center gap-3 px-3 hover:bg-hover">
                  <input
                    type="checkbox"
                    checked={chosen.has(path)}
                    onChange={() => toggle(path)}
                    className="accent-(--accent)"
                  />
                  <span className="font-medium">{visible(name)}</span>
                  <span className="min-w-0 flex-1 truncate text-sm text-ink-3">{visible(path)}</span>
                  {usedAt > 0 && (
                    <span className="text-sm text-ink-3">
                      <Elapsed since={usedAt} suffix=" ago" />
                    </span>
                  )}
                </label>
              </li>
            ))}
          </ul>
          <Button look="primary" disabled={chosen.size === 0} className="self-start" onClick={() => void add()}>
            {chosen.size === 0 ? 'Choose some' : `Add ${String(chosen.size)} ${chosen.size === 1 ? 'repo' : 'repos'}`}
          </Button>
        </>
      )}
      {search && search.state !== 'looking' && search.found.length === 0 && <RunSample onStarted={onSample} />}
      <details className="text-sm">
        <summary className="text-ink-2">Another one</summary>
        <div className="pt-2">
          <AddRepo first={false} />
        </div>
      </details>
    </>
  );
}

function Progress({ search }: { readonly search: RepoSearch | undefined }) {
  const count = search?.found.length ?? 0;
  const clones = `${String(count)} ${count === 1 ? 'clone' : 'clones'} in ${String(search?.folders ?? 0)} folders`;
  if (search?.state === 'looking' || !search)
    return (
      <p role="status" className="flex items-center gap-3 text-sm text-ink-2">
        <span className="flex-1">Looking through your home folder: {clones}</span>
        <Button small look="quiet" onClick={() => tell('welcome.repos', { look: 'stop' })}>
          Stop
        </Button>
      </p>
    );
  return (
    <p role="status" className="flex items-center gap-3 text-sm text-ink-2">
      <span className="flex-1">
        {clones}
        {search.state === 'cut' && '; not everything was looked at'}
      </span>
      <Button small look="quiet" onClick={() => tell('welcome.repos', { look: 'anew' })}>
        Look again
      </Button>
    </p>
  );
}
