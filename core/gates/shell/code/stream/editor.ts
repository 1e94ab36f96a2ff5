import type { Word } from '../../../../model/action.ts';
import { known } from '../../expand/words.ts';
import type { Frame } from '../../session.ts';
import type { Deed } from './deed.ts';

/** `:w file`, `:r file`, `:r !cmd`, `call delete(…)` in what an editor is told to do by option or on its input. */
export function editorDeeds(words: readonly Word[], { stdin }: Frame): readonly Deed[] {
  const given = words.flatMap((word, at) => {
    if (/^(-c|--cmd|-S)$/.test(words[at - 1]?.text ?? '')) return [word.text];
    const attached = /^(?:-c|\+)(?=\D)(.*)$/s.exec(word.text)?.[1];
    return attached === undefined ? [] : [attached];
  });
  const lines = stdin?.rest.known === true ? stdin.rest.text.split('\n') : [];
  return [...given.flatMap((text) => text.split('|')), ...lines].flatMap(deedsIn);
}

const verb = /^\s*:?\s*(?:sil(?:ent)?!?\s+)?(?:\d+|[%.$]|'<,'>|,)*\s*/;
const forms: readonly (readonly [kind: Deed['kind'], pattern: RegExp])[] = [
  ['run', /^(?:r|read|w|write)?\s*!\s*(.+)$/s],
  ['write', /^(?:w|write|wq|x|xit|up|update|sav|saveas)!?\s+(?:>>\s*)?([^!\s].*)$/s],
  ['read', /^(?:r|read|e|edit|sp|split|vs|vsplit|tabe|tabedit|vi|view|ar|args|so|source)!?\s+([^!\s].*)$/s],
  ['run', /^call\s+system\(\s*['"](.*)['"]/s],
  ['write', /^call\s+writefile\(.*,\s*(?:expand\()?['"]([^'"]+)['"]/s],
];

function deedsIn(text: string): readonly Deed[] {
  const command = text.slice(0, 1000).replace(verb, '').trim();
  const removed = /^call\s+delete\(\s*(?:expand\()?['"]([^'"]+)['"]/.exec(command)?.[1];
  if (removed !== undefined) return [{ kind: 'run', word: known(`rm -rf '${removed.replaceAll("'", '')}'`) }];
  for (const [kind, pattern] of forms) {
    const found = pattern.exec(command)?.[1];
    if (found !== undefined) return [{ kind, word: known(found.trim()) }];
  }
  return [];
}
