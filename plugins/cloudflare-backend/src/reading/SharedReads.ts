import { LRUCache } from 'lru-cache';

/**
 * Keeps a bounded number of readings. Requests for the same thing that come
 * at once share one reading; a reading that fails is forgotten.
 */
export class SharedReads<T extends {}> {
  private readonly readings: LRUCache<string, Promise<T>>;

  constructor(options: { most: number; keepMs?: number }) {
    this.readings = new LRUCache({ max: options.most, ttl: options.keepMs });
  }

  get(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.readings.get(key);
    if (known) {
      return known;
    }
    const reading = read();
    this.readings.set(key, reading);
    reading.catch(() => {
      if (this.readings.peek(key) === reading) {
        this.readings.delete(key);
      }
    });
    return reading;
  }
}
