import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Place, ThreadTab } from '../../core/contract.ts';
import type { Scene } from './fixture/bridge.ts';
import { changedThread } from './fixture/changes.ts';
import { threadId } from './fixture/journal.ts';

/** A page or dialog as a person meets it: where it is, what it needs, and what opens it from there. */
export type Screen = {
  readonly name: string;
  readonly at: (threads: number) => Partial<Pick<Scene, 'at'>>;
  readonly scene?: Partial<Scene>;
  /** With how many threads a picture of it is taken, where it is not every number. */
  readonly counts?: readonly number[];
  readonly open?: (page: Page) => Promise<void>;
  /** It is a dialog, opened by this button, or by the keys that `open` presses. */
  readonly dialog?: { readonly button: string | undefined };
};

export const every: readonly number[] = [0, 1, 30, 200];
const some: readonly number[] = [1, 30, 200];
/** Of what says the same however many there are. */
const noneOrSome: readonly number[] = [0, 30];
/** Of what shows one thread, or lies over a page. */
export const usual: readonly number[] = [30];

/** In the fixture with 30 threads and more: one that works; `changedThread` is ready for review. */
const working = 21;

export const screens: readonly Screen[] = [
  { ...page('board'), name: 'opening', counts: usual, scene: { board: 'awaited' } },
  { ...page('board'), name: 'unreadable', counts: usual, scene: { board: 'refused' } },
  page('board'),
  // No picture: a machine that takes pictures may not have the fonts of all scripts.
  { ...page('board'), name: 'board-many-scripts', counts: [], scene: { scripts: 'many' } },
  { ...page('board'), name: 'board-by-repo', counts: some, open: byRepo },
  { ...page('board'), name: 'monitor', counts: some, open: pressed('Monitor') },
  { ...page('board'), name: 'timeline', counts: some, open: pressed('Timeline') },
  page('inbox'),
  { ...page('inbox'), name: 'history', open: tab('History') },
  page('orchestrator'),
  { ...page('gate'), counts: noneOrSome },
  { ...page('repos'), counts: noneOrSome },
  page('lessons'),
  page('evals'),
  page('skills'),
  page('insights'),
  { ...page('welcome'), counts: noneOrSome },
  { ...page('doctor'), counts: noneOrSome },
  { ...page('doctor'), name: 'doctor-ill', counts: usual, scene: { ill: 4 } },
  { ...page('settings'), counts: noneOrSome },
  { ...thread('conversation', working), name: 'thread', counts: some },
  { ...thread('changes', changedThread), open: toCart },
  thread('checks', changedThread),
  { ...thread('terminal', working), open: terminal },
  thread('facts', working),
  thread('brief', working),
  { ...page('board'), name: 'peek', counts: some, open: (at) => press(at, 'j', 'Space') },
  dialog('palette', 'Control+k'),
  dialog('shortcuts', 'Control+/'),
  dialog('search', 'Control+Shift+f'),
  { ...page('board'), name: 'search-found', counts: usual, open: searched },
  dialog('new-thread', 'Control+n'),
  dialog('signal', 'Control+Shift+u'),
  dialog('pause-gate', 'Control+Shift+g'),
  { ...button('notices', '3 notices', page('board')), scene: { notices: 3 } },
  { ...thread('conversation'), name: 'link', open: linked, dialog: { button: 'Add a link…' } },
  button('land', 'Land…', thread('conversation', changedThread)),
  button('review', 'Review…', thread('conversation', changedThread)),
  button('drop', 'Drop', thread('conversation', changedThread)),
  button('kill', 'Kill'),
  button('switch', 'Switch agent'),
  button('take-over', 'Take over in a terminal'),
];

export function page(view: Exclude<Place['view'], 'thread'>): Screen {
  return { name: view, at: () => (view === 'board' ? {} : { at: { view } }) };
}

/** The page of the thread with that number; where there are not so many threads, of the first. */
export function thread(tab: ThreadTab, number = working): Screen {
  const at = (threads: number) => ({
    at: { view: 'thread' as const, thread: threadId(Math.min(number, threads)), tab },
  });
  return { name: tab, at, counts: usual };
}

function dialog(name: string, chord: string): Screen {
  const open = async (at: Page) => {
    await at.keyboard.press(chord);
    await opened(at);
  };
  return { ...page('board'), name, counts: usual, open, dialog: { button: undefined } };
}

function button(name: string, label: string, on = thread('conversation')): Screen {
  const open = async (at: Page) => {
    // A page that has only just come may draw its buttons once more, and the key is lost with the old one.
    await expect(async () => {
      await at.getByRole('button', { name: label, exact: true }).press('Enter');
      await expect(at.getByRole('dialog')).toBeVisible({ timeout: 3000 });
    }).toPass();
  };
  return { ...on, name, counts: usual, open, dialog: { button: label } };
}

/** In a narrow window the panel with the button is away. */
async function linked(at: Page): Promise<void> {
  const add = at.getByRole('button', { name: 'Add a link…', exact: true });
  await expect(at.getByRole('heading', { level: 1 })).toBeVisible();
  if (!(await add.isVisible())) await press(at, 'Control+.');
  await add.press('Enter');
  await opened(at);
}

function tab(name: string): (page: Page) => Promise<void> {
  return (at) => at.getByRole('tab', { name }).press('Enter');
}

function pressed(name: string): (page: Page) => Promise<void> {
  return (at) => at.getByRole('toolbar', { name: 'Board' }).getByRole('button', { name }).press('Enter');
}

async function byRepo(at: Page): Promise<void> {
  await pressed('Group')(at);
  await at.getByRole('menuitemradio', { name: 'By repo' }).press('Enter');
}

async function searched(at: Page): Promise<void> {
  await at.keyboard.press('Control+Shift+f');
  await at.keyboard.type('readAmount');
  await expect(at.locator('mark').first()).toBeVisible();
}

export async function toCart(at: Page): Promise<void> {
  await shown(at, 'Diff of');
  await press(at, 'l', 'l', 'l');
  await shown(at, 'Diff of src/cart.ts');
}

async function terminal(at: Page): Promise<void> {
  await at.getByRole('button', { name: 'Open a terminal' }).press('Enter');
  await expect(at.locator('.xterm-rows')).toContainText('kim@desk');
}

export async function press(at: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await at.keyboard.press(key);
}

async function opened(at: Page): Promise<void> {
  await expect(at.getByRole('dialog')).toBeVisible();
}

export async function shown(at: Page, region: string): Promise<void> {
  await expect(at.getByRole('region', { name: region }).first()).toBeVisible();
}
