import type { ActionEffect, Word } from '../../model/action.ts';
import { lookup } from '../lookup.ts';
import { notOption, type ReaderContext, type ReaderTable } from './reader.ts';

/**
 * What a package manager's verbs mean: each pattern is tried on the verb, and on it with what follows. Verbs not listed
 * are harmless: queries, builds, installs from the lockfile.
 */
type Manager = {
  /** Adds what is named; without a name it installs from the manifest. */
  readonly adds?: RegExp;
  /** Always asks the network for something new, named or not. */
  readonly always?: RegExp;
  /** Fetches when what it runs has a version or an address in its name. */
  readonly fetches?: RegExp;
  readonly publishes?: RegExp;
  readonly global?: RegExp;
  /** Options whose value is a file of the project (`pip install -r`), which counts as the manifest. */
  readonly manifest?: RegExp;
};

const containerPushes = /^push$|^(compose|image|manifest) push|^(buildx )?(build|bake) (.* )?--push\b/;
const managers: Readonly<Record<string, Manager | undefined>> = {
  npm: {
    adds: /^(i|in|ins|inst|install|add|isntall|it|install-test|link|ln)$/,
    always: /^(update|up|upgrade|udpate|exec|x|create|init|innit|audit fix\b.*)$/,
    publishes: /^(publish|unpublish|deprecate|dist-tag|owner|access)$/,
    global: /^(-g|--global|--location=global)$/,
  },
  pnpm: {
    adds: /^(add|i|install|link|ln)$/,
    always: /^(update|up|upgrade|dlx|create)$/,
    publishes: /^publish$/,
    global: /^(-g|--global)$/,
  },
  yarn: { adds: /^add$/, always: /^(up|upgrade|dlx|create|global|set)$/, publishes: /^(npm )?publish\b/ },
  bun: {
    adds: /^(add|a|install|i)$/,
    always: /^(update|x|create|upgrade)$/,
    publishes: /^publish$/,
    global: /^(-g|--global)$/,
  },
  deno: { adds: /^(add|install)$/, always: /^(run|eval|test|serve|x) (.* )?(https?|npm|jsr):/, publishes: /^publish$/ },
  pip: { adds: /^(install|download|wheel)$/, manifest: /^(-r|--requirement|-c|--constraint|-e|--editable)$/ },
  uv: { adds: /^(add|tool)$/, publishes: /^publish$/, always: /^run (.* )?--with\b/ },
  poetry: { adds: /^add$/, always: /^(update|self)$/, publishes: /^publish$/ },
  pipenv: { adds: /^install$/, always: /^(update|upgrade)$/ },
  rye: { adds: /^(add|install)$/, publishes: /^publish$/ },
  hatch: { always: /^dep(s)? add/, publishes: /^publish$/ },
  flit: { publishes: /^publish$/ },
  pdm: { adds: /^add$/, always: /^update$/, publishes: /^publish$/ },
  pipx: { adds: /^(install|run|inject|upgrade|upgrade-all)$/ },
  conda: { adds: /^(install|create|update)$/ },
  mamba: { adds: /^(install|create|update)$/ },
  cargo: { adds: /^(add|install|binstall)$/, publishes: /^(publish|yank|owner)$/, always: /^update$/ },
  go: { adds: /^(get|install)$/, fetches: /^run$/ },
  dotnet: { adds: /^(add|tool)$/, publishes: /^nuget$/ },
  corepack: { always: /^(enable|prepare|use|install|up)$/ },
  gem: { adds: /^(install|update)$/, publishes: /^(push|yank)$/ },
  bundle: { adds: /^add$/, always: /^update$/ },
  composer: { adds: /^(require|global)$/, always: /^update$/ },
  mix: { always: /^(archive\.install|local\.(hex|rebar)|escript\.install)$/, publishes: /^hex\.publish$/ },
  cpan: { always: /^[\w:]+$/ },
  cpanm: { always: /^[\w:.-]+$/ },
  luarocks: { adds: /^install$/, publishes: /^upload$/ },
  opam: { adds: /^install$/, always: /^(update|upgrade)$/ },
  cabal: { adds: /^install$/, always: /^update$/, publishes: /^upload$/ },
  stack: { adds: /^install$/, publishes: /^upload$/ },
  nimble: { adds: /^install$/, publishes: /^publish$/ },
  dart: { always: /^pub (add|upgrade|global activate)/, publishes: /^pub publish/ },
  flutter: { always: /^pub (add|upgrade|global activate)/, publishes: /^pub publish/ },
  'install.packages': { always: /(?:)/ },
  'Pkg.add': { always: /(?:)/ },
  kubectl: { always: /^krew install/ },
  goreleaser: { publishes: /^release\b(?!.*--snapshot)/ },
  oras: { publishes: /^push$/ },
  brew: { adds: /^(install|reinstall|upgrade|tap|uninstall|remove)$/, always: /^(update|upgrade)$/ },
  apt: { always: /^(install|remove|purge|upgrade|full-upgrade|update|autoremove)$/ },
  'apt-get': { always: /^(install|remove|purge|upgrade|dist-upgrade|update|autoremove)$/ },
  dpkg: { always: /^(-i|--install|-r|-P|--remove|--purge)$/ },
  yum: { always: /^(install|remove|erase|update|upgrade)$/ },
  dnf: { always: /^(install|remove|erase|update|upgrade)$/ },
  pacman: { always: /^-[SRU]\w*$/ },
  apk: { always: /^(add|del|upgrade|update)$/ },
  rpm: { always: /^-[iUe]\w*$/ },
  zypper: { always: /^(install|in|update|up|remove|rm)$/ },
  asdf: { adds: /^(install|plugin)$/ },
  mise: { adds: /^(use|install|upgrade)$/ },
  sdk: { always: /^install$/ },
  'nix-shell': { always: /^(-p|--packages)$/ },
  snap: { always: /^(install|remove|refresh)$/ },
  flatpak: { always: /^(install|uninstall|update)$/ },
  nix: { always: /^(profile|run|shell)$/ },
  'nix-env': { always: /^(-i\w*|--install|-e|--uninstall)$/ },
  port: { always: /^(install|upgrade|uninstall)$/ },
  choco: { always: /^(install|upgrade|uninstall)$/ },
  winget: { always: /^(install|upgrade|uninstall)$/ },
  rustup: { always: /^(install|update|self|toolchain|component|target)$/ },
  nvm: { always: /^install$/ },
  docker: { always: /^(run|pull|create)$/, publishes: containerPushes },
  podman: { always: /^(run|pull|create)$/, publishes: containerPushes },
  twine: { publishes: /^upload$/ },
  helm: { publishes: /^push$/ },
  mvn: { publishes: /deploy/ },
  gradle: { publishes: /publish/ },
  gradlew: { publishes: /publish/ },
  vsce: { publishes: /^(publish|unpublish)$/ },
  ovsx: { publishes: /^publish$/ },
  lerna: { publishes: /^publish$/ },
  changeset: { publishes: /^publish$/ },
  'semantic-release': { publishes: /^/ },
  code: { adds: /^--install-extension$/ },
};

