import type { PolicyView, RuleView } from '../../core/model/gate.ts';
import { layersOf } from '../../core/views/gate/rules.ts';
import { counted } from '../../core/views/text/counted.ts';
import { visible } from '../../core/views/text/visible.ts';
import { Section } from '../ui/section.tsx';

const names: Readonly<Record<RuleView['layer'], string>> = {
  default: 'Built in',
  user: 'Yours',
  repo: 'Repo',
  thread: 'Thread',
};

/** Where the rules come from. Yours may loosen what is not marked safety; repos and threads only tighten. */
export function PolicyLayers({ policy }: { readonly policy: PolicyView }) {
  return (
    <Section
      title="Layers"
      aside={
        policy.hash !== '' && (
          <span className="text-sm text-ink-3 select-text" title={policy.hash}>
            policy <span className="font-mono">{policy.hash.slice(0, 12)}</span>
          </span>
        )
      }
    >
      <ol className="flex flex-col divide-y divide-line rounded-card border bg-card">
        {layersOf(policy).map(({ layer, source, rules }) => (
          <li key={`${layer} ${source}`} className="flex h-9 items-center gap-4 px-4 text-sm">
            <span className="w-16 font-medium">{names[layer]}</span>
            <span className="min-w-0 flex-1 truncate font-mono text-ink-3 select-text" title={visible(source)}>
              {visible(source)}
            </span>
            <span className="text-ink-2">{rules === 0 ? 'no rules yet' : counted(rules, 'rule')}</span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
