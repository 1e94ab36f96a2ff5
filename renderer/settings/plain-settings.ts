import type { Settings } from '../../core/settings.ts';

export const groups = ['Appearance', 'Work', 'Safety', 'Checkpoints', 'Agents', 'Deciding', 'Intake', 'Data'] as const;
export type Group = (typeof groups)[number];

type Named = { readonly group: Group; readonly title: string; readonly text: string };
type KeysOf<T> = { [K in keyof Settings]: Settings[K] extends T ? K : never }[keyof Settings];

/** A setting that one field sets; the schema of the settings says what it may be. */
export type PlainSetting = Named &
  (
    | { readonly kind: 'number'; readonly key: KeysOf<number> }
    | { readonly kind: 'switch'; readonly key: KeysOf<boolean> }
    | { readonly kind: 'text'; readonly key: 'editor' | 'quietHours' }
    | { readonly kind: 'names'; readonly key: 'protectedBranches' }
    | { readonly kind: 'kept'; readonly key: 'checkpoints'; readonly field: keyof Settings['checkpoints'] }
    | {
        readonly kind: 'choice';
        readonly key: 'theme' | 'density' | 'diff' | 'containment';
        /** Value and what it is called. */
        readonly choices: readonly (readonly [string, string])[];
      }
  );

export const plainSettings: readonly PlainSetting[] = [
  {
    ...{ group: 'Appearance', kind: 'choice', key: 'theme', title: 'Theme' },
    text: 'The system theme follows your desktop.',
    choices: [
      ['system', 'System'],
      ['light', 'Light'],
      ['dark', 'Dark'],
    ],
  },
  {
    ...{ group: 'Appearance', kind: 'choice', key: 'density', title: 'Density' },
    text: 'How close things stand.',
    choices: [
      ['comfortable', 'Comfortable'],
      ['compact', 'Compact'],
    ],
  },
  {
    ...{ group: 'Appearance', kind: 'choice', key: 'diff', title: 'Changes of a file' },
    text: 'Old and new one under the other, or side by side.',
    choices: [
      ['unified', 'One under the other'],
      ['split', 'Side by side'],
    ],
  },
  {
    ...{ group: 'Appearance', kind: 'text', key: 'editor', title: 'Editor' },
    text: 'A program that opens files, with arguments. Empty: one that is found.',
  },
  {
    ...{ group: 'Appearance', kind: 'switch', key: 'notifications', title: 'Notifications' },
    text: 'For new asks, failures and landings.',
  },
  {
    ...{ group: 'Appearance', kind: 'text', key: 'quietHours', title: 'Quiet hours' },
    text: 'Such as 22:00-07:30, in your local time. What comes meanwhile is told as one when they end. Empty: none.',
  },
  {
    ...{ group: 'Appearance', kind: 'switch', key: 'railOpen', title: 'Rail' },
    text: 'Your threads by repo, at the left.',
  },
  {
    ...{ group: 'Appearance', kind: 'switch', key: 'contextOpen', title: 'Context panel' },
    text: 'What the page needs beside it, at the right, where there is room.',
  },
  {
    ...{ group: 'Work', kind: 'number', key: 'wipLimit', title: 'Threads at work at once' },
    text: 'A thread that waits for you gives its place to the next.',
  },
  {
    ...{ group: 'Work', kind: 'number', key: 'repoWipLimit', title: 'Of these in one repo' },
    text: '0: as many as there are places.',
  },
  {
    ...{ group: 'Work', kind: 'number', key: 'freeMemoryGb', title: 'Free memory for a new agent' },
    text: 'In gigabytes; none starts with less. 0: memory holds nothing back.',
  },
  {
    ...{ group: 'Work', kind: 'number', key: 'poolSize', title: 'Worktrees kept ready' },
    text: 'Per repo, so that a thread begins at once. Each is a checkout on disk.',
  },
  {
    ...{ group: 'Work', kind: 'number', key: 'portBase', title: 'First port' },
    text: 'Each thread gets ten ports from here on.',
  },
  {
    ...{ group: 'Safety', kind: 'names', key: 'protectedBranches', title: 'Protected branches' },
    text: 'Only a landing may move them, in every repo. Names or globs, separated by commas.',
  },
  {
    ...{ group: 'Safety', kind: 'number', key: 'askHours', title: 'Hours a question of the gate waits' },
    text: 'Then the safe answer is given, and recorded.',
  },
  {
    ...{ group: 'Safety', kind: 'choice', key: 'containment', title: 'Containment' },
    text: 'The operating system holds agents back beneath the gate, where it can.',
    choices: [
      ['auto', 'Wherever it can'],
      ['off', 'Off: the gate alone'],
    ],
  },
  {
    ...{ group: 'Checkpoints', kind: 'kept', key: 'checkpoints', field: 'keep', title: 'Checkpoints kept' },
    text: 'Of each thread in each repo. The newest always stays while its thread is worked on.',
  },
  {
    ...{ group: 'Checkpoints', kind: 'kept', key: 'checkpoints', field: 'days', title: 'Days they are kept' },
    text: 'Older ones go.',
  },
  {
    ...{ group: 'Checkpoints', kind: 'kept', key: 'checkpoints', field: 'megabytes', title: 'Room for them' },
    text: 'In megabytes, over all threads.',
  },
  {
    ...{ group: 'Deciding', kind: 'switch', key: 'learning', title: 'Lessons' },
    text: 'Drawn from what breaks, for you to accept or reject. Off: only where you ask for one.',
  },
];
