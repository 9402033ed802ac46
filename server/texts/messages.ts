import type { Callback } from '../callbacks/rules.ts';
import { firstName } from '../callbacks/rules.ts';
import type { Ctx, Step } from '../core/context.ts';
import { post, type TextContent } from '../core/outbox.ts';
import { DAY } from '../core/time.ts';
import { type LinkPurpose, planLink } from '../links/plans.ts';
import { momentIn } from '../words/languages.ts';
import { type Spoken, spokenIn } from '../words/words.ts';
import { quietFor } from './plans.ts';
import type { Talk } from './plans-talk.ts';
import type { Said } from './rules-conversation.ts';
import { withName } from './rules-name.ts';
import type { Text } from './store.ts';

/** The answer to HELP: who texts here and why, and how to make it stop. */
export const helpText = (company: string, { words }: Spoken): TextContent => ({ body: withName(company, words.text.help) });

/** How long the way to the page of a case, or of a survey, works that is given in an answer. */
const LINK_LIFE = 180 * DAY;

/** Our answer to a customer's text, in their language: it may leave at once, in quiet hours too, while it still answers theirs. */
export async function planReply(ctx: Ctx, talk: Talk, text: Text, what: Said, callback: Callback | undefined): Promise<Step[]> {
  const { number, customer, team } = talk;
  if (!ctx.deps.channels.text) return [];
  const said = await sayingOf(ctx, talk, what, callback, spokenIn(customer.locale, ctx.deps.settings.language));
  if (!said) return [];
  const quiet = await quietFor(ctx, number, team.policy.quiet, customer.zone ?? team.hours.zone);
  const message = { kind: what === 'help' ? 'help' : 'reply', purpose: 'case' as const, about: text.id, address: number };
  return [
    ...said.steps,
    ...post(ctx, { ...message, quiet: quiet ?? null, notAfter: ctx.now + DAY, text: { to: number, body: said.body } }),
  ];
}

type Saying = { body: string; steps: Step[] };

async function sayingOf(ctx: Ctx, talk: Talk, what: Said, callback: Callback | undefined, spoken: Spoken): Promise<Saying | undefined> {
  const { settings } = ctx.deps;
  const { text, company } = spoken.words;
  const only = (body: string): Saying => ({ body, steps: [] });
  const linked = async (purpose: LinkPurpose, subject: string, say: (url: string) => string): Promise<Saying> => {
    const until = purpose === 'survey' ? talk.invitation?.expiresAt : undefined;
    const { url, step } = await planLink(ctx, purpose, subject, until ?? ctx.now + LINK_LIFE);
    return { body: say(url), steps: [step] };
  };
  const { kase, invitation, scale, customer, state } = talk;
  switch (what) {
    case 'clarify': {
      const owner = firstName(kase?.ownerName ?? null) ?? company.supervisor;
      if (state.asked === 'fixed') return only(withName(settings.company, (name) => text.isItFixed(name, owner)));
      return only(text.clarify(scale.min, scale.max));
    }
    case 'page_link':
      if (state.asked === 'fixed' && kase) return linked('case', kase.id, text.pageLink);
      return invitation && linked('survey', invitation.id, text.pageLink);
    case 'call_promised': {
      if (!callback) return only(text.willCall);
      const when = momentIn(spoken, callback.dueAt, customer.zone ?? settings.zone);
      const low = callback.cause === 'low_score' && (callback.score ?? 0) < talk.team.policy.threshold;
      return linked('case', callback.id, (url) => `${low ? text.sorry(when) : text.willCall} ${url}`);
    }
    case 'thanks':
      return only(text.thanks);
    case 'no_call_noted':
      return only(text.noCall);
    case 'time_noted':
      return only(text.timeNoted);
    case 'glad':
      return only(text.confirmed);
    case 'contested':
      return only(text.contested);
    case 'corrected':
      return only(text.corrected);
    case 'help':
      return only(helpText(settings.company, spoken).body);
    // The provider has answered STOP and START.
    case 'stopped':
    case 'started':
      return undefined;
  }
}
