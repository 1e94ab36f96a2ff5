import type { RepoId } from '../../core/ids.ts';
import { CustomAgent, Schedule } from '../../core/settings.ts';
import { useRepos, useSettings } from '../mirror/selectors.ts';
import { tell } from '../window/request.ts';
import { ListSetting } from './list-setting.tsx';

/** Errands by the clock. */
export function ScheduleList() {
  const { schedules } = useSettings();
  const repos = useRepos();
  const nameOf = (id: RepoId | undefined) => repos.find((repo) => repo.id === id)?.name;
  return (
    <ListSetting
      title="Errands by the clock"
      text="Each time is a signal, of which a thread can be made. Five fields as in cron, or such as @daily, in your local time."
      items={schedules.map(({ name, cron, title, repo }) => ({
        key: name,
        line: [name, cron, title, nameOf(repo)].filter(Boolean).join(' · '),
      }))}
      fields={[
        { name: 'name', label: 'name', placeholder: 'weekly-deps' },
        { name: 'cron', label: 'when', placeholder: '0 9 * * 1' },
        { name: 'title', label: 'what', placeholder: 'Update the dependencies' },
        { name: 'body', label: 'in full', placeholder: 'If there is more to say' },
        { name: 'repo', label: 'repo', placeholder: 'If it is of one' },
      ]}
      onRemove={(name) =>
        tell('settings.update', { patch: { schedules: schedules.filter((each) => each.name !== name) } })
      }
      onAdd={(values) => {
        if (schedules.some(({ name }) => name === values['name'])) return 'There is one of this name already';
        const { repo: typed = '', ...rest } = values;
        const repo = repos.find(({ name }) => name === typed.trim());
        if (typed.trim() !== '' && !repo) return `repo: there is none of the name ${typed.trim()}`;
        const schedule = Schedule.safeParse({ name: '', cron: '', title: '', ...rest, repo: repo?.id });
        if (!schedule.success) return firstProblem(schedule.error.issues);
        tell('settings.update', { patch: { schedules: [...schedules, schedule.data] } });
        return undefined;
      }}
    />
  );
}

/** Agents that speak the Agent Client Protocol, beside the known ones. */
export function AgentList() {
  const { agents } = useSettings();
  return (
    <ListSetting
      title="Agents of your own"
      text="Any program that speaks the Agent Client Protocol. They are there from the next start on."
      items={agents.map(({ id, title, command, args, mode }) => ({
        key: id,
        line: [title, [command, ...args].join(' '), mode].filter(Boolean).join(' · '),
      }))}
      fields={[
        { name: 'id', label: 'id', placeholder: 'my-agent' },
        { name: 'title', label: 'name', placeholder: 'My agent' },
        { name: 'command', label: 'command', placeholder: 'my-agent --acp' },
        { name: 'mode', label: 'mode in which it asks', placeholder: 'If several' },
      ]}
      onRemove={(id) => tell('settings.update', { patch: { agents: agents.filter((each) => each.id !== id) } })}
      onAdd={({ id = '', title = '', command = '', mode = '' }) => {
        if (agents.some((each) => each.id === id)) return 'There is one with this id already';
        const [file = '', ...args] = command.trim().split(/\s+/);
        const agent = CustomAgent.safeParse({ id, title, command: file, args, ...(mode.trim() !== '' && { mode }) });
        if (!agent.success) return firstProblem(agent.error.issues);
        tell('settings.update', { patch: { agents: [...agents, agent.data] } });
        return undefined;
      }}
    />
  );
}

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string };

function firstProblem([issue]: readonly Issue[]): string {
  return issue ? `${String(issue.path[0])}: ${issue.message}` : 'It is not whole';
}
