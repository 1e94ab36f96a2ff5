import type { Scenario } from '../scenario/scenario.ts';

export type Selectable = Pick<Scenario, 'skills'> & {
  /** Its file and the folder of its recordings, from the root of the repo. */
  readonly file: string;
};

/** What all agents are told or held by: a change there may change any behaviour. */
const everywhere = [
  ...['core/gates/', 'main/gates/', 'core/brief/', 'main/orchestrator/brief/', 'core/skills/', 'main/skills/'],
  ...['main/harness/', 'core/evals/', 'main/evals/', '.teatree/policy', '.teatree.yaml'],
];
const guidance = /(^|\/)(AGENTS|CLAUDE|GEMINI)\.md$/;

/** Why a change makes a scenario worth trying: its own file, its skill, or what all agents are told or held by. */
export function reasonToTry({ skills, file }: Selectable, changed: readonly string[]): string | undefined {
  const beside = /^(.*?)[^/]+\.ya?ml$/.exec(file)?.[1] ?? '';
  const own = /^(.*\/|)([^/]+)\/evals\/$/.exec(beside);
  const named = [...skills, ...(own?.[2] === undefined ? [] : [own[2]])];
  return changed.find((path) => {
    const recordings = file.replace(/\.ya?ml$/, '/');
    if (path === file || path.startsWith(recordings)) return true;
    if (everywhere.some((prefix) => path.startsWith(prefix)) || guidance.test(path)) return true;
    const skill = /(?:^|\/)skills\/([^/]+)\/(.*)$/.exec(path);
    return skill !== null && named.includes(skill[1] ?? '') && !(skill[2] ?? '').startsWith('evals/');
  });
}
