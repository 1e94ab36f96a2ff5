import { expect, test } from './stage.ts';

test('the doctor’s page tells what does not hold, mends it with one click, and says when everything holds', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 3, ill: 7 });
  await page.getByRole('navigation', { name: 'Rail' }).getByRole('button', { name: 'Doctor' }).press('Enter');
  const findings = page.getByRole('region', { name: 'Findings' }).getByRole('listitem');
  await expect(findings).toHaveCount(7);
  await expect(findings.first()).toContainText('error');
  for (const finding of await findings.all()) {
    const [repair, next] = [finding.getByRole('button'), finding.getByText(/^(Make room|They are made|Look whether)/)];
    expect(await repair.or(next).count(), 'a repair or a next step').toBeGreaterThan(0);
  }
  await findings.first().getByRole('button', { name: 'Make it again from its branch and checkpoint' }).press('Enter');
  await expect(findings).toHaveCount(6);
  await page.getByRole('button', { name: 'Mend all 3' }).press('Enter');
  await expect(findings).toHaveCount(3);
  await expect(page.getByRole('region', { name: 'Findings' }).getByRole('button')).toHaveCount(0);
  const well = await stage.show({ threads: 3 });
  await well.getByRole('button', { name: 'Doctor' }).press('Enter');
  await expect(well.getByText('Everything holds')).toBeVisible();
});
