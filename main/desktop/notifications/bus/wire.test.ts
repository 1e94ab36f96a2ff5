import { expect, test } from 'vitest';
import { unmarshal } from '../../../../e2e/desktop/marshal.ts';
import { socketPath } from './connection.ts';
import { decode, encode } from './wire.ts';

const call = {
  serial: 7,
  destination: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
  interface: 'org.freedesktop.Notifications',
  member: 'Notify',
  signature: 'susssasa{sv}i',
  body: ['Teatree', 0, '/icon.png', 'Needs approval: ü', 'git push', ['approve', 'Approve once'], {}, -1],
} as const;

test('another implementation reads the calls as they were meant', () => {
  const bytes = encode(call);
  const [, kind, , , length, serial, fields] = unmarshal('yyyyuua(yv)', bytes);
  const { path, interface: face, member, destination, signature, body } = call;
  expect({ kind, serial, fields: Object.fromEntries(fields as [number, unknown][]) }).toEqual({
    kind: 1,
    serial: 7,
    fields: { 1: path, 2: face, 3: member, 6: destination, 8: signature },
  });
  expect(unmarshal(signature, bytes.subarray(bytes.length - Number(length)))).toEqual(body);
});

test('a message is read when it is whole, and not before', () => {
  const ask = encode({ ...call, signature: 'usas', body: [5, 'default', ['a', 'b']] });
  expect(decode(ask.subarray(0, ask.length - 1))).toBeUndefined();
  const read = decode(Buffer.concat([ask, Buffer.from('next')]));
  expect(read).toMatchObject({
    length: ask.length,
    message: { kind: 1, member: 'Notify', body: [5, 'default', ['a', 'b']] },
  });
});

test('what is no message, or too long for one, is refused', () => {
  expect(() => decode(Buffer.from('HTTP/1.1 200 OK\r\n\r\n'))).toThrow('byte order');
  const long = encode(call);
  long.writeUInt32LE(0x7fffffff, 4);
  expect(() => decode(long)).toThrow('bytes came over the message bus');
});

test.each([
  ['unix:path=/run/user/1000/bus', '/run/user/1000/bus'],
  ['tcp:host=a,port=1;unix:path=/tmp/a%20b,guid=1', '/tmp/a b'],
  ['unix:abstract=/tmp/dbus-x,guid=2', '\0/tmp/dbus-x'],
  ['autolaunch:', undefined],
])('the socket of %s', (address, path) => {
  expect(socketPath(address)).toBe(path);
});
