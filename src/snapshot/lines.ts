/** A line of text within bytes that hold many. */
export interface Line {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

export const textOf = ({ bytes, start, end }: Line): string => bytes.toString('utf8', start, end);
export const bytesOf = ({ bytes, start, end }: Line): Uint8Array => bytes.subarray(start, end);

const blockBytes = 1 << 20;

/**
 * Lines that come one by one, kept as bytes in large blocks: as strings, an account's records are hundreds of thousands of things on the heap
 * that the garbage collector looks at again and again.
 */
export class Lines {
  #block = Buffer.alloc(0);
  #used = 0;

  keep(text: string): Line {
    const length = Buffer.byteLength(text);
    if (this.#used + length > this.#block.length) {
      this.#block = Buffer.allocUnsafe(Math.max(blockBytes, length));
      this.#used = 0;
    }
    const start = this.#used;
    this.#used += this.#block.write(text, start);
    return { bytes: this.#block, start, end: this.#used };
  }
}
