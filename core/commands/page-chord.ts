import type { ChosenChords } from './app-commands.ts';
import { isTogether, pageKeys } from './page-keys.ts';
import type { Page } from './page-keys.ts';

/** Keys without Ctrl that a page can have. Figures, arrows, Enter and Escape mean the same everywhere and stay. */
const changeable = /^([A-Z]|[/+\-.,;']|Space|Delete)$/;

/** Whether the person can choose another key in the place of this one. */
export function mayChange(own: string): boolean {
  return changeable.test(own);
}

/** The key that now does what `own` does by default on that page; undefined where the person wants none. */
export function pageChord(page: Page, own: string, chosen: ChosenChords): string | undefined {
  const chord = chosen[nameOf(page, own)] ?? own;
  return chord === '' ? undefined : chord;
}

/** What the pressed key means on that page, by its default name; undefined where it was given up. */
export function meantOn(page: Page, pressed: string, chosen: ChosenChords): string | undefined {
  const keys = keysOf(page);
  const own = keys.find((key) => pageChord(page, key, chosen) === pressed);
  return own ?? (keys.includes(pressed) ? undefined : pressed);
}

/** Why a key cannot be chosen for that page, in words; undefined where it can. */
export function pageProblem(
  { page, own }: { readonly page: Page; readonly own: string },
  pressed: string,
  chosen: ChosenChords,
): string | undefined {
  if (!changeable.test(pressed)) return 'It is no key that a page can have: press a letter or a sign, without Ctrl';
  const other = pageKeys
    .filter(({ where }) => isTogether(where, page))
    .flatMap(({ where, keys }) => keys.map(([key, what]) => ({ where, key, what })))
    .find((each) => !(each.where === page && each.key === own) && pageChord(each.where, each.key, chosen) === pressed);
  return other && `It is for “${other.what}” already`;
}

/** With what a person chose; its own key again is no choice. */
export function withPageChord(
  chosen: ChosenChords,
  { page, own }: { readonly page: Page; readonly own: string },
  chord: string,
): ChosenChords {
  const { [nameOf(page, own)]: _, ...others } = chosen;
  return chord === own ? others : { ...others, [nameOf(page, own)]: chord };
}

/** As the settings name it: `Board J`. */
function nameOf(page: Page, own: string): string {
  return `${page} ${own}`;
}

function keysOf(page: Page): readonly string[] {
  return pageKeys.find(({ where }) => where === page)?.keys.map(([key]) => key) ?? [];
}
