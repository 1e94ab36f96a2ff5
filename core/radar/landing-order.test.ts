import fc from 'fast-check';
import { expect, test } from 'vitest';
import { suggestLandingOrder } from './landing-order.ts';

const named = (...names: readonly string[]) => names.map((name) => ({ name }));

test('what conflicts with the fewest lands first, and says whom it leaves with work', () => {
  const clashes = [
    { a: 'hub', b: 'x' },
    { a: 'y', b: 'hub' },
  ];
  const order = suggestLandingOrder(named('hub', 'x', 'y'), clashes);
  expect(order).toEqual([
    { name: 'x', against: ['hub'], reason: 'conflicts with hub, the fewest of what may go now' },
    { name: 'hub', against: ['y'], reason: 'conflicts with y, the fewest of what may go now' },
    { name: 'y', against: [], reason: 'conflicts with nothing that is left' },
  ]);
});

test('a dependency goes before what waits for it, whatever it conflicts with', () => {
  const candidates = [{ name: 'app', after: ['lib', 'landed long ago'] }, { name: 'lib' }, { name: 'other' }];
  const clashes = [
    { a: 'lib', b: 'other' },
    { a: 'lib', b: 'app' },
  ];
  const order = suggestLandingOrder(candidates, clashes, (name) => `#${name}`);
  expect(order.map(({ name }) => name)).toEqual(['other', 'lib', 'app']);
  expect(order[1]?.reason).toBe('#app waits for it; conflicts with #app, the fewest of what may go now');
});

test('what others build on goes before them, but not before what it waits for itself', () => {
  const candidates = [{ name: 'app', builtOn: ['lib'] }, { name: 'lib', after: ['tool'] }, { name: 'tool' }];
  const order = suggestLandingOrder(candidates, [{ a: 'lib', b: 'app' }]);
  expect(order.map(({ name }) => name)).toEqual(['tool', 'lib', 'app']);
  expect(order[1]?.reason).toContain('its repos come before those of app');
});

test('every candidate has one place, also where they wait for each other', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const candidates = fc.uniqueArray(fc.record({ name, after: fc.array(name), builtOn: fc.array(name) }), {
    selector: (each) => each.name,
  });
  const clashes = fc.array(fc.record({ a: name, b: name }));
  fc.assert(
    fc.property(candidates, clashes, (all, pairs) => {
      const order = suggestLandingOrder(all, pairs).map((each) => each.name);
      expect([...order].sort()).toEqual(all.map((each) => each.name).sort());
    }),
  );
});
