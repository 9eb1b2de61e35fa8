'use strict';

/** Calls onFrame with the payload of each complete frame. */
class FrameDecoder {
  constructor(maxFrame, onFrame) {
    this.maxFrame = maxFrame;
    this.onFrame = onFrame;
    this.rest = null;
  }

  // tag::decode[]
  decode(chunk) {
    const bytes = this.rest === null ? chunk : Buffer.concat([this.rest, chunk]); // <1>
    let at = 0;
    while (bytes.length - at >= 4) {
      const length = bytes.readInt32BE(at);
      if (length < 0 || length > this.maxFrame) throw new RangeError(`frame length ${length}`);
      const end = at + 4 + length;
      if (end > bytes.length) break;
      this.onFrame(bytes.subarray(at + 4, end));
      at = end;
    }
    this.rest = at < bytes.length ? bytes.subarray(at) : null;
  }
  // end::decode[]
}

/** A payload with its length before it. */
function frame(text) {
  const payload = Buffer.from(text);
  const bytes = Buffer.alloc(4 + payload.length);
  bytes.writeInt32BE(payload.length);
  payload.copy(bytes, 4);
  return bytes;
}

module.exports = { FrameDecoder, frame };
