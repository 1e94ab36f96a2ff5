import { useState } from 'react';
import type { Repo } from '../../core/model/repo.ts';
import { durationText } from '../../core/views/text/elapsed.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useSettings } from '../mirror/selectors.ts';
import { Button } from '../ui/button.tsx';
import { Branch } from '../ui/chip.tsx';
import { Fact, Facts } from '../ui/section.tsx';
import { tell } from '../window/request.ts';
import { ChecksEditor } from './checks-editor.tsx';
import { reportsOf } from './ci-reports.ts';

export function RepoCard({ repo }: { readonly repo: Repo }) {
  const [editing, setEditing] = useState(false);
  const checks = repo.config.checks ?? [];
  const trusted = repo.skillsTrusted === true;
  const reports = reportsOf(useSettings(), repo.id);
  return (
    <article aria-label={repo.name} className="flex flex-col gap-3 rounded-card border bg-card p-4 shadow-card">
      <header className="flex items-center gap-3">
        <h2 className="font-semibold">{repo.name}</h2>
        <Branch name={`${repo.remote.name}/${repo.defaultBranch}`} />
        <span className="flex-1" />
        {!editing && (
          <Button small onClick={() => setEditing(true)}>
            Edit checks
          </Button>
        )}
        <Button small look="quiet" onClick={() => tell('repos.trust-skills', { repo: repo.id, trusted: !trusted })}>
          {trusted ? 'Give its skills to nobody' : 'Trust its skills'}
        </Button>
        <Button small look="quiet" onClick={() => tell('repos.remove', { repo: repo.id })}>
          Remove
        </Button>
      </header>
      <Facts>
        <Fact name="clone" mono>
          {repo.path}
        </Fact>
        <Fact name="remote" mono>
          {repo.remote.url}
        </Fact>
        {repo.packageManager !== undefined && <Fact name="packages">{repo.packageManager}</Fact>}
        <Fact name="checks from">
          {repo.configSource === 'edited'
            ? 'your edits; a .teatree.yaml on the protected branch wins'
            : 'what was detected in the clone; a .teatree.yaml on the protected branch wins'}
        </Fact>
        <Fact name="its skills">
          {trusted
            ? `given to agents in its threads, as ${repo.defaultBranch} has them`
            : 'not read, if it brings any: you did not say that you trust them'}
        </Fact>
        {reports.length > 0 && (
          <Fact name="CI reports" mono>
            {reports.join(', ')}
          </Fact>
        )}
      </Facts>
      {editing ? (
        <ChecksEditor repo={repo} onDone={() => setEditing(false)} />
      ) : (
        <ul aria-label={`Checks of ${repo.name}`} className="flex flex-col divide-y divide-line rounded-control border">
          {checks.length === 0 && (
            <li className="px-3 py-2 text-sm text-ink-3">No checks: what is changed here is tested by nobody.</li>
          )}
          {checks.map((check) => (
            <li key={check.name} className="flex h-8 items-center gap-3 px-3 text-sm">
              <span className="w-32 shrink-0 truncate">{check.name}</span>
              <code className="min-w-0 flex-1 truncate font-mono text-code text-ink-2">{visible(check.command)}</code>
              <span className="text-ink-3">at most {durationText(check.timeoutSeconds * 1000)}</span>
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}
