import type { CallbackEvent } from './fold-events.ts';
import type { Detail } from './rules.ts';
import { NO_TRIES } from './rules-tactics.ts';

/** What is known of a case at its beginning. */
export const NOTHING_YET: Detail = {
  attempts: 0,
  reached: false,
  window: null,
  wish: null,
  plan: null,
  tries: NO_TRIES,
  phone: null,
  announcedAt: null,
  understanding: null,
  proposals: [],
  promises: [],
  remedies: [],
  requests: [],
  confidence: { before: null, after: null },
  offer: null,
  handOffs: 0,
  declines: 0,
  noAsked: null,
  no: null,
  fix: null,
  ending: null,
  urgent: false,
  counted: null,
  behind: null,
  warnAt: null,
  escalateAt: null,
  step: 0,
  escalations: 0,
  ours: null,
  late: 0,
  wanted: false,
};

/** What these events make of a case. */
export const helpedBy = (detail: Detail, event: CallbackEvent): Partial<Detail> => {
  switch (event.kind) {
    case 'remedied':
      return { remedies: [...detail.remedies, event.remedy] };
    case 'requested':
      return { requests: [...detail.requests, event.request] };
    case 'request_answered':
      return settled(detail, event.request, { state: 'answered', answer: event.answer });
    case 'request_withdrawn':
      return settled(detail, event.request, { state: 'withdrawn' });
    case 'request_overdue':
      return settled(detail, event.request, { missed: true });
    case 'no_asked':
      return { noAsked: { reason: event.reason, alternatives: event.alternatives, byName: event.byName } };
    case 'rated':
      return { confidence: { ...detail.confidence, [event.of]: event.rating } };
    default:
      return {};
  }
};

const settled = ({ requests }: Detail, id: string, change: Partial<Detail['requests'][number]>): Partial<Detail> => ({
  requests: requests.map((one) => (one.id === id ? { ...one, ...change } : one)),
});
