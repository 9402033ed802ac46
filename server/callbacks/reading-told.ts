import type { PersonActor } from '../core/actor.ts';
import type { Ctx } from '../core/context.ts';
import { refuse } from '../core/refusal.ts';
import { DAY, toRfc3339 } from '../core/time.ts';
import { customerById } from '../customers/plans.ts';
import { receiverOf } from '../people/plans.ts';
import { spokenIn } from '../words/words.ts';
import { find } from './actions.ts';
import {
  beforeCallLetter,
  DISMISSED,
  handedOverLetter,
  isItFixedLetter,
  type Letter,
  letGoLetter,
  textShown,
  triedLetter,
  wayFor,
} from './messages.tsx';
import { settingOf, settingWithWays } from './plans-reach.ts';

type PersonCtx = Ctx & { actor: PersonActor };

/**
 * What the customer is told by a move that is not made yet, word for word, in their language and by the way it goes. What is still
 * being written stands in it as `{done}`, `{reason}` and `{alternatives}`: the page puts it in, and no draft is sent anywhere.
 */
export async function toldFor(ctx: PersonCtx, id: string) {
  const { callback, spoken, way, told } = await telling(ctx, id);
  const { policy } = await settingOf(ctx, callback);
  const [fixed, letGo, dismissed, announce] = await Promise.all([
    told(isItFixedLetter(callback, '{done}')),
    told(letGoLetter('{reason}', ['{alternatives}'])),
    told(DISMISSED),
    told(beforeCallLetter(ctx, callback)),
  ]);
  return {
    language: spoken.language,
    /** Nothing goes to whoever has no address, or does not want to be written to. */
    way: way ? { channel: way.channel, to: way.to } : null,
    fixed: { ...fixed, days: policy.confirmDays, until: toRfc3339(ctx.now + policy.confirmDays * DAY) },
    letGo,
    dismissed,
    announce,
  };
}

/** The same of a hand-over: in the moment in which this colleague accepts. `told` is null for whoever is not written to. */
export async function handOverTold(ctx: PersonCtx, id: string, to: string) {
  const [{ spoken, way, told }, receiver] = await Promise.all([telling(ctx, id), receiverOf(ctx, to)]);
  const letter = handedOverLetter({ toName: receiver.name, byName: ctx.actor.name });
  return { language: spoken.language, told: way ? { channel: way.channel, ...(await told(letter)) } : null };
}

/** What a customer whom no call reaches would read, by each way that is open to us. */
export async function letterFor(ctx: PersonCtx, id: string) {
  const { callback, customer, spoken } = await telling(ctx, id);
  const { ways } = await settingWithWays(ctx, callback);
  const { mail, text } = triedLetter(ctx, callback);
  const { subject, ...content } = mail(spoken);
  return {
    language: spoken.language,
    mail: ways?.mail ? { to: customer.email, subject: `${ctx.deps.settings.company}: ${subject}`, ...content } : null,
    text: ways?.text ? { to: customer.phone, says: await textShown(ctx, callback, spoken, text) } : null,
  };
}

/** An open callback with the language of its customer, how they are reached, and how a letter is shown that would go there. */
async function telling(ctx: Ctx, id: string) {
  const callback = await find(ctx, id);
  const customer = await customerById(ctx, callback.customerId);
  if (!customer || !callback.open) return refuse('wrong_state', 'This callback is closed: nobody is written to about it.');
  const { company, language } = ctx.deps.settings;
  const [way, spoken] = [await wayFor(ctx, callback, customer), spokenIn(customer.locale, language)];
  const told = async ({ mail, text }: Letter) => {
    if (way?.channel === 'text') return { subject: null, says: [await textShown(ctx, callback, spoken, text)], does: null };
    const { subject, ...content } = mail(spoken);
    return { subject: `${company}: ${subject}`, ...content };
  };
  return { callback, customer, spoken, way, told };
}
