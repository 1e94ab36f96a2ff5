import { parseJson } from '../../../core/parse-json.ts';

/** Reading JSON that another program sent: total functions, so a strange request gives an empty value and no crash. */
export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

export function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** What a string of JSON says; the string itself when it is not JSON. */
export function parsed(text: string): unknown {
  return parseJson(text) ?? text;
}

/** The text of content that is a string, or a list of blocks of which some carry text. */
export function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  return listOf(content)
    .map((block) => wordOf(fieldsOf(block).text))
    .join('\n');
}
