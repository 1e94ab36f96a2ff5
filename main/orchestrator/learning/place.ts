import { join } from 'node:path';
import { stringify } from 'yaml';
import { InstructionId, ThreadId } from '../../../core/ids.ts';
import type { Opens } from '../../../core/loop/lessons/lesson-command.ts';
import type { LessonFile, LessonPlace } from '../../../core/model/learning/lesson.ts';
import type { Repo } from '../../../core/model/repo.ts';
import { shellWord } from '../../../core/model/recipe/template.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { readTextIfThere } from '../../files/read-text-file.ts';
import { readFileAt } from '../../git/show.ts';
import { recipeConfig } from '../../harness/recipe/config.ts';

export type Places = {
  readonly dataFolder: string;
  readonly repo: (id: Repo['id']) => Repo | undefined;
  readonly newId: (prefix: string) => string;
};

/** The text of a file as it stands now: in the person's folder, or on the repo's protected branch. Null where there is none. */
export async function currentText(
  { dataFolder, repo: repoOf }: Places,
  place: LessonPlace,
  path: string,
): Promise<Result<string | null>> {
  if (place.kind === 'user') return readTextIfThere(join(dataFolder, path));
  const repo = repoOf(place.repo);
  if (!repo) return fail({ code: 'repo-not-found', message: 'Its repo is not registered any more' });
  const found = await readFileAt(repo.path, { commit: `refs/remotes/${repo.remote.name}/${repo.defaultBranch}`, path });
  if (!found.ok) return found;
  return ok(found.value.kind === 'found' ? found.value.text : null);
}

/** Nobody else's change is written over. */
export async function unchanged(
  places: Places,
  place: LessonPlace,
  files: readonly LessonFile[],
): Promise<Result<true>> {
  for (const { path, before } of files) {
    const now = await currentText(places, place, path);
    if (!now.ok) return now;
    if (now.value !== before)
      return fail({
        code: 'lesson-outdated',
        message: `${path} has changed since the lesson was drafted`,
        next: 'Reject it, and make it anew from the same incident',
      });
  }
  return ok(true);
}

/** A thread that does nothing but put these files there and commit them: the recipe that does it needs no model. */
export function filesThread(places: Places, repo: Repo['id'], work: { title: string; files: readonly Put[] }): Opens {
  const { title, files } = work;
  const inputs = files.flatMap(({ text }, at) => (text === null ? [] : [[`file${String(at)}`, text] as const]));
  const recipe = stringify({
    title: title.slice(0, 120),
    inputs: Object.fromEntries(inputs.map(([name]) => [name, { description: 'A file as it is to be' }])),
    steps: [
      ...files.map(({ path, text }, at) =>
        text === null
          ? { run: `git rm -q -- ${shellWord(path)}` }
          : { write: { path, content: `\${inputs.file${String(at)}}` } },
      ),
      { commit: { message: title.slice(0, 200), paths: files.map(({ path }) => path) } },
    ],
  });
  const config = recipeConfig({ recipe, file: 'lesson.yaml', inputs: Object.fromEntries(inputs) });
  const names = files.map(({ path }) => path).join(', ');
  return opening(places, {
    ...{ title, repos: [repo], harness: { id: 'recipe', config } },
    goal: `${title}\n\nFiles: ${names}`,
  });
}

/** A file as it is to be; null where it is to go. */
export type Put = { readonly path: string; readonly text: string | null };

export function opening({ newId }: Places, brief: Omit<Opens['brief'], 'thread'>): Opens {
  const thread = ThreadId.parse(newId('thr'));
  return {
    brief: { ...brief, thread, title: brief.title.slice(0, 120) },
    instruction: { id: InstructionId.parse(newId('ins')), kind: 'goal', text: brief.goal },
  };
}
