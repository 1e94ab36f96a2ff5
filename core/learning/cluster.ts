import type { Incident, Signature } from '../model/learning/incident.ts';
import { sameCause, signatureOf } from './signature.ts';

/** Incidents of one cause, in the order in which they happened. */
export type Cluster = { readonly signature: Signature; readonly incidents: readonly Incident[] };

/** The first of a cause stands for it: the same incidents in the same order always make the same clusters. */
export function clustersOf(incidents: Iterable<Incident>): readonly Cluster[] {
  const clusters = new Map<string, { readonly signature: Signature; readonly incidents: Incident[] }[]>();
  const all: { readonly signature: Signature; readonly incidents: Incident[] }[] = [];
  for (const incident of incidents) {
    const signature = signatureOf(incident);
    const key = `${incident.kind} ${incident.about}`;
    const near = clusters.get(key) ?? [];
    const known = near.find((each) => sameCause(each.signature, signature));
    if (known) known.incidents.push(incident);
    else {
      const fresh = { signature, incidents: [incident] };
      clusters.set(key, [...near, fresh]);
      all.push(fresh);
    }
  }
  return all;
}
