import { resolve } from 'node:path';
import { ok } from '../../../../core/result.ts';
import type { SkillInfo } from '../../../../core/skills/listed-skill.ts';
import { problemLine } from '../../../skills/problem-line.ts';
import type { Command } from '../../command-line/command.ts';
import { clean, cleanLine, table } from '../../screen.ts';

export const skillList: Command = {
  name: 'skill list',
  about: 'Show the skills: shipped, your own and those of repos, and which are not given to agents',
  async run({ screen, connect }) {
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const skills = await connection.value.call('skills.list', {});
    if (!skills.ok) return skills;
    const rows = skills.value.map((skill) => {
      const { name, tokens, scenarios = 0, appliesTo, why } = skill;
      const about = why === undefined ? appliesTo.join('; ') : `not given: ${why}`;
      return [name, sourceText(skill), `${String(tokens)} tokens`, `${String(scenarios)} scenarios`, cleanLine(about)];
    });
    screen.print(skills.value, rows.length > 0 ? table(rows) : 'No skills');
    return ok(0);
  },
};

export const skillShow: Command = {
  name: 'skill show',
  about: 'Show one skill: what it says, when it is given, and what is wrong with it',
  positionals: [{ name: 'NAME', about: 'its name' }],
  async run({ args, screen, connect }) {
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const shown = await connection.value.call('skills.show', { name: args.positional('NAME') });
    if (!shown.ok) return shown;
    const { folder, hash, tokens, scenarios, why, appliesTo, problems, text } = shown.value;
    const facts = [
      `from ${sourceText(shown.value)}${folder === undefined ? '' : `, ${folder}`}`,
      ...(hash === undefined ? [] : [`sha256 ${hash}`]),
      `${String(tokens)} tokens of each catalogue · ${String(scenarios ?? 0)} scenarios`,
      appliesTo.length > 0 ? `given for ${appliesTo.join('; ')}` : 'given to all runs',
      ...(why === undefined ? [] : [`not given: ${why}`]),
      ...problems.map((problem) => problemLine(folder ?? '', problem)),
    ];
    for (const fact of facts) screen.note(cleanLine(fact, 500));
    screen.print(shown.value, clean(text));
    return ok(0);
  },
};

export const skillAdd: Command = {
  name: 'skill add',
  about: 'Copy a skill into your own, if nothing is wrong with it',
  positionals: [{ name: 'PATH', about: 'the folder that holds its SKILL.md' }],
  async run({ args, screen, connect }) {
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const added = await connection.value.call('skills.add', { path: resolve(args.positional('PATH')) });
    if (!added.ok) return added;
    const { name, folder = '' } = added.value;
    screen.print(added.value, cleanLine(`Added ${name}: new runs get it from ${folder}`, 500));
    return ok(0);
  },
};

function sourceText({ source }: Pick<SkillInfo, 'source'>): string {
  return source.kind === 'repo' ? cleanLine(source.repo) : source.kind;
}
