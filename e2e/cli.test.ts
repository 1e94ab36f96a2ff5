import { z } from 'zod';
import { expect, test } from './app.ts';
import { PATIENCE, addRepos, createThread, expectLanded, openAsk, sampleThread, untilColumn } from './facts.ts';

test.setTimeout(180_000);

const Asks = z.array(z.object({ id: z.string(), number: z.number(), subject: z.object({ kind: z.string() }) }));

test('the running app is answered and lands from the command line, and the window shows it', async ({ desk, app }) => {
  await createThread(app, sampleThread(await addRepos(app, desk)));
  const { id } = await openAsk(app);
  const [ask] = Asks.parse(JSON.parse(desk.cli('ask', 'list', '--json')));
  expect(ask).toMatchObject({ id, number: 1, subject: { kind: 'gate' } });

  desk.cli('ask', 'answer', id, '--approve', '--json');
  await untilColumn(app, 'in-review');
  desk.cli('thread', 'land', '1', '--json');
  await untilColumn(app, 'landed');
  expectLanded(desk.sample);

  const landed = app.window.getByRole('region', { name: 'Landed' });
  await expect(landed).toContainText('1', PATIENCE);
  await app.picture('landed-by-cli');
});
