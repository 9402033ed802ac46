import type { Client, InArgs, InStatement, InValue } from '@libsql/client';
import { type OpenDb, opened } from '../../db/client.ts';

/** A statement as it was sent, with the values of the first time. */
export type Sent = { sql: string; args: InValue[] | Record<string, InValue> };

/** The same database, and every statement that is sent to it: each once, and as often as it is sent. */
export function recording({ client }: OpenDb): { opened: OpenDb; statements: () => Sent[]; every: () => readonly string[] } {
  const every: string[] = [];
  const sent = new Map<string, Sent>();
  const note = (statement: InStatement | [string, InArgs?], args?: InArgs) => {
    const [sql, values] =
      typeof statement === 'string' ? [statement, args] : Array.isArray(statement) ? statement : [statement.sql, statement.args];
    every.push(sql);
    if (!sent.has(sql)) sent.set(sql, { sql, args: (values ?? []) as Sent['args'] });
  };
  const recorder: Client = {
    ...client,
    execute: (statement: InStatement, args?: InArgs) => {
      note(statement, args);
      return typeof statement === 'string' ? client.execute(statement, args) : client.execute(statement);
    },
    batch: (statements, mode) => {
      for (const statement of statements) note(statement);
      return client.batch(statements, mode);
    },
  };
  return { opened: opened(recorder), statements: () => [...sent.values()], every: () => every };
}
