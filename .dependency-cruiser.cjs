// "Who may import whom" of ARCHITECTURE.md. A folder knows only what lies below it; a tool folder receives callbacks.
// Tests may also use what stands beside or below their subject, and any npm package but electron.

const TEST = '\\.test\\.tsx?$|/testing/';
const APP = '^(core|main|preload|renderer)/';
const TOOLS = [
  ...[
    'harness',
    'gates',
    'checks',
    'landing',
    'radar',
    'intake',
    'skills',
    'evals',
    'workspace',
    'terminal',
    'sample',
    'search',
  ],
];
const BASE = ['git', 'process', 'store', 'vault', 'files'];

/** Layers of main, top first. Each may import itself and every layer after it. */
const LAYERS = [
  '^main/(index\\.ts$|headless\\.ts$|desktop/|cli/)',
  '^main/compose\\.ts$',
  '^main/ipc/',
  '^main/orchestrator/',
  `^main/(${TOOLS.join('|')})/`,
  `^main/(${BASE.join('|')})/`,
];

/** The exceptions to "siblings do not import each other" inside a layer. */
const SIBLINGS = {
  landing: ['checks', 'workspace'],
  git: ['process'],
  vault: ['process', 'store'],
};

const npm = (...names) => `(^|/)node_modules/(@types/)?(${names.join('|')})(/|$)`;
const ELECTRON = `${npm('electron')}|^electron$|^electron/`;
const inside = (...folders) => `^(${folders.join('|')})/`;

/** A title says `name: what must hold`. */
const forbid = (title, from, to) => {
  const [name, comment] = title.split(/: (.*)/s);
  return { name, comment, severity: 'error', from, to };
};

const environments = [
  forbid(
    'core-is-pure: core imports core, zod, and in core/gates the shell parser. It runs in every process.',
    { path: inside('core'), pathNot: TEST },
    { couldNotResolve: false, pathNot: [inside('core'), npm('zod', 'unbash')] },
  ),
  forbid(
    'shell-parser-in-gates: Only core/gates knows shell syntax.',
    { path: inside('core'), pathNot: ['^core/gates/', TEST] },
    { path: npm('unbash') },
  ),
  forbid(
    'preload-is-a-bridge: preload imports core and electron, and does not grow with features.',
    { path: inside('preload'), pathNot: TEST },
    { couldNotResolve: false, pathNot: [inside('preload', 'core'), ELECTRON] },
  ),
  forbid(
    'renderer-draws: renderer imports core, React, zustand and UI libraries. A new UI library is one word here.',
    { path: inside('renderer'), pathNot: TEST },
    {
      couldNotResolve: false,
      pathNot: [
        inside('renderer', 'core'),
        npm('react', 'react-dom', 'zustand', 'csstype', 'uplot'),
        npm(
          '@tanstack/react-virtual',
          '@dnd-kit/core',
          '@radix-ui/[^/]+',
          'radix-ui',
          'clsx',
          'cmdk',
          'diff',
          'lucide-react',
          'sonner',
        ),
        npm('@xterm/[^/]+', 'react-markdown', 'remark-gfm'),
      ],
    },
  ),
  forbid(
    'environments-apart: The environments meet only in core; tests too.',
    { path: '^(core|main|preload|renderer)/' },
    { path: APP, pathNot: ['^core/', '^$1/'] },
  ),
  forbid(
    'app-knows-no-tooling: What ships knows neither scripts nor e2e.',
    { path: APP, pathNot: TEST },
    { path: inside('scripts', 'e2e') },
  ),
  forbid(
    'tests-are-leaves: Only tests import tests and their support.',
    { pathNot: [TEST, inside('e2e')] },
    { path: TEST },
  ),
];

const layers = LAYERS.slice(1).map((layer, index) =>
  forbid(
    `main-downward-${index + 1}: main imports downward: index/headless/cli → compose → ipc → orchestrator → tools → git, process, store, vault, files.`,
    { path: layer },
    { path: LAYERS.slice(0, index + 1) },
  ),
);

