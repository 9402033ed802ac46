/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono';
import { refuse } from '../core/refusal.ts';
import type { Env } from '../http/context.ts';
import { html, pageSecurity } from '../http/html.tsx';
import { isLanguage } from '../words/languages.ts';
import { spokenIn } from '../words/words.ts';
import { type Preview, previewsIn } from './messages.tsx';
import { mailBody } from './pages.tsx';
import { PreviewsPage } from './pages-messages.tsx';

/** Every message in every language, as it is sent. */
export const messagePreviews = new Hono<Env>()
  .get('/', (c) => c.redirect('/dev/messages/en', 303))
  .get('/:language', (c) => {
    const { spoken, previews } = previewed(c);
    pageSecurity(c, { frames: true });
    return c.html(html(<PreviewsPage spoken={spoken} previews={previews} />));
  })
  .get('/:language/:kind', (c) => {
    const preview: Preview | undefined = previewed(c).previews[c.req.param('kind')];
    if (!preview || !('email' in preview)) return refuse('not_found', 'There is no such mail.');
    return mailBody(c, preview.email.html);
  });

function previewed(c: Context<Env>) {
  const language = c.req.param('language') ?? '';
  if (!isLanguage(language)) return refuse('not_found', 'We do not speak this language.');
  const spoken = spokenIn(language);
  const { settings, clock } = c.var.deps;
  return { spoken, previews: previewsIn(settings, spoken, clock.now()) };
}
