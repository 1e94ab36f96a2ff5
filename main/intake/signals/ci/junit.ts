import { SaxesParser } from 'saxes';
import type { SaxesTagPlain } from 'saxes';
import { deepest, longestTold, mostTests } from './test-result.ts';
import type { Problem, ReportReader, TestResult } from './test-result.ts';

const mostAttributes = 100;

type OpenTest = { -readonly [Key in keyof TestResult]: TestResult[Key] };

/**
 * JUnit XML as test runners write it. The parser knows the five entities of XML and expands no other: a document type may
 * stand there, but what it declares is an error where it is used. Depth and attributes are bounded.
 */
export function junitReader(): ReportReader {
  const parser = new SaxesParser<{ xmlns: false; position: true }>({ xmlns: false, position: true });
  const tests: TestResult[] = [];
  const suites: string[] = [];
  let depth = 0;
  let attributes = 0;
  let test: OpenTest | undefined;
  let inFailure = false;
  let problem: Problem | undefined;
  const stop = (text: string) => {
    problem ??= { line: parser.line, text };
  };

  parser.on('error', ({ message }) => stop(message.replace(/^\d+:\d+: /, '')));
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > mostAttributes) stop(`an element has more than ${String(mostAttributes)} attributes`);
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    attributes = 0;
    if (depth === 1 && tag.name !== 'testsuites' && tag.name !== 'testsuite')
      stop(`<${tag.name.slice(0, 60)}> is no JUnit report, which begins with <testsuites> or <testsuite>`);
    if (depth > deepest) stop(`elements are nested more than ${String(deepest)} deep`);
    if (tag.name === 'testsuite') suites.push(tag.attributes['name'] ?? '');
    if (tag.name === 'testcase') test = openTest(tag, suites);
    if (test && tag.name === 'skipped' && test.outcome === 'passed') test.outcome = 'skipped';
    if (test && (tag.name === 'failure' || tag.name === 'error')) {
      test.outcome = 'failed';
      test.told = joined(test.told, tag.attributes['message'] ?? '');
      inFailure = true;
    }
  });
  const take = (text: string) => {
    if (test && inFailure) test.told = joined(test.told, text.trim());
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    if (name === 'testsuite') suites.pop();
    if (name === 'failure' || name === 'error') inFailure = false;
    if (name !== 'testcase' || !test) return;
    if (tests.length >= mostTests) stop(`there are more than ${String(mostTests)} tests`);
    else tests.push(test);
    test = undefined;
  });

  return {
    take(text) {
      if (!problem) parser.write(text);
      return problem;
    },
    end() {
      if (!problem) parser.close();
      return problem;
    },
    tests: () => tests,
  };
}

function openTest({ attributes }: SaxesTagPlain, suites: readonly string[]): OpenTest {
  const { name = '', classname = '', file } = attributes;
  const groups = [...suites, classname].filter((group, at, all) => group !== '' && all.indexOf(group) === at);
  return { suite: groups, name, outcome: 'passed', told: '', file };
}

/** A report often says the message twice: as an attribute, and as the first line of the text. */
function joined(told: string, more: string): string {
  if (more === '' || told === more) return told;
  return (told === '' || more.startsWith(told) ? more : `${told}\n${more}`).slice(0, longestTold);
}