const runners: ReaderTable = {
  npx: runsPackage,
  pnpx: runsPackage,
  bunx: runsPackage,
  uvx: runsPackage,
  pipx: undefined,
};

/** Package managers: what they add, run from the registry, or publish. */
export const packages: ReaderTable = {
  ...Object.fromEntries(Object.keys(managers).map((name) => [name, readManager])),
  pip3: readManager,
  ...Object.fromEntries(Object.entries(runners).filter(([, reader]) => reader)),
  python: runsModule,
  python3: runsModule,
};

function readManager(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const name = at.program === 'pip3' ? 'pip' : at.program;
  const manager = lookup(managers, name);
  if (!manager || words.some((word) => /^(--dry-run|--help|--version)$/.test(word.text))) return [];
  const verbAt = words.findIndex((word, index) => isVerb(word, words[index - 1], manager));
  const verb = words[verbAt]?.text;
  const { segment } = at.command;
  if (verb === undefined) return manager.publishes?.test('') === true ? [{ kind: 'publish', what: name, segment }] : [];
  const rest = words.slice(verbAt + 1);
  if (name === 'uv' && verb === 'pip') return readManager(rest, { ...at, program: 'pip' });
  return judgeVerb({ name, manager, verb, rest, words }, segment);
}

type VerbUse = {
  readonly name: string;
  readonly manager: Manager;
  readonly verb: string;
  readonly rest: readonly Word[];
  readonly words: readonly Word[];
};

