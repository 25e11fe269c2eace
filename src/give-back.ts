/** Memory that is not left to the garbage collector. */

/**
 * Gives a buffer's memory back at once; the buffer is empty from then on. V8 finds what a buffer held only when it searches
 * the whole heap, and counts its bytes for when to do that: the mails of one second would have it search every second.
 *
 * @param buffer nobody reads it any more; one that shares its memory, as small ones of Node's pool do, is left as it is
 */
export function giveBack(buffer: Uint8Array): void {
  const { buffer: memory } = buffer;
  const ownsAll = memory instanceof ArrayBuffer && memory.byteLength === buffer.byteLength;
  // ECMAScript 2024, ArrayBuffer.prototype.transfer: the old one loses its bytes, and of the new one none are asked for.
  if (ownsAll && !memory.detached) memory.transfer(0);
}
