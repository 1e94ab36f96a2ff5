import { Document, isScalar, parseAllDocuments } from 'yaml';
import { splitKeys } from '../../../../../core/model/recipe/json-edit.ts';
import type { KeyedEdit } from '../../../../../core/model/recipe/json-edit.ts';
import { fail, ok } from '../../../../../core/result.ts';
import type { Result } from '../../../../../core/result.ts';

/** Comments, key order, quotes and blank lines stay; spacing inside flow collections may be normalised. */
export function editYaml(text: string, edit: KeyedEdit): Result<string> {
  const documents = parseAllDocuments(text, { prettyErrors: false });
  const [document] = documents;
  if (!Array.isArray(documents) || document === undefined) return ok(printNew(edit));
  if (documents.length > 1) {
    return fail({
      code: 'yaml-several',
      message: 'the file holds several YAML documents',
      next: 'Use `replace` for it',
    });
  }
  const [fault] = document.errors;
  if (fault !== undefined) return fail({ code: 'yaml-malformed', message: `not valid YAML: ${fault.message}` });
  const before = String(document);
  const failed = Object.entries(edit.set).find(([path, value]) => !setValue(document, path, value));
  if (failed !== undefined) {
    return fail({ code: 'yaml-not-a-mapping', message: `"${failed[0]}" leads through a value that is not a mapping` });
  }
  for (const path of edit.delete) if (document.hasIn(splitKeys(path))) document.deleteIn(splitKeys(path));
  if (String(document) === before) return ok(text);
  return ok(document.toString({ lineWidth: 0, indent: indentOf(text), indentSeq: indentsSequences(text) }));
}

function setValue(document: Document, path: string, value: unknown): boolean {
  const keys = splitKeys(path);
  for (let depth = 1; depth < keys.length; depth += 1) {
    const around = document.getIn(keys.slice(0, depth), true);
    if (isScalar(around) && around.value !== null) return false;
    if (isScalar(around)) document.deleteIn(keys.slice(0, depth));
  }
  document.setIn(keys, value);
  return true;
}

function printNew(edit: KeyedEdit): string {
  const document = new Document({});
  for (const [path, value] of Object.entries(edit.set)) setValue(document, path, value);
  return document.toString({ lineWidth: 0 });
}

function indentOf(text: string): number {
  return Math.min(8, /\n( +)[^\s#-]/.exec(`\n${text}`)?.[1]?.length ?? 2);
}

/** Whether `- ` below a key stands further right than the key. */
function indentsSequences(text: string): boolean {
  const found = /^( *)[^\s#-][^\n]*:[ \t]*\n( *)- /m.exec(text);
  return found === null || (found[2]?.length ?? 0) > (found[1]?.length ?? 0);
}
