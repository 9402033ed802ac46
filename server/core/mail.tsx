/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';

// Mail programs know little: tables for the frame, every style inline, colours that survive an inverted screen.
const FONT = 'font-family:-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif';

/** The frame of every mail: one column, readable without images and in the dark. */
type MailProps = { company: string; lang: string; dir: 'ltr' | 'rtl'; footer: Child; children: Child };

export const Mail = ({ company, lang, dir, footer, children }: MailProps) => (
  <html lang={lang} dir={dir}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <meta name="color-scheme" content="light dark" />
      <title>{company}</title>
    </head>
    <body style="margin:0;padding:0" dir={dir}>
      <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border={0}>
        <tr>
          <td align="center" style="padding:24px 16px">
            <table
              role="presentation"
              width="100%"
              cellpadding="0"
              cellspacing="0"
              border={0}
              style={`max-width:560px;text-align:${dir === 'rtl' ? 'right' : 'left'}`}
            >
              <tr>
                <td style={`${FONT};font-size:14px;padding-bottom:16px`}>
                  <strong>{company}</strong>
                </td>
              </tr>
              <tr>
                <td style={`${FONT};font-size:17px;line-height:1.5`}>{children}</td>
              </tr>
              <tr>
                <td style={`${FONT};font-size:13px;line-height:1.5;padding-top:32px;opacity:.75`}>{footer}</td>
              </tr>
            </table>
          </td>
        </tr>
      </table>
    </body>
  </html>
);

export const Paragraph = ({ children }: { children: Child }) => <p style="margin:0 0 16px">{children}</p>;

export const Button = ({ href, children }: { href: string; children: Child }) => (
  <table role="presentation" cellpadding="0" cellspacing="0" border={0} style="margin:24px 0">
    <tr>
      {/* Outlook draws a cell, not a link, and reads its own padding. */}
      <td bgcolor="#0b5cad" style="background:#0b5cad;border-radius:8px;mso-padding-alt:14px 22px">
        <a
          href={href}
          style="display:inline-block;background:#0b5cad;color:#ffffff;text-decoration:none;padding:14px 22px;border-radius:8px;font-weight:600"
        >
          {children}
        </a>
      </td>
    </tr>
  </table>
);
