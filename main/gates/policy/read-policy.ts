import { parsePolicy } from '../../../core/gates/policy/parse-policy.ts';
import type { PolicyFile } from '../../../core/gates/policy/policy-file.ts';
import type { PolicyProblem } from '../../../core/model/gate.ts';
import { readYaml, yamlProblemLine } from '../../files/read-yaml.ts';

/** Whose policy a text is, and what it is called in messages. */
export type PolicyPlace = Pick<PolicyFile, 'layer' | 'source'> & { readonly file: string };

export type ReadPolicy =
  | { readonly ok: true; readonly policy: PolicyFile }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

const mostProblems = 20;

/** Reads and checks the text of a policy file, examples included. Every problem has its line. Never throws. */
export function readPolicy(text: string, { layer, source, file }: PolicyPlace): ReadPolicy {
  const read = readYaml(text, (value) => parsePolicy(value, layer));
  if (read.ok) return { ok: true, policy: { ...read.value, layer, source } };
  const problems = read.problems.slice(0, mostProblems);
  return { ok: false, problems: problems.map((each) => ({ layer, file, ...each, next: each.next ?? remedy })) };
}

const remedy = 'Correct this line';

/** `file:line: field: what is wrong; remedy`. */
export function problemLine({ file, ...problem }: PolicyProblem): string {
  return yamlProblemLine(file, problem);
}
