/** Trials that passed among those that count. What was no fault of the agent (infra, a limit, a skip) is not in it. */
export type Counts = { readonly passed: number; readonly trials: number };

export function countsOf(outcomes: readonly boolean[]): Counts {
  return { passed: outcomes.filter(Boolean).length, trials: outcomes.length };
}

export function added(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, trials: a.trials + b.trials };
}

/** Undefined before the first trial: nothing is known then. */
export function rate({ passed, trials }: Counts): number | undefined {
  return trials === 0 ? undefined : passed / trials;
}

/** For people: “4 of 5”. */
export function countWords({ passed, trials }: Counts): string {
  return `${String(passed)} of ${String(trials)}`;
}
