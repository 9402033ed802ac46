/** So many letters of a text of ours in a row are no accident. */
const NO_ACCIDENT = 25;

/**
 * What somebody wrote, without what they quote of our own texts, as when a phone sends a reaction: `Liked “How was…”`. A quote may be cut.
 * What is ours says nothing of them.
 */
export const withoutOurs = (body: string, ours: readonly string[]): string =>
  ours.reduce((left, text) => {
    let { length } = text;
    while (length >= NO_ACCIDENT && !left.includes(text.slice(0, length))) length -= 1;
    return length < NO_ACCIDENT ? left : left.replace(text.slice(0, length), '');
  }, body);
