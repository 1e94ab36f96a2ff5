import type { Finding } from '../../core/contract/doctor-methods.ts';
import { visible } from '../../core/views/text/visible.ts';
import { Fact, Facts, Section } from '../ui/section.tsx';

/** What was looked at and holds. */
export function Sound({ findings }: { readonly findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <Section title={`${String(findings.length)} hold`}>
      <Facts wide>
        {findings.map(({ id, name, text }) => (
          <Fact key={id} name={visible(name)}>
            <span className="untrusted wrap-anywhere">{visible(text)}</span>
          </Fact>
        ))}
      </Facts>
    </Section>
  );
}
