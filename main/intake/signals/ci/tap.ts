import { deepest, longestTold, mostTests } from './test-result.ts';
import type { Problem, ReportReader, TestResult } from './test-result.ts';

const longestLine = 4000;
const indent = 4;

/** TAP with subtests, which stand indented before the line that sums them up. Only what has none of its own is a test. */
export function tapReader(): ReportReader {
  /** By depth: tests that wait for the line they belong to. */
  let waiting: TestResult[][] = [[]];
  let last: { told: string } | undefined;
  let inYaml = false;
  let planned = false;
  let line = 0;
  let count = 0;
  let rest = '';
  let problem: Problem | undefined;

  function takeLine(raw: string): void {
    line += 1;
    const text = raw.slice(0, longestLine).trimEnd();
    const words = text.trimStart();
    if (inYaml) {
      inYaml = words !== '...';
      if (inYaml && last && last.told.length < longestTold) last.told += `${words}\n`;
    } else if (words === '---') inYaml = true;
    else if (/^1\.\.\d+/.test(words)) planned = true;
    else if (words.startsWith('Bail out!')) problem = { line, text: `the tests were given up: ${words}` };
    else takePoint(words, Math.floor((text.length - words.length) / indent));
  }

  function takePoint(words: string, depth: number): void {
    const point = /^(ok|not ok)\b(?:\s+\d+)?(?:\s+-)?(.*)$/.exec(words);
    if (!point) return;
    count += 1;
    if (depth > deepest) problem = { line, text: `subtests are nested more than ${String(deepest)} deep` };
    else if (count > mostTests) problem = { line, text: `there are more than ${String(mostTests)} tests` };
    if (problem) return;
    const test = testOf(point[1] === 'ok', (point[2] ?? '').trim());
    const inner = waiting.slice(depth + 1).flat();
    while (waiting.length <= depth) waiting.push([]);
    waiting = waiting.slice(0, depth + 1);
    const own = inner.length === 0 || (test.outcome === 'failed' && inner.every(({ outcome }) => outcome !== 'failed'));
    waiting[depth]?.push(...inner.map((each) => into(test.name, each)), ...(own ? [test] : []));
    last = test;
  }

  return {
    take(text) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const each of lines) if (!problem) takeLine(each);
      return problem;
    },
    end() {
      if (!problem && rest !== '') takeLine(rest);
      if (!problem && count === 0 && !planned) problem = { line: 1, text: 'no line begins with "ok" or "not ok"' };
      return problem;
    },
    tests: () => waiting.flat(),
  };
}

function testOf(passed: boolean, words: string) {
  const directive = words.search(/(?:^|\s)#\s*(?:skip|todo)/i);
  const name = (directive < 0 ? words : words.slice(0, directive)).trim();
  const outcome: TestResult['outcome'] = directive >= 0 ? 'skipped' : passed ? 'passed' : 'failed';
  return { suite: [], name, outcome, told: '' };
}

/** The same object: the lines that tell more of it may still come. */
function into(group: string, test: TestResult): TestResult {
  return Object.assign(test, { suite: [group, ...test.suite] });
}