const siblings = [TOOLS, BASE].flatMap((layer) =>
  layer.map((folder) => {
    const allowed = SIBLINGS[folder] ?? [];
    const closed = layer.filter((other) => other !== folder && !allowed.includes(other));
    return forbid(
      `${folder}-keeps-to-itself: Beside it main/${folder} may import ${allowed.join(', ') || 'nothing'}; compose connects the rest.`,
      { path: `^main/${folder}/`, pathNot: TEST },
      { path: `^main/(${closed.join('|')})/` },
    );
  }),
);

const desktop = [
  forbid(
    'desktop-shows: main/desktop imports ipc, orchestrator types and core.',
    { path: '^main/desktop/', pathNot: TEST },
    { path: '^main/', pathNot: '^main/(desktop|ipc|orchestrator)/' },
  ),
  forbid(
    'desktop-only-types-of-orchestrator: main/desktop knows the orchestrator by its types.',
    { path: '^main/desktop/', pathNot: TEST },
    { path: '^main/orchestrator/', dependencyTypesNot: ['type-only'] },
  ),
  forbid(
    'desktop-behind-index: Everything else must run with no window.',
    { path: '^main/', pathNot: ['^main/index\\.ts$', '^main/desktop/'] },
    { path: '^main/desktop/' },
  ),
];

/** One owner per dangerous or replaceable library. */
const owners = [
  ['electron', ELECTRON, ['^main/index\\.ts$', '^main/desktop/', '^preload/', '^e2e/']],
  ['simple-git', npm('simple-git'), ['^main/git/', TEST]],
  ['execa', npm('execa'), ['^main/process/', TEST]],
  ['child-process', '^(node:)?child_process$', ['^main/process/', '^scripts/', '^e2e/', TEST]],
  ['electron-store', npm('electron-store'), ['^main/store/', TEST]],
  ['node-pty', npm('@lydell/[^/]+'), ['^main/terminal/host/']],
  ['sqlite', npm('@photostructure/sqlite') + '|^(node:)?sqlite$', ['^main/store/', TEST]],
].map(([name, path, allowed]) =>
  forbid(
    `${name}-has-one-owner: Only ${allowed.join(', ')} may import ${name}.`,
    { path: '.', pathNot: allowed },
    { path },
  ),
);

const hygiene = [
  forbid('no-cycles: A cycle is one module in several files.', {}, { circular: true }),
  forbid(
    'no-orphans: Nothing imports it and it imports nothing.',
    {
      orphan: true,
      pathNot: [TEST, '\\.d\\.ts$', '^main/(index|headless)\\.ts$', '^preload/index\\.ts$', inside('scripts', 'e2e')],
    },
    {},
  ),
  forbid(
    'no-unresolved: An import the check cannot follow is an import it cannot judge.',
    {},
    { couldNotResolve: true, pathNot: ELECTRON },
  ),
  forbid(
    'main-is-placed: Every module of main stands in a layer: put it into a folder of ARCHITECTURE.md.',
    { pathNot: TEST },
    { path: '^main/', pathNot: [...LAYERS, TEST] },
  ),
  {
    name: 'main-is-placed-entry',
    comment: 'The same, for a module that nothing imports.',
    severity: 'error',
    module: { path: '^main/', pathNot: [...LAYERS, TEST], numberOfDependentsLessThan: 1 },
    from: {},
  },
  forbid(
    'no-dev-dependencies: What ships stands in dependencies.',
    { path: APP, pathNot: TEST },
    {
      dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
      dependencyTypesNot: ['type-only'],
      pathNot: ELECTRON,
    },
  ),
];

module.exports = {
  forbidden: [...environments, ...layers, ...siblings, ...desktop, ...owners, ...hygiene],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/fixtures/|(^|/)out/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
