/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { HtmlEscapedString } from 'hono/utils/html';

/**
 * How every page looks. One constant text, because the content security policy allows exactly this style by its hash, and with
 * it no style attribute anywhere. Sizes are in rem, so that everything grows with the reader's own letter size.
 */
export const pageStyle = `
:root{color-scheme:light dark;--paper:#f3f2ee;--card:#fff;--ink:#1b2228;--soft:#566069;--line:#dedcd5;--edge:#79828b;--blue:#0b5cad;--on:#fff;--tint:#eaf2fb;--bad:#a3261c;--pale:#fcefed}
@media(prefers-color-scheme:dark){:root{--paper:#101317;--card:#191e24;--ink:#e8ecf0;--soft:#a7b1bb;--line:#2e353d;--edge:#7d8893;--blue:#8fc3ff;--on:#06213d;--tint:#182a3e;--bad:#ffb3a9;--pale:#35201e}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;padding:0 0 3rem;max-width:40rem;background:var(--card);color:var(--ink);font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
header{display:flex;align-items:center;gap:.625rem;padding:1rem;font-weight:600}
header i{display:grid;place-items:center;flex:none;width:2rem;height:2rem;border-radius:.5rem;background:var(--blue);color:var(--on);font-style:normal;line-height:1}
main{padding:.5rem 1rem}
h1{margin:0 0 .75rem;font-size:1.75rem;line-height:1.2;letter-spacing:-.015em;text-wrap:balance}
h2{margin:0 0 .5rem;font-size:1.25rem;line-height:1.3;text-wrap:balance}
p,ul,ol,dl,dd,blockquote{margin:0 0 1rem;padding:0}
li{margin:0 0 .5rem 1.25rem}
section{margin-top:2rem;padding-top:1.75rem;border-top:1px solid var(--line)}
a{color:var(--blue);text-underline-offset:.18em}
small,.soft,dt{color:var(--soft)}
small,dt{font-size:.9375rem}
:focus-visible,input:focus-visible+b{outline:3px solid var(--blue);outline-offset:3px}
fieldset{min-width:0;margin:0;padding:0;border:0}
legend{width:100%;padding:0}
.ask{margin-top:1.5rem}
.ask>label,.ask>legend{display:block;margin-bottom:.5rem;font-weight:600}
.ask .ask{margin-top:.75rem}
.ask legend+.ask{margin-top:0}
.ask .ask>label{margin-bottom:.25rem;font-weight:400}
.scale{display:grid;grid-template-columns:repeat(auto-fit,minmax(2.75rem,1fr));gap:.5rem}
.of11{gap:.25rem}
.words{grid-template-columns:repeat(auto-fit,minmax(5.5rem,1fr))}
.scale label{position:relative}
.scale input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.scale b{display:grid;place-items:center;min-height:3.5rem;border:1.5px solid var(--edge);border-radius:.75rem;font-weight:600}
.words b{min-height:3rem;font-weight:400}
.scale :hover+b{border-color:var(--blue);background:var(--tint)}
.scale :checked+b{border-color:var(--blue);background:var(--blue);color:var(--on)}
.ends{display:flex;justify-content:space-between;gap:1rem;margin:.375rem 0 0;color:var(--soft);font-size:.9375rem}
.ends>:last-child{text-align:end}
textarea,select,[type=tel],[type=date],[type=text]{display:block;width:100%;min-height:3rem;padding:.6875rem .875rem;border:1.5px solid var(--edge);border-radius:.75rem;background:var(--card);color:inherit;font:inherit}
textarea{resize:vertical;field-sizing:content}
select,[type=tel],[type=date],[type=text]{min-height:3.25rem}
.tick:has(input:not(:checked))+.call{display:none}
[rows="3"]{min-height:6rem}
[aria-invalid]+b,:is(textarea,select,[type=tel],[type=date])[aria-invalid]{border-color:var(--bad)}
.tick{position:relative;display:flex;gap:.75rem;margin-top:1.75rem;padding:.5rem;border-radius:.75rem;background:var(--tint)}
.tick input{flex:none;width:1.5rem;height:1.5rem;margin:.625rem 0 0 .5rem;accent-color:var(--blue)}
.tick label{display:block;padding:.5rem 0 .125rem;font-weight:600}
.tick label::after{content:"";position:absolute;inset:0;cursor:pointer}
.tick p{margin:0 0 .5rem}
.does{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.5rem 0 .75rem}
.does>*{flex:1 1 12rem;margin:0}
button,.button,summary{display:flex;align-items:center;justify-content:center;width:100%;min-height:3.25rem;padding:.625rem 1.25rem;border:1.5px solid var(--blue);border-radius:.75rem;background:var(--blue);color:var(--on);font:inherit;font-weight:600;line-height:1.25;text-align:center;text-decoration:none;cursor:pointer}
.plain,summary{background:none;color:var(--blue);border-color:var(--edge)}
:is(button,.button,summary):hover{border-color:var(--ink)}
summary{list-style:none}
summary::-webkit-details-marker{display:none}
summary::after{content:"";width:.45em;height:.45em;margin:-.2em 0 0;margin-inline-start:.75em;border:solid;border-width:0 2px 2px 0;transform:rotate(45deg)}
[open]>summary::after{margin-top:.2em;transform:rotate(225deg)}
details form{margin-top:1rem}
details button{margin-top:.75rem}
.note,.next{padding:.875rem 1rem;border-radius:.75rem;background:var(--tint)}
.next{font-size:1.25rem;font-weight:600;line-height:1.35}
.problems{margin-bottom:1.5rem;padding:1rem 1rem .5rem;border:2px solid var(--bad);border-radius:.75rem;background:var(--pale)}
.problems ul{margin:0 0 .5rem;list-style:none}
.problems li{margin:0}
.problems a,.problem{color:var(--bad);font-weight:600}
.problems a{display:block;padding:.625rem 0}
.problem{margin:0 0 .5rem}
blockquote,.kept dd{padding:.125rem 0 .125rem 1rem;border-inline-start:4px solid var(--blue)}
blockquote,.kept dd{white-space:pre-wrap}
dd{margin-bottom:.75rem}
.story{list-style:none;margin-inline-start:.375rem;border-inline-start:2px solid var(--line)}
.story li{position:relative;margin:0;padding:0 0 1rem 1.25rem}
.story li::before{content:"";position:absolute;inset-inline-start:-.4375rem;top:.5rem;width:.75rem;height:.75rem;border-radius:50%;background:var(--edge)}
.story li:last-child::before{background:var(--blue)}
.story li:last-child{padding-bottom:.25rem}
.story small{display:block}
.tag{display:inline-block;margin-inline-end:.5rem;padding:0 .625rem;border:1px solid var(--edge);border-radius:1rem;color:var(--soft);font-size:.9375rem}
.rows{list-style:none}
.rows li{margin:0;padding:.75rem 0}
.rows li+li{border-top:1px solid var(--line)}
.tongue{margin-top:2rem;padding-top:1rem;border-top:1px solid var(--line)}
.tongue summary{width:auto;min-height:2.75rem;padding:.25rem 0;border:0;justify-content:flex-start;font-weight:400}
.tongue ul{display:flex;flex-wrap:wrap;gap:0 1rem;list-style:none}
.tongue li{margin:0}
.tongue a{display:inline-block;padding:.5rem 0}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media(max-width:38rem){.of7{grid-template-columns:repeat(4,1fr)}.of10{grid-template-columns:repeat(5,1fr)}.of11{grid-template-columns:repeat(6,1fr)}}
@media(min-width:44rem){body{padding-top:1.5rem;background:var(--paper)}header{padding:1rem 2.5rem}main{padding:2.25rem 2.5rem 1.5rem;border-radius:1.25rem;background:var(--card);box-shadow:0 1px 2px #0001,0 8px 32px #0000000d}}
@media(forced-colors:active){.scale :checked+b{background:Highlight;color:HighlightText;forced-color-adjust:none}}
`;

