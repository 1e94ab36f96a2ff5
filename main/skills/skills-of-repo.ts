import type { Repo } from '../../core/model/repo.ts';
import type { Skill, SkillFile } from '../../core/skills/skill.ts';
import { revParse } from '../git/ancestry.ts';
import { listFilesAt, listFoldersAt, readFileAt } from '../git/show.ts';
import { mostBytes, mostFiles } from './files-of-skill.ts';
import { readSkill } from './read-skill.ts';

/** Where projects keep skills; of one name the first counts. */
const places = ['.agents/skills', '.claude/skills'];
const mostSkills = 40;

export type RepoSkills = {
  /** The names of folders in those places, also where they do not read as skills. */
  readonly names: readonly string[];
  /** Empty for a repo that is not trusted: nothing of it is read then. */
  readonly skills: readonly Skill[];
};

/** A repo's own skills as its protected branch has them: what an agent wrote counts when it has landed. */
export function repoSkills(): (repo: Repo, trusted: boolean) => Promise<RepoSkills> {
  const known = new Map<string, RepoSkills>();
  return async (repo, trusted) => {
    const commit = await revParse(repo.path, `refs/remotes/${repo.remote.name}/${repo.defaultBranch}`);
    if (!commit.ok) return { names: [], skills: [] };
    const key = `${repo.path}\0${commit.value}\0${String(trusted)}`;
    const found = known.get(key) ?? (await readAll(repo, commit.value, trusted));
    if (known.size > 100) known.clear();
    known.set(key, found);
    return found;
  };
}

async function readAll({ path: clone, name: from }: Repo, commit: string, trusted: boolean): Promise<RepoSkills> {
  const names = new Set<string>();
  const skills: Skill[] = [];
  for (const place of places) {
    const folders = await listFoldersAt(clone, { commit, path: place });
    for (const name of folders.ok ? folders.value.slice(0, mostSkills) : []) {
      if (names.has(name)) continue;
      names.add(name);
      if (!trusted) continue;
      const { skill, problems } = readSkill(name, await filesAt(clone, commit, `${place}/${name}`));
      // A skill that breaks a rule is not given: it could be too long to read, or hold a secret.
      if (skill && problems.length === 0) skills.push({ ...skill, from });
    }
  }
  return { names: [...names], skills };
}

async function filesAt(clone: string, commit: string, folder: string): Promise<readonly SkillFile[]> {
  const paths = await listFilesAt(clone, { commit, path: folder });
  const files: SkillFile[] = [];
  for (const path of paths.ok ? paths.value.slice(0, mostFiles) : []) {
    const file = await readFileAt(clone, { commit, path: `${folder}/${path}`, maxBytes: mostBytes });
    if (file.ok && file.value.kind === 'found' && !file.value.truncated && !file.value.text.includes('\0'))
      files.push({ path, text: file.value.text });
  }
  return files;
}
