import { describe, expect, it } from 'vitest';
import { Flow, type FlowReader } from '../../../src/domain/flow.ts';
import { createTextAnswer, toAnswerText, toWrappedBytes } from '../../../src/edge/operation/answer-text.ts';
import { type Carried, carry } from '../../../src/edge/operation/carry.ts';
import type { Outlet, Sender } from '../../../src/edge/operation/outlet.ts';
import type { Asker } from '../../../src/edge/operation/shared-answers.ts';
import type { SubscriptionPayload } from '../../../src/graph/subscription-payload.ts';

/** Events put in by hand. */
class Events extends Flow<SubscriptionPayload> {
  readonly waiting: SubscriptionPayload[] = [];
  reader: FlowReader | undefined;
  closed = 0;

  open(reader: FlowReader): void {
    this.reader = reader;
  }

  take(): SubscriptionPayload | undefined {
    return this.waiting.shift();
  }

  close(): void {
    this.closed += 1;
  }

  push(...places: number[]): void {
    this.waiting.push(...places.map((place) => ({ place })));
    this.reader?.onReady();
  }
}

const answerOf = ({ place }: SubscriptionPayload) => createTextAnswer(`{"data":${place}}`);

/** A subscription whose answers are at hand unless `late`, and whose client keeps up while `room` is left. */
function start({ late = false, room = Number.POSITIVE_INFINITY } = {}) {
  const events = new Events();
  const leaving = new AbortController();
  const sent: string[] = [];
  const asked: { readonly event: SubscriptionPayload; readonly asker: Asker }[] = [];
  const behind: Sender[] = [];
  const client = { room };
  const outlet: Outlet = {
    left: leaving.signal,
    send(answer) {
      sent.push(JSON.parse(toAnswerText(answer)).data);
      client.room -= 1;
      return client.room > 0;
    },
    onceTaken: (sender) => void behind.push(sender),
    closeSlow: () => {},
  };
  const answers = {
    answer(event: SubscriptionPayload, asker: Asker) {
      asked.push({ event, asker });
      return late ? undefined : answerOf(event);
    },
  };
  let carried: Carried | undefined;
  const over = carry(events, answers, outlet).then((value) => {
    carried = value;
    return value;
  });
  const answerNext = () => {
    const next = asked.shift();
    next?.asker.onAnswer(answerOf(next.event));
  };
  return { events, sent, asked, behind, client, leaving, over, answerNext, carried: () => carried, outlet, answers };
}

describe('carrying events to a client', () => {
  it('brings each of a thousand subscribers an answer that is at hand within the call that brings the event', () => {
    const all = Array.from({ length: 1_000 }, () => start());
    for (const { events } of all) events.push(1, 2, 3);
    expect(all.every(({ sent }) => sent.join() === '1,2,3')).toBe(true);
  });

  it('sends an answer that comes later before it asks for the next, in order', () => {
    const { events, sent, asked, answerNext } = start({ late: true });
    events.push(1, 2);
    events.push(3);
    expect([sent, asked.length]).toEqual([[], 1]);
    for (let i = 0; i < 3; i += 1) answerNext();
    expect(sent).toEqual([1, 2, 3]);
  });

  it('takes nothing while the client is behind, and goes on where it stood when that has caught up', () => {
    const { events, sent, behind, client } = start({ room: 2 });
    events.push(1, 2, 3);
    events.push(4);
    expect([sent, events.waiting.length, behind.length]).toEqual([[1, 2], 2, 1]);
    client.room = 10;
    behind[0]?.onTaken();
    // Told twice, it has nothing more to send.
    behind[0]?.onTaken();
    expect(sent).toEqual([1, 2, 3, 4]);
  });

  it('sends what is being answered when the events end, and then is over', async () => {
    const { events, sent, over, answerNext, carried } = start({ late: true });
    events.push(1);
    events.reader?.onEnd();
    await Promise.resolve();
    expect(carried()).toBeUndefined();
    answerNext();
    expect(await over).toEqual({ error: undefined, unsentPlace: undefined });
    expect(sent).toEqual([1]);
  });

  it('is over at once when the events end for a reason, and says what it has taken and not sent', async () => {
    const { events, sent, over, answerNext } = start({ late: true });
    events.push(7);
    const error = new Error('too slow');
    events.reader?.onEnd(error);
    answerNext();
    expect(await over).toEqual({ error, unsentPlace: 7 });
    expect(sent).toEqual([]);
  });

  it('frees the events once when the client leaves, and sends nothing any more', async () => {
    const { events, sent, leaving, over, answerNext } = start({ late: true });
    events.push(1);
    leaving.abort();
    answerNext();
    await over;
    expect([events.closed, sent]).toEqual([1, []]);
    const late = start();
    late.leaving.abort();
    expect(await carry(late.events, late.answers, late.outlet)).toMatchObject({ error: undefined });
  });

  it('ends alone when its client cannot be sent to: whoever brought the event goes on', async () => {
    const { events, outlet, over } = start();
    const error = new Error('broken');
    outlet.send = () => {
      throw error;
    };
    expect(() => events.push(1)).not.toThrow();
    expect(await over).toMatchObject({ error });
    expect(events.closed).toBe(1);
  });
});

describe('the bytes of an answer', () => {
  it('are made once for all who wrap it alike', () => {
    const answer = createTextAnswer('{"data":{"name":"é"}}');
    const [socket, stream] = [
      { before: '', after: '}' },
      { before: 'data: ', after: '\n\n' },
    ];
    expect(String(toWrappedBytes(answer, socket))).toBe('{"data":{"name":"é"}}}');
    expect(String(toWrappedBytes(answer, stream))).toBe('data: {"data":{"name":"é"}}\n\n');
    expect(toWrappedBytes(answer, socket)).toBe(toWrappedBytes(answer, socket));
    expect(toWrappedBytes(answer, stream)).toBe(toWrappedBytes(answer, stream));
  });
});
