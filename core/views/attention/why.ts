import type { Item, Lane, Ranked, Stage } from '../../attention/order.ts';
import type { Triage } from '../../model/attention/triage.ts';
import { counted } from '../text/counted.ts';

const laneWords: Readonly<Record<Lane, string>> = {
  'stop-the-line': 'Stops the line',
  finish: 'Is begun and should be finished',
  start: 'Is new',
  background: 'Has time',
};

const stageWords: Readonly<Record<Stage, string>> = {
  landing: 'landing',
  review: 'in review',
  test: 'to be checked',
  code: 'at work',
  start: 'not begun',
};

/** One line of the explanation: what it is, and the points it gives or takes. */
export type Term = { readonly name: string; readonly text: string; readonly points: string };

const hour = 3_600_000;

/** `P1 · size 5 · due 2026-12-01 · pinned` */
export function triageWords({ priority, size, due, boost, background, pinned }: Triage): string {
  return [
    ...[priority, `size ${String(size)}`],
    ...(due === undefined ? [] : [`due ${new Date(due).toISOString().slice(0, 16).replace('T', ' ')} UTC`]),
    ...(boost === 0 ? [] : [`boost ${signed(boost)}`]),
    ...(background ? ['background'] : []),
    ...(pinned === undefined ? [] : ['pinned']),
  ].join(' · ');
}

/** Why it stands where it stands, in one line for a card. */
export function whyLine(ranked: Ranked, now: number): string {
  const { item, lane } = ranked;
  const { priority, due, unblocks, builtOn, retries, boost, pinned } = item;
  return [
    ...(pinned === undefined ? [] : ['you pinned it']),
    ...(lane === 'stop-the-line' ? [urgency(item)] : [priority]),
    ...(due === undefined ? [] : [dueWords(due, now)]),
    ...(unblocks === 0 ? [] : [`${counted(unblocks, 'thread')} wait${unblocks === 1 ? 's' : ''} for it`]),
    ...(builtOn === 0 ? [] : [provider(builtOn)]),
    ...(retries === 0 ? [] : [`${counted(retries, 'try', 'tries')} failed`]),
    ...(boost === 0 ? [] : [`boost ${signed(boost)}`]),
    ...(lane === 'background' ? ['background work'] : []),
  ].join('; ');
}

/** What comes before the score, and the terms of it that count, in the order of the formula. */
export function whyTerms({ item, lane, terms, score }: Ranked, now: number): readonly Term[] {
  const { due, unblocks, builtOn, retries, priority } = item;
  const term = (name: string, text: string, value: number) =>
    Number(value.toFixed(2)) === 0 ? [] : [{ name, text, points: points(value) }];
  return [
    { name: 'lane', text: `${laneWords[lane]}${lane === 'finish' ? `: ${stageWords[item.stage]}` : ''}`, points: '' },
    ...term('value', priority, terms.value),
    ...term('due', due === undefined ? '' : dueWords(due, now), terms.due),
    ...term('unblocks', counted(unblocks, 'thread'), terms.unblocked),
    { name: 'size', text: 'divides the sum so far', points: `÷ ${String(terms.size)}` },
    ...term('age', `${((now - item.createdAt) / (24 * hour)).toFixed(1)} days`, terms.age),
    ...term('tries', counted(retries, 'failed try', 'failed tries'), -terms.retries),
    ...term('boost', 'by you', terms.boost),
    ...term('provider', provider(builtOn), terms.provider),
    { name: 'score', text: '', points: score.toFixed(2) },
  ];
}

function urgency({ priority }: Item): string {
  return priority === 'P0' ? 'P0, stops the line' : `${priority}, holds up a P0`;
}

function provider(builtOn: number): string {
  return `${counted(builtOn, 'repo')} build${builtOn === 1 ? 's' : ''} on it`;
}

function dueWords(due: number, now: number): string {
  const hours = (due - now) / hour;
  const span =
    Math.abs(hours) < 48
      ? `${String(Math.round(Math.abs(hours)))} h`
      : `${String(Math.round(Math.abs(hours) / 24))} days`;
  return hours < 0 ? `overdue by ${span}` : `due in ${span}`;
}

function points(value: number): string {
  return signed(Number(value.toFixed(2)));
}

function signed(value: number): string {
  return value < 0 ? `−${String(-value)}` : `+${String(value)}`;
}
