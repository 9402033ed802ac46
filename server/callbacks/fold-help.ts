import type { CallbackEvent } from './fold-events.ts';
import type { Detail } from './rules.ts';

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