/** What the wide pages of development have beside. */
export const wideStyle = `
.wide{max-width:64rem}
.wide button{width:auto}
pre{margin:0;padding:1rem;border-radius:.75rem;background:var(--tint);font-size:.9375rem}
.rows a,.back{display:inline-block;min-height:2.75rem;padding:.5rem 0;font-weight:600}
iframe{display:block;width:100%;height:36rem;border:1px solid var(--line);border-radius:.75rem;resize:vertical}
pre{white-space:pre-wrap}
`;

// Browsers are told the styles' SHA-256 and refuse any other. A test says what belongs here when a style above is changed.
export const STYLE_HASHES = ['sha256-MTfIhcXWZFnB6wDJ/rDpVgr+6zD/vfcQSvmCUVkB1v0=', 'sha256-YLmSdEFSVlYhTSPCPeZCUIlIBK6odCnUoF5762t3gxI='];

type PageProps = {
  title: string;
  company: string;
  children: Child;
  lang?: string;
  dir?: 'ltr' | 'rtl';
  /** For tables and mail of development; what customers read stays in one narrow column. */
  wide?: boolean;
};

/** The frame of every page: one column of plain HTML that asks nothing of the network and needs no script. */
export const Page = ({ title, company, children, lang = 'en', dir = 'ltr', wide = false }: PageProps) => (
  <html lang={lang} dir={dir}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="robots" content="noindex" />
      {/* Not no-referrer, as in the header: browsers would send our own forms with `Origin: null`, and mustBeOurPage would refuse them. */}
      <meta name="referrer" content="same-origin" />
      <title>{`${title} · ${company}`}</title>
      <style>{raw(pageStyle)}</style>
      {wide && <style>{raw(wideStyle)}</style>}
    </head>
    <body class={wide ? 'wide' : undefined}>
      <header>
        <i aria-hidden="true">{[...company.trim()][0]?.toUpperCase()}</i>
        <span dir="auto">{company}</span>
      </header>
      <main>{children}</main>
    </body>
  </html>
);

/** The page as a whole document. Refuses a component that waits for something: a page has everything before it is drawn. */
export function html(page: HtmlEscapedString | Promise<HtmlEscapedString>): string {
  const text: unknown = page.toString();
  if (typeof text !== 'string') throw new TypeError('A page does not wait for anything.');
  return `<!doctype html>${text}`;
}

/**
 * What a browser may do with our pages: nothing but show them, in our style, and send their forms to us. They are not framed
 * (reliability.md F14) and not kept (ASVS 5 V14.3.2); who learns their address is said in their frame, above. `frames` lets a page
 * frame another one of ours, `script` names the one script it may run by its hash.
 */
export function pageSecurity(c: Context, { frames = false, script }: { frames?: boolean; script?: string } = {}): void {
  const policy = [
    "default-src 'none'",
    `style-src ${STYLE_HASHES.map((hash) => `'${hash}'`).join(' ')}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  const more = [...(frames ? ["frame-src 'self'"] : []), ...(script ? [`script-src '${script}'`] : [])];
  c.header('Content-Security-Policy', [...policy, ...more].join('; '));
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Cache-Control', 'no-store');
}
