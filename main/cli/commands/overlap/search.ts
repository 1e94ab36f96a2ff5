import type { SearchHit } from '../../../../core/contract/search-methods.ts';
import { ok } from '../../../../core/result.ts';
import type { Command } from '../../command-line/command.ts';
import { snapshotThere } from '../../factory/snapshot-there.ts';
import { cleanLine } from '../../screen.ts';
import { namesOf } from '../../text/entry-line.ts';

const againMs = 300;

/** Waits until all that is recorded is taken in, so that a script never takes a part for the whole. */
export const search: Command = {
  name: 'search',
  about: 'Find words in threads, transcripts, changes and decisions, the newest first',
  positionals: [{ name: 'WORDS', about: 'beginnings of words; "in quotes" as they stand', many: true }],
  async run({ args, screen, connect }) {
    const there = await snapshotThere(connect);
    if (!there.ok) return there;
    const { snapshot, connection } = there.value;
    const text = args.rest('WORDS').join(' ');
    let found = await connection.call('search.find', { text });
    while (found.ok && found.value.behind) {
      await new Promise((resolve) => setTimeout(resolve, againMs));
      found = await connection.call('search.find', { text });
    }
    if (!found.ok) return found;
    const names = namesOf(snapshot);
    const hits = found.value.groups.flatMap((group) => group.hits);
    screen.print(found.value.groups, hits.map((hit) => hitLine(hit, names.threads)).join('\n'));
    return ok(hits.length > 0 ? 0 : 1);
  },
};

function hitLine({ thread, what, parts, file }: SearchHit, numbers: ReadonlyMap<string, number>): string {
  const number = thread === undefined ? '' : `#${String(numbers.get(thread) ?? '?')} `;
  const said = parts.map((part) => part.text).join('');
  return cleanLine(`${number}${what}: ${file ? `${file.path}: ` : ''}${said}`, 200);
}
