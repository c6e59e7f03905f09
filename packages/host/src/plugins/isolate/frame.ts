/** One message on its way: what it is about, and what it carries, each as JSON. */
export interface Frame {
  readonly head: string;
  /** Empty where it carries nothing. */
  readonly body: string;
}

/**
 * Writes a message: its length and the length of its head, four bytes each, then both texts in UTF-8. The length comes first, so that
 * what is too long is refused before any of it is kept.
 */
export function frame(head: object, body = ""): Buffer {
  const text = JSON.stringify(head);
  const headBytes = Buffer.byteLength(text);
  const bodyBytes = Buffer.byteLength(body);
  const bytes = Buffer.allocUnsafe(8 + headBytes + bodyBytes);
  bytes.writeUInt32BE(4 + headBytes + bodyBytes, 0);
  bytes.writeUInt32BE(headBytes, 4);
  bytes.write(text, 8);
  bytes.write(body, 8 + headBytes);
  return bytes;
}

/**
 * Reads messages out of bytes that come in any portions.
 *
 * @param most bytes of a message
 * @param take called with each whole message
 * @returns takes the next portion
 * @throws {RangeError} of the function that is returned: for a message that says it is longer than `most`, or whose head is longer than it
 */
export function frameReader(most: number, take: (frame: Frame) => void): (portion: Buffer) => void {
  let portions: Buffer[] = [];
  let size = 0;
  let wanted = 4;
  return (portion) => {
    portions.push(portion);
    size += portion.byteLength;
    while (size >= wanted) {
      const [only] = portions;
      let bytes = portions.length === 1 && only ? only : Buffer.concat(portions, size);
      portions = [bytes];
      const length = bytes.readUInt32BE(0);
      if (length < 4 || length > most) {
        throw new RangeError(`a message of ${length} bytes came, at most ${most} are taken`);
      }
      wanted = 4 + length;
      if (size < wanted) return;
      const headEnd = 8 + bytes.readUInt32BE(4);
      if (headEnd > wanted) throw new RangeError("the head of a message is longer than the message");
      const head = bytes.toString("utf8", 8, headEnd);
      const body = bytes.toString("utf8", headEnd, wanted);
      bytes = bytes.subarray(wanted);
      portions = bytes.byteLength === 0 ? [] : [bytes];
      size = bytes.byteLength;
      wanted = 4;
      take({ head, body });
    }
  };
}
