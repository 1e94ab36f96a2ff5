import { onOneLine } from '../brief/quote.ts';
import type { Evidence } from '../model/deciding/decision.ts';
import type { Similar } from './similar-index.ts';
import { listed } from './why.ts';

/** Files that the commits of two threads have in common. */
export type SharedWork = {
  /** That both change and hardly anybody else does. */
  readonly rare: readonly string[];
  /** In which a merge of both conflicts. */
  readonly conflicting: readonly string[];
};

/**
 * From which score on two texts are worth a question, by what else speaks for it. Of the texts of the development pairs, in a
 * board of 60, four in five that score 0.3 are the same; 0.2 is as often wrong as right.
 */
const worthAsking = { texts: 0.3, andRareFiles: 0.2, andConflict: 0.15 };
/** “Paint the shed” and “Paint the fence” share one word. */
const fewestTerms = 2;

/** What speaks for two threads being about the same, quoted; nothing where it is too little to ask about. */
export function evidenceOf({ score, common }: Similar, { rare, conflicting }: SharedWork): readonly Evidence[] {
  const { names, words } = common;
  const told = names.length + words.length >= fewestTerms && score >= worthAsking.texts;
  const worked =
    (rare.length > 0 && score >= worthAsking.andRareFiles) ||
    (conflicting.length > 0 && score >= worthAsking.andConflict);
  if (!told && !worked) return [];
  return [
    ...quote('same-words', 'Both speak of', listed(inLine(words), '“', '”')),
    ...quote('same-names', 'Both name', code(names)),
    ...quote('same-files', 'Both change what hardly anybody else does:', code(rare)),
    ...quote('same-code', 'Their commits conflict in', code(conflicting)),
  ];
}

function quote(kind: string, said: string, quoted: string): readonly Evidence[] {
  return quoted === '' ? [] : [{ kind, text: `${said} ${quoted}` }];
}

function code(names: readonly string[]): string {
  return listed(inLine(names), '`', '`');
}

function inLine(texts: readonly string[]): readonly string[] {
  return texts.map((text) => onOneLine(text, 120));
}
