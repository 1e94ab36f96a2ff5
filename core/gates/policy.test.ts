import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalise } from './action.ts';
import { judge } from './policy.ts';
import type { NamedRule } from './policy/consult.ts';
import { forcePush } from './rules/force-push.ts';
import { app, context, judgeShell } from './testing/context.ts';
import { readRowGroups } from './testing/rows.ts';

describe('the default policy', () => {
  for (const { title, rows } of readRowGroups()) {
    test(title, () => {
      const judged = rows.map(({ rule, command }) => {
        const verdict = judgeShell(command);
        return `${verdict.kind} ${rule === '*' ? '*' : verdict.rule} ${command}`;
      });
      expect(judged).toEqual(rows.map(({ verdict, rule, command }) => `${verdict} ${rule} ${command}`));
    });
  }

  test('a tool that the project has installed runs through npx without a question', () => {
    const given = { ...context, tools: ['tsc', 'eslint'] };
    expect(judgeShell('npx tsc --noEmit', given).kind).toBe('allow');
    expect(judgeShell('npx tsc@latest', given).kind).toBe('ask');
  });

  test('every refusal names the rule, quotes the offending part and gives the next legal step', () => {
    for (const { rows } of readRowGroups())
      for (const { command } of rows) {
        const verdict = judgeShell(command);
        if (verdict.kind === 'allow') continue;
        expect(verdict.rule).toMatch(/^[A-Z]+\d$/);
        expect(verdict.reason).toMatch(/`[^]+`/);
        expect(verdict.next).toMatch(/\w{3}/);
        expect(verdict.risk).toBeDefined();
      }
  });
});

describe('a rule that breaks', () => {
  const call = { id: 'call', tool: 'shell', input: { command: 'git push --force' }, cwd: app };
  const broken: NamedRule = {
    name: 'broken',
    rule: () => {
      throw new Error('no such luck');
    },
  };

  test('asks and names itself', () => {
    const verdict = judge(normalise(call, context), context, { builtIn: [broken] });
    expect(verdict).toMatchObject({ kind: 'ask', rule: 'broken' });
    expect(verdict.reason).toContain('no such luck');
  });

  test('does not silence the others', () => {
    expect(
      judge(normalise(call, context), context, { builtIn: [broken, { name: 'force-push', rule: forcePush }] }).kind,
    ).toBe('deny');
  });
});

const words = fc.stringMatching(/^[\w./$*~{}()'"`;|&<>=\\ \n-]{0,60}$/);

describe('whatever the text', () => {
  test('a verdict comes out', () => {
    fc.assert(
      fc.property(fc.oneof(words, fc.string({ maxLength: 200 })), (command) => {
        expect(['allow', 'ask', 'deny']).toContain(judgeShell(command).kind);
      }),
      { numRuns: 2000 },
    );
  });

  test('a deletion of the home stays refused behind any number of wrappers', () => {
    const wrapper = fc.constantFrom(
      (text: string) => `env ${text}`,
      (text: string) => `nohup ${text}`,
      (text: string) => `timeout 5 ${text}`,
      (text: string) => `command ${text}`,
      (text: string) => `sh -c ${JSON.stringify(text).replaceAll('$', '\\$')}`,
      (text: string) => `eval ${JSON.stringify(text).replaceAll('$', '\\$')}`,
      (text: string) => `env A=1 B='x y' ${text}`,
      (text: string) => `find . -maxdepth 0 -exec ${text} ';'`,
    );
    const outer = fc.constantFrom(
      (text: string) => `( ${text} )`,
      (text: string) => `{ ${text}; }`,
      (text: string) => `true && ${text}`,
      (text: string) => `if x; then ${text}; fi`,
      (text: string) => `echo "$( ${text} )"`,
      (text: string) => `x | ${text}`,
      (text: string) => `for i in 1 2; do ${text}; done`,
      (text: string) => `${text} &`,
    );
    fc.assert(
      fc.property(fc.array(wrapper, { maxLength: 4 }), fc.array(outer, { maxLength: 4 }), (inner, around) => {
        const command = around.reduce(
          (text, wrap) => wrap(text),
          inner.reduce((text, wrap) => wrap(text), 'rm -rf /home/dev'),
        );
        expect(`${judgeShell(command).kind} ${command}`).toBe(`deny ${command}`);
      }),
      { numRuns: 1000 },
    );
  });

  test('quoting does not change what is judged', () => {
    const spell = fc.constantFrom(
      (letter: string) => letter,
      (letter: string) => `'${letter}'`,
      (letter: string) => `"${letter}"`,
      (letter: string) => `\\${letter}`,
      (letter: string) => `$'${letter}'`,
      (letter: string) => `${letter}''`,
    );
    const command = fc.constantFrom(
      'rm -rf /home/dev',
      'git push --force',
      'git commit --no-verify',
      'sudo ls',
      'mkfs /dev/sda',
    );
    fc.assert(
      fc.property(command, fc.array(spell, { minLength: 40, maxLength: 40 }), (text, spelling) => {
        const written = [...text]
          .map((letter, at) => (letter === ' ' ? ' ' : (spelling[at]?.(letter) ?? letter)))
          .join('');
        expect(`${judgeShell(written).kind} ${written}`).toBe(`deny ${written}`);
      }),
      { numRuns: 1000 },
    );
  });

  test('deep nesting and long text are asked about, in bounded time', () => {
    const deep = (depth: number) => Array.from({ length: depth }).reduce<string>((text) => `echo $(${text})`, 'ls');
    expect(judgeShell(deep(10)).kind).toBe('allow');
    expect(judgeShell(deep(200))).toMatchObject({ kind: 'ask', rule: 'EX3' });
    expect(judgeShell(`echo ${'x'.repeat(10_001)}`)).toMatchObject({ kind: 'ask', rule: 'EX3' });
    expect(judgeShell(`rm -rf ~; ${'x'.repeat(10_001)}`).kind).toBe('deny');
    const loops = Array.from({ length: 6 }).reduce<string>((text) => `for i in {1..30}; do ${text}; done`, 'ls');
    expect(judgeShell(loops)).toMatchObject({ kind: 'ask', rule: 'EX3' });
  });
});
