import { expect, test } from 'vitest';
import { readRecipe } from './read-recipe.ts';

function problems(text: string): readonly string[] {
  const read = readRecipe(text, 'recipe.yaml');
  return read.ok ? [] : read.error.problems;
}

test('a recipe with every kind of step is understood', () => {
  const read = readRecipe(
    `title: All
inputs:
  from: makeSlug
  to: { description: New name }
  depth: 3
steps:
  - ask: { question: How far?, options: [near, far] }
    id: range
  - run: npm test
    when: exists('package.json') and answers.range == 'far'
  - run: { command: make, timeout: 5 }
    repos: web
  - replace: { files: 'src/**/*.js', pattern: '\\b\${inputs.from}\\b', with: '\${inputs.to}' }
  - write: { path: a.txt, content: hello }
  - patch: |
      --- a/x
      +++ b/x
      @@ -1 +1 @@
      -a
      +b
  - json: { file: package.json, set: { engines.node: '>=20' } }
  - yaml: { file: ci.yml, delete: [a.b] }
  - commit: Rename \${inputs.from}
on:
  - check: test
    output: expected (\\w+)
    steps: [{ run: 'echo \${match.1}' }]
  - message: bump
    steps: [{ commit: { message: m, paths: [a] } }]
`,
    'recipe.yaml',
  );
  expect(read.ok ? read.value.steps.map((step) => step.work.kind) : read.error.message).toEqual([
    'ask',
    'run',
    'run',
    'replace',
    'write',
    'patch',
    'json',
    'yaml',
    'commit',
  ]);
  expect(read.ok && read.value.inputs).toEqual({
    from: { default: 'makeSlug' },
    to: { description: 'New name' },
    depth: { default: '3' },
  });
});

test.each([
  ['title: x', ['recipe.yaml:1: steps: is missing; Add it: a list']],
  ['title: x\nsteps: []', ['recipe.yaml:2: steps: must contain at least one step']],
  ['title: x\nsteps:\n  - name: nothing', ['recipe.yaml:3: steps[0]: says nothing to do; A step has exactly one of']],
  ['title: x\nsteps:\n  - run: a\n    commit: b', ['recipe.yaml:3: steps[0]: does several things: run, commit']],
  [
    'title: x\nsteps:\n  - run: a\n  - replcae: {}',
    ['recipe.yaml:4: steps[1].replcae: unknown key; Did you mean replace?'],
  ],
  [
    'title: x\nsteps:\n  - run: a\n  - replace:\n      files: a\n      pattern: "a("\n      with: b',
    ['recipe.yaml:6: steps[1].replace.pattern: not a valid regular expression: /a(/: Unterminated group'],
  ],
  [
    'title: x\nsteps:\n  - run:\n      comand: a',
    [
      'recipe.yaml:4: steps[0].run.command: is missing',
      'recipe.yaml:4: steps[0].run.comand: unknown key; Did you mean command?',
    ],
  ],
  ['title: x\nsteps:\n  - run: a\n    when: exists(', ['recipe.yaml:4: steps[0].when: expects a quoted path']],
  [
    'title: x\nsteps:\n  - run: a\n    when: answers.size == 1',
    ['recipe.yaml:4: steps[0].when: does not understand "1"'],
  ],
  [
    'title: x\nsteps:\n  - run: a\n    when: answers.size == "s"',
    ['recipe.yaml:4: steps[0].when: answers.size is not known; Give the `ask` step this id'],
  ],
  [
    'title: x\ninputs: { from: a }\nsteps:\n  - run: |\n      echo ${inputs.form}',
    ['recipe.yaml:4: steps[0].run: inputs.form is not known; Did you mean inputs.from?'],
  ],
  [
    'title: x\nsteps:\n  - write:\n      path: ../x\n      content: a',
    ['recipe.yaml:4: steps[0].write.path: must be a path inside the repo'],
  ],
  [
    'title: x\nsteps:\n  - write:\n      path: .git/hooks/x\n      content: a',
    ['recipe.yaml:4: steps[0].write.path: must be a path inside the repo'],
  ],
  [
    'title: x\nsteps:\n  - patch: |\n      nonsense',
    ['recipe.yaml:3: steps[0].patch: not a unified diff: line 1: no "--- "'],
  ],
  ['title: x\nsteps:\n  - ask: { question: q }', ['recipe.yaml:3: steps[0]: an ask needs an `id`']],
  [
    'title: x\nsteps:\n  - run: a\n    id: one\n  - run: b\n    id: one',
    ['recipe.yaml:6: steps[1].id: the id one is used twice'],
  ],
  [
    'title: x\nsteps:\n  - run: echo ${item}',
    ['recipe.yaml:3: steps[0].run: item has no value here; Give the step a `foreach`'],
  ],
  ['title: x\ntitle: y\nsteps:\n  - run: a', ['recipe.yaml:2: not valid YAML: Map keys must be unique']],
  ['title: x\nsteps:\n  - run: a\n on: []', ['recipe.yaml:4: not valid YAML']],
  ['title: !!js/function x\nsteps:\n  - run: a', ['recipe.yaml:1: not valid YAML: Unresolved tag']],
  [
    'title: x\nsteps:\n  - run: a\non:\n  - steps: [{ run: b }]',
    ['recipe.yaml:5: on[0]: does not say what it answers to'],
  ],
  [
    'title: x\nsteps:\n  - json: { file: a.json }',
    ['recipe.yaml:3: steps[0].json: changes nothing: add `set` or `delete`'],
  ],
  ['title: x\ninputs:\n  1st: a\nsteps:\n  - run: a', ['recipe.yaml:3: inputs.1st: must start with a letter']],
  ['- a', ['recipe.yaml:1: must be a mapping']],
  ['', ['recipe.yaml:1: must be a mapping']],
])('%j is refused with its line', (text, expected) => {
  const found = problems(text);
  for (const line of expected)
    expect(
      found.find((problem) => problem.startsWith(line)),
      found.join('\n'),
    ).toBeDefined();
  expect(found.length).toBeGreaterThanOrEqual(expected.length);
});

test('a YAML bomb is refused at once', () => {
  const levels = Array.from({ length: 12 }, (_, level) => {
    const below = level === 0 ? 'lol' : `*a${level - 1}`;
    return `x${level}: &a${level} [${Array(9).fill(below).join(', ')}]`;
  });
  const started = performance.now();
  expect(problems(`title: x\n${levels.join('\n')}\nsteps: [{ run: a }]`)[0]).toContain('recipe.yaml:1: ');
  expect(performance.now() - started).toBeLessThan(1000);
});
