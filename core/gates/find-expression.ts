import type { Word } from '../model/action.ts';

/** What a `find` command line looks for and does with it. */
export type FindExpression = {
  /** One word per starting point that stands for everything found below it. */
  readonly found: readonly Word[];
  readonly roots: readonly Word[];
  readonly deletes: boolean;
  readonly writes: readonly Word[];
  readonly commands: readonly (readonly Word[])[];
};

const filters =
  /^-(name|iname|path|ipath|wholename|iwholename|regex|iregex|lname|newer\w*|[acm]time|[acm]min|size|empty|user|group|perm|inum|samefile)$/;
const named = /^-i?name$/;
const withoutFilter = /^(-o|-or|!|-not|,)$/;
const valueless =
  /^-(empty|delete|print0?|ls|prune|quit|depth|xdev|mount|daystart|follow|true|false|readable|writable|executable|nouser|nogroup)$/;

export function readFind(words: readonly Word[]): FindExpression {
  const start = words.findIndex((word) => /^(-[^HLPO]|[!(])/.test(word.text));
  const before = (start < 0 ? words : words.slice(0, start)).filter((word) => !/^-[HLPO]/.test(word.text));
  const roots = before.length > 0 ? before : [{ text: '.', known: true }];
  const rest = start < 0 ? [] : words.slice(start);
  const commands: Word[][] = [];
  const writes: Word[] = [];
  let deletes = false;
  let pattern: string | undefined;
  let selective = true;
  let shallow = false;
  for (let at = 0; at < rest.length; at += 1) {
    const word = rest[at];
    const name = word?.text ?? '';
    const value = rest[at + 1];
    if (/^-(exec|execdir|ok|okdir)$/.test(name)) {
      const end = rest.findIndex((other, index) => index > at && (other.text === ';' || other.text === '+'));
      commands.push(rest.slice(at + 1, end < 0 ? undefined : end));
      at = end < 0 ? rest.length : end;
      continue;
    }
    if (name === '-delete') deletes = true;
    if (
      withoutFilter.test(name) &&
      !(name !== ',' && name !== '-o' && name !== '-or' && /path/.test(value?.text ?? ''))
    )
      selective = false;
    if (/^-f(print0?|printf|ls)$/.test(name) && value) writes.push(value);
    if (name === '-mindepth' && value?.text !== '0') shallow = true;
    if (/^-type$/.test(name)) shallow = true;
    if (filters.test(name)) pattern = named.test(name) && value ? value.text : (pattern ?? 'found*');
    if (name.startsWith('-') && !valueless.test(name)) at += 1;
  }
  const kept = selective ? pattern : undefined;
  const below = kept ?? (shallow ? '*' : undefined);
  return {
    roots,
    found: roots.map((root) => (below === undefined ? root : under(root, below))),
    deletes,
    writes,
    commands,
  };
}

function under(root: Word, pattern: string): Word {
  const add = (text: string) => `${text.replace(/\/$/, '')}/${pattern}`;
  const glob = { ...root, text: add(root.text), glob: true };
  return root.known ? glob : { ...glob, ifUnset: add(root.ifUnset ?? '') };
}
