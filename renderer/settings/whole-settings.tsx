import type { ReactNode } from 'react';
import type { Settings } from '../../core/settings.ts';
import { newThread } from '../commands/window-actions.ts';
import { go, openDialog } from '../window/window-state.ts';
import { AuthoritySettings } from './authority-settings.tsx';
import { BackUp } from './back-up.tsx';
import { HarnessSettings } from './harness-settings.tsx';
import { LinkSetting } from './link-setting.tsx';
import { AgentList, ScheduleList } from './lists.tsx';
import type { Group } from './plain-settings.ts';
import { SeatSettings } from './seat-settings.tsx';

/** One that has a page or an editor of its own. `words`: what a search for it could be. */
type WholeSetting = {
  readonly key: string;
  readonly group: Group;
  readonly words: string;
  /** The settings that can be changed there. */
  readonly sets: readonly (keyof Settings)[];
  readonly shown: ReactNode;
};

export const wholeSettings: readonly WholeSetting[] = [
  {
    ...{ key: 'shortcuts', group: 'Appearance', words: 'shortcuts keys keyboard', sets: ['shortcuts'] },
    shown: (
      <LinkSetting
        title="Shortcuts"
        text="Every command can have keys of your choice."
        action="Change the keys"
        onClick={() => openDialog({ kind: 'shortcuts' })}
      />
    ),
  },
  {
    ...{ key: 'welcome', group: 'Appearance', words: 'get started first steps welcome sample', sets: ['welcomed'] },
    shown: (
      <LinkSetting
        title="First steps"
        text="Repos, agents and a first thread; they come by themselves only once."
        action="Get started"
        onClick={() => go({ view: 'welcome' })}
      />
    ),
  },
  {
    ...{ key: 'templates', group: 'Work', words: 'templates beginnings of goals new thread', sets: ['templates'] },
    shown: (
      <LinkSetting
        title="Templates"
        text="Your own beginnings of goals are kept and removed where a thread begins."
        action="New thread"
        onClick={newThread}
      />
    ),
  },
  {
    ...{ key: 'harnesses', group: 'Agents', words: 'agents harness limit claude', sets: [] },
    shown: <HarnessSettings />,
  },
  {
    ...{ key: 'agents', group: 'Agents', words: 'agents of your own custom acp program', sets: ['agents'] },
    shown: <AgentList />,
  },
  {
    ...{ key: 'skills', group: 'Agents', words: 'skills guidance', sets: [] },
    shown: (
      <LinkSetting
        title="Skills"
        text="Guidance that agents are given, and what came of it."
        action="Go to the skills"
        onClick={() => go({ view: 'skills' })}
      />
    ),
  },
  {
    ...{ key: 'evals', group: 'Agents', words: 'daily run of evals scenarios budget', sets: ['dailyEvals'] },
    shown: (
      <LinkSetting
        title="Daily run of the evals"
        text="Which agent is tried every day, and for how much money, is set with the evals."
        action="Go to the evals"
        onClick={() => go({ view: 'evals' })}
      />
    ),
  },
  { key: 'seat', group: 'Deciding', words: 'model seat harness minutes', sets: ['seat'], shown: <SeatSettings /> },
  {
    ...{ key: 'authority', group: 'Deciding', words: 'who may decide authority rules', sets: ['authority'] },
    shown: <AuthoritySettings />,
  },
  {
    ...{ key: 'schedules', group: 'Intake', words: 'errands clock schedule cron', sets: ['schedules'] },
    shown: <ScheduleList />,
  },
  {
    ...{ key: 'ci', group: 'Intake', words: 'ci reports results tests repos checks', sets: ['ciResults'] },
    shown: (
      <LinkSetting
        title="Reports of your CI"
        text="Where each repo’s own CI leaves them is set with the repo."
        action="Go to the repos"
        onClick={() => go({ view: 'repos' })}
      />
    ),
  },
  {
    ...{ key: 'workspaces', group: 'Data', words: 'workspaces worktrees disk trash remove restore', sets: [] },
    shown: (
      <LinkSetting
        title="Workspaces"
        text="What stands on disk, what may go, and what lies in the trash for 7 days."
        action="Go to the doctor"
        onClick={() => go({ view: 'doctor' })}
      />
    ),
  },
  {
    ...{ key: 'backup', group: 'Data', words: 'back up backup copy restore data folder', sets: [] },
    shown: <BackUp />,
  },
];
