import type { Context } from 'hono';
import type { Env } from '../http/context.ts';
import { acceptedIn, isLanguage } from '../words/languages.ts';
import { type Spoken, spokenIn } from '../words/words.ts';
import type { Frame } from './pages-parts.tsx';
import { type LinkPurpose, pathOf } from './plans.ts';

/** The language that was chosen on the page, by its links or by the form that carries it on. */
export function chosenLanguage(c: Context<Env>): string | null {
  const wish = c.req.query('lang') ?? c.get('typed')?.lang ?? '';
  return isLanguage(wish) ? wish : null;
}

/** How this customer is spoken to: as they chose here, as their source knows them, as their browser asks. */
export const spokenTo = (c: Context<Env>, locale: string | null): Spoken =>
  spokenIn(chosenLanguage(c), locale, ...acceptedIn(c.req.header('accept-language')), c.var.deps.settings.language);

/** The frame of a page, which can be read in another language too. */
export const frameFor = (c: Context<Env>, locale: string | null, also = '?'): Frame => ({
  company: c.var.deps.settings.company,
  spoken: spokenTo(c, locale),
  also,
  chosenLanguage: chosenLanguage(c),
});

/** The page behind the address that a browser shows after a button was pressed, in the language that was chosen there. */
export function backTo(c: Context<Env>, purpose: LinkPurpose): string {
  const language = chosenLanguage(c);
  return `${pathOf(purpose, encodeURIComponent(c.req.param('token') ?? ''))}${language === null ? '' : `?lang=${language}`}`;
}
