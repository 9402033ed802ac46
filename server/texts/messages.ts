import type { TextContent } from '../core/outbox.ts';
import type { Spoken } from '../words/words.ts';
import { withName } from './rules-name.ts';

/** The answer to HELP: who texts here and why, and how to make it stop. */
export const helpText = (company: string, { words }: Spoken): TextContent => ({ body: withName(company, words.text.help) });
