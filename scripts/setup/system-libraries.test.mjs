import { expect, test } from 'vitest';
import { librariesNotFound } from './system-libraries.mjs';

test('missing libraries are read from what ldd prints', () => {
  const printed = `
	linux-vdso.so.1 (0x00007ffd)
	libffmpeg.so => /opt/electron/libffmpeg.so (0x00007f00)
	libgtk-3.so.0 => not found
	libasound.so.2 => not found
`;
  expect(librariesNotFound(printed)).toEqual(['libgtk-3.so.0', 'libasound.so.2']);
});
