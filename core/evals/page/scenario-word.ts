import type { Tone } from '../../views/board.ts';
import type { EvalStanding, ShownScenario } from './eval-page.ts';

export type ScenarioWord = { readonly word: string; readonly tone: Tone };

/** Where a scenario stands, for people: the worst that its agents say. */
export function scenarioWord({ standings, quarantine, proved }: ShownScenario): ScenarioWord {
  if (quarantine && !quarantine.over) return { word: 'quarantined', tone: 'quiet' };
  if (!proved) return { word: 'not proven', tone: 'failed' };
  const words = standings.map(standingWord);
  for (const word of order) {
    const found = words.find((each) => each.word === word);
    if (found) return found;
  }
  return { word: 'not tried', tone: 'quiet' };
}

const order = ['red', 'unsure', 'not executed', 'green', 'not tried'];

export function standingWord({ found }: EvalStanding): ScenarioWord {
  switch (found?.finding) {
    case 'regression':
    case 'violation':
      return { word: 'red', tone: 'failed' };
    case 'green':
      return { word: 'green', tone: 'ready' };
    case 'not-executed':
      return { word: 'not executed', tone: 'quiet' };
    case undefined:
      return { word: 'not tried', tone: 'quiet' };
    default:
      // Red once and not again, or as red before the change: nobody is to blame.
      return { word: 'unsure', tone: 'needs-you' };
  }
}

/** “Somewhere between 75 % and 99 %” */
export function intervalWords({ interval: { low, high }, accepted: { trials } }: EvalStanding): string {
  const percent = (share: number) => `${String(Math.round(share * 100))} %`;
  return trials === 0 ? 'nothing accepted yet' : `between ${percent(low)} and ${percent(high)}`;
}
