import { expect, test } from './stage.ts';
import { repoNamed, threadId } from './fixture/journal.ts';

test('a card says with whom it is red, which nobody is alone, and shows which check and its words', async ({
  stage,
}, info) => {
  const [a, b] = [threadId(1), threadId(2)];
  const { id: repo } = repoNamed('web');
  const failed = [{ repo, name: 'test', tail: '1) cart › sums\n   expected 3 to be 2\n' }];
  const files = [
    { path: 'src/cart.ts', kind: 'contents', lines: [[40, 52] as const], theirLines: [[38, 44] as const] },
  ];
  for (const theme of ['dark', 'light'] as const) {
    const drifts = [{ repo, thread: a, target: 'origin/main', files }];
    const page = await stage.show({
      threads: 12,
      theme,
      radar: { overlaps: [], drifts, redPairs: [{ a, b, failed }] },
    });
    const badges = page.getByRole('button', { name: 'red together with' });
    await expect(badges).toHaveCount(2);
    await expect(badges.first()).toHaveText(/red together with #[12]: test/);
    await badges.first().click();
    const dialog = page.getByRole('dialog', { name: 'What is red together' });
    await expect(dialog).toContainText('Both are green alone and merge cleanly');
    await expect(dialog).toContainText('expected 3 to be 2');
    await page.screenshot({ path: info.outputPath(`red together, ${theme}.png`) });
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'conflicts with origin/main in src/cart.ts:40–52' })).toBeVisible();
  }
});
