import { expect, test } from 'vitest';
import { functionsIn, measure, missedTargets } from './sizes.mjs';

const lines = (count) => Array.from({ length: count }, (_, index) => `line(${index});`).join('\n');
const functionOf = (count) => `function f() {\n${lines(count - 2)}\n}\n`;
const sourcesOf = (...texts) => texts.map((text, index) => ({ file: `core/f${index}.ts`, text }));

test('a file is measured with its blank lines and comments, without the final line break', () => {
  const { files } = measure(sourcesOf('// a\n\nconst b = 1;\n'));
  expect(files).toMatchObject({ count: 1, median: 3, max: 3, longest: 'core/f0.ts' });
});

test('median, p90 and max are lengths of real files', () => {
  const { files } = measure(sourcesOf(...[1, 2, 3, 4, 5, 6, 7, 8, 90, 100].map(lines)));
  expect(files).toMatchObject({ median: 5, p90: 90, max: 100, longest: 'core/f9.ts' });
});

test('functions, methods, constructors, accessors and named arrows are measured', () => {
  const text = `export async function a() {\n}\nclass C {\n constructor() {}\n get b() { return 1; }\n c = () => 2;\n d() {\n\n }\n}
const e = {\n f: () => 1,\n g() {},\n};\nconst h = (x) => {\n  return x;\n};\n`;
  const found = functionsIn('core/a.ts', text).map(({ name, lines }) => `${name} ${lines}`);
  expect(found.map((name) => name.replace('core/a.ts:', ''))).toEqual([
    'a 2',
    'constructor 1',
    'b 1',
    'c 1',
    'd 3',
    'f 1',
    'g 1',
    'h 3',
  ]);
});

test('one-line callbacks do not make long functions look rare', () => {
  const callbacks = '[1].map((x) => x).filter((x) => x);\n'.repeat(50);
  const { functions } = measure(sourcesOf(`${functionOf(59)}${callbacks}`));
  expect(functions).toMatchObject({ count: 1, p90: 59, max: 59 });
});

test('a component is measured in tsx and a script in mjs', () => {
  expect(functionsIn('renderer/a.tsx', 'export function Card() {\n  return <p>{1}</p>;\n}\n')).toHaveLength(1);
  expect(functionsIn('scripts/a.mjs', 'const f = (x) => <T>x;\nexport function g() {}\n').length).toBeGreaterThan(0);
});

test.each([
  ['a median file above 120 lines', [lines(121)], 'The median file has 121 lines'],
  ['a median file below 55 lines', [lines(54)], 'The median file has 54 lines'],
  ['a file above 300 lines', [lines(60), lines(60), lines(301)], 'core/f2.ts has 301 lines'],
  ['one function in ten of 50 lines or more', [`${functionOf(50)}\n${lines(10)}`], 'One function in ten has 50 lines'],
])('%s misses the target', (_, texts, problem) => {
  expect(missedTargets(measure(sourcesOf(...texts)))).toEqual([expect.stringContaining(problem)]);
});

test('a tree inside the targets passes', () => {
  expect(missedTargets(measure(sourcesOf(`${functionOf(49)}${lines(20)}`, lines(300), lines(55))))).toEqual([]);
});
