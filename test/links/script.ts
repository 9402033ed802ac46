import { expect } from 'vitest';
import { HAND_SCRIPT } from '../../server/links/pages-hand.tsx';

/** A page as it is without the one script that ours may have: at most once, and letter by letter the one whose hash is in the policy. */
export function withoutOurScript(page: string): string {
  const parts = page.split(`<script id="watch">${HAND_SCRIPT}</script>`);
  expect(parts.length).toBeLessThanOrEqual(2);
  return parts.join('');
}
