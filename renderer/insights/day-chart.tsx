import { useEffect, useRef } from 'react';
import Plot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { DayInsight } from '../../core/insights/insights.ts';
import { useSettings } from '../mirror/selectors.ts';
import { useDark } from '../window/theme.ts';

/** `of`: the height; null where it is unknown, so that no bar stands there. `say`: what the table says. */
export type Line = {
  readonly name: string;
  readonly colour: `--${string}`;
  readonly of: (day: DayInsight) => number | null;
  readonly say: (day: DayInsight) => string;
};

const height = 140;

/** A picture of what the table beside it says in numbers; nothing for those who do not see it. */
export function DayChart({ days, lines }: { readonly days: readonly DayInsight[]; readonly lines: readonly Line[] }) {
  const place = useRef<HTMLDivElement>(null);
  const dark = useDark(useSettings().theme);
  useEffect(() => {
    const box = place.current;
    if (!box) return undefined;
    const plot = new Plot(optionsFor(box, lines), numbersOf(days, lines), box);
    const resized = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height }));
    resized.observe(box);
    return () => {
      resized.disconnect();
      plot.destroy();
    };
    // The colours are read from the theme when it is drawn.
  }, [days, lines, dark]);
  return <div ref={place} aria-hidden className="h-35 min-w-0 overflow-hidden" />;
}

function numbersOf(days: readonly DayInsight[], lines: readonly Line[]): Plot.AlignedData {
  const times = days.map(({ day }) => Date.parse(`${day}T12:00:00`) / 1000);
  return [times, ...lines.map(({ of }) => days.map(of))];
}

function optionsFor(box: HTMLElement, lines: readonly Line[]): Plot.Options {
  const style = getComputedStyle(box);
  const colour = (name: string) => style.getPropertyValue(name);
  const font = `11px ${colour('--font-sans')}`;
  const axis = {
    stroke: colour('--ink-3'),
    font,
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
  };
  return {
    ...{ width: box.clientWidth, height, legend: { show: false }, cursor: { show: false } },
    scales: { y: { range: (_plot, _least, most) => [0, Math.max(1, most * 1.1)] } },
    axes: [
      { ...axis, size: 24, grid: { show: false }, values: '{D} {MMM}' },
      { ...axis, size: 32 },
    ],
    series: [
      {},
      ...lines.map(({ name, colour: of }, index) => ({
        label: name,
        stroke: colour(of),
        fill: colour(of),
        width: 0,
        ...barsOf({ size: [0.7 / lines.length, 24], align: alignOf(index, lines.length) }),
        points: { show: false },
      })),
    ],
  };
}

function barsOf(how: Plot.Series.BarsPathBuilderOpts): Pick<Plot.Series, 'paths'> {
  const paths = Plot.paths.bars?.(how);
  return paths ? { paths } : {};
}

/** Bars of one day stand beside each other. */
function alignOf(index: number, count: number): 0 | 1 | -1 {
  if (count === 1) return 0;
  return index === 0 ? -1 : index === count - 1 ? 1 : 0;
}
