import * as callbacks from '../callbacks/messages.tsx';
import { requestContent } from '../callbacks/messages-request.tsx';
import type { Settings } from '../core/context.ts';
import type { EmailContent } from '../core/outbox.ts';
import type { Instant } from '../core/time.ts';
import { signInContent } from '../people/messages.tsx';
import { invitationMail } from '../surveys/messages.tsx';
import { DEFAULT_SURVEY, scoreQuestion } from '../surveys/rules.ts';
import { momentIn } from '../words/languages.ts';
import type { Spoken } from '../words/words.ts';

export type Preview = { email: EmailContent } | { text: string };

/** Every message that we send, as it is sent, with a case made up for it. */
export function previewsIn(settings: Settings, spoken: Spoken, now: Instant): Record<string, Preview> {
  const { company, baseUrl, zone } = settings;
  const { text } = spoken.words;
  const [survey, kase] = [`${baseUrl}/s/preview`, `${baseUrl}/c/preview`];
  const rating = scoreQuestion(DEFAULT_SURVEY.questions);
  const asking = { url: survey, rating, about: null, again: false };
  const mail = (email: EmailContent): Preview => ({ email });
  const about = (content: callbacks.CaseContent) => mail(callbacks.caseEmail(settings, spoken, kase, content));
  const [owner, giver] = ['Ines Duarte', 'Tom Becker'];
  const when = momentIn(spoken, now, zone);
  return {
    invitation: mail(invitationMail(settings, spoken, asking)),
    'invitation about something': mail(invitationMail(settings, spoken, { ...asking, about: 'A-4711' })),
    reminder: mail(invitationMail(settings, spoken, { ...asking, again: true })),
    'a supervisor will call you': about(callbacks.openedContent(spoken, now, zone)),
    'before the call': about(callbacks.beforeCallContent(spoken, owner, company)),
    'is it fixed?': about(callbacks.isItFixedContent(spoken, owner, '€ 39.90')),
    'you were handed to': about(callbacks.handedOverContent(spoken, owner, giver)),
    'you said, we did': about(callbacks.saidAndDoneContent(spoken, '…', '…')),
    'another department is asked': mail(
      requestContent(company, { owner, team: 'Billing', case: 'cbk_1', department: 'Payments', what: '…', by: when }),
    ),
    'sign in': mail(signInContent(company, spoken, owner, `${baseUrl}/sign-in/preview`)),
    ...Object.fromEntries(
      Object.entries({
        invitation: text.invitation(company, rating.min, rating.max),
        reminder: text.reminder(company, rating.min, rating.max),
        thanks: text.thanks,
        sorry: text.sorry(when),
        clarify: text.clarify(rating.min, rating.max),
        'page link': text.pageLink(survey),
        'for a person': text.forAPerson,
        help: text.help(company),
        stopped: text.stopped(company),
        started: text.started(company),
        'will call': text.willCall,
        'no call': text.noCall,
        'time noted': text.timeNoted,
        opened: text.opened(company, when),
        'before the call': text.beforeCall('Ines', company),
        'is it fixed?': text.isItFixed(company, 'Ines'),
        'handed over': text.handedOver(company, 'Ines'),
        confirmed: text.confirmed,
        contested: text.contested,
        corrected: text.corrected,
        'wrong person': text.wrongPerson,
      }).map(([name, said]): [string, Preview] => [`text: ${name}`, { text: said }]),
    ),
  };
}
