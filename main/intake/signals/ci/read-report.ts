import { constants, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import { junitReader } from './junit.ts';
import { tapReader } from './tap.ts';
import type { Problem, ReportReader, TestResult } from './test-result.ts';

const mostBytes = 16 << 20;
const pieceBytes = 64 << 10;

/** `at`: when the file was last changed, in milliseconds. */
export type Report = { readonly path: string; readonly at: number; readonly tests: readonly TestResult[] };

export function isReport(path: string): boolean {
  return /\.(xml|tap)$/i.test(path);
}

/** What a report says, JUnit XML or TAP by its ending. A file that is none is refused with its line. */
export async function readReport(path: string): Promise<Result<Report>> {
  if (!isReport(path)) return refused(path, 'only .xml (JUnit) and .tap are read');
  // A pipe of that name would otherwise hold the call until somebody writes to it.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => String(error));
  if (typeof file === 'string') return refused(path, `cannot be read: ${file}`);
  try {
    const { mtimeMs, size, isFile } = await sizeOf(file);
    if (!isFile) return refused(path, 'is no file');
    if (size > mostBytes) return refused(path, `is larger than ${String(mostBytes >> 20)} MB`);
    const reader = /\.tap$/i.test(path) ? tapReader() : junitReader();
    const problem = await readInto(reader, file);
    if (problem) return refused(`${path}:${String(problem.line)}`, problem.text);
    return ok({ path, at: Math.floor(mtimeMs), tests: reader.tests() });
  } finally {
    await file.close();
  }
}

async function sizeOf(file: FileHandle) {
  const found = await file.stat();
  return { mtimeMs: found.mtimeMs, size: found.size, isFile: found.isFile() };
}

async function readInto(reader: ReportReader, file: FileHandle): Promise<Problem | undefined> {
  const decoder = new TextDecoder();
  const piece = Buffer.alloc(pieceBytes);
  for (let read = 0; read < mostBytes;) {
    const { bytesRead } = await file.read(piece, 0, pieceBytes, null);
    if (bytesRead === 0) break;
    read += bytesRead;
    const problem = reader.take(decoder.decode(piece.subarray(0, bytesRead), { stream: true }));
    if (problem) return problem;
  }
  return reader.take(decoder.decode()) ?? reader.end();
}

function refused(place: string, what: string): Result<never> {
  return fail({
    code: 'report-refused',
    message: `${place}: ${what}`,
    next: 'Let the test runner write the report again',
  });
}
