import { timeText } from './limit.ts';

/** How much of an account's allowance is used in one of its windows, such as `five hour`, as far as its harness tells. */
export type QuotaWindow = {
  readonly account: string;
  /** The harness's name for people. */
  readonly title: string;
  readonly window: string;
  readonly usedPercent?: number | undefined;
  /** Milliseconds since the epoch. */
  readonly resetsAt?: number | undefined;
};

/** What is told last of a window counts. */
export function withWindow(windows: readonly QuotaWindow[], told: QuotaWindow): readonly QuotaWindow[] {
  const others = windows.filter(({ account, window }) => account !== told.account || window !== told.window);
  return [...others, told];
}

/** Of each account the window that is fullest, or else resets first. One whose time has come says nothing any more. */
export function tightestWindows(windows: readonly QuotaWindow[], now: number): readonly QuotaWindow[] {
  const live = windows.filter(({ resetsAt }) => resetsAt === undefined || resetsAt > now);
  const ranked = live.toSorted(
    (a, b) => (b.usedPercent ?? -1) - (a.usedPercent ?? -1) || (a.resetsAt ?? Infinity) - (b.resetsAt ?? Infinity),
  );
  return ranked.filter(({ account }, at) => ranked.findIndex((each) => each.account === account) === at);
}

/** `Claude Code five hour: 81 % used, resets 14:20`, in local time. */
export function quotaWords({ title, window, usedPercent, resetsAt }: QuotaWindow, now: number): string {
  const facts = [
    ...(usedPercent === undefined ? [] : [`${String(usedPercent)} % used`]),
    ...(resetsAt === undefined ? [] : [`resets ${timeText(resetsAt, now)}`]),
  ];
  return `${title} ${window}: ${facts.join(', ')}`;
}
