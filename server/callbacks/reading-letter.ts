import type { PersonActor } from '../core/actor.ts';
import type { Ctx } from '../core/context.ts';
import { refuse } from '../core/refusal.ts';
import { customerById } from '../customers/plans.ts';
import { receiverOf } from '../people/plans.ts';
import { withName } from '../texts/rules-name.ts';
import { spokenIn } from '../words/words.ts';
import { find } from './actions.ts';
import { handedOverLetter, triedLetter, wayFor } from './messages.tsx';
import { settingWithWays } from './plans-reach.ts';

/** What a customer whom no call reaches would read, word for word and in their language, by each way that is open to us. */
export async function letterFor(ctx: Ctx & { actor: PersonActor }, id: string) {
  const callback = await find(ctx, id);
  const [customer, { ways }] = await Promise.all([customerById(ctx, callback.customerId), settingWithWays(ctx, callback)]);
  if (!customer || !callback.open) return refuse('wrong_state', 'This callback is closed: nobody is written to about it.');
  const spoken = spokenIn(customer.locale);
  const { mail, text } = triedLetter(ctx, callback);
  const { subject, says, does } = mail(spoken);
  const { company } = ctx.deps.settings;
  return {
    language: spoken.language,
    mail: ways?.mail ? { to: customer.email, subject: `${company}: ${subject}`, says, does } : null,
    text: ways?.text ? { to: customer.phone, says: withName(company, (name) => text(spoken, name)) } : null,
  };
}

/**
 * What the customer would be told, word for word and in their language, in the moment in which this colleague accepts; `told` is null for
 * whoever is not written to. A text is followed by the link to their page.
 */
export async function handOverTold(ctx: Ctx & { actor: PersonActor }, id: string, to: string) {
  const callback = await find(ctx, id);
  const [customer, receiver] = await Promise.all([customerById(ctx, callback.customerId), receiverOf(ctx, to)]);
  if (!customer || !callback.open) return refuse('wrong_state', 'This callback is closed: nobody is written to about it.');
  const { settings } = ctx.deps;
  const spoken = spokenIn(customer.locale, settings.language);
  const letter = handedOverLetter({ toName: receiver.name, byName: ctx.actor.name });
  const way = await wayFor(ctx, callback, customer);
  const told = () => {
    if (way?.channel === 'text')
      return { channel: way.channel, subject: null, says: [withName(settings.company, (name) => letter.text(spoken, name))] };
    const { subject, says } = letter.mail(spoken);
    return { channel: 'email' as const, subject: `${settings.company}: ${subject}`, says };
  };
  return { language: spoken.language, told: way ? told() : null };
}
