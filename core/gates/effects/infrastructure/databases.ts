import type { ActionEffect, Word } from '../../../model/action.ts';
import type { ReaderContext } from '../reader.ts';

/** Programs that run statements. */
export const databases =
  /^(psql|mysql|mariadb|sqlite3|mongo|mongosh|cockroach|clickhouse-client|clickhouse|sqlcmd|duckdb|cqlsh|usql|pgcli|mycli|litecli|bq|influx|snowsql)$/;
/** Statements that take more than named rows: drops, truncations, and changes without a condition. */
const losesData =
  /\b(drop\s+(table|database|schema|index|column|user|role|view|keyspace|collection|materialized|type|owned|sequence|function|procedure|trigger|extension|policy|bucket|measurement|all)|truncate\b|alter\s+table\s+\S+\s+drop|delete\s+from\s+[\w."`]+\s*(;|$|"|')|update\s+[\w."`]+\s+set\s+(?!.*\bwhere\b)|drop(database|collection|user|allusers)\(|dropdatabase|\.drop\(|deletemany\(\s*(\{\s*\})?\s*\)|\.remove\(\s*\{\s*\}\s*\)|flushall|reassign\s+owned|delete\s+from\s+[\w."`]+\s+where\s+(1\s*=\s*1|true))/i;

/** SQL among the arguments or on standard input. */
export function readDatabase(words: readonly Word[], { program, command }: ReaderContext): readonly ActionEffect[] {
  const texts = [...words.map((word) => word.text), command.stdin?.text ?? ''];
  // What stands in quotes is a value, not a statement.
  const statement = texts.find((text) => losesData.test(text.slice(0, 10_000).replace(/'[^'\n]*'/g, "''")));
  if (statement === undefined || !databases.test(program)) return [];
  return [{ kind: 'infrastructure', what: statement.slice(0, 60), irreversible: false, segment: command.segment }];
}
