import { RepoConfig, WorkspaceConfig } from '../../core/model/repo.ts';
import { problemsOf } from '../../core/placed-problem.ts';
import type { Parsed, PlacedProblem } from '../../core/placed-problem.ts';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { readYaml, yamlProblemLine } from '../files/read-yaml.ts';
import type { TreeReader } from './tree-reader.ts';

const CONFIG_FILE = '.teatree.yaml';

/** What the tree's `.teatree.yaml` says; undefined when there is none. */
export async function readRepoConfig(read: TreeReader, repo: string): Promise<Result<RepoConfig | undefined>> {
  const text = await read(CONFIG_FILE);
  if (!text.ok) return text;
  return text.value === undefined ? ok(undefined) : parseRepoConfig(text.value, `${repo}/${CONFIG_FILE}`);
}

/** Every problem with its line: `api/.teatree.yaml:3: checks[0].command: is missing; Add it: a text`. */
function parseRepoConfig(text: string, file: string): Result<RepoConfig> {
  const read = readYaml(text, parse);
  if (read.ok) return ok(read.value);
  return fail({
    code: 'config-malformed',
    message: read.problems.map((problem) => yamlProblemLine(file, problem)).join('\n'),
    next: 'Correct these lines on the default branch, or remove the file',
  });
}

function parse(value: unknown): Parsed<RepoConfig> {
  const parsed = RepoConfig.safeParse(value ?? {});
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, problems: problemsOf(parsed.error, keysAt) };
}

function keysAt([first, second]: PlacedProblem['path']): readonly string[] {
  if (first === 'checks' && second !== undefined) return Object.keys(RepoConfig.shape.checks.unwrap().element.shape);
  return Object.keys((first === 'workspace' ? WorkspaceConfig : RepoConfig).shape);
}
