import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Place, ThreadTab } from '../../core/contract.ts';
import type { Scene } from './fixture/bridge.ts';
import { threadId } from './fixture/journal.ts';

/** A page or dialog as a person meets it: where it is, what it needs, and what opens it from there. */
export type Screen = {
  readonly name: string;
  readonly at: (threads: number) => Partial<Pick<Scene, 'at'>>;
  readonly scene?: Partial<Scene>;
  /** With fewer threads there is nothing to show. */
  readonly from?: number;
  readonly open?: (page: Page) => Promise<void>;
  /** It is a dialog, opened by this button, or by the keys that `open` presses. */
  readonly dialog?: { readonly button: string | undefined };
};

/** In the fixture with 30 threads and more: one that works, and one whose change set is ready for review. */
const working = 21;
const changed = 23;

export const screens: readonly Screen[] = [
  page('board'),
  { ...page('board'), name: 'board-many-scripts', from: 30, scene: { scripts: 'many' } },
  { ...page('board'), name: 'board-by-repo', from: 1, open: byRepo },
  { ...page('board'), name: 'monitor', from: 1, open: pressed('Monitor') },
  { ...page('board'), name: 'timeline', from: 1, open: pressed('Timeline') },
  page('inbox'),
  { ...page('inbox'), name: 'history', open: tab('History') },
  page('orchestrator'),
  page('gate'),
  page('repos'),
  page('lessons'),
  page('evals'),
  page('skills'),
  page('insights'),
  page('welcome'),
  page('doctor'),
  { ...page('doctor'), name: 'doctor-ill', scene: { ill: 4 } },
  page('settings'),
  { ...thread('conversation', working), name: 'thread', from: 1 },
  { ...thread('changes', changed), open: (at) => shown(at, 'Diff of') },
  thread('checks', changed),
  thread('facts', working),
  thread('brief', working),
  { ...page('board'), name: 'peek', from: 1, open: (at) => press(at, 'j', 'Space') },
  dialog('palette', 'Control+k'),
  dialog('shortcuts', 'Control+/'),
  dialog('search', 'Control+Shift+f'),
  { ...page('board'), name: 'search-found', from: 30, open: searched },
  { ...dialog('new-thread', 'Control+n'), from: 1 },
  button('land', changed, 'Land…'),
  button('review', changed, 'Review…'),
  button('drop', changed, 'Drop'),
  button('kill', working, 'Kill'),
  button('switch', working, 'Switch agent'),
  button('take-over', working, 'Take over in a terminal'),
];

function page(view: Exclude<Place['view'], 'thread'>): Screen {
  return { name: view, at: () => (view === 'board' ? {} : { at: { view } }) };
}

/** The page of the thread with that number; where there are not so many threads, of the first. */
function thread(tab: ThreadTab, number: number): Screen {
  const at = (threads: number) => ({
    at: { view: 'thread' as const, thread: threadId(Math.min(number, threads)), tab },
  });
  return { name: tab, at, from: 30 };
}

function dialog(name: string, chord: string): Screen {
  const open = async (at: Page) => {
    await at.keyboard.press(chord);
    await opened(at);
  };
  return { ...page('board'), name, open, dialog: { button: undefined } };
}

function button(name: string, number: number, label: string): Screen {
  const open = async (at: Page) => {
    // A page that has only just come may draw its buttons once more, and the key is lost with the old one.
    await expect(async () => {
      await at.getByRole('button', { name: label, exact: true }).press('Enter');
      await expect(at.getByRole('dialog')).toBeVisible({ timeout: 3000 });
    }).toPass();
  };
  return { ...thread('conversation', number), name, open, dialog: { button: label } };
}

function tab(name: string): (page: Page) => Promise<void> {
  return (at) => at.getByRole('tab', { name }).click();
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

async function press(at: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await at.keyboard.press(key);
}

async function opened(at: Page): Promise<void> {
  await expect(at.getByRole('dialog')).toBeVisible();
}

async function shown(at: Page, region: string): Promise<void> {
  await expect(at.getByRole('region', { name: region }).first()).toBeVisible();
}
