/** One test as a report tells it. */
export type TestResult = {
  /** From the outermost group inwards; may be empty. */
  readonly suite: readonly string[];
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** What a failure says, cut. */
  readonly told: string;
  /** The file of the test, where the report names it. */
  readonly file?: string | undefined;
};

export type Problem = { readonly line: number; readonly text: string };

/** Takes a report piece by piece, so that a long one never holds the app up. Nothing is taken after a problem. */
export type ReportReader = {
  take(text: string): Problem | undefined;
  end(): Problem | undefined;
  readonly tests: () => readonly TestResult[];
};

export const mostTests = 50_000;
export const longestTold = 8000;
export const deepest = 100;
