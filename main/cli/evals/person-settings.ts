import { join } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../../../core/parse-json.ts';
import { Settings } from '../../../core/settings.ts';
import { readTextIfThere } from '../../files/read-text-file.ts';

/** What of the person's settings holds for trials too: agents that they added, and what holds agents back. Nothing is written. */
export async function personSettings(dataFolder: string): Promise<Pick<Settings, 'agents' | 'containment'>> {
  const read = await readTextIfThere(join(dataFolder, 'settings.json'));
  const file = Given.safeParse(read.ok && read.value !== null ? parseJson(read.value) : {}).data ?? {};
  // As when the app reads them: a field with a wrong value falls back to its default.
  const { agents, containment } = Settings.shape;
  return {
    agents: agents.safeParse(file['agents']).data ?? [],
    containment: containment.safeParse(file['containment']).data ?? 'auto',
  };
}

const Given = z.record(z.string(), z.unknown());
