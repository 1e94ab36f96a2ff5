import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editJson, splitKeys } from './json-edit.ts';

function edit(text: string, set: Record<string, unknown>, remove: string[] = []): string {
  const edited = editJson(text, { set, delete: remove });
  return edited.ok ? edited.value : edited.error.message;
}

const TEXT = `{
  // The name is taken on npm.
  "name": "x", "private": true,
  "scripts": {
    "test": "node --test" /* quick */
  },
  "files": ["a", "b"]
}
`;

test('only the named values change; comments and layout stay', () => {
  expect(edit(TEXT, { 'scripts.test': 'vitest', name: 'y' })).toBe(
    TEXT.replace('"node --test"', '"vitest"').replace('"x"', '"y"'),
  );
  expect(edit(TEXT, { 'scripts.test': 'node --test', files: ['a', 'b'] })).toBe(TEXT);
});

test('new keys go to the end of their object, in its layout', () => {
  expect(edit(TEXT, { 'scripts.lint': 'eslint' })).toBe(
    TEXT.replace('"node --test" /* quick */', '"node --test",\n    "lint": "eslint" /* quick */'),
  );
  expect(edit(TEXT, { 'a.b\\.c': [1] })).toBe(
    TEXT.replace('["a", "b"]\n', '["a", "b"],\n  "a": {\n    "b.c": [\n      1\n    ]\n  }\n'),
  );
  expect(edit('{"a":1}', { b: 2 })).toBe('{"a":1, "b": 2}');
  expect(edit('{}\n', { b: 2 })).toBe('{\n  "b": 2\n}\n');
  expect(edit('{\n\t"a": {}\n}', { 'a.b': 1 })).toBe('{\n\t"a": {\n\t\t"b": 1\n\t}\n}');
  expect(edit(TEXT, { 'files.0': 'c', 'files.2': 'd' })).toBe(TEXT.replace('["a", "b"]', '["c", "b", "d"]'));
});

test('a deleted key takes its comma with it', () => {
  expect(edit(TEXT, {}, ['name'])).toBe(TEXT.replace('"name": "x", ', ''));
  expect(edit(TEXT, {}, ['files', 'scripts.test', 'missing.key'])).toBe(
    TEXT.replace(',\n  "files": ["a", "b"]', '').replace(
      '{\n    "test": "node --test" /* quick */\n  }',
      '{/* quick */\n  }',
    ),
  );
  expect(edit('{"a": 1}', {}, ['a'])).toBe('{}');
});

test.each([
  ['{"a": 1,', {}, ['b'], 'not valid JSON: line 1: expected a key'],
  ['{\n"a" 1}', {}, ['b'], 'line 2: expected ":"'],
  ['{"a": 1}', { 'a.b': 2 }, [], '"a.b" leads through a value that is not an object'],
  ['{"a": []}', { 'a.5': 2 }, [], '"a.5" leads through'],
  [`${'['.repeat(300)}`, { a: 1 }, [], 'nested too deeply'],
])('%j is refused with a reason', (...[text, set, remove, message]) => {
  expect(edit(text, set, remove)).toContain(message);
});

test('whatever the object, a set value is there afterwards and the rest is unchanged', () => {
  const key = fc.string({ minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(
      fc.dictionary(key, fc.jsonValue()),
      key,
      fc.jsonValue(),
      fc.constantFrom(undefined, 2, '\t'),
      (...[object, name, value, indent]) => {
        const path = name.replace(/[.\\]/g, '\\$&');
        expect(splitKeys(path)).toEqual([name]);
        const before = JSON.stringify(object, undefined, indent);
        const plain = JSON.parse(before) as Record<string, unknown>;
        const set = edit(before, { [path]: value });
        expect(JSON.parse(set)).toEqual({ ...plain, ...(JSON.parse(JSON.stringify({ [name]: value })) as object) });
        const deleted = JSON.parse(edit(set, {}, [path])) as Record<string, unknown>;
        expect(Object.keys(deleted).sort()).toEqual(
          Object.keys(plain)
            .filter((other) => other !== name)
            .sort(),
        );
      },
    ),
  );
});
