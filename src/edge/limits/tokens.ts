import { Lexer, Source, TokenKind } from 'graphql';
import { limitError, limits } from './limits.ts';

/** Counting ends here: who sends a megabyte of braces need not be told exactly how many. */
const countAtMost = limits.tokens * 20;

/** Before parsing. @throws AppError QUERY_LIMIT_EXCEEDED; a text that is not GraphQL passes, the parser says more. */
export function assertFewTokens(text: string): void {
  const count = countTokens(text);
  if (count > limits.tokens) throw limitError('tokens', count);
}

function countTokens(text: string): number {
  // A token takes at least one character: most documents need no counting.
  if (text.length <= limits.tokens) return text.length === 0 ? 0 : 1;
  const lexer = new Lexer(new Source(text));
  let count = 0;
  try {
    while (count < countAtMost && lexer.advance().kind !== TokenKind.EOF) count += 1;
  } catch {
    // Up to the fault it counted right.
  }
  return count;
}
