/** @jsxImportSource hono/jsx */
import { Page } from '../http/html.tsx';
import { directionOf, LANGUAGES } from '../words/languages.ts';
import type { Spoken } from '../words/words.ts';
import type { Preview } from './messages.tsx';

type PreviewsPageProps = { spoken: Spoken; previews: Record<string, Preview> };

/** All messages of one language below each other, for whoever reads them before a customer does. */
export const PreviewsPage = ({ spoken, previews }: PreviewsPageProps) => (
  <Page title={`Messages in ${LANGUAGES[spoken.language]}`} company="Ringback development" wide>
    <h1>Messages in {LANGUAGES[spoken.language]}</h1>
    <p class="soft">Every message, as it is sent, with a case made up for it.</p>
    <nav class="tongue" aria-label="Language">
      <ul>
        {Object.entries(LANGUAGES).map(([language, name]) => (
          <li>
            <a href={`/dev/messages/${language}`} lang={language} aria-current={language === spoken.language ? 'page' : undefined}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
    {Object.entries(previews).map(([kind, preview]) => (
      <section aria-label={kind}>
        <h2>{kind}</h2>
        {'email' in preview ? (
          <>
            <p lang={spoken.language} dir={directionOf(spoken.language)}>
              <strong>{preview.email.subject}</strong>
            </p>
            <iframe
              title={`${kind}, as mail`}
              src={`/dev/messages/${spoken.language}/${encodeURIComponent(kind)}`}
              sandbox="allow-popups allow-popups-to-escape-sandbox"
              loading="lazy"
            />
            <details>
              <summary>Plain text</summary>
              <pre lang={spoken.language} dir={directionOf(spoken.language)}>
                {preview.email.text}
              </pre>
            </details>
          </>
        ) : (
          <pre lang={spoken.language} dir={directionOf(spoken.language)}>
            {preview.text}
          </pre>
        )}
      </section>
    ))}
  </Page>
);