function judgeVerb({ name, manager, verb, rest, words }: VerbUse, segment: string): readonly ActionEffect[] {
  const phrase = [verb, ...rest.map((word) => word.text.slice(0, 200))].join(' ');
  const says = (pattern: RegExp | undefined) => pattern?.test(verb) === true || pattern?.test(phrase) === true;
  if (says(manager.publishes)) return [{ kind: 'publish', what: `${name} ${verb}`, segment }];
  const packages = packagesIn(rest, manager);
  const global = words.some((word) => manager.global?.test(word.text));
  const always = says(manager.always) && !isLocalRun(name, verb, words);
  const adds = manager.adds?.test(verb) === true && (packages.length > 0 || global);
  const fetches = manager.fetches?.test(verb) === true && packages.some((text) => text.includes('@'));
  return always || adds || fetches ? [{ kind: 'install', manager: name, packages, global, segment }] : [];
}

function isVerb(word: Word, before: Word | undefined, manager: Manager): boolean {
  if (manager.always?.test(word.text) && word.text.startsWith('-')) return true;
  if (manager.adds?.test(word.text) && word.text.startsWith('-')) return true;
  return (
    notOption(word) &&
    !/^(-C|--prefix|--cwd|--dir|--filter|-F|-w|--workspace|--context|-H|--directory|--project)$/.test(
      before?.text ?? '',
    )
  );
}

/** `npm init` in place and `npm exec` of what the project has are its own. */
function isLocalRun(name: string, verb: string, words: readonly Word[]): boolean {
  if (words.some((word) => word.text === '--no-install' || word.text === '--no' || word.text === '--offline'))
    return true;
  return name === 'npm' && /^init$/.test(verb) && words.filter(notOption).length === 1;
}

/** Their value is not a package. */
const valued =
  /^(--workspace|--prefix|-C|--cwd|--dir|--filter|--registry|--cache|--tag|--omit|--include|--loglevel|--target|--index-url|--extra-index-url|--find-links|--python|--group|--features|--jobs|--path|--root|--version|--target-dir|--manifest-path)$/;

/** The named packages; `.` and `./x` are the project itself, and so is a requirements file. */
function packagesIn(words: readonly Word[], { manifest }: Manager): readonly string[] {
  return words
    .filter(
      (word, at) => notOption(word) && !(manifest?.test(words[at - 1]?.text ?? '') && !/^\w+:\/\//.test(word.text)),
    )
    .filter((word) => !valued.test(words[words.indexOf(word) - 1]?.text ?? ''))
    .map((word) => word.text)
    .filter((text) => !/^\.{0,2}\/?(\[.*\])?$|^\.\.?\/|^\.\[/.test(text));
}

/** A tool that the project has installed is its own; any other one is fetched. */
function runsPackage(words: readonly Word[], { program, command, state }: ReaderContext): readonly ActionEffect[] {
  const local = words.some((word) => /^(--no-install|--no|--offline|--version|--help)$/.test(word.text));
  const name = words.find(notOption)?.text;
  if (local || name === undefined || state.context.tools?.includes(name)) return [];
  return [{ kind: 'install', manager: program, packages: [name], global: false, segment: command.segment }];
}

/** `python -m pip install x`. */
function runsModule(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const module = words.findIndex((word) => word.text === '-m');
  const name = words[module + 1]?.text;
  if (module < 0 || (name !== 'pip' && name !== 'twine' && name !== 'pipx')) return [];
  return readManager(words.slice(module + 2), { ...at, program: name });
}
