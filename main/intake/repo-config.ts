import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import type { z } from 'zod';
import { RepoConfig, WorkspaceConfig } from '../../core/model/repo.ts';
import { closest } from '../../core/model/recipe/problems.ts';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import type { TreeReader } from './tree-reader.ts';

const CONFIG_FILE = '.teatree.yaml';
const MAX_ALIASES = 20;

/** What the tree's `.teatree.yaml` says; undefined when there is none. */
export async function readRepoConfig(read: TreeReader, repo: string): Promise<Result<RepoConfig | undefined>> {
  const text = await read(CONFIG_FILE);
  if (!text.ok) return text;
  return text.value === undefined ? ok(undefined) : parseRepoConfig(text.value, `${repo}/${CONFIG_FILE}`);
}

/** Every problem with its line: `api/.teatree.yaml:3: checks[0].command: is missing`. */
function parseRepoConfig(text: string, file: string): Result<RepoConfig> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const refuse = (problems: readonly string[]): Result<never> =>
    fail({
      code: 'config-malformed',
      message: problems.join('\n'),
      next: 'Correct these lines on the default branch, or remove the file',
    });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0)
    return refuse(faults.map((fault) => `${file}:${String(lines.linePos(fault.pos[0]).line)}: ${fault.message}`));
  const value = valueOf(document);
  if (!value.ok) return refuse([`${file}:1: ${value.error.message}`]);
  const parsed = RepoConfig.safeParse(value.value ?? {});
  if (parsed.success) return ok(parsed.data);
  const problems = parsed.error.issues.flatMap(problemsOf);
  return refuse(problems.map(({ path, text: what }) => `${file}:${String(lineOf(document, lines, path))}: ${what}`));
}

function valueOf(document: Document): Result<unknown> {
  try {
    return ok(document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown);
  } catch (error) {
    return fail({ code: 'config-aliases', message: error instanceof Error ? error.message : String(error) });
  }
}

type Problem = { readonly path: readonly PropertyKey[]; readonly text: string };

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...issue.path, key], text: unknownKey(issue.path, key) }));
  const place = issue.path.length > 0 ? `${pathText(issue.path)}: ` : '';
  const missing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
  return [{ path: issue.path, text: `${place}${missing ? 'is missing' : issue.message}` }];
}

function unknownKey(path: readonly PropertyKey[], key: string): string {
  const known = Object.keys((path[0] === 'workspace' ? WorkspaceConfig : RepoConfig).shape);
  const meant = closest(key, known);
  const hint = meant === undefined ? `there are ${known.join(', ')}` : `did you mean ${meant}?`;
  return `${pathText([...path, key])}: unknown key; ${hint}`;
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, at) => (typeof part === 'number' ? `[${String(part)}]` : `${at === 0 ? '' : '.'}${String(part)}`))
    .join('');
}

/** The line of the deepest thing on the path that the text really has. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const key = path[depth - 1];
    const parent = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true);
    const pair = isMap(parent) ? parent.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
    const node = pair ? pair.key : document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
