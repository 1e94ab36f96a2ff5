import { isMap, isSeq, parseDocument, stringify } from 'yaml';
import type { TypedRule } from '../../../core/gates/policy/policy-file.ts';

const header = `# What agents may do on this machine, beside the shipped rules: teatree gate report
# Rules say what an action does, never its text. A rule needs an example in \`match\`; see teatree help gate check.
`;

/** The rule as it stands in a file. */
export function ruleYaml(rule: TypedRule): string {
  return stringify([plain(rule)]);
}

/** The text with the rules at its end. Comments and order stay as the person wrote them. */
export function withRules(text: string, rules: readonly TypedRule[]): string {
  if (text.trim() === '') return header + String(newDocument(rules));
  const document = parseDocument(text);
  const list = document.get('rules');
  if (!isSeq(list)) document.set('rules', document.createNode(rules.map(plain)));
  else for (const rule of rules) list.add(document.createNode(plain(rule)));
  if (isSeq(list)) list.flow = false;
  return String(document);
}

/** The text without the rule; undefined when it has none of that id. */
export function withoutRule(text: string, id: string): string | undefined {
  const document = parseDocument(text);
  const list = document.get('rules');
  if (!isSeq(list)) return undefined;
  const at = list.items.findIndex((item) => isMap(item) && item.get('id') === id);
  if (at === -1) return undefined;
  list.delete(at);
  if (list.items.length === 0) document.delete('rules');
  return String(document);
}

function newDocument(rules: readonly TypedRule[]) {
  const document = parseDocument('version: 1\n');
  document.set('rules', document.createNode(rules.map(plain)));
  return document;
}

/** In the order people read it, without what is empty. */
function plain({ id, effect, where, verdict, reason, next, repo, shadow, match, no_match }: TypedRule): object {
  return {
    id,
    ...(repo === undefined ? {} : { repo }),
    effect,
    ...(Object.keys(where).length > 0 ? { where } : {}),
    verdict,
    ...(shadow ? { shadow } : {}),
    reason,
    ...(next === undefined ? {} : { next }),
    match,
    ...(no_match.length > 0 ? { no_match } : {}),
  };
}
