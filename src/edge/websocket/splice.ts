/**
 * graphql-ws writes the JSON of every message itself, an answer to a thousand subscribers a thousand times. It is given a
 * stand-in instead, in whose place the answer's own text is put just before the message is sent.
 */

import { randomUUID } from 'node:crypto';
import type { FormattedExecutionResult } from 'graphql';

export interface Splice {
  /** Stands for an answer in a message, which must be its last part. */
  standIn(text: string): FormattedExecutionResult;
  /** The message as it is to be sent. To be called right after it was written. */
  splice(message: string): string;
}

const mark = randomUUID();
const ending = `${JSON.stringify(mark)}}`;

/** One a socket. */
export function createSplice(): Splice {
  let text: string | undefined;
  return {
    standIn(own) {
      // Writing and sending a message happen in one go, so there is never more than one text waiting.
      const toJSON = () => {
        text = own;
        return mark;
      };
      return Object.assign({ data: null }, { toJSON });
    },
    splice(message) {
      const own = text;
      text = undefined;
      return own !== undefined && message.endsWith(ending) ? `${message.slice(0, -ending.length)}${own}}` : message;
    },
  };
}
