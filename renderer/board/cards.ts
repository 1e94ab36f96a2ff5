import { ThreadId } from '../../core/ids.ts';

/** The card that had the keyboard last, so that it is found again wherever it stands then. */
let latest: ThreadId | undefined;

/** For a card that has been focused. */
export function rememberCard(id: ThreadId): void {
  latest = id;
}

/**
 * For the focusable part of a card. A card that goes to another place is drawn anew there and loses the keyboard; it gets
 * it back where nothing else has taken it meanwhile.
 */
export function keepsFocus(id: ThreadId): (element: HTMLElement | null) => void {
  return (element) => {
    if (id === latest && document.activeElement === document.body) element?.focus({ preventScroll: true });
  };
}

/** The card that has the keyboard. */
export function focusedCard(): ThreadId | undefined {
  return idOf(document.activeElement?.closest<HTMLElement>('[data-card]') ?? undefined);
}

/** Goes to the card that had the keyboard last, or to the first. */
export function focusCard(): void {
  const cards = drawnCards(document);
  focus(cards.find((card) => idOf(card) === latest) ?? cards[0]);
}

/** To the next card of the column, or the one before. */
export function step(by: number): void {
  const here = place();
  if (here) focus(here.cards[here.cards.indexOf(here.card) + by]);
  else focusCard();
}

/** To the card above or below, where cards stand in rows. */
export function stepRow(by: 1 | -1): void {
  const here = place();
  if (!here) return focusCard();
  const at = here.card.getBoundingClientRect();
  const ahead = here.cards
    .map((card) => ({ card, box: card.getBoundingClientRect() }))
    .filter(({ box }) => (box.top - at.top) * by > 1);
  const row = Math.min(...ahead.map(({ box }) => box.top * by)) * by;
  const beside = ({ box }: { box: DOMRect }) => Math.abs(box.left - at.left);
  focus(ahead.filter(({ box }) => box.top === row).sort((a, b) => beside(a) - beside(b))[0]?.card);
}

/** To the card beside it in the next column that has one. */
export function aside(by: number): void {
  const here = place();
  if (!here) return focusCard();
  const columns = columnsOfCards();
  const next = columns[columns.findIndex((cards) => cards.includes(here.card)) + by];
  const top = (card: HTMLElement) => Math.abs(card.getBoundingClientRect().top - here.card.getBoundingClientRect().top);
  focus(next?.toSorted((a, b) => top(a) - top(b))[0]);
}

function place(): { readonly cards: readonly HTMLElement[]; readonly card: HTMLElement } | undefined {
  const id = focusedCard() ?? latest;
  const columns = columnsOfCards();
  const at = document.activeElement?.closest<HTMLElement>('[data-card]');
  const card = at ?? columns.flat().find((each) => idOf(each) === id);
  const cards = card && columns.find((each) => each.includes(card));
  return card && cards && { cards, card };
}

/** The cards of each column from top to bottom; in lanes a column goes on from lane to lane. */
function columnsOfCards(): readonly HTMLElement[][] {
  const columns = new Map<string, HTMLElement[]>();
  for (const cell of document.querySelectorAll<HTMLElement>('[data-board] [data-cell]')) {
    const column = cell.dataset['cell'] ?? '';
    columns.set(column, [...(columns.get(column) ?? []), ...drawnCards(cell)]);
  }
  return [...columns.values()].filter((cards) => cards.length > 0);
}

function drawnCards(within: ParentNode): HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>('[data-card]')];
}

function idOf(card: HTMLElement | undefined): ThreadId | undefined {
  return ThreadId.safeParse(card?.dataset['card']).data;
}

function focus(card: HTMLElement | undefined): void {
  card?.querySelector('button')?.focus({ preventScroll: true });
  card?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
