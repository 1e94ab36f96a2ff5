import { forEach, quoted } from '../../rule.ts';
import { deny } from '../../verdict.ts';

const starters = /^(teatree|node|nodejs|electron|npx|pnpx|bunx|tsx)$/;
const managers = /^(npm|pnpm|yarn|bun)$/;
/** What a package manager may be told before the program it runs. */
const running = /^(run|run-script|exec|x|dlx)$/;
const workspace = /^(-w|--workspace|--filter|-F|--prefix|-C|--cwd|--dir)$/;
const itself = /^(teatree(\.(mjs|js|cmd|exe))?|Teatree)$/;
/** What only looks, or judges without the factory. Anything else steers it, and so does a verb nobody knows yet. */
const harmless =
  /^(help|version|board|doctor|(repo|ask|thread|recipe) list|thread show|settings get|journal tail|recipe validate|skill (list|show|validate|prove)|secrets scan|gate (judge|parse|explain|report|rules|check))( |$)/;

/** HK5: the factory, its gate and its answers are the person's; an agent that could steer them would have no gate. */
export const steering = forEach('exec', ({ program, argv, segment }) => {
  const managed = managers.test(nameOf(program));
  if (!managed && !starters.test(nameOf(program))) return undefined;
  const at = argv.findIndex((word, index) => itself.test(nameOf(word)) && !workspace.test(argv[index - 1] ?? ''));
  if (managed && !argv.slice(1, at).every((word) => word.startsWith('-') || running.test(word))) return undefined;
  const verbs = argv.slice(at + 1).filter((word) => !word.startsWith('-'));
  if (at === -1 || verbs.length === 0 || harmless.test(verbs.join(' '))) return undefined;
  return deny({
    rule: 'HK5',
    reason: `${quoted(segment)} steers the factory that watches you.`,
    next: 'Say in your result what should be decided or changed; the person does it.',
    risk: 'critical',
  });
});

function nameOf(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}
