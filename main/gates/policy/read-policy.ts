import { isCollection, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { parsePolicy } from '../../../core/gates/policy/parse-policy.ts';
import type { PlacedProblem } from '../../../core/gates/policy/parse-policy.ts';
import type { PolicyFile } from '../../../core/gates/policy/policy-file.ts';
import type { PolicyProblem } from '../../../core/model/gate.ts';

/** Whose policy a text is, and what it is called in messages. */
export type PolicyPlace = Pick<PolicyFile, 'layer' | 'source'> & { readonly file: string };

export type ReadPolicy =
  | { readonly ok: true; readonly policy: PolicyFile }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

export const maxCharacters = 256 * 1024;
/** More aliases than this in one policy is a mistake or an attack ("billion laughs"). */
const maxAliases = 50;
const mostProblems = 20;

/** Reads and checks the text of a policy file, examples included. Every problem has its line. Never throws. */
export function readPolicy(text: string, place: PolicyPlace): ReadPolicy {
  const at = (line: number, problem: Pick<PolicyProblem, 'field' | 'message' | 'next'>): PolicyProblem => ({
    ...{ layer: place.layer, file: place.file, line },
    ...problem,
  });
  const whole = (message: string, next: string) => [at(1, { field: '', message, next })];
  if (text.length > maxCharacters)
    return { ok: false, problems: whole(`is larger than ${String(maxCharacters / 1024)} KB`, 'Split or shorten it') };
  try {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
    const faults = [...document.errors, ...document.warnings].slice(0, mostProblems);
    if (faults.length > 0)
      return {
        ok: false,
        problems: faults.map((fault) =>
          at(lines.linePos(fault.pos[0]).line, {
            ...{ field: '', message: `not valid YAML: ${fault.message}`, next: 'Correct this line' },
          }),
        ),
      };
    const value: unknown = document.toJS({ maxAliasCount: maxAliases });
    const parsed = parsePolicy(value, place.layer);
    if (parsed.ok) return { ok: true, policy: { ...parsed.policy, layer: place.layer, source: place.source } };
    const problems = parsed.problems.slice(0, mostProblems).map((problem) => {
      const { path, message, next } = problem;
      return at(lineOf(document, lines, problem), { field: pathText(path), message, next });
    });
    return { ok: false, problems };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, problems: whole(`cannot be read: ${message}`, 'Write the values out, without aliases') };
  }
}

/** `file:line: field: what is wrong; remedy`. */
export function problemLine({ file, line, field, message, next }: PolicyProblem): string {
  return `${file}:${String(line)}: ${field === '' ? '' : `${field}: `}${message}; ${next}`;
}

function pathText(path: PlacedProblem['path']): string {
  return path
    .map((part, at) => (typeof part === 'number' ? `[${String(part)}]` : `${at === 0 ? '' : '.'}${part}`))
    .join('');
}

/** The line of the value, of its key, or of the nearest thing around it that the text really has. */
function lineOf(document: Document, lines: LineCounter, { path, atKey }: PlacedProblem): number {
  let node: unknown = document.contents;
  let offset = startOf(node);
  for (const [depth, part] of path.entries()) {
    const key = isMap(node) ? node.items.find((item) => isScalar(item.key) && item.key.value === part)?.key : undefined;
    node = isCollection(node) ? node.get(part, true) : undefined;
    const last = depth === path.length - 1;
    const start = last && atKey === true ? startOf(key) : (startOf(node) ?? startOf(key));
    if (start === undefined) break;
    offset = start;
  }
  return offset === undefined ? 1 : lines.linePos(offset).line;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
