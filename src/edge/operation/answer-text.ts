const texts = new WeakMap<object, string>();

/** The JSON of an answer; written once, however many subscribers it goes to. */
export function toAnswerText(answer: object): string {
  const known = texts.get(answer);
  if (known !== undefined) return known;
  const text = JSON.stringify(answer);
  texts.set(answer, text);
  return text;
}
