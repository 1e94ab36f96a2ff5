import type { Repo } from '../../../core/model/repo.ts';
import { revParse } from '../../git/ancestry.ts';
import { grepCommit } from '../../git/read/grep.ts';
import type { SignalDraft } from './new-signal.ts';
import type { SignalSource } from './source.ts';

const everyMs = 5 * 60_000;
const mostNotes = 200;

/** `TODO` and `FIXME` in the code of the default branch, one signal per note; read only when the branch has moved. */
export function codeNotes(repos: () => Iterable<Repo>): SignalSource {
  const read = new Map<Repo['id'], string>();
  return {
    name: 'code-notes',
    everyMs,
    async look({ known, now }) {
      const there: SignalDraft[] = [];
      const gone: string[] = [];
      for (const repo of repos()) {
        const head = await revParse(repo.path, `refs/remotes/${repo.remote.name}/${repo.defaultBranch}`);
        if (!head.ok || read.get(repo.id) === head.value) continue;
        const lines = await grepCommit(repo.path, head.value, { words: ['TODO', 'FIXME'], most: mostNotes });
        if (!lines.ok) continue;
        read.set(repo.id, head.value);
        const notes = new Map(lines.value.map((line) => [idOf(repo, line), line]));
        for (const [externalId, line] of notes) {
          if (!known.has(externalId)) there.push(draftOf(repo, { ...line, externalId, now }));
        }
        for (const id of known.keys()) if (id.startsWith(`${repo.id}:`) && !notes.has(id)) gone.push(id);
      }
      return { there, gone };
    },
  };
}

type Line = { readonly path: string; readonly line: number; readonly text: string };

/** Without the line's number: a note that only moved is the same note. */
function idOf({ id }: Repo, { path, text }: Line): string {
  return `${id}:${path}:${text.trim().replaceAll(/\s+/g, ' ')}`.slice(0, 600);
}

function draftOf(
  repo: Repo,
  { path, line, text, externalId, now }: Line & { readonly externalId: string; readonly now: number },
): SignalDraft {
  const note = text.slice(Math.max(0, text.search(/TODO|FIXME/))).trim();
  return {
    ...{ source: 'code-notes', externalId, revision: now, repo: repo.id, kind: 'todo', at: now },
    ...{ title: note, body: `${path}:${String(line)}`, paths: [path], actor: 'the code', trust: 'outside' },
  };
}
