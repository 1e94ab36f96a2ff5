import { clsx } from 'clsx';
import type { ShownScenario } from '../../core/evals/page/eval-page.ts';
import { scenarioWord } from '../../core/evals/page/scenario-word.ts';

const words = ['all', 'red', 'green', 'not tried', 'others'] as const;
export type Shown = (typeof words)[number];

export function shows(scenario: ShownScenario, shown: Shown): boolean {
  if (shown === 'all') return true;
  const { word } = scenarioWord(scenario);
  return shown === 'others' ? !words.some((each) => each === word) : word === shown;
}

type ShownChoiceProps = {
  readonly all: readonly ShownScenario[];
  readonly shown: Shown;
  readonly onShow: (shown: Shown) => void;
};

/** How many stand how; choosing one shows these alone. */
export function ShownChoice({ all, shown, onShow }: ShownChoiceProps) {
  return (
    <div role="group" aria-label="Show" className="flex flex-wrap gap-1">
      {words.map((word) => {
        const count = all.filter((each) => shows(each, word)).length;
        if (count === 0 && word !== 'all' && word !== shown) return null;
        return (
          <button
            key={word}
            type="button"
            aria-pressed={shown === word}
            onClick={() => onShow(word)}
            className={clsx(
              'flex h-7 items-center gap-1.5 rounded-control px-2.5 text-sm transition-colors duration-150',
              shown === word ? 'bg-selected text-ink' : 'text-ink-2 hover:bg-hover hover:text-ink',
            )}
          >
            {word.charAt(0).toUpperCase() + word.slice(1)}
            <span className="text-ink-3 tabular-nums">{count}</span>
          </button>
        );
      })}
    </div>
  );
}
