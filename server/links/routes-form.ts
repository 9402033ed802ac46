import type { Context } from 'hono';
import { refuse } from '../core/refusal.ts';
import { hashOf, sameText } from '../core/secrets.ts';
import { isWhole } from '../core/text.ts';
import { readBytes } from '../http/body.ts';
import type { Env } from '../http/context.ts';
import type { Sent } from '../responses/actions-held.ts';
import type { Hand } from '../responses/rules-suspect.ts';

/** Roomy, so that somebody who wrote far too much gets their text back with the page, and not an error. */
const FORM_LIMIT = 2 * 1024 * 1024;

export type Form = { fields: Record<string, string>; files: string[] };

/** Reads a form as browsers and mail programs send it: urlencoded or multipart. A name that is there twice counts once, the first time. */
export async function readForm(c: Context<Env>): Promise<Form> {
  const type = c.req.header('content-type') ?? '';
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) {
    refuse('unsupported_media_type', 'Please use the form on the page.', { field: 'Content-Type' });
  }
  const bytes = await readBytes(c, FORM_LIMIT);
  const data = await new Response(bytes as BodyInit, { headers: { 'Content-Type': type } })
    .formData()
    .catch(() => refuse('bad_encoding', 'The form could not be read.'));
  const form: Form = { fields: {}, files: [] };
  for (const [name, value] of data.entries()) {
    if (typeof value !== 'string') form.files.push(name);
    else if (isWhole(name) && !Object.hasOwn(form.fields, name)) form.fields[name] = value;
  }
  return form;
}

/** The proof that a form sent back to this link was drawn by us, and when: opening a page leaves no trace, so the form brings it along. */
export const proofFor = (c: Context<Env>, token: string): Promise<string> => proofOf(c, token, c.var.deps.clock.now().toString(36));

const proofOf = async (c: Context<Env>, token: string, drawn: string): Promise<string> =>
  `${drawn}.${await c.var.deps.secrets.proof(`${await hashOf(token)}\n${drawn}`)}`;

/** Refuses a form that another site made. Takes our own fields out of it, and tells how it was sent. */
export async function mustBeOurForm(c: Context<Env>, token: string, form: Form): Promise<Sent> {
  const { proof = '', hand = '', second = '', ...fields } = form.fields;
  form.fields = fields;
  c.set('typed', fields);
  const drawn = /^[0-9a-z]{1,10}(?=\.)/.exec(proof)?.[0] ?? '';
  if (!sameText(proof, await proofOf(c, token, drawn))) {
    refuse('forbidden', 'This form did not come from our page.', { next: 'Open the link from your message again.' });
  }
  return { drawnAt: Number.parseInt(drawn, 36), hand: handIn(hand), agent: c.req.header('user-agent') ?? '', second: second === 'yes' };
}

/** What the page's script wrote down: see HAND_SCRIPT. */
const handIn = (text: string): Hand => (text === 'still' ? 'still' : /^\d{1,9}$/.test(text) ? Number(text) : 'unwatched');
