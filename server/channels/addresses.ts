/** One address, in the three forms in which it is needed. */
export type EmailAddress = {
  /** As it is sent to: the local part as typed (only its own server knows what its case means), the domain in lower-case punycode. */
  address: string;
  /** As it is compared, for suppressions and caps: all in lower case. */
  folded: string;
  /** As it was typed, without display name, for people to recognise. */
  shown: string;
};

/** Why a text is no address, as a sentence for whoever typed it. */
export type AddressProblem = { problem: string };

const LONGEST_TYPED = 1_000;
const LONGEST_ADDRESS = 254; // RFC 5321 section 4.5.3.1.3: a path has 256 octets, two of them its brackets
const LONGEST_LOCAL = 64; // RFC 5321 section 4.5.3.1.1

/**
 * Reads one email address, with or without a display name (which is dropped). Refuses, with a sentence, more than one address,
 * control characters and line breaks, quoted local parts and domain literals (RFC 5321 knows both, mailboxes of people do not).
 */
export function parseEmail(text: string): EmailAddress | AddressProblem {
  if (text.trim() === '') return { problem: 'There is no address here.' };
  if (text.length > LONGEST_TYPED) return { problem: 'This is too long for an email address.' };
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) return { problem: 'An email address cannot hold a line break or a control character.' };
  const typed = withoutDisplayName(text.trim());
  if (typed === undefined) return { problem: 'Give one address, like ann@example.com.' };
  if (/[,;]/.test(typed) || typed.split('@').length > 2) return { problem: 'Give one address only.' };
  const [local = '', domain] = typed.split('@');
  if (domain === undefined) return { problem: 'An email address has an @ in it.' };
  if (!LOCAL.test(local) || local.length > LONGEST_LOCAL) return { problem: 'The part before the @ is not one that mail can be sent to.' };
  const typedDomain = domain.replace(/\.$/, '');
  const ascii = asciiDomain(typedDomain);
  if (ascii === undefined) return { problem: 'The part after the @ is not the name of a domain.' };
  const address = `${local}@${ascii}`;
  if (address.length > LONGEST_ADDRESS) return { problem: `An email address has at most ${LONGEST_ADDRESS} characters.` };
  return { address, folded: address.toLowerCase(), shown: `${local}@${typedDomain}` };
}

/**
 * A text that may stand in a header: one line, without control characters, halves of characters and marks that turn the
 * direction of what follows; at most `longest` characters, so that a name cannot push the rest out of sight.
 */
export function headerSafe(text: string, longest = 150): string {
  const oneLine = text.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\s]+/gu, ' ').trim();
  const characters = Array.from(oneLine);
  if (characters.length <= longest) return oneLine;
  return `${characters
    .slice(0, longest - 1)
    .join('')
    .trimEnd()}…`;
}

/** A From line, `"Ann's shop" <ann@example.com>`. The name is quoted (RFC 5322 section 3.2.4), so that nothing in it is read as an address. */
export function namedAddress(name: string, address: string): string {
  const plain = headerSafe(name, 80)
    .replace(/["\\<>]/g, '')
    .trim();
  return plain === '' ? address : `"${plain}" <${address}>`;
}

/** The name and the address of a From line. */
export function readSender(from: string): { name: string; address: string } {
  const [, name = '', address = from] = /^\s*"?(.*?)"?\s*<([^<>]*)>\s*$/.exec(from) ?? [];
  return { name, address };
}

/** A provider's sentence without the addresses it may quote: reasons are kept and logged, and would outlive an erasure. */
export const withoutAddresses = (text: string): string => text.replace(/[^\s<>"'`(),;:]+@[^\s<>"'`(),;:]+/g, '…@…');

// RFC 5321 section 4.1.2, Dot-string
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** `"Example, Ann" <ann@example.com>` → `ann@example.com`; an unquoted name may not hold what could be another address. */
function withoutDisplayName(text: string): string | undefined {
  if (!/[<>"]/.test(text)) return text;
  return /^(?:"(?:[^"\\]|\\.)*"\s*|[^"<>@,;]*)<([^<>]*)>$/.exec(text)?.[1]?.trim();
}

/** The domain as the DNS knows it. `URL` does UTS 46 on Node and on workerd alike, but reads more than names: that is kept from it. */
function asciiDomain(domain: string): string | undefined {
  if (/[\s/:?#@[\]\\%^|]/.test(domain) || !URL.canParse(`http://${domain}`)) return undefined;
  const name = new URL(`http://${domain}`).hostname;
  const labels = name.split('.');
  const isName = labels.length > 1 && labels.every((label) => LABEL.test(label));
  return isName && !/^\d+$/.test(labels.at(-1)!) ? name : undefined; // `1.2` and `0x7f.1` come out as IPv4 addresses
}
