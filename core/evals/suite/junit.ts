/** One scenario of a suite, for reports of CI. `seconds` are those of its trials together. */
export type JunitCase = {
  readonly suite: string;
  readonly name: string;
  readonly seconds: number;
  readonly failure?: string | undefined;
  readonly skipped?: string | undefined;
  readonly output: string;
};

/** A report that every CI reads: the form of JUnit 4, as far as all readers agree on it. */
export function junitOf(cases: readonly JunitCase[]): string {
  const suites = [...new Set(cases.map(({ suite }) => suite))];
  const total = countsOf(cases);
  const text = suites.map((suite) =>
    suiteText(
      suite,
      cases.filter((each) => each.suite === suite),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="evals" ${total}>\n${text.join('')}</testsuites>\n`;
}

function suiteText(name: string, cases: readonly JunitCase[]): string {
  return ` <testsuite name="${escaped(name)}" ${countsOf(cases)}>\n${cases.map(caseText).join('')} </testsuite>\n`;
}

function countsOf(cases: readonly JunitCase[]): string {
  const failures = cases.filter(({ failure }) => failure !== undefined).length;
  const skipped = cases.filter(({ skipped: reason }) => reason !== undefined).length;
  const seconds = cases.reduce((sum, each) => sum + each.seconds, 0);
  return `tests="${String(cases.length)}" failures="${String(failures)}" errors="0" skipped="${String(skipped)}" time="${seconds.toFixed(3)}"`;
}

function caseText({ suite, name, seconds, failure, skipped, output }: JunitCase): string {
  const inner = [
    ...(failure === undefined
      ? []
      : [`<failure message="${escaped(failure.split('\n')[0] ?? '')}">${escaped(failure)}</failure>`]),
    ...(skipped === undefined ? [] : [`<skipped message="${escaped(skipped)}"/>`]),
    ...(output === '' ? [] : [`<system-out>${escaped(output)}</system-out>`]),
  ];
  const open = `  <testcase classname="${escaped(suite)}" name="${escaped(name)}" time="${seconds.toFixed(3)}"`;
  return inner.length === 0
    ? `${open}/>\n`
    : `${open}>\n${inner.map((each) => `   ${each}\n`).join('')}  </testcase>\n`;
}

/** XML 1.0 has no way to write most control characters, nor half of a pair; agents write anything. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"']/g, (each) => `&#${String(each.charCodeAt(0))};`);
}
