/** What can be done wherever the person is, in the order of menus, palette and list. `chord`: as it is unless they choose another. */
export const appCommands = [
  { id: 'new-thread', title: 'New thread', menu: 'File', chord: 'Mod+N' },
  { id: 'new-window', title: 'New window', menu: 'File', chord: 'Mod+Shift+N' },
  { id: 'signal', title: 'Add a signal…', menu: 'File', chord: 'Mod+Shift+U' },
  { id: 'settings', title: 'Go to the settings', menu: 'File', chord: 'Mod+,' },
  { id: 'palette', title: 'Command palette', menu: 'Edit', chord: 'Mod+K' },
  { id: 'search', title: 'Search everything', menu: 'Edit', chord: 'Mod+Shift+F' },
  { id: 'board', title: 'Go to the board', menu: 'View', chord: 'Mod+1' },
  { id: 'inbox', title: 'Go to the inbox', menu: 'View', chord: 'Mod+2' },
  { id: 'gate', title: 'Go to the gate', menu: 'View', chord: 'Mod+3' },
  { id: 'repos', title: 'Go to the repos', menu: 'View', chord: 'Mod+4' },
  { id: 'orchestrator', title: 'Go to the orchestrator', menu: 'View', chord: 'Mod+5' },
  { id: 'insights', title: 'Go to the insights', menu: 'View', chord: 'Mod+6' },
  { id: 'evals', title: 'Go to the evals', menu: 'View', chord: 'Mod+9' },
  { id: 'skills', title: 'Go to the skills', menu: 'View', chord: 'Mod+Shift+K' },
  { id: 'lessons', title: 'Go to the lessons', menu: 'View', chord: 'Mod+7' },
  { id: 'doctor', title: 'Go to the doctor', menu: 'View', chord: 'Mod+8' },
  { id: 'rail', title: 'Show or hide the rail', menu: 'View', chord: 'Mod+B' },
  { id: 'context', title: 'Show or hide the context panel', menu: 'View', chord: 'Mod+.' },
  { id: 'theme-dark', title: 'Use the dark theme', menu: 'View', chord: 'Mod+Shift+D' },
  { id: 'theme-light', title: 'Use the light theme', menu: 'View', chord: 'Mod+Shift+L' },
  { id: 'theme-system', title: 'Follow the system theme', menu: 'View', chord: 'Mod+Shift+Y' },
  { id: 'pause-all', title: 'Pause all threads', menu: 'Thread', chord: 'Mod+Shift+P' },
  { id: 'resume-all', title: 'Resume all paused threads', menu: 'Thread', chord: 'Mod+Shift+R' },
  { id: 'pause-gate', title: 'Pause the whole gate…', menu: 'Thread', chord: 'Mod+Shift+G' },
  { id: 'shortcuts', title: 'List the shortcuts', menu: 'Help', chord: 'Mod+/' },
  { id: 'welcome', title: 'Get started', menu: 'Help', chord: 'F1' },
] as const satisfies readonly AppCommandRow[];

export const menus = ['File', 'Edit', 'View', 'Thread', 'Help'] as const;

type AppCommandRow = {
  readonly id: string;
  readonly title: string;
  readonly menu: (typeof menus)[number];
  readonly chord?: string;
};

export type AppCommandId = (typeof appCommands)[number]['id'];

/** What can be done with the thread on screen, where its state allows it. In menus and palette; none has a key of a desktop. */
export const threadCommands = [
  { action: 'land', title: 'Land', chord: 'Mod+Alt+M' },
  { action: 'approve', title: 'Approve the commits', chord: 'Mod+Alt+A' },
  { action: 'resume', title: 'Resume', chord: 'Mod+Alt+R' },
  { action: 'pause', title: 'Pause', chord: 'Mod+Alt+P' },
  { action: 'stop', title: 'Stop the turn', chord: 'Mod+Alt+S' },
  { action: 'check', title: 'Run the checks again', chord: 'Mod+Alt+C' },
  { action: 'review', title: 'Ask for a review', chord: 'Mod+Alt+V' },
  { action: 'take-over', title: 'Take over in a terminal', chord: 'Mod+Alt+O' },
  { action: 'switch', title: 'Give to another agent', chord: 'Mod+Alt+G' },
  { action: 'kill', title: 'Kill the run', chord: 'Mod+Alt+K' },
  { action: 'drop', title: 'Drop', chord: 'Mod+Alt+X' },
] as const;

export type ThreadCommand = (typeof threadCommands)[number]['action'];

/** What an entry of the native menu asks of the window. */
export type MenuDeed =
  { readonly on: 'app'; readonly id: AppCommandId } | { readonly on: 'thread'; readonly action: ThreadCommand };

/** Of the person's settings: another chord for a command, or none where it is empty. */
export type ChosenChords = Readonly<Record<string, string>>;

/** What has keys wherever the person is. */
export type CommandId = AppCommandId | ThreadCommand;

type KeyedCommand = { readonly id: CommandId; readonly title: string; readonly chord?: string };

/** Every command that keys can be chosen for, with those of the thread on screen. */
export const keyedCommands: readonly KeyedCommand[] = [
  ...appCommands,
  ...threadCommands.map(({ action, title, chord }) => ({ id: action, title: `${title}: the thread on screen`, chord })),
];

export function chordFor(id: CommandId, chosen: ChosenChords): string | undefined {
  const chord = chosen[id] ?? keyedCommands.find((each) => each.id === id)?.chord;
  return chord === '' ? undefined : chord;
}
