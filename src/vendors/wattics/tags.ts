/** What the entries of a stream, and of its meter, are dropped by. */
export function streamTag(stream: string): string {
  return `stream:${stream}`;
}
