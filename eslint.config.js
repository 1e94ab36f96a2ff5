import { defineConfig } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

// One config object per reason. Options of the same rule replace each other, so restricted syntax is composed here.
const TESTS = ['**/*.test.{ts,tsx,mjs}', '**/testing/**', 'e2e/**'];
const IGNORED = ['**/node_modules/', 'out/', 'dist/', 'release/', 'coverage/', 'test-results/', '**/fixtures/'];

const noDefaultExport = [
  { selector: 'ExportDefaultDeclaration', message: 'Export by name: a file and its main export share one name.' },
  { selector: 'ExportSpecifier[exported.name="default"]', message: 'Export by name.' },
];
const plainSyntax = [
  { selector: 'ExportAllDeclaration', message: 'No barrel files: import from where it lives.' },
  { selector: 'ExportNamedDeclaration[source]', message: 'No barrel files: import from where it lives.' },
  { selector: 'TSEnumDeclaration', message: 'Use a union of literals or a zod enum.' },
  {
    selector: 'CatchClause > BlockStatement[body.length=0]',
    message: 'Never catch to go on silently: return a value, or let it throw.',
  },
  {
    selector: 'CallExpression[callee.property.name="catch"] > :function > BlockStatement[body.length=0]',
    message: 'Never catch to go on silently: return a value, or let it throw.',
  },
];
const ambientClock = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'core has no clock: take the time as a value.',
  },
  { selector: 'CallExpression[callee.name="Date"]', message: 'core has no clock: take the time as a value.' },
];

// Node and DOM names do not even resolve in core (its tsconfig); these close what the language itself offers.
const AMBIENT = words(`
  process setTimeout setInterval setImmediate queueMicrotask performance crypto console fetch Buffer globalThis
  window document localStorage require __dirname
`);
const pureProperties = [
  { object: 'Date', property: 'now', message: 'core has no clock: take the time as a value.' },
  { object: 'Math', property: 'random', message: 'core has no randomness: take the number or the id as a value.' },
];

// What the compiler does not see of ESLint's own recommendations.
const mistakes = errors(`
  no-async-promise-executor no-cond-assign no-constant-binary-expression no-constant-condition no-debugger
  no-dupe-else-if no-duplicate-case no-empty-pattern no-fallthrough no-irregular-whitespace no-loss-of-precision
  no-regex-spaces no-self-assign no-self-compare no-sparse-arrays no-unmodified-loop-condition no-unsafe-finally
  no-unsafe-optional-chaining no-useless-backreference no-useless-catch no-useless-escape no-var
  prefer-const preserve-caught-error
`);

/** @type {import('eslint').Linter.RulesRecord} */
const sizes = {
  'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: false, skipComments: false, IIFEs: true }],
  'max-params': ['error', 3],
  // A switch over a closed union is one decision, however long the union.
  complexity: ['error', { max: 15, variant: 'modified' }],
};

/** @type {import('eslint').Linter.RulesRecord} */
const plainness = {
  'no-misleading-character-class': ['error', { allowEscape: true }],
  'no-empty': ['error', { allowEmptyCatch: false }],
  'no-restricted-syntax': ['error', ...noDefaultExport, ...plainSyntax],
  'no-warning-comments': [
    'error',
    { terms: ['prettier-ignore', 'istanbul ignore', 'v8 ignore', 'lintignore'], location: 'anywhere' },
  ],
  '@typescript-eslint/ban-ts-comment': [
    'error',
    { 'ts-ignore': true, 'ts-expect-error': true, 'ts-nocheck': true, 'ts-check': false },
  ],
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
  ],
  eqeqeq: ['error', 'always', { null: 'ignore' }],
};

/** @type {import('eslint').Linter.RulesRecord} */
const promises = {
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
};

/** @type {import('eslint').Linter.RulesRecord} */
const typed = {
  ...promises,
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/consistent-type-imports': [
    'error',
    { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
  ],
  '@typescript-eslint/consistent-type-definitions': 'off',
  '@typescript-eslint/require-await': 'off',
  // Objects here are closures, not classes: their functions may be taken off them.
  '@typescript-eslint/unbound-method': 'off',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
};

const APP = ['core', 'main', 'preload', 'renderer', 'e2e'].map((folder) => `${folder}/**/*.{ts,tsx}`);
// One program for all: one per environment would infer the types of core six times over.
const program = { parserOptions: { project: 'tsconfig.lint.json', tsconfigRootDir: import.meta.dirname } };

export default defineConfig(
  { ignores: IGNORED },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  {
    files: APP,
    languageOptions: program,
    extends: [...tseslint.configs.recommendedTypeChecked],
    rules: { ...mistakes, ...sizes, ...plainness, ...typed },
  },
  {
    files: ['**/*.{js,mjs,cjs}', '*.config.ts', 'scripts/**/*.ts'],
    extends: [...tseslint.configs.recommended],
    // `tsc` checks these files too (scripts/tsconfig.json), and knows the globals.
    rules: { ...mistakes, ...sizes, ...plainness, 'no-undef': 'off' },
  },
  { files: ['scripts/**/*.mjs'], languageOptions: program, rules: promises },
  {
    files: ['core/**/*.ts'],
    ignores: TESTS,
    rules: {
      'no-console': 'error',
      'no-restricted-globals': [
        'error',
        ...AMBIENT.map((name) => ({ name, message: 'core is pure: pass it in as a value.' })),
      ],
      'no-restricted-properties': ['error', ...pureProperties],
      'no-restricted-syntax': ['error', ...noDefaultExport, ...plainSyntax, ...ambientClock],
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    rules: { 'no-console': 'error', 'react-hooks/exhaustive-deps': 'error', 'react-hooks/incompatible-library': 'off' },
  },
  {
    files: ['renderer/**/*.tsx'],
    rules: {
      'max-lines-per-function': ['error', { max: 100, skipBlankLines: false, skipComments: false, IIFEs: true }],
    },
  },
  { files: TESTS, rules: { 'max-lines-per-function': 'off' } },
  {
    // The tools that read these files ask for a default export or for CommonJS.
    files: ['*.config.{js,mjs,ts}', '.*.cjs'],
    rules: { 'no-restricted-syntax': ['error', ...plainSyntax], '@typescript-eslint/no-require-imports': 'off' },
  },
);

/** @param {string} list */
function words(list) {
  return list.trim().split(/\s+/);
}

/**
 * @param {string} list rules that take no options
 * @returns {import('eslint').Linter.RulesRecord}
 */
function errors(list) {
  return Object.fromEntries(words(list).map((rule) => [rule, 'error']));
}
