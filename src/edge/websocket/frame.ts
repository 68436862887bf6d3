/** Written into the first byte of a message that is whole, and text. */
const wholeText = 0x81;

/**
 * A text message as RFC 6455 has a server write it: unmasked, in one frame. Made here for what goes to thousands at once:
 * ws writes a message in two parts, and an answer has a part that all share and one that nobody does.
 */
export function toTextFrame(own: Buffer, shared: Buffer): Buffer {
  const length = own.length + shared.length;
  const headLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headLength + length);
  frame[0] = wholeText;
  if (headLength === 2) frame[1] = length;
  else if (headLength === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeUInt32BE(Math.floor(length / 2 ** 32), 2);
    frame.writeUInt32BE(length % 2 ** 32, 6);
  }
  frame.set(own, headLength);
  frame.set(shared, headLength + own.length);
  return frame;
}
