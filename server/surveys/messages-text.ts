import type { Settings } from '../core/context.ts';
import type { TextContent } from '../core/outbox.ts';
import { withName } from '../texts/rules-name.ts';
import type { Spoken } from '../words/words.ts';
import type { ScaleQuestion } from './rules.ts';

/** What an invitation says as a text: one question, how to answer it, and how to stop it; in one part where it can be. */
export function invitationText(
  { company }: Pick<Settings, 'company'>,
  { words }: Spoken,
  { min, max }: ScaleQuestion,
  again: boolean,
): TextContent {
  const say = again ? words.text.reminder : words.text.invitation;
  return { body: withName(company, (name) => say(name, min, max)) };
}
